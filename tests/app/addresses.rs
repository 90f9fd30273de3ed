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
