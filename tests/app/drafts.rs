//! What was typed reaches the account it was typed for, and no other (ASVS 5.0 §6.3.8; security.md R25).

use crate::browser::*;
use crate::people::*;

const ANN: &str = "ann@partner.example";
const NEW_PASSWORD: &str = "another good password";

/// Procurement asks for consent, so that answers wait in the run.
fn deployment() -> Deployment {
    let deployment = Deployment::new();
    deployment.edit(
        "app/woodgrove-procurement",
        r#""type": "web""#,
        r#""type": "web", "consent": "once""#,
    );
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    deployment
}

const OTHERS: [(&str, &str); 5] = [
    ("displayName", "Mallory"),
    ("businessName", "Mallory Ltd"),
    ("businessRegistrationCode", "ZZ999999"),
    ("phoneNumber", "+4798765432"),
    ("terms-supplierTerms", "1"),
];

/// Somebody new has answered everything but the question for consent.
fn answered(browser: &mut Browser, email: &str) -> Page {
    let page = prove_new_address(browser, PROCUREMENT, email);
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    browser.submit(&page, &OTHERS).page("consent")
}

fn step(page: &Page, step: &str) -> String {
    let (path, query) = page.action.split_once('?').unwrap();
    let client = query.split('&').next().unwrap();
    format!("{}/{step}?{client}", path.rsplit_once('/').unwrap().0)
}

/// A step of the page's transaction.
fn open(browser: &mut Browser, page: &Page, name: &str) -> Page {
    browser.open(&step(page, name)).page(name)
}

fn is_untouched(deployment: &Deployment, what: &str) {
    let found = deployment.sql(
        "SELECT t.name, t.value FROM attributes t JOIN accounts a ON a.oid = t.account
         WHERE lower(a.email) = 'ann@partner.example' ORDER BY t.name",
    );
    let found = found.iter().map(|row| row["value"].as_str().unwrap()).collect::<Vec<_>>();
    let own = [r#""Lee & Co""#, r#""AB123456""#, r#""Ann Lee""#, r#""+4712345678""#];
    assert_eq!(found, own, "{what}");
}

#[test]
fn what_was_typed_in_a_sign_up_never_reaches_an_account_that_somebody_enters_by_whatever_way() {
    let by_password: fn(&mut Browser, &Page) -> Landed = |browser, page| {
        let page = open(browser, page, "sign-in");
        browser.submit(&page, &[("email", ANN), ("password", PASSWORD)])
    };
    let by_code: fn(&mut Browser, &Page) -> Landed = |browser, page| {
        let page = open(browser, page, "sign-in");
        let page = browser.submit(&page, &[("email", ANN), ("action", "email_code")]).page("code");
        let code = browser.deployment.mailed_code(ANN);
        browser.submit(&page, &[("code", &code)])
    };
    let by_sign_up: fn(&mut Browser, &Page) -> Landed = |browser, page| {
        let page = open(browser, page, "sign-up");
        let page = browser.submit(&page, &[("email", ANN)]).page("code");
        let code = browser.deployment.mailed_code(ANN);
        let page = browser.submit(&page, &[("code", &code)]).page("exists");
        browser.submit(&page, &[])
    };
    let by_reset: fn(&mut Browser, &Page) -> Landed = |browser, page| {
        let page = open(browser, page, "reset");
        let page = browser.submit(&page, &[("email", ANN)]).page("code");
        let code = browser.deployment.mailed_code(ANN);
        let page = browser.submit(&page, &[("code", &code)]).page("new-password");
        browser.submit(&page, &[("password", NEW_PASSWORD)])
    };
    let ways = [
        ("password", by_password),
        ("code", by_code),
        ("sign-up", by_sign_up),
        ("reset", by_reset),
    ];
    for (what, enter) in ways {
        let deployment = deployment();
        let mut browser = Browser::new(&deployment);
        let page = answered(&mut browser, "mallory@evil.example");
        let consent = enter(&mut browser, &page).page("consent");
        browser.submit(&consent, &[("action", "approve")]).code();
        is_untouched(&deployment, what);
        assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 1, "{what}");
    }
}

