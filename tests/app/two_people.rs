//! Two people, one browser: whatever page is open, a proof is its own person's alone.

use crate::browser::*;
use crate::people::*;

/// Signs up with a password in a browser of their own.
fn has_account(deployment: &Deployment, email: &str) {
    sign_up_supplier(&mut Browser::new(deployment), SUPPLIERS, email).code();
}

/// Whom a code is for.
fn email_of(deployment: &Deployment, code: &str) -> String {
    let tokens = json(&deployment.send(SUPPLIERS.redeem(code)));
    claims(token(&tokens, "id_token"))["email"].as_str().unwrap().to_owned()
}

#[test]
fn a_password_typed_on_the_page_that_another_person_finished_is_not_answered_with_their_account() {
    let deployment = Deployment::new();
    has_account(&deployment, "ann@partner.example");
    has_account(&deployment, "bob@partner.example");
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let ann = [("email", "ann@partner.example"), ("password", PASSWORD)];
    let bob = [("email", "bob@partner.example"), ("password", PASSWORD)];
    let code = browser.submit(&page, &ann).code();
    assert_eq!(email_of(&deployment, &code), "ann@partner.example");
    // Ann goes on; Bob presses Back and signs in on the page that was hers.
    let page = browser.submit(&page, &bob).page("error");
    assert!(page.html.contains("http://localhost:3000/"), "a way on");
    let code = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
    assert_eq!(email_of(&deployment, &code), "ann@partner.example");
}

#[test]
fn the_same_holds_where_the_other_person_lacks_something() {
    let deployment = Deployment::new();
    has_account(&deployment, "ann@partner.example");
    sign_up_customer(&mut Browser::new(&deployment), SHOP, "kim@home.example").code();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let ann = [("email", "ann@partner.example"), ("password", PASSWORD)];
    let kim = [("email", "kim@home.example"), ("password", PASSWORD)];
    browser.submit(&page, &ann).code();
    browser.submit(&page, &kim).page("error");
    assert!(
        deployment.sql("SELECT * FROM enrolments WHERE client_id <> 'woodgrove-shop'").len() == 1
    );
}

#[test]
fn going_on_with_a_session_does_not_finish_what_another_person_finished() {
    let deployment = Deployment::new();
    has_account(&deployment, "ann@partner.example");
    let mut browser = Browser::new(&deployment);
    sign_up_customer(&mut browser, SHOP, "kim@home.example").code();
    let continued = browser.open(&SUPPLIERS.authorize(&[])).page("continue");
    let path = continued.action.replace("/continue?", "/sign-in?");
    let page = browser.open(&path).page("sign-in");
    // Ann signs in where Kim was asked; then Kim, in another tab, signs in to the shop again.
    let ann = [("email", "ann@partner.example"), ("password", PASSWORD)];
    browser.submit(&page, &ann).code();
    let page = browser.open(&SHOP.authorize(&[("prompt", "login")])).page("sign-in");
    browser.submit(&page, &[("email", "kim@home.example"), ("password", PASSWORD)]).code();
    browser.submit(&continued, &[]).page("error");
}

#[test]
fn consent_counts_for_the_person_who_saw_it() {
    let deployment = Deployment::new();
    deployment.edit(
        "app/woodgrove-procurement",
        r#""type": "web""#,
        r#""type": "web", "consent": "once""#,
    );
    has_account(&deployment, "bob@partner.example");
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let anns = browser.open(&PROCUREMENT.authorize(&[])).page("consent");
    assert!(anns.html.contains("ann@partner.example"));
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    browser.submit(&page, &[("email", "bob@partner.example"), ("password", PASSWORD)]).code();
    let page = browser.submit(&anns, &[("action", "approve")]).page("consent");
    assert!(page.html.contains("bob@partner.example"), "Bob is asked himself");
    assert!(deployment.sql("SELECT * FROM consents").is_empty());
    browser.submit(&page, &[("action", "approve")]).code();
    let consents = deployment.sql("SELECT email FROM consents JOIN accounts ON oid = account");
    assert_eq!(consents[0]["email"], "bob@partner.example");
}

#[test]
fn a_session_that_ended_on_the_way_finishes_nothing() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    join(&mut browser, SHOP, "kim@home.example").code();
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("continue");
    let page = browser.submit(&page, &[]).page("attributes");
    let out = browser.open("/logout").page("sign-out");
    browser.submit(&out, &[("logout-confirm", "true")]).page("signed-out");
    browser.submit(&page, &SUPPLIER_ANSWERS).page("sign-in");
    assert!(deployment.sql("SELECT * FROM enrolments WHERE flow = 'supplier'").is_empty());
    assert!(deployment.sql("SELECT * FROM attributes WHERE name = 'businessName'").is_empty());
    assert_eq!(deployment.sql("SELECT * FROM runs WHERE done_at IS NOT NULL").len(), 1);
}

#[test]
fn another_person_signing_in_ends_the_old_session_as_by_logout() {
    let deployment = Deployment::new();
    has_account(&deployment, "bob@partner.example");
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let anns = browser.cookies.clone();
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    browser.submit(&page, &[("email", "bob@partner.example"), ("password", PASSWORD)]).code();
    assert_eq!(json(&deployment.send(SUPPLIERS.redeem(&code)))["error"], "invalid_grant");
    let mut old = Browser::new(&deployment);
    old.cookies = anns;
    let told = old.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
    assert_eq!(told.first("error"), "login_required");
}
