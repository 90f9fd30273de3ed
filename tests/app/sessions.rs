//! Sessions and enrolment: who is silent where, and who is asked for what.

use crate::browser::*;
use serde_json::json;

#[test]
fn a_second_application_of_the_same_flow_signs_in_without_asking() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let first = json(&deployment.send(SUPPLIERS.redeem(&code)));
    let code = browser.open(&PROCUREMENT.authorize(&[("prompt", "none")])).code();
    let second = json(&deployment.send(PROCUREMENT.redeem(&code)));
    let (first, second) =
        (claims(first["id_token"].as_str().unwrap()), claims(second["id_token"].as_str().unwrap()));
    for claim in ["sub", "sid", "auth_time"] {
        assert_eq!(first[claim], second[claim], "{claim}");
    }
}

#[test]
fn a_shop_session_opening_the_suppliers_application_continues_and_is_asked_what_it_lacks() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_customer(&mut browser, SHOP, "kim@home.example").code();
    let silent = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
    assert_eq!(silent.first("error"), "interaction_required");
    assert_eq!((silent.first("state"), silent.first("iss")), ("state-1", ISSUER));
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("continue");
    assert!(page.html.contains("kim@home.example"));
    let page = browser.submit(&page, &[]).page("attributes");
    assert!(page.html.contains("businessName") && page.html.contains("terms-supplierTerms"));
    let code = browser.submit(&page, &SUPPLIER_ANSWERS).code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    let id = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!((&id["acct"], &id["businessName"]), (&json!(0), &json!("Lee & Co")));
    assert_eq!(deployment.sql("SELECT user_type FROM accounts")[0]["user_type"], "member");
    assert!(!browser.open(&PROCUREMENT.authorize(&[("prompt", "none")])).code().is_empty());
}

#[test]
fn a_supplier_in_the_shop_is_asked_only_for_what_is_required_and_unknown() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let page = browser.open(&SHOP.authorize(&[])).page("continue");
    let page = browser.submit(&page, &[]).page("attributes");
    assert!(page.html.contains("givenName") && !page.html.contains("name=\"interests\""));
    let fields = [("givenName", "Ann"), ("surname", "Lee"), ("country", "NO")];
    assert!(!browser.submit(&page, &fields).code().is_empty());
    assert!(!browser.open(&SHOP.authorize(&[])).code().is_empty());
}

#[test]
fn a_new_version_of_the_terms_is_asked_even_of_who_is_signed_in() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    deployment.edit("flow/supplier", r#""version": "1""#, r#""version": "2""#);
    browser.deployment = deployment.new_isolate();
    let silent = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
    assert_eq!(silent.first("error"), "interaction_required");
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("continue");
    let page = browser.submit(&page, &[]).page("attributes");
    assert!(!page.html.contains("name=\"displayName\""), "what is known is not asked again");
    assert!(page.html.contains("<h1>New terms</h1>"), "{}", page.html);
    assert!(page.html.contains("<title>New terms"), "{}", page.html);
    assert!(!page.html.contains("About your business"), "nothing about a business is asked");
    assert!(!browser.submit(&page, &[("terms-supplierTerms", "2")]).code().is_empty());
    let versions = deployment.sql("SELECT version FROM terms_accepted ORDER BY version");
    assert_eq!(versions.len(), 2);
}

#[test]
fn a_password_sign_in_is_asked_for_what_the_flow_has_come_to_require() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    deployment.edit("flow/supplier", r#""version": "1""#, r#""version": "2""#);
    let mut elsewhere = Browser::new(&deployment.new_isolate());
    let page = elsewhere.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let fields = [("email", "ann@partner.example"), ("password", PASSWORD)];
    let page = elsewhere.submit(&page, &fields).page("attributes");
    assert!(!elsewhere.submit(&page, &[("terms-supplierTerms", "2")]).code().is_empty());
}

#[test]
fn prompt_and_max_age_decide_whether_a_session_is_enough() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    deployment.platform.clock.advance(10);
    browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    browser.open(&SUPPLIERS.authorize(&[("prompt", "select_account")])).page("continue");
    browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("continue");
    browser.open(&SUPPLIERS.authorize(&[("prompt", "login create")])).page("sign-up");
    browser.open(&SUPPLIERS.authorize(&[("max_age", "9")])).page("sign-in");
    browser.open(&SUPPLIERS.authorize(&[("max_age", "10")])).code();
    let silent =
        browser.open(&SUPPLIERS.authorize(&[("max_age", "0"), ("prompt", "none")])).callback();
    assert_eq!(silent.first("error"), "login_required");
    let page = browser.open(&SUPPLIERS.authorize(&[("max_age", "9")])).page("sign-in");
    let fields = [("email", "ann@partner.example"), ("password", PASSWORD)];
    let code = browser.submit(&page, &fields).code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    let id = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(id["auth_time"], crate::support::NOW + 10);
}

