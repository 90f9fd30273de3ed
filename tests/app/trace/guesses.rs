//! Guesses that failed: one row an account, kind and hour.

use super::*;
use crate::people::*;
use crate::support::block_on;
use serde_json::json;
use vestibule::native::together;

fn own(kind: &str, account: &Value) -> (String, Value) {
    (kind.to_owned(), account.clone())
}

#[test]
fn wrong_passwords_are_one_row_an_account_and_hour_and_right_ones_none() {
    let deployment = Deployment::new();
    for email in [ANN, "bob@partner.example"] {
        sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, email).code();
    }
    let accounts = [ANN, "bob@partner.example"].map(|email| account_of(&deployment, email));
    sign_in(&deployment, SUPPLIERS, ANN, PASSWORD, None).code();
    assert!(rows(&deployment, "guess-failed").is_empty());
    for _ in 0..3 {
        assert_eq!(guess(&deployment, ANN), 422);
    }
    assert_eq!(kinds(&deployment, "guess-failed"), [own("password", &accounts[0])]);
    sign_in(&deployment, SHOP, " ANN@Partner.Example", "wrong", None).page("sign-in");
    assert_eq!(rows(&deployment, "guess-failed").len(), 1, "however it is spelled, wherever");
    guess(&deployment, "bob@partner.example");
    assert_eq!(rows(&deployment, "guess-failed").len(), 2);
    sign_in(&deployment, SUPPLIERS, ANN, PASSWORD, None).code();
    assert_eq!(
        rows(&deployment, "guess-failed").len(),
        2,
        "what was right later does not unmake them"
    );
    deployment.platform.clock.advance(HOUR);
    guess(&deployment, ANN);
    let found = kinds(&deployment, "guess-failed");
    assert_eq!(found.len(), 3);
    assert_eq!(found[2], own("password", &accounts[0]));
}

#[test]
fn all_addresses_without_an_account_share_one_row_an_hour() {
    let deployment = Deployment::new();
    for hour in 1..=2 {
        for number in 0..5 {
            assert_eq!(guess(&deployment, &format!("nobody{number}@partner.example")), 422);
        }
        let found = kinds(&deployment, "guess-failed");
        assert_eq!(found.len(), hour);
        assert!(found.iter().all(|row| *row == own("password", &Value::Null)), "{found:?}");
        deployment.platform.clock.advance(HOUR);
    }
}

#[test]
fn thirty_wrong_passwords_at_once_are_one_row() {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let fields = [("token", page.token.as_str()), ("email", ANN), ("password", "wrong")];
    let request = browser.with_cookies(post(&page.action, &fields));
    block_on(together((0..30).map(|_| deployment.answer(request.clone()))));
    block_on(deployment.platform.run_background());
    assert_eq!(rows(&deployment, "guess-failed").len(), 1);
    let bites = kinds(&deployment, "limit-reached");
    assert_eq!(bites, [own("guess", &account_of(&deployment, ANN))]);
}

#[test]
fn wrong_mailed_codes_are_one_row_an_account_and_hour_and_a_new_persons_one_in_all() {
    let deployment = Deployment::new();
    join(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    assert!(rows(&deployment, "guess-failed").is_empty(), "the right code is no guess");
    let wrong = |email: &str| {
        let mut browser = Browser::new(&deployment);
        let page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, email);
        let code =
            if deployment.mailed_code(email) == "00000000" { "11111111" } else { "00000000" };
        assert_eq!(browser.submit(&page, &[("code", code)]).page("code").status, 422);
        browser.submit(&page, &[("code", code)]).page("code");
    };
    wrong(ANN);
    let ann = account_of(&deployment, ANN);
    assert_eq!(kinds(&deployment, "guess-failed"), [own("mailed-code", &ann)]);
    for number in 0..3 {
        wrong(&format!("new{number}@partner.example"));
    }
    let found = kinds(&deployment, "guess-failed");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.contains(&own("mailed-code", &Value::Null)));
    // A code for a new password is guessed at likewise: of the same kind and hour.
    let mut browser = Browser::new(&deployment);
    let page = forget_password(&mut browser, SUPPLIERS);
    let page = browser.submit(&page, &[("email", ANN)]).page("code");
    browser.submit(&page, &[("code", "00000000")]).page("code");
    assert_eq!(rows(&deployment, "guess-failed").len(), 2);
}

#[test]
fn wrong_codes_of_devices_are_one_row_an_hour_in_all() {
    let deployment = Deployment::new();
    let typed = ["BCDF-GHJQ", "BCDF-GHJL", "BCDF-GHJM"];
    for typed in typed {
        Browser::new(&deployment).open(&format!("/device?user_code={typed}")).page("device");
    }
    assert_eq!(kinds(&deployment, "guess-failed"), [own("user-code", &json!(null))]);
    deployment.platform.clock.advance(HOUR);
    Browser::new(&deployment).open("/device?user_code=BCDF-GHJQ").page("device");
    assert_eq!(rows(&deployment, "guess-failed").len(), 2);
}
