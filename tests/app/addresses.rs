//! An address is one account's however it is written, and mail goes where it was typed to go.

use crate::browser::*;
use crate::people::*;

const FIRST: &str = " Ann.Lee@Bücher.Example ";
const STORED: &str = "Ann.Lee@xn--bcher-kva.example";

/// Other writings of [`FIRST`], and where their mail goes.
const WRITINGS: [(&str, &str); 4] = [
    ("ann.lee@bücher.example", "ann.lee@xn--bcher-kva.example"),
    ("ANN.LEE@BÜCHER.EXAMPLE", "ANN.LEE@xn--bcher-kva.example"),
    ("Ann.lee@XN--BCHER-KVA.example", "Ann.lee@xn--bcher-kva.example"),
    ("\u{200f}ann.lee@bücher\u{3002}example\u{200e}", "ann.lee@xn--bcher-kva.example"),
];

/// Signs up with [`FIRST`] and a password; the claims of the ID token.
fn sign_up(deployment: &Deployment) -> serde_json::Value {
    let mut browser = Browser::new(deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, FIRST);
    let code = deployment.mailed_code(STORED);
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("password", PASSWORD)]).page("attributes");
    let code = browser.submit(&page, &SUPPLIER_ANSWERS).code();
    claims(token(&json(&deployment.send(SUPPLIERS.redeem(&code))), "id_token"))
}

#[test]
fn every_writing_of_an_address_signs_in_to_the_account_that_one_of_them_made() {
    let deployment = Deployment::new();
    let account = sign_up(&deployment);
    assert_eq!(account["email"], STORED);
    for (typed, mailed) in WRITINGS {
        deployment.platform.clock.advance(3600);
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        browser.submit(&page, &[("email", typed), ("password", PASSWORD)]).code();
        let mut browser = Browser::new(&deployment);
        let page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, typed);
        let code = browser.submit(&page, &[("code", &deployment.mailed_code(mailed))]).code();
        let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
        let claims = claims(token(&tokens, "id_token"));
        assert_eq!((&claims["sub"], &claims["email"]), (&account["sub"], &account["email"]));
    }
}

#[test]
fn no_other_writing_of_an_address_makes_a_second_account() {
    let deployment = Deployment::new();
    sign_up(&deployment);
    for (typed, mailed) in WRITINGS {
        deployment.platform.clock.advance(3600);
        let mut browser = Browser::new(&deployment);
        let page = ask_for_code(&mut browser, SUPPLIERS, typed);
        let code = deployment.mailed_code(mailed);
        browser.submit(&page, &[("code", &code)]).page("exists");
    }
    assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 1);
}

#[test]
fn the_limits_of_an_address_hold_over_all_its_writings() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    let mut statuses = Vec::new();
    for (typed, _) in WRITINGS {
        match browser.submit(&page, &[("email", typed)]) {
            Landed::Page(page) => statuses.push(page.status),
            Landed::Callback(location) => panic!("{location}"),
        }
    }
    assert_eq!(statuses, [200, 200, 200, 429]);
}

#[test]
fn what_is_no_address_stays_in_the_field_and_gets_a_sentence() {
    let deployment = Deployment::new();
    for typed in ["ann", "änn@partner.example", "ann@partner", "ann@b@partner.example", ""] {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
        let page = browser.submit(&page, &[("email", typed)]).page("sign-up");
        assert!(page.status == 422 && page.html.contains("email-error"), "{typed}");
        assert!(page.html.contains(&format!("value=\"{typed}\"")), "{typed}");
    }
    assert!(deployment.sql("SELECT * FROM mailed_codes").is_empty());
}

/// What was typed, and where its mail goes, or what is said of it.
fn people_type() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("../inputs/addresses.txt").lines();
    lines.filter(|line| !line.starts_with('#')).map(|line| line.split_once('\t').unwrap()).collect()
}