#[test]
fn consent_is_asked_as_the_application_says_remembered_and_may_be_denied() {
    let deployment = Deployment::new();
    deployment.edit(
        "app/woodgrove-procurement",
        r#""type": "web""#,
        r#""type": "web", "consent": "once""#,
    );
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let silent = browser.open(&PROCUREMENT.authorize(&[("prompt", "none")])).callback();
    assert_eq!(silent.first("error"), "consent_required");
    let page = browser.open(&PROCUREMENT.authorize(&[])).page("consent");
    let denied = browser.submit(&page, &[("action", "deny")]).callback();
    assert_eq!((denied.first("error"), denied.first("iss")), ("access_denied", ISSUER));
    let page = browser.open(&PROCUREMENT.authorize(&[])).page("consent");
    let code = browser.submit(&page, &[("action", "approve")]).code();
    assert_eq!(deployment.send(PROCUREMENT.redeem(&code)).status, 200);
    assert!(!browser.open(&PROCUREMENT.authorize(&[("prompt", "none")])).code().is_empty());
    browser.open(&PROCUREMENT.authorize(&[("prompt", "consent")])).page("consent");
    // A new person is asked before the account is made, and so is who signs in with a password.
    let mut other = Browser::new(&deployment);
    let page = sign_up_supplier(&mut other, PROCUREMENT, "bob@partner.example").page("consent");
    assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 1);
    assert!(!other.submit(&page, &[("action", "approve")]).code().is_empty());
    let mut third = Browser::new(&deployment);
    let page = third.open(&PROCUREMENT.authorize(&[("prompt", "consent")])).page("sign-in");
    let fields = [("email", "ann@partner.example"), ("password", PASSWORD)];
    let page = third.submit(&page, &fields).page("consent");
    assert!(!third.submit(&page, &[("action", "approve")]).code().is_empty());
}

#[test]
fn a_closed_sign_up_makes_no_account_by_any_door() {
    let deployment = Deployment::new();
    let mut shopper = Browser::new(&deployment);
    sign_up_customer(&mut shopper, SHOP, "kim@home.example").code();
    deployment.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    let closed = deployment.new_isolate();
    let mut browser = Browser::new(&closed);
    browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("error");
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    assert!(!page.html.contains("/sign-up"));
    let fields = [("email", "new@partner.example"), ("action", "email_code")];
    let page = browser.submit(&page, &fields).page("code");
    let code = closed.mailed_code("new@partner.example");
    let page = browser.submit(&page, &[("code", &code)]).page("error");
    assert_eq!(page.status, 403);
    assert!(page.headers.contains(&("cache-control".into(), "no-store".into())));
    let deny = page
        .html
        .split("href=\"")
        .find_map(|part| part.split('"').next().filter(|href| href.contains("/deny")));
    let denied = browser.open(&deny.unwrap().replace("&amp;", "&")).callback();
    assert_eq!(denied.first("error"), "access_denied");
    assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 1);
    // Who has an account elsewhere is not enrolled either.
    shopper.deployment = closed;
    let page = shopper.open(&SUPPLIERS.authorize(&[])).page("continue");
    shopper.submit(&page, &[]).page("error");
    assert!(deployment.sql("SELECT * FROM enrolments WHERE flow = 'supplier'").is_empty());
}

#[test]
fn sign_in_by_mailed_code_needs_no_password_and_finds_the_same_account() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let mut elsewhere = Browser::new(&deployment);
    let page = elsewhere.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let fields = [("email", "Ann@Partner.Example"), ("action", "email_code")];
    let page = elsewhere.submit(&page, &fields).page("code");
    let code = deployment.mailed_code("Ann@partner.example");
    let code = elsewhere.submit(&page, &[("code", &code)]).code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    assert_eq!(claims(tokens["id_token"].as_str().unwrap())["amr"], json!(["otp"]));
    assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 1);
}

#[test]
fn signing_up_with_an_address_that_has_an_account_continues_with_it_and_changes_nothing() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let before = deployment.sql("SELECT * FROM credentials");
    let mut elsewhere = Browser::new(&deployment);
    let page = elsewhere.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    let page = elsewhere.submit(&page, &[("email", "ann@partner.example")]).page("code");
    let code = deployment.mailed_code("ann@partner.example");
    let page = elsewhere.submit(&page, &[("code", &code)]).page("exists");
    assert!(!elsewhere.submit(&page, &[]).code().is_empty());
    assert_eq!(deployment.sql("SELECT * FROM credentials"), before);
    assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 1);
}