/// The account lacks something, so that a page asks for it.
fn lacks(deployment: &Deployment, attribute: &str) {
    deployment.sql(&format!("DELETE FROM attributes WHERE name = '{attribute}'"));
}

#[test]
fn what_a_new_person_typed_into_a_late_page_is_not_an_answer_of_who_had_signed_in_meanwhile() {
    let deployment = deployment();
    lacks(&deployment, "businessName");
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, PROCUREMENT, "mallory@evil.example");
    let left = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    // In another tab of the same request, Ann signs in and is asked for what she lacks.
    let page = open(&mut browser, &left, "sign-in");
    let ann = [("email", ANN), ("password", PASSWORD)];
    browser.submit(&page, &ann).page("attributes");
    deployment.platform.clock.advance(31 * 60);
    let again = browser.submit(&left, &OTHERS).page("sign-up");
    let again = open(&mut browser, &again, "sign-in");
    let asked = browser.submit(&again, &ann).page("attributes");
    assert!(!asked.html.contains("Mallory"), "{}", asked.html);
    let page = browser.submit(&asked, &[("businessName", "Lee & Co")]).page("consent");
    browser.submit(&page, &[("action", "approve")]).code();
    is_untouched(&deployment, "late");
}

#[test]
fn what_an_account_answered_is_not_shown_to_somebody_who_signs_up_in_the_same_browser() {
    let deployment = deployment();
    lacks(&deployment, "businessName");
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&PROCUREMENT.authorize(&[])).page("sign-in");
    let page = browser.submit(&page, &[("email", ANN), ("password", PASSWORD)]).page("attributes");
    let page = browser.submit(&page, &[("businessName", "Secret plans")]).page("consent");
    let sign_up = open(&mut browser, &page, "sign-up");
    let page = browser.submit(&sign_up, &[("email", "bob@partner.example")]).page("code");
    let code = deployment.mailed_code("bob@partner.example");
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    assert!(!page.html.contains("Secret plans"), "{}", page.html);
}

#[test]
fn answers_of_an_account_that_were_left_for_too_long_come_back_to_that_account_alone() {
    for (who, shown) in [(ANN, true), ("bob@partner.example", false)] {
        let deployment = deployment();
        sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, "bob@partner.example").code();
        for attribute in ["businessName", "displayName"] {
            lacks(&deployment, attribute);
        }
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&PROCUREMENT.authorize(&[])).page("sign-in");
        let page =
            browser.submit(&page, &[("email", ANN), ("password", PASSWORD)]).page("attributes");
        deployment.platform.clock.advance(31 * 60);
        let typed = [("businessName", "Lee & Daughters"), ("displayName", "")];
        let again = browser.submit(&page, &typed).page("sign-in");
        let page =
            browser.submit(&again, &[("email", who), ("password", PASSWORD)]).page("attributes");
        let page = browser.submit(&page, &[("displayName", "X"), ("businessName", "Own")]);
        browser.submit(&page.page("consent"), &[("action", "approve")]).code();
        let kept = deployment.sql("SELECT value FROM attributes WHERE name = 'businessName'");
        let name = if shown { r#""Lee & Daughters""# } else { r#""Own""# };
        assert_eq!(kept[0]["value"], name, "{who}");
    }
}

#[test]
fn what_one_person_put_off_another_is_still_asked() {
    let deployment = deployment();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, "bob@partner.example").code();
    deployment.edit(
        "flow/supplier",
        r#""signUp": "open""#,
        r#""signUp": "open", "existingAccounts": { "skippableUntil": "2999-01-01" }"#,
    );
    lacks(&deployment, "businessName");
    let deployment = deployment.new_isolate();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&PROCUREMENT.authorize(&[])).page("sign-in");
    let anns = browser.submit(&page, &[("email", ANN), ("password", PASSWORD)]).page("attributes");
    let page = browser.submit(&anns, &[("action", "skip")]).page("consent");
    let page = open(&mut browser, &page, "sign-in");
    let bob = [("email", "bob@partner.example"), ("password", PASSWORD)];
    browser.submit(&page, &bob).page("attributes");
}
