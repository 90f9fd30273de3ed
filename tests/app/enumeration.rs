//! Nothing tells whether an address has an account before the address is proven.

use crate::browser::*;
use crate::markup::lasting;
use crate::people::*;
use crate::support::block_on;
use regex_lite::Regex;
use vestibule::http::Request;
use vestibule::native::Counts;
use vestibule::ports::Mailer;

/// What an answer shows: status, page, headers, cookies, what it cost, and the mail's subject and text.
#[derive(Debug, PartialEq)]
struct Seen {
    status: u16,
    html: String,
    headers: Vec<String>,
    cookies: usize,
    counts: Counts,
    mail: Option<(String, String)>,
    location: Option<String>,
}

/// Sends a request of a transaction; all that differs by chance or by the address itself is left out.
fn see(browser: &mut Browser, request: Request, email: &str) -> Seen {
    let deployment = browser.deployment.clone();
    let transaction = request.path.split('/').nth(2).unwrap().to_owned();
    deployment.platform.reset_counts();
    let response = browser.send(request);
    // A number too large for eight digits is drawn again, by chance.
    let counts = Counts { random_bytes: 0, ..deployment.platform.counts() };
    let token = Regex::new("name=\"token\" value=\"[^\"]*\"").unwrap();
    let code = Regex::new("[0-9]{8}").unwrap();
    let plain = |text: &str| {
        let text = text.replace(&transaction, "TRANSACTION").replace(email, "EMAIL");
        without_seals(&token.replace_all(&text, "TOKEN"))
    };
    let headers = lasting(&response.headers);
    let mails = block_on(Mailer::outbox(&deployment.platform, Some(email))).unwrap();
    let mail = mails.first().filter(|_| counts.mails > 0).map(|mail| {
        (plain(&code.replace(&mail.subject, "CODE")), plain(&code.replace_all(&mail.text, "CODE")))
    });
    Seen {
        status: response.status,
        html: plain(&response.body),
        headers: headers.map(|(name, value)| format!("{name}: {}", plain(value))).collect(),
        cookies: browser.cookies.len(),
        counts,
        mail,
        location: response.header("location").map(str::to_owned),
    }
}

/// With a password, with codes alone, of another flow, and switched off.
fn accounts(deployment: &Deployment) -> [&'static str; 4] {
    sign_up_supplier(&mut Browser::new(deployment), SUPPLIERS, "bob@partner.example").code();
    join(&mut Browser::new(deployment), SUPPLIERS, "ann@partner.example").code();
    join(&mut Browser::new(deployment), SHOP, "kim@home.example").code();
    join(&mut Browser::new(deployment), SUPPLIERS, "off@partner.example").code();
    deployment.sql("UPDATE accounts SET enabled = 0 WHERE email LIKE 'off@%'");
    deployment.platform.clock.advance(3600);
    ["bob@partner.example", "ann@partner.example", "kim@home.example", "off@partner.example"]
}

/// The steps of asking for a code: the door it is asked for at, the code page, a wrong code, and a new one.
fn walk(deployment: &Deployment, door: &str, email: &str) -> Vec<Seen> {
    let mut browser = Browser::new(deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let page = browser.open(&page.action.replace("/sign-in", &format!("/{door}"))).page(door);
    let fields = [("token", page.token.as_str()), ("email", email), ("action", "email_code")];
    let asked = see(&mut browser, post(&page.action, &fields), email);
    let shown = get(asked.location.as_deref().unwrap());
    let code_page = browser.send(shown.clone());
    let Landed::Page(page) = browser.follow(code_page) else { panic!() };
    let page = Page { step: "code".to_owned(), ..page };
    let token = ("token", page.token.as_str());
    let mut seen = vec![asked, see(&mut browser, shown.clone(), email)];
    for fields in [
        [token, ("code", "")],
        [token, ("code", "00000000")],
        [token, ("action", "resend")],
        [token, ("action", "more-time")],
    ] {
        seen.push(see(&mut browser, post(&page.action, &fields), email));
    }
    seen.push(see(&mut browser, shown, email));
    seen.push(see(&mut browser, get(&page.action.replace("/code", &format!("/{door}"))), email));
    for step in ["no-account", "exists", "password", "new-password", "attributes", "consent"] {
        let path = page.action.replace("/code", &format!("/{step}"));
        seen.push(see(&mut browser, get(&path), email));
    }
    seen.into_iter().map(|seen| Seen { location: None, ..seen }).collect()
}

#[test]
fn every_door_and_every_step_up_to_the_proof_is_the_same_for_every_address() {
    let deployment = Deployment::new();
    let known = accounts(&deployment);
    for door in ["sign-in", "sign-up", "reset"] {
        let nobody = walk(&deployment, door, &format!("nobody-at-{door}@partner.example"));
        assert_eq!(nobody.iter().map(|seen| seen.counts.mails).sum::<usize>(), 2, "{door}");
        for email in known {
            assert_eq!(walk(&deployment, door, email), nobody, "{email} at {door}");
        }
        deployment.platform.clock.advance(15 * 60);
    }
}

#[test]
fn a_closed_sign_up_is_told_only_to_who_proved_the_address() {
    let deployment = Deployment::new();
    let known = accounts(&deployment);
    deployment.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    let closed = deployment.new_isolate();
    closed.send(get(&SUPPLIERS.authorize(&[])));
    for door in ["sign-in", "reset"] {
        let unknown = walk(&closed, door, &format!("nobody-at-{door}@partner.example"));
        assert!(!format!("{unknown:?}").contains("closed"));
        for email in known {
            assert_eq!(walk(&closed, door, email), unknown, "{email} at {door}");
        }
        closed.platform.clock.advance(15 * 60);
    }
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
    let mail = block_on(Mailer::outbox(&deployment.platform, None)).unwrap().remove(0);
    assert!(!format!("{mail:?}").contains("BUY"));
}