#[test]
fn a_password_is_peppered_anew_at_sign_in_when_the_master_key_changes() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let newer = "k2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA";
    let both = deployment.with_master_keys(&format!("{newer} {MASTER_KEY}"));
    let sign_in = |deployment: &Deployment| {
        let mut browser = Browser::new(deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        let fields = [("email", "ann@partner.example"), ("password", PASSWORD)];
        let code = browser.submit(&page, &fields).code();
        assert_eq!(deployment.send(SUPPLIERS.redeem(&code)).status, 200);
    };
    sign_in(&both);
    assert_eq!(deployment.sql("SELECT pepper_key FROM credentials")[0]["pepper_key"], "k2");
    // The old key can go: the password is peppered anew, and a signing key it sealed is replaced.
    sign_in(&deployment.with_master_keys(newer));
}

#[test]
fn what_was_typed_for_a_new_account_is_not_written_to_one_that_is_signed_in_to_instead() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    deployment.edit(
        "app/woodgrove-procurement",
        r#""type": "web""#,
        r#""type": "web", "consent": "once""#,
    );
    // A new person answers everything but consent, then signs in to the other account in the same run.
    let mut other = Browser::new(&deployment);
    let page = other.open(&PROCUREMENT.authorize(&[("prompt", "create")])).page("sign-up");
    let sign_in = page.action.replace("/sign-up?", "/sign-in?");
    let page = other.submit(&page, &[("email", "bob@partner.example")]).page("code");
    let code = deployment.mailed_code("bob@partner.example");
    let page = other.submit(&page, &[("code", &code)]).page("password");
    let page = other.submit(&page, &[("password", PASSWORD)]).page("attributes");
    let mut answers = SUPPLIER_ANSWERS;
    answers[0].1 = "Bob";
    other.submit(&page, &answers).page("consent");
    let page = other.open(&sign_in).page("sign-in");
    let fields = [("email", "ann@partner.example"), ("password", PASSWORD)];
    let page = other.submit(&page, &fields).page("consent");
    other.submit(&page, &[("action", "approve")]).code();
    let names = deployment.sql("SELECT value FROM attributes WHERE name = 'displayName'");
    assert_eq!(names, [json!({"value": "\"Ann Lee\""}).as_object().unwrap().clone()]);
}

#[test]
fn where_a_flow_offers_passwords_alone_an_existing_account_is_signed_in_to_by_its_password() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    deployment.edit("flow/supplier", r#", "emailOneTimePasscode""#, "");
    let mut elsewhere = Browser::new(&deployment.new_isolate());
    let page = elsewhere.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    let page = elsewhere.submit(&page, &[("email", "ann@partner.example")]).page("code");
    let code = deployment.mailed_code("ann@partner.example");
    let page = elsewhere.submit(&page, &[("code", &code)]).page("exists");
    assert!(page.html.contains("There is already an account for"));
    let page = elsewhere.submit(&page, &[]).page("sign-in");
    assert!(page.html.contains("value=\"ann@partner.example\""), "the address is kept");
    let fields = [("email", "ann@partner.example"), ("password", PASSWORD)];
    assert!(!elsewhere.submit(&page, &fields).code().is_empty());
}

#[test]
fn wrong_guesses_are_forgotten_once_a_mailed_code_proves_the_address() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let mut elsewhere = Browser::new(&deployment);
    let page = elsewhere.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let guess = |browser: &mut Browser, password: &str| {
        let fields = [("email", "ann@partner.example"), ("password", password)];
        browser.submit(&page, &fields)
    };
    for _ in 0..5 {
        assert_eq!(guess(&mut elsewhere, "wrong password").page("sign-in").status, 422);
    }
    let refused = guess(&mut elsewhere, PASSWORD).page("sign-in");
    assert_eq!(refused.status, 429);
    assert!(refused.headers.iter().any(|(name, _)| name == "retry-after"));
    let mut owner = Browser::new(&deployment);
    let by_code = owner.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let fields = [("email", "ann@partner.example"), ("action", "email_code")];
    let by_code = owner.submit(&by_code, &fields).page("code");
    let code = deployment.mailed_code("ann@partner.example");
    owner.submit(&by_code, &[("code", &code)]).code();
    guess(&mut elsewhere, PASSWORD).code();
}

#[test]
fn an_optional_answer_that_is_taken_back_is_not_kept() {
    let deployment = Deployment::new();
    deployment.edit(
        "app/woodgrove-shop",
        r#""type": "spa""#,
        r#""type": "spa", "consent": "always""#,
    );
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SHOP.authorize(&[("prompt", "create")])).page("sign-up");
    let page = browser.submit(&page, &[("email", "kim@home.example")]).page("code");
    let code = deployment.mailed_code("kim@home.example");
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let attributes = browser.submit(&page, &[("password", PASSWORD)]).page("attributes");
    browser.submit(&attributes, &CUSTOMER_ANSWERS).page("consent");
    let consent = browser.submit(&attributes, &CUSTOMER_ANSWERS[..3]).page("consent");
    browser.submit(&consent, &[("action", "approve")]).code();
    let names = deployment.sql("SELECT name FROM attributes ORDER BY name");
    let names: Vec<_> = names.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["country", "givenName", "surname"]);
}
