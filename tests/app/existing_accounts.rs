//! What a flow requires anew is put to the accounts that completed it before, as its `existingAccounts` says.

use crate::browser::*;
use crate::people::*;

const ANN: &str = "ann@partner.example";
/// 2027-01-31, its first second.
const DAY: i64 = 1_801_353_600;

/// The sample, with Ann's account in it.
fn deployment() -> Deployment {
    let deployment = Deployment::new();
    deployment.platform.clock.set(DAY - 600);
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    deployment
}

/// The suppliers' flow from now on: `existingAccounts`, and texts that are replaced.
fn change(deployment: &Deployment, existing: &str, edits: &[(&str, &str)]) -> Deployment {
    let mut text = samples().remove("flow/supplier").unwrap();
    let open = r#""signUp": "open""#;
    let existing = match existing {
        "" => open.to_owned(),
        policy => format!(r#"{open}, "existingAccounts": {policy}"#),
    };
    for (from, to) in [(open, existing.as_str())].iter().chain(edits) {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    deployment.platform.kv.put("flow/supplier", &text);
    deployment.new_isolate()
}

const NEW_TERMS: (&str, &str) = (r#""version": "1""#, r#""version": "2""#);
const NEW_ATTRIBUTE: (&str, &str) = (
    r#"{ "attribute": "businessName","#,
    r#"{ "attribute": "jobTitle", "inputType": "text", "required": true },
       { "attribute": "businessName","#,
);
const SKIPPABLE: &str = r#"{ "skippableUntil": "2027-01-31" }"#;

fn sign_in(browser: &mut Browser) -> Landed {
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    browser.submit(&page, &[("email", ANN), ("password", PASSWORD)])
}

fn has_skip(page: &Page) -> bool {
    page.html.contains("value=\"skip\"")
}

#[test]
fn by_default_new_terms_and_a_new_attribute_are_asked_once_and_nothing_else_is() {
    for policy in ["", r#""ask""#] {
        let deployment = change(&deployment(), policy, &[NEW_TERMS, NEW_ATTRIBUTE]);
        let mut browser = Browser::new(&deployment);
        let page = sign_in(&mut browser).page("attributes");
        assert!(!has_skip(&page) && !page.html.contains("name=\"businessName\""));
        let skipped = browser.submit(&page, &[("action", "skip")]).page("attributes");
        assert_eq!(skipped.status, 422, "it can't be skipped");
        for missing in [[("jobTitle", "Buyer")], [("terms-supplierTerms", "2")]] {
            assert_eq!(browser.submit(&page, &missing).page("attributes").status, 422);
        }
        let old = [("jobTitle", "Buyer"), ("terms-supplierTerms", "1")];
        assert_eq!(browser.submit(&page, &old).page("attributes").status, 422, "the new version");
        browser.submit(&page, &[("jobTitle", "Buyer"), ("terms-supplierTerms", "2")]).code();
        sign_in(&mut browser).code();
        browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
        let versions = deployment.sql("SELECT version FROM terms_accepted ORDER BY version");
        assert_eq!(versions.len(), 2, "both acceptances are on record");
    }
}

#[test]
fn before_its_day_it_can_be_put_off_and_is_asked_again_at_the_next_sign_in() {
    let deployment = change(&deployment(), SKIPPABLE, &[NEW_TERMS]);
    let mut browser = Browser::new(&deployment);
    for _ in 0..2 {
        let page = sign_in(&mut browser).page("attributes");
        assert!(has_skip(&page));
        browser.submit(&page, &[("action", "skip")]).code();
        // Who is signed in is not interrupted, and applications that ask silently are answered.
        browser.open(&SUPPLIERS.authorize(&[])).code();
        browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
    }
    assert!(deployment.sql("SELECT * FROM terms_accepted WHERE version = '2'").is_empty());
    let page = sign_in(&mut browser).page("attributes");
    browser.submit(&page, &[("terms-supplierTerms", "2")]).code();
    sign_in(&mut browser).code();
}

#[test]
fn from_its_day_on_it_must_be_answered_also_by_who_put_it_off_or_is_signed_in() {
    let deployment = change(&deployment(), SKIPPABLE, &[NEW_TERMS]);
    let mut browser = Browser::new(&deployment);
    let page = sign_in(&mut browser).page("attributes");
    let mut late = Browser::new(&deployment);
    let lates = sign_in(&mut late).page("attributes");
    assert!(has_skip(&lates));
    deployment.platform.clock.set(DAY - 1);
    browser.submit(&page, &[("action", "skip")]).code();
    browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
    deployment.platform.clock.set(DAY);
    let refused = late.submit(&lates, &[("action", "skip")]).page("attributes");
    assert_eq!((refused.status, has_skip(&refused)), (422, false));
    let silent = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
    assert_eq!(silent.first("error"), "interaction_required");
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("continue");
    let page = browser.submit(&page, &[]).page("attributes");
    assert!(!has_skip(&page));
    browser.submit(&page, &[("terms-supplierTerms", "2")]).code();
    browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
}

#[test]
fn accounts_that_are_left_alone_are_asked_for_nothing_and_new_people_for_everything() {
    let deployment = change(&deployment(), r#""leave""#, &[NEW_TERMS, NEW_ATTRIBUTE]);
    let mut browser = Browser::new(&deployment);
    sign_in(&mut browser).code();
    browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
    let page = prove_new_address(&mut Browser::new(&deployment), SUPPLIERS, "new@partner.example");
    assert_eq!(page.step, "password");
    // What was required when they completed it is on record still: the next policy finds it.
    let deployment = change(&deployment, "", &[NEW_TERMS, NEW_ATTRIBUTE]);
    sign_in(&mut Browser::new(&deployment)).page("attributes");
}

#[test]
fn who_is_not_enrolled_is_asked_whatever_the_policy() {
    for policy in ["", SKIPPABLE, r#""leave""#] {
        let deployment = change(&deployment(), policy, &[]);
        let mut browser = Browser::new(&deployment);
        join(&mut browser, SHOP, "kim@home.example").code();
        let page = browser.open(&SUPPLIERS.authorize(&[])).page("continue");
        let page = browser.submit(&page, &[]).page("attributes");
        assert!(!has_skip(&page), "{policy}");
        let page = browser.submit(&page, &[("action", "skip")]).page("attributes");
        assert_eq!(page.status, 422, "{policy}");
        let silent = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
        assert_eq!(silent.first("error"), "interaction_required", "{policy}");
    }
}

#[test]
fn a_password_that_was_withdrawn_gives_way_to_a_mailed_code_also_for_who_is_signed_in() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    sign_in(&mut browser).code();
    for policy in ["", r#""leave""#] {
        let codes_only = (r#""emailPassword", "#, "");
        browser.deployment = change(&deployment, policy, &[codes_only]);
        let silent = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
        assert_eq!(silent.first("error"), "login_required", "{policy}");
        let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        assert!(!page.html.contains("type=\"password\""));
        // A password that is posted nevertheless is not judged.
        let mut other = Browser::new(&browser.deployment);
        let form = other.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        let page = other.submit(&form, &[("email", ANN), ("password", PASSWORD)]).page("code");
        let code = deployment.mailed_code(ANN);
        other.submit(&page, &[("code", &code)]).code();
    }
}

#[test]
fn an_account_with_codes_alone_chooses_a_password_where_codes_were_withdrawn() {
    let deployment = Deployment::new();
    join(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    let deployment = change(&deployment, "", &[(r#", "emailOneTimePasscode""#, "")]);
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let refused = browser.submit(&page, &[("email", ANN), ("password", PASSWORD)]).page("sign-in");
    assert!(refused.html.contains("/reset?"), "the way that is left");
    // A code for signing in is not to be had, whatever is posted.
    let asked = [("email", ANN), ("action", "email_code")];
    assert_eq!(browser.submit(&page, &asked).page("sign-in").status, 422);
    // By signing up once more, they are shown the way.
    let page = ask_for_code(&mut browser, SUPPLIERS, ANN);
    let code = deployment.mailed_code(ANN);
    let page = browser.submit(&page, &[("code", &code)]).page("exists");
    let page = browser.submit(&page, &[]).page("reset");
    assert!(page.html.contains(&format!("value=\"{ANN}\"")), "filled in");
    let page = browser.submit(&page, &[("email", ANN)]).page("code");
    let code = deployment.mailed_code(ANN);
    let page = browser.submit(&page, &[("code", &code)]).page("new-password");
    browser.submit(&page, &[("password", PASSWORD)]).code();
    sign_in(&mut browser).code();
}
