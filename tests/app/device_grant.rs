//! The device authorization grant (RFC 8628, R68).

use crate::browser::*;
use crate::people::*;
use crate::support::block_on;
use serde_json::{Value, json};
use vestibule::http::{Request, Response};
use vestibule::native::{Counts, together};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The shop's mobile application signs people in on devices.
fn deployment() -> Deployment {
    let deployment = Deployment::new();
    for app in ["app/woodgrove-mobile", "app/woodgrove-suppliers"] {
        let kind = if app.ends_with("mobile") { r#""type": "native""# } else { r#""type": "web""# };
        let grants =
            format!(r#"{kind}, "grantTypes": ["authorization_code", "refresh_token", "{GRANT}"]"#);
        deployment.edit(app, kind, &grants);
    }
    deployment
}

fn begin(deployment: &Deployment, app: App, extra: &[(&str, &str)]) -> Response {
    let mut fields = vec![("scope", "openid profile offline_access")];
    fields.extend(extra);
    let mut request = app.token(&fields);
    "/device_authorization".clone_into(&mut request.path);
    deployment.send(request)
}

fn begun(deployment: &Deployment, app: App) -> Value {
    let response = begin(deployment, app, &[]);
    assert_eq!(response.status, 200, "{}", response.body);
    json(&response)
}

fn text<'a>(told: &'a Value, name: &str) -> &'a str {
    told[name].as_str().unwrap_or_else(|| panic!("{name} in {told}"))
}

fn poll_request(app: App, told: &Value) -> Request {
    app.token(&[("grant_type", GRANT), ("device_code", text(told, "device_code"))])
}

/// What a device is answered: `tokens`, or the error and its cause.
fn poll(deployment: &Deployment, app: App, told: &Value) -> String {
    let answer = json(&deployment.send(poll_request(app, told)));
    let Some(error) = answer["error"].as_str() else { return "tokens".to_owned() };
    let description = answer["error_description"].as_str().unwrap();
    let cause = description.split('(').nth(1).unwrap().split(',').next().unwrap();
    format!("{error} {cause}")
}

/// The page that a person sees who types the code, or follows the link.
fn confirm(browser: &mut Browser, told: &Value) -> Page {
    let link = text(told, "verification_uri_complete").strip_prefix(ISSUER).unwrap();
    browser.open(link).page("device-confirm")
}

fn approve(browser: &mut Browser, page: &Page, told: &Value) -> Landed {
    browser.submit(page, &[("user_code", text(told, "user_code")), ("action", "approve")])
}

#[test]
fn a_device_waits_while_its_person_signs_up_elsewhere_and_gets_one_set_of_tokens() {
    let deployment = deployment();
    let told = begun(&deployment, MOBILE);
    assert_eq!(told["verification_uri"], format!("{ISSUER}/device"));
    assert_eq!((&told["expires_in"], &told["interval"]), (&json!(600), &json!(5)));
    assert_eq!(poll(&deployment, MOBILE, &told), "authorization_pending device_pending");

    let mut browser = Browser::new(&deployment);
    let page = browser.open("/device").page("device");
    let typed = text(&told, "user_code").to_ascii_lowercase().replace('-', " ");
    let page = browser.submit(&page, &[("user_code", &typed)]).page("device-confirm");
    assert!(page.html.contains("Woodgrove mobile") && page.html.contains(text(&told, "user_code")));
    let page = approve(&mut browser, &page, &told).page("sign-in");
    let page = browser.open(&page.action.replace("/sign-in", "/sign-up")).page("sign-up");
    let page = browser.submit(&page, &[("email", "kim@home.example")]).page("code");
    let code = deployment.mailed_code("kim@home.example");
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    deployment.platform.clock.advance(120);
    assert_eq!(poll(&deployment, MOBILE, &told), "authorization_pending device_pending");
    let done = browser.submit(&page, &CUSTOMER_ANSWERS).page("device-done");
    assert!(done.html.contains("go back to your device"), "{}", done.html);

    deployment.platform.clock.advance(200);
    let tokens = json(&deployment.send(poll_request(MOBILE, &told)));
    assert_eq!(claims(token(&tokens, "id_token"))["aud"], MOBILE.client_id);
    assert_eq!(deployment.send(userinfo(token(&tokens, "access_token"))).status, 200);
    assert_eq!(poll(&deployment, MOBILE, &told), "invalid_grant device_code_used");
    assert_eq!(deployment.send(userinfo(token(&tokens, "access_token"))).status, 200, "no theft");
    assert_eq!(deployment.send(MOBILE.refresh(token(&tokens, "refresh_token"))).status, 200);
}

#[test]
fn who_is_signed_in_confirms_and_is_through() {
    let deployment = deployment();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let told = begun(&deployment, SUPPLIERS);
    let page = confirm(&mut browser, &told);
    approve(&mut browser, &page, &told).page("device-done");
    assert_eq!(poll(&deployment, SUPPLIERS, &told), "tokens");
}

#[test]
fn who_says_no_or_does_not_agree_leaves_the_device_without() {
    let deployment = deployment();
    let denied = begun(&deployment, SUPPLIERS);
    let mut browser = Browser::new(&deployment);
    let page = confirm(&mut browser, &denied);
    let fields = [("user_code", text(&denied, "user_code")), ("action", "deny")];
    assert!(browser.submit(&page, &fields).page("device-done").html.contains("not connected"));
    assert_eq!(poll(&deployment, SUPPLIERS, &denied), "access_denied device_denied");

    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let told = json(&begin(&deployment, SUPPLIERS, &[("prompt", "consent")]));
    let page = confirm(&mut browser, &told);
    let page = approve(&mut browser, &page, &told).page("consent");
    assert!(
        browser
            .submit(&page, &[("action", "deny")])
            .page("device-done")
            .html
            .contains("not connected")
    );
    assert_eq!(poll(&deployment, SUPPLIERS, &told), "access_denied device_denied");
}

