//! Who began on a version of a flow finishes on it; only what is switched off, or a sign-up that was closed, interrupts.

use crate::browser::*;
use crate::people::*;

const NICKNAME: &str = r#"{ "attribute": "nickname", "inputType": "text", "required": true }, { "attribute": "businessName""#;

/// The supplier's flow asks for a nickname, too; an isolate that reads it anew.
fn asks_more(deployment: &Deployment) -> Deployment {
    deployment.edit("flow/supplier", r#"{ "attribute": "businessName""#, NICKNAME);
    deployment.new_isolate()
}

#[test]
fn a_sign_up_finishes_on_the_version_it_began_on_and_the_next_sign_in_asks_what_is_new() {
    let deployment = Deployment::new();
    let mut ann = Browser::new(&deployment);
    let page = prove_new_address(&mut ann, SUPPLIERS, "ann@partner.example");
    ann.deployment = asks_more(&deployment);
    let page = ann.submit(&page, &[("action", "no_password")]).page("attributes");
    assert!(!page.html.contains("name=\"nickname\""), "the version that Ann began on");
    ann.submit(&page, &SUPPLIER_ANSWERS).code();
    let mut bob = Browser::new(&ann.deployment);
    let page = prove_new_address(&mut bob, SUPPLIERS, "bob@partner.example");
    let page = bob.submit(&page, &[("action", "no_password")]).page("attributes");
    assert!(page.html.contains("name=\"nickname\""), "Bob begins on the new one");
    let page = ann.open(&SUPPLIERS.authorize(&[])).page("continue");
    let page = ann.submit(&page, &[]).page("attributes");
    assert!(page.html.contains("name=\"nickname\"") && !page.html.contains("name=\"displayName\""));
}

#[test]
fn an_earlier_version_is_read_once_an_isolate() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, "ann@partner.example");
    browser.deployment = asks_more(&deployment);
    let batches = |browser: &mut Browser| {
        deployment.platform.reset_counts();
        assert_eq!(browser.send(get(&page.action)).status, 200);
        deployment.platform.counts().batches
    };
    batches(&mut browser);
    assert_eq!(batches(&mut browser), 1, "the run, and nothing more");
}

#[test]
fn a_sign_up_that_was_closed_meanwhile_is_closed_for_who_is_under_way() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    deployment.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    browser.deployment = deployment.new_isolate();
    let refused = browser.submit(&page, &SUPPLIER_ANSWERS).page("error");
    assert!(refused.html.contains("You don't have access"), "{}", refused.html);
    assert!(deployment.sql("SELECT * FROM accounts").is_empty());
}

#[test]
fn a_flow_that_is_switched_off_interrupts() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    browser.deployment = asks_more(&deployment);
    deployment.sql(&disable("flow", "supplier"));
    let refused = browser.submit(&page, &SUPPLIER_ANSWERS).page("error");
    assert!(refused.html.contains("href=\"http://localhost:3000/\""), "{}", refused.html);
    assert!(refused.html.contains("value=\"Lee &amp; Co\""), "what was typed can be sent again");
    assert!(deployment.sql("SELECT * FROM accounts").is_empty());
}

#[test]
fn a_version_that_nobody_knows_any_more_gives_way_to_the_one_that_serves() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
    browser.deployment = asks_more(&deployment);
    deployment.sql("DELETE FROM config_history");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    assert!(page.html.contains("name=\"nickname\""));
}
