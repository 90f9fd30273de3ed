//! Codes and refresh tokens that come again, consents, devices.

use super::*;
use crate::people::*;
use crate::support::{NOW, block_on};
use serde_json::json;
use vestibule::http::Request;
use vestibule::native::together;

const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The same request thirty times at once; none is answered with tokens.
fn refused_at_once(deployment: &Deployment, request: &Request) {
    let answers = block_on(together((0..30).map(|_| deployment.answer(request.clone()))));
    assert!(answers.iter().all(|answer| answer.status == 400));
}

#[test]
fn a_refresh_token_that_was_used_before_is_a_row_for_its_family_however_often_it_comes() {
    let deployment = Deployment::new();
    let (_, first) = tokens(&deployment, SUPPLIERS, ANN);
    let old = SUPPLIERS.refresh(token(&first, "refresh_token"));
    assert_eq!(deployment.send(old.clone()).status, 200);
    let again = deployment.send(old.clone());
    assert_eq!(again.status, 200, "a lost answer is no theft");
    let used = SUPPLIERS.refresh(token(&json(&again), "refresh_token"));
    assert_eq!(deployment.send(used).status, 200);
    assert!(rows(&deployment, "refresh-token-reused").is_empty());
    deployment.platform.clock.advance(DAY);
    refused_at_once(&deployment, &old);
    deployment.platform.clock.advance(DAY);
    refused_at_once(&deployment, &old);
    let row = one(&deployment, "refresh-token-reused");
    assert_eq!(row["account"], account_of(&deployment, ANN));
    assert_eq!(
        (&row["client_id"], &row["flow"]),
        (&json!(SUPPLIERS.client_id), &json!("supplier"))
    );
    assert_eq!(row["at"], NOW + DAY);
}

#[test]
fn a_refresh_token_that_is_only_too_late_or_revoked_is_none() {
    let deployment = Deployment::new();
    let (_, first) = tokens(&deployment, SUPPLIERS, ANN);
    let refresh = SUPPLIERS.refresh(token(&first, "refresh_token"));
    let mut revoke = SUPPLIERS.token(&[("token", token(&first, "refresh_token"))]);
    "/revoke".clone_into(&mut revoke.path);
    assert_eq!(deployment.send(revoke).status, 200);
    refused_at_once(&deployment, &refresh);
    let (_, second) = tokens(&deployment, SUPPLIERS, "bob@partner.example");
    deployment.platform.clock.advance(40 * DAY);
    refused_at_once(&deployment, &SUPPLIERS.refresh(token(&second, "refresh_token")));
    assert!(rows(&deployment, "refresh-token-reused").is_empty());
}

#[test]
fn a_code_that_comes_again_is_a_row_however_often_and_a_redemption_that_fails_is_none() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, ANN);
    let code = browser.open(&SUPPLIERS.authorize(&[])).code();
    refused_at_once(&deployment, &PROCUREMENT.redeem(&code));
    let answers = block_on(together((0..30).map(|_| deployment.answer(SUPPLIERS.redeem(&code)))));
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    deployment.platform.clock.advance(HOUR);
    refused_at_once(&deployment, &SUPPLIERS.redeem(&code));
    let row = one(&deployment, "code-replayed");
    assert_eq!(row["account"], account_of(&deployment, ANN));
    assert_eq!(
        (&row["client_id"], &row["flow"]),
        (&json!(SUPPLIERS.client_id), &json!("supplier"))
    );
    assert_eq!(row["at"], NOW);
    let again = browser.open(&SUPPLIERS.authorize(&[])).code();
    assert_eq!(deployment.send(SUPPLIERS.redeem(&again)).status, 200);
    one(&deployment, "code-replayed");
}

#[test]
fn a_replay_is_a_row_also_once_the_grant_of_the_code_is_gone() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, ANN);
    let code = browser.open(&SUPPLIERS.authorize(&[("scope", "openid")])).code();
    assert_eq!(deployment.send(SUPPLIERS.redeem(&code)).status, 200);
    deployment.sql("DELETE FROM grants");
    refused_at_once(&deployment, &SUPPLIERS.redeem(&code));
    assert_eq!(one(&deployment, "code-replayed")["account"], account_of(&deployment, ANN));
}

/// Suppliers ask for consent.
fn asks_for_consent() -> Deployment {
    let deployment = Deployment::new();
    let consent = r#""type": "web", "consent": "once""#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, consent);
    deployment
}