#[test]
fn asking_too_soon_makes_the_pause_longer_and_the_code_ends_after_ten_minutes() {
    let deployment = deployment();
    let told = begun(&deployment, MOBILE);
    let pending = "authorization_pending device_pending";
    for (seconds, expected) in [
        (0, pending),
        (5, pending),
        (4, "slow_down device_asks_too_soon"),
        (5, "slow_down device_asks_too_soon"),
        (15, pending),
        (570, pending),
        (1, "expired_token device_code_expired"),
    ] {
        deployment.platform.clock.advance(seconds);
        assert_eq!(poll(&deployment, MOBILE, &told), expected, "after {seconds} s");
    }
    let mut browser = Browser::new(&deployment);
    let path = format!("/device?user_code={}", text(&told, "user_code"));
    browser.open(&path).page("device");
}

#[test]
fn a_device_code_is_its_own_applications_and_no_authorization_code() {
    let deployment = deployment();
    let told = begun(&deployment, MOBILE);
    assert_eq!(poll(&deployment, SUPPLIERS, &told), "invalid_grant device_code_unknown");
    let (mut browser, _) = tokens(&deployment, SHOP, "kim@home.example");
    let page = confirm(&mut browser, &told);
    approve(&mut browser, &page, &told).page("device-done");
    let as_code = MOBILE.token(&[
        ("grant_type", "authorization_code"),
        ("code", text(&told, "device_code")),
        ("redirect_uri", &format!("{ISSUER}/device/callback")),
        ("code_verifier", VERIFIER),
    ]);
    assert!(deployment.send(as_code).body.contains("invalid_grant"));
    assert_eq!(poll(&deployment, SUPPLIERS, &told), "invalid_grant device_code_unknown");
    assert_eq!(poll(&deployment, MOBILE, &told), "tokens");
    let refused = begin(&deployment, SHOP, &[]);
    assert!(refused.body.contains("unauthorized_client"), "{}", refused.body);
    for (extra, cause) in [
        (("scope", "profile"), "parameter_repeated"),
        (("resource", "https://nowhere.example"), "resource_unknown"),
        (("user_flow", "supplier"), "user_flow_not_allowed"),
    ] {
        let response = begin(&deployment, MOBILE, &[extra]);
        assert!(response.status == 400 && response.body.contains(cause), "{}", response.body);
    }
}

#[test]
fn thirty_questions_at_once_get_one_set_of_tokens() {
    let deployment = deployment();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let told = begun(&deployment, SUPPLIERS);
    let page = confirm(&mut browser, &told);
    approve(&mut browser, &page, &told).page("device-done");
    let request = poll_request(SUPPLIERS, &told);
    let answers = block_on(together((0..30).map(|_| deployment.answer(request.clone()))));
    let good: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(good.len(), 1);
    let tokens = json(good[0]);
    assert_eq!(deployment.send(userinfo(token(&tokens, "access_token"))).status, 200);
}

#[test]
fn wrong_codes_are_alike_and_five_are_enough() {
    let deployment = deployment();
    let told = begun(&deployment, SUPPLIERS);
    let mut browser = Browser::new(&deployment);
    let mut pages = Vec::new();
    browser.open("/device").page("device");
    for typed in ["BCDF-GHJQ", "BCDF-GHJL", "BCDF-GHJM", "BCDF-GHJN", "BCDF-GHJP"] {
        let page = browser.open(&format!("/device?user_code={typed}")).page("device");
        assert_eq!(page.status, 422);
        pages.push(page.html.replace(typed, ""));
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]));
    let right = format!("/device?user_code={}", text(&told, "user_code"));
    let page = browser.open(&right).page("device");
    assert_eq!(page.status, 429, "not even the right one");
    deployment.platform.clock.advance(599);
    let later = begun(&deployment, SUPPLIERS);
    deployment.platform.clock.advance(1);
    for _ in 0..8 {
        confirm(&mut browser, &later);
    }
}

#[test]
fn another_site_can_answer_for_nobody() {
    let deployment = deployment();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let told = begun(&deployment, SUPPLIERS);
    let page = confirm(&mut browser, &told);
    let fields =
        [("user_code", text(&told, "user_code")), ("action", "approve"), ("token", &page.token)];
    let foreign = with_header(post("/device", &fields), "origin", "https://evil.example");
    assert_eq!(browser.send(foreign).status, 403);
    let stranger = Browser::new(&deployment).with_cookies(post("/device", &fields));
    assert_eq!(deployment.send(stranger).status, 403, "another browser's page");
    let made_up =
        browser.with_cookies(get(&format!("/device/callback?code=x&state={}", "y".repeat(43))));
    assert_eq!(deployment.send(made_up).status, 422);
    assert_eq!(poll(&deployment, SUPPLIERS, &told), "authorization_pending device_pending");
}

#[test]
fn each_question_of_a_device_costs_one_trip() {
    let deployment = deployment();
    let told = begun(&deployment, SUPPLIERS);
    let cost = |request: Request| {
        deployment.platform.reset_counts();
        deployment.send(request);
        let Counts { batches, kv_reads, .. } = deployment.platform.counts();
        (batches, kv_reads)
    };
    let mut again = SUPPLIERS.token(&[("scope", "openid")]);
    "/device_authorization".clone_into(&mut again.path);
    assert_eq!(cost(again), (1, 0));
    assert_eq!(cost(poll_request(SUPPLIERS, &told)), (1, 0));
    assert_eq!(cost(get(&format!("/device?user_code={}", text(&told, "user_code")))), (1, 0));
}