#[test]
fn what_people_type_or_paste_is_mailed_where_they_mean_or_refused_with_what_is_wrong() {
    for (typed, expected) in people_type() {
        let deployment = Deployment::new().in_production();
        for (step, action) in [("sign-up", ""), ("sign-in", "email_code"), ("reset", "")] {
            let mut browser = Browser::new(&deployment);
            let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
            let page = browser.open(&page.action.replace("sign-in", step)).page(step);
            let landed = browser.submit(&page, &[("email", typed), ("action", action)]);
            if let Some(sentence) = expected.strip_prefix('!') {
                let page = landed.page(step);
                assert_eq!(page.status, 422, "{typed}");
                assert!(page.html.contains(sentence), "{typed}: {sentence}: {}", page.html);
            } else {
                landed.page("code");
                assert_eq!(deployment.platform.mail.sent().last().unwrap().to, expected, "{typed}");
            }
        }
    }
}

#[test]
fn a_field_of_a_page_takes_addresses_as_the_first_page_does() {
    let deployment = Deployment::new();
    deployment.edit(
        "flow/supplier",
        r#"{ "attribute": "businessName","#,
        r#"{ "attribute": "nickname", "inputType": "email", "required": true },
           { "attribute": "businessName","#,
    );
    for (typed, expected) in people_type() {
        let mut browser = Browser::new(&deployment);
        let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
        let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
        assert!(page.html.contains(r#"<input type="text" id="nickname""#), "{}", page.html);
        let answers = [&SUPPLIER_ANSWERS[..], &[("nickname", typed)]].concat();
        let landed = browser.submit(&page, &answers);
        if let Some(sentence) = expected.strip_prefix('!') {
            assert!(landed.page("attributes").html.contains(sentence), "{typed}: {sentence}");
        } else {
            landed.callback();
        }
        deployment.sql("DELETE FROM identities");
        deployment.platform.clock.advance(24 * 3600);
    }
}

#[test]
fn pages_show_a_domain_in_its_own_letters_and_tokens_as_it_is_kept() {
    let deployment = Deployment::new();
    for (kept, shown) in [
        ("xn--mller-kva.example", "müller.example"),
        ("xn--maanfertigung-cdb.example", "maßanfertigung.example"),
        ("xn--pypal-4ve.example", "xn--pypal-4ve.example"),
    ] {
        let (address, own) = (format!("max@{kept}"), format!("max@{shown}"));
        let shows = |page: &Page| {
            assert!(page.html.contains(&own), "{own}: {}", page.html);
            assert!(own == address || !page.html.contains(&address), "{}", page.html);
        };
        let mut browser = Browser::new(&deployment);
        let page = ask_for_code(&mut browser, SUPPLIERS, &address);
        shows(&page);
        let code = deployment.mailed_code(&address);
        let page = browser.submit(&page, &[("code", &code)]).page("password");
        shows(&page);
        let page = browser.submit(&page, &[("password", PASSWORD)]).page("attributes");
        let code = browser.submit(&page, &SUPPLIER_ANSWERS).code();
        let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
        assert_eq!(claims(token(&tokens, "id_token"))["email"], address);
        shows(
            &browser.open(&SUPPLIERS.authorize(&[("prompt", "select_account")])).page("continue"),
        );
        shows(&browser.open("/account").page("account"));
        let mut other = Browser::new(&deployment);
        let page = ask_for_code(&mut other, SUPPLIERS, &address);
        let code = deployment.mailed_code(&address);
        shows(&other.submit(&page, &[("code", &code)]).page("exists"));
        let mut wrong = Browser::new(&deployment);
        let page = wrong.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        let fields = [("email", own.as_str()), ("password", "not the password")];
        shows(&wrong.submit(&page, &fields).page("sign-in"));
    }
}

#[test]
fn an_address_that_the_mail_service_refuses_reads_as_not_sent_with_what_to_do() {
    let deployment = Deployment::new().in_production();
    deployment.platform.mail.set_failing(true);
    for step in ["sign-up", "reset", "sign-in"] {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
        let page = browser.open(&page.action.replace("sign-in", step)).page(step);
        let fields = [("email", "ab..cd@mobile-carrier.example"), ("action", "email_code")];
        let page = browser.submit(&page, &fields).page(step);
        assert_eq!(page.status, 503);
        assert!(page.html.contains("The email was not sent."), "{}", page.html);
        assert!(page.html.contains("use another address"), "{}", page.html);
    }
    let lines = deployment.platform.log.lines();
    assert!(lines.iter().all(|line| !line.contains("ab..cd")), "{lines:?}");
}
