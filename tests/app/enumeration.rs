//! Nothing tells whether an address has an account before the address is proven.

use crate::browser::*;
use crate::markup::lasting;
use crate::people::*;
use vestibule::native::Counts;

/// What asking for a code shows: status, page, headers, cookies, what it cost, and the mail's subject and text.
#[derive(Debug, PartialEq)]
struct Seen {
    pages: Vec<(u16, String, String, Vec<String>)>,
    cookies: usize,
    counts: Counts,
    mail: (String, String),
}

fn ask(deployment: &Deployment, prompt: &str, email: &str) -> Seen {
    let mut browser = Browser::new(deployment);
    let Landed::Page(page) = browser.open(&SUPPLIERS.authorize(&[("prompt", prompt)])) else {
        panic!()
    };
    deployment.platform.reset_counts();
    let form = [("token", page.token.as_str()), ("email", email), ("action", "email_code")];
    let posted = browser.send(post(&page.action, &form));
    let location = posted.header("location").unwrap().to_owned();
    let shown = browser.send(get(&location));
    let counts = deployment.platform.counts();
    let mails = crate::support::block_on(vestibule::ports::Mailer::outbox(
        &deployment.platform,
        Some(email),
    ));
    let mail = mails.unwrap().remove(0);
    let code = deployment.mailed_code(email);
    let transaction = page.action.split('/').nth(2).unwrap().to_owned();
    let token = regex_lite::Regex::new("name=\"token\" value=\"[^\"]*\"").unwrap();
    let plain = |text: &str| {
        let text = text.replace(&transaction, "TRANSACTION").replace(email, "EMAIL");
        without_seals(&token.replace_all(&text.replace(&code, "CODE"), "TOKEN"))
    };
    let pages = [&posted, &shown].map(|response| {
        let headers =
            lasting(&response.headers).map(|(name, value)| format!("{name}: {}", plain(value)));
        (response.status, plain(&location), plain(&response.body), headers.collect())
    });
    Seen {
        pages: pages.into(),
        cookies: browser.cookies.len(),
        counts,
        mail: (plain(&mail.subject), plain(&mail.text)),
    }
}

#[test]
fn asking_for_a_code_is_the_same_for_every_address() {
    let deployment = Deployment::new();
    join(&mut Browser::new(&deployment), SUPPLIERS, "ann@partner.example").code();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, "bob@partner.example").code();
    join(&mut Browser::new(&deployment), SHOP, "kim@home.example").code();
    join(&mut Browser::new(&deployment), SUPPLIERS, "off@partner.example").code();
    deployment.sql("UPDATE accounts SET enabled = 0 WHERE email LIKE 'off@%'");
    deployment.platform.clock.advance(3600);
    for (number, prompt) in ["", "create"].into_iter().enumerate() {
        let nobody = ask(&deployment, prompt, &format!("x{number}@partner.example"));
        assert_eq!((nobody.pages[0].0, nobody.pages[1].0), (303, 200));
        assert_eq!(nobody.counts.mails, 1);
        for email in [
            "ann@partner.example",
            "bob@partner.example",
            "kim@home.example",
            "off@partner.example",
        ] {
            assert_eq!(ask(&deployment, prompt, email), nobody, "{email} at prompt={prompt}");
        }
    }
}

#[test]
fn a_closed_sign_up_is_told_only_to_who_proved_the_address() {
    let deployment = Deployment::new();
    join(&mut Browser::new(&deployment), SUPPLIERS, "ann@partner.example").code();
    deployment.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    let closed = deployment.new_isolate();
    closed.send(get(&SUPPLIERS.authorize(&[])));
    let unknown = ask(&closed, "", "nobody@partner.example");
    assert_eq!(ask(&closed, "", "ann@partner.example"), unknown);
    assert!(!format!("{unknown:?}").contains("closed"));
}

#[test]
fn a_wrong_code_tells_nothing_either() {
    let deployment = Deployment::new();
    join(&mut Browser::new(&deployment), SUPPLIERS, "ann@partner.example").code();
    let refused = |email: &str| {
        let mut browser = Browser::new(&deployment);
        let page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, email);
        deployment.platform.reset_counts();
        let page = browser.submit(&page, &[("code", "00000000")]).page("code");
        let transaction = page.action.split('/').nth(2).unwrap().to_owned();
        let html =
            page.html.replace(&transaction, "T").replace(&page.token, "T").replace(email, "E");
        (page.status, html, deployment.platform.counts())
    };
    assert_eq!(refused("ann@partner.example"), refused("nobody@partner.example"));
}

#[test]
fn mail_to_an_address_that_is_not_proven_holds_nothing_that_somebody_typed() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let hint =
        [("prompt", "create"), ("login_hint", "BUY NOW"), ("state", "BUY NOW"), ("nonce", "BUY")];
    let page = browser.open(&SUPPLIERS.authorize(&hint)).page("sign-up");
    let fields =
        [("email", "victim@partner.example"), ("displayName", "BUY NOW"), ("name", "BUY NOW")];
    browser.submit(&page, &fields).page("code");
    let mails = vestibule::ports::Mailer::outbox(&deployment.platform, None);
    let mail = crate::support::block_on(mails).unwrap().remove(0);
    assert!(!format!("{mail:?}").contains("BUY"));
}