#[test]
fn a_consent_is_a_row_that_says_to_what_and_one_that_is_sent_twice_is_the_same() {
    let deployment = asks_for_consent();
    let mut browser = Browser::new(&deployment);
    let page = join(&mut browser, SUPPLIERS, ANN).page("consent");
    assert!(rows(&deployment, "consent-given").is_empty());
    browser.submit(&page, &[("action", "approve")]).code();
    deployment.platform.clock.advance(1);
    browser.submit(&page, &[("action", "approve")]).code();
    let row = one(&deployment, "consent-given");
    assert_eq!(row["account"], account_of(&deployment, ANN));
    assert_eq!(
        (&row["client_id"], &row["flow"]),
        (&json!(SUPPLIERS.client_id), &json!("supplier"))
    );
    let detail: Value = serde_json::from_str(row["detail"].as_str().unwrap()).unwrap();
    assert_eq!(detail, json!({"scopes": ["openid", "profile", "email", "offline_access"]}));
    // The next request is silent, and nobody agreed to anything.
    browser.open(&SUPPLIERS.authorize(&[])).code();
    one(&deployment, "consent-given");
}

#[test]
fn so_is_one_of_who_is_signed_in_already_and_a_refusal_is_none() {
    let deployment = asks_for_consent();
    let mut browser = Browser::new(&deployment);
    let page = join(&mut browser, SUPPLIERS, ANN).page("consent");
    assert_eq!(
        browser.submit(&page, &[("action", "deny")]).callback().first("error"),
        "access_denied"
    );
    assert!(rows(&deployment, "consent-given").is_empty());
    let page = browser.submit(&page, &[("action", "approve")]);
    page.code();
    let asks = [("prompt", "consent")];
    let page = browser.open(&SUPPLIERS.authorize(&asks)).page("consent");
    for _ in 0..2 {
        deployment.platform.clock.advance(1);
        browser.submit(&page, &[("action", "approve")]).code();
    }
    let rows = rows(&deployment, "consent-given");
    assert_eq!(rows.len(), 2, "one for each question: {rows:?}");
    assert_eq!(rows[1]["account"], account_of(&deployment, ANN));
    assert!(page.action.contains(rows[1]["run"].as_str().unwrap()), "as in the log of its steps");
}

/// Suppliers sign in on devices, too.
fn on_devices() -> Deployment {
    let deployment = Deployment::new();
    let web = r#""type": "web""#;
    let grants =
        format!(r#"{web}, "grantTypes": ["authorization_code", "refresh_token", "{DEVICE_CODE}"]"#);
    deployment.edit("app/woodgrove-suppliers", web, &grants);
    deployment
}

/// What a device is told that asks.
fn device(deployment: &Deployment) -> Value {
    let mut request = SUPPLIERS.token(&[("scope", "openid")]);
    "/device_authorization".clone_into(&mut request.path);
    json(&deployment.send(request))
}

#[test]
fn a_device_that_is_approved_is_a_row_for_its_person() {
    let deployment = on_devices();
    let told = device(&deployment);
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, ANN);
    let link = told["verification_uri_complete"].as_str().unwrap().strip_prefix(ISSUER).unwrap();
    let page = browser.open(link).page("device-confirm");
    let user_code = told["user_code"].as_str().unwrap();
    let fields = [("user_code", user_code), ("action", "approve"), ("token", page.token.as_str())];
    let response = browser.send(post("/device", &fields));
    let callback = response.header("location").unwrap().to_owned();
    assert!(rows(&deployment, "device-approved").is_empty());
    let path = callback.strip_prefix(ISSUER).unwrap_or(&callback).to_owned();
    let Landed::Page(done) = browser.open(&path) else { panic!("{path}") };
    assert_eq!(done.step, "device-done");
    let row = one(&deployment, "device-approved");
    assert_eq!(row["account"], account_of(&deployment, ANN));
    assert_eq!(
        (&row["client_id"], &row["flow"]),
        (&json!(SUPPLIERS.client_id), &json!("supplier"))
    );
    let code =
        [("grant_type", DEVICE_CODE), ("device_code", told["device_code"].as_str().unwrap())];
    for status in [200, 400] {
        assert_eq!(deployment.send(SUPPLIERS.token(&code)).status, status);
    }
    one(&deployment, "device-approved");
    assert!(rows(&deployment, "code-replayed").is_empty(), "a device that asks again is no thief");
}

#[test]
fn devices_that_are_denied_are_a_row_an_application_and_hour() {
    let deployment = on_devices();
    let mut browser = Browser::new(&deployment);
    let mut deny = || {
        let told = device(&deployment);
        let link = told["verification_uri_complete"].as_str().unwrap();
        let page = browser.open(link.strip_prefix(ISSUER).unwrap()).page("device-confirm");
        let fields = [("user_code", told["user_code"].as_str().unwrap()), ("action", "deny")];
        browser.submit(&page, &fields).page("device-done");
    };
    (0..3).for_each(|_| deny());
    let row = one(&deployment, "device-denied");
    assert_eq!((&row["client_id"], &row["account"]), (&json!(SUPPLIERS.client_id), &Value::Null));
    deployment.platform.clock.advance(HOUR);
    deny();
    assert_eq!(rows(&deployment, "device-denied").len(), 2);
}
