//! What a person reads of an account, before and after the address is proven.

use crate::browser::*;
use crate::people::*;

const ANN: &str = "ann@partner.example";

fn links(page: &Page) -> Vec<&str> {
    ["/reset?", "/sign-up?", "value=\"email_code\""]
        .into_iter()
        .filter(|way| page.html.contains(way))
        .collect()
}

#[test]
fn a_refused_sign_in_keeps_the_address_and_offers_every_way_on_whoever_it_is() {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    join(&mut Browser::new(&deployment), SUPPLIERS, "bob@partner.example").code();
    for email in [ANN, "bob@partner.example", "nobody@partner.example"] {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        let fields = [("email", email), ("password", "wrong password")];
        let refused = browser.submit(&page, &fields).page("sign-in");
        assert!(refused.html.contains(&format!("value=\"{email}\"")), "{}", refused.html);
        assert!(!refused.html.contains("wrong password"));
        assert_eq!(links(&refused).len(), 3, "{:?}", links(&refused));
        // The other ways know the address, too, and so does the page when it is loaded anew.
        for step in ["reset", "sign-up", "sign-in"] {
            let page =
                browser.open(&page.action.replace("/sign-in", &format!("/{step}"))).page(step);
            assert!(page.html.contains(&format!("value=\"{email}\"")), "{step}");
        }
        browser.submit(&refused, &[("email", email), ("action", "email_code")]).page("code");
    }
}

/// As far as the page that says the address has an account.
fn exists(browser: &mut Browser) -> Page {
    let page = ask_for_code(browser, SUPPLIERS, ANN);
    let code = browser.deployment.mailed_code(ANN);
    browser.submit(&page, &[("code", &code)]).page("exists")
}

const PASSWORDS_ONLY: (&str, &str) = (r#", "emailOneTimePasscode""#, "");

#[test]
fn in_a_sign_up_an_account_goes_on_with_one_button() {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    let mut browser = Browser::new(&deployment);
    let page = exists(&mut browser);
    assert!(
        !page.html.contains("<input type=\"text\"") && !page.html.contains("type=\"password\"")
    );
    let code = browser.submit(&page, &[]).code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    assert_eq!(claims(token(&tokens, "id_token"))["email"], ANN);
}

#[test]
fn where_passwords_are_the_only_way_it_goes_on_to_sign_in_with_the_address_filled_in() {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    deployment.edit("flow/supplier", PASSWORDS_ONLY.0, PASSWORDS_ONLY.1);
    let mut browser = Browser::new(&deployment.new_isolate());
    let page = exists(&mut browser);
    let page = browser.submit(&page, &[]).page("sign-in");
    assert!(page.html.contains(&format!("value=\"{ANN}\"")));
    // The proof was not enough, whatever is posted: the flow offers no codes to sign in with.
    for step in ["finish", "attributes", "consent", "password"] {
        let landed = browser.open(&page.action.replace("/sign-in", &format!("/{step}")));
        landed.page("exists");
    }
    browser.submit(&page, &[("email", ANN), ("password", PASSWORD)]).code();
}

#[test]
fn an_address_without_an_account_makes_one_with_the_same_code() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, ANN);
    let code = deployment.mailed_code(ANN);
    let page = browser.submit(&page, &[("code", &code)]).page("no-account");
    assert!(page.html.contains("There is no account for") && page.html.contains(ANN));
    let page = browser.submit(&page, &[]).page("password");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    browser.submit(&page, &SUPPLIER_ANSWERS).code();
    assert_eq!(deployment.platform.counts().mails, 1, "no second code");
}

#[test]
fn who_wants_a_new_account_while_signed_in_may_go_on_or_make_another() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    join(&mut browser, SUPPLIERS, ANN).code();
    let create = SUPPLIERS.authorize(&[("prompt", "create")]);
    let page = browser.open(&create).page("continue");
    assert!(page.html.contains(ANN));
    browser.submit(&page, &[]).code();
    let page = browser.open(&create).page("continue");
    let page = browser.open(&page.action.replace("/continue", "/sign-up")).page("sign-up");
    let page = browser.submit(&page, &[("email", "other@partner.example")]).page("code");
    let code = deployment.mailed_code("other@partner.example");
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    browser.submit(&page, &SUPPLIER_ANSWERS).code();
    assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 2);
}
