//! Pushed authorization requests (RFC 9126; R12).

use crate::browser::*;
use crate::people::*;
use serde_json::json;
use vestibule::http::{Form, Method, Response};

const EMAIL: &str = "ann@partner.example";

/// What `app` would ask for in the query, pushed with its credentials.
fn push(deployment: &Deployment, app: App, extra: &[(&str, &str)]) -> Response {
    let path = app.authorize(extra);
    let query = Form::parse(path.split_once('?').unwrap().1.as_bytes());
    let fields = query.0.iter().filter(|(name, _)| name != "client_id");
    let fields: Vec<(&str, &str)> = fields.map(|(name, value)| (&**name, &**value)).collect();
    let mut request = app.token(&fields);
    "/par".clone_into(&mut request.path);
    deployment.send(request)
}

fn pushed(deployment: &Deployment, app: App, extra: &[(&str, &str)]) -> String {
    let response = push(deployment, app, extra);
    assert_eq!(response.status, 201, "{}", response.body);
    assert_eq!(response.header("cache-control"), Some("no-store"));
    assert_eq!(response.header("access-control-allow-origin"), None);
    let body = json(&response);
    assert_eq!(body["expires_in"], json!(90));
    body["request_uri"].as_str().unwrap().to_owned()
}

fn open(app: App, request_uri: &str) -> String {
    let query = [("client_id", app.client_id), ("request_uri", request_uri)];
    let query = query.map(|(name, value)| (name.to_owned(), value.to_owned()));
    format!("/authorize?{}", Form(query.into()).encode())
}

fn is_refused(deployment: &Deployment, path: &str, reason: &str) {
    let response = deployment.send(get(path));
    assert_eq!((response.status, response.header("location")), (400, None), "{reason}");
    assert!(
        response.body.contains("data-page=\"error\"") && response.body.contains(reason),
        "{path}"
    );
}

#[test]
fn a_pushed_request_is_what_counts_and_nothing_beside_it() {
    let deployment = Deployment::new();
    for app in [SUPPLIERS, SHOP] {
        let email = format!("{}@partner.example", app.client_id);
        let request = pushed(&deployment, app, &[("prompt", "create"), ("state", "of the push")]);
        let mut browser = Browser::new(&deployment);
        let path =
            format!("{}&state=other&nonce=other&scope=openid&prompt=none", open(app, &request));
        let page = browser.open(&path).page("sign-up");
        let page = browser.submit(&page, &[("email", &email)]).page("code");
        let code = deployment.mailed_code(&email);
        let page = browser.submit(&page, &[("code", &code)]).page("password");
        let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
        let back = browser.submit(&page, answers(app)).callback();
        assert_eq!(back.first("state"), "of the push");
        let tokens = json(&deployment.send(app.redeem(back.first("code"))));
        let id = claims(token(&tokens, "id_token"));
        assert_eq!((&id["nonce"], &id["email"]), (&json!("nonce-1"), &json!(email)));
    }
}

#[test]
fn it_may_be_opened_again_until_a_code_is_written_for_it() {
    let deployment = Deployment::new();
    let (mut ann, _) = tokens(&deployment, SUPPLIERS, EMAIL);
    let request = pushed(&deployment, SUPPLIERS, &[]);
    let path = open(SUPPLIERS, &request);
    Browser::new(&deployment).open(&path).page("sign-in");
    let mut waiting = Browser::new(&deployment);
    let page = waiting.open(&path).page("sign-in");
    ann.open(&path).code();
    is_refused(&deployment, &path, "pushed_request_used");
    let outer = format!("{path}&{}", SUPPLIERS.authorize(&[]).split_once('?').unwrap().1).replacen(
        "&client_id=woodgrove-suppliers",
        "",
        1,
    );
    let back = ann.open(&outer.replace("&response_type=code", "")).callback();
    assert_eq!((back.first("error"), back.first("state")), ("invalid_request_uri", "state-1"));
    let page = waiting.submit(&page, &[("email", EMAIL), ("action", "email_code")]).page("code");
    let code = deployment.mailed_code(EMAIL);
    let landed = waiting.submit(&page, &[("code", &code)]);
    assert!(
        landed.page("error").html.contains("transaction_finished"),
        "another opening used it up"
    );
}

#[test]
fn the_browser_that_used_it_up_may_repeat_its_last_step() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let request = pushed(&deployment, SUPPLIERS, &[("prompt", "create")]);
    let page = browser.open(&open(SUPPLIERS, &request)).page("sign-up");
    let page = browser.submit(&page, &[("email", EMAIL)]).page("code");
    let code = deployment.mailed_code(EMAIL);
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    let first = browser.submit(&page, answers(SUPPLIERS)).code();
    let again = browser.submit(&page, answers(SUPPLIERS)).code();
    assert_ne!(first, again);
    assert_eq!(deployment.send(SUPPLIERS.redeem(&again)).status, 200);
}

#[test]
fn late_unknown_and_other_applications_requests_are_refused() {
    let deployment = Deployment::new();
    let request = pushed(&deployment, SUPPLIERS, &[]);
    is_refused(&deployment, &open(PROCUREMENT, &request), "pushed_request_unknown");
    is_refused(&deployment, &open(SUPPLIERS, &format!("{request}x")), "pushed_request_unknown");
    deployment.platform.clock.advance(89);
    Browser::new(&deployment).open(&open(SUPPLIERS, &request)).page("sign-in");
    deployment.platform.clock.advance(2);
    is_refused(&deployment, &open(SUPPLIERS, &request), "pushed_request_expired");
}

#[test]
fn whatever_authorize_would_refuse_is_refused_at_once() {
    let deployment = Deployment::new();
    for (changes, error) in [
        (&[("redirect_uri", "https://evil.example/")][..], "invalid_request"),
        (&[("redirect_uri", "")], "invalid_request"),
        (&[("request_uri", "urn:ietf:params:oauth:request_uri:x")], "invalid_request"),
        (
            &[("code_challenge", ""), ("nonce", ""), ("code_challenge_method", "")],
            "invalid_request",
        ),
        (&[("code_challenge_method", "plain")], "invalid_request"),
        (&[("response_type", "token")], "unsupported_response_type"),
        (&[("response_type", "code id_token")], "unsupported_response_type"),
        (&[("response_mode", "jwt")], "invalid_request"),
        (&[("scope", "profile")], "invalid_scope"),
        (&[("user_flow", "customer")], "invalid_request"),
        (&[("prompt", "none login")], "invalid_request"),
        (&[("claims", "[]")], "invalid_request"),
    ] {
        let response = push(&deployment, SUPPLIERS, changes);
        assert_eq!(response.status, 400, "{changes:?}");
        assert_eq!(json(&response)["error"], json!(error), "{changes:?}");
    }
    assert!(deployment.sql("SELECT * FROM pushed_requests").is_empty());
}

#[test]
fn the_application_must_prove_itself_and_its_secret_is_not_kept() {
    let deployment = Deployment::new();
    let wrong = App { secret: Some("wrong"), ..SUPPLIERS };
    assert_eq!(push(&deployment, wrong, &[]).status, 401);
    assert_eq!(push(&deployment, App { secret: None, ..SUPPLIERS }, &[]).status, 401);
    pushed(&deployment, SUPPLIERS, &[]);
    let kept = format!("{:?}", deployment.sql("SELECT * FROM pushed_requests"));
    assert!(!kept.contains("sample-secret") && kept.contains("state-1"), "{kept}");
    let mut request = post("/par", &[]);
    request.method = Method::Get;
    let response = deployment.send(request);
    assert_eq!((response.status, response.header("allow")), (405, Some("POST")));
    assert_eq!(json(&response)["error"], json!("invalid_request"));
}

#[test]
fn an_application_whose_document_says_so_is_answered_for_pushed_requests_alone() {
    let deployment = Deployment::new();
    let required = r#""type": "web", "requirePushedAuthorizationRequests": true"#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, required);
    let mut browser = Browser::new(&deployment);
    let back = browser.open(&SUPPLIERS.authorize(&[])).callback();
    assert_eq!((back.first("error"), back.first("state")), ("invalid_request", "state-1"));
    let without = [("code_challenge", ""), ("code_challenge_method", "")];
    let refused = json(&push(&deployment, SUPPLIERS, &without));
    assert_eq!(refused["error"], json!("invalid_request"), "a nonce is not enough then");
    let request = pushed(&deployment, SUPPLIERS, &[("user_flow", "supplier")]);
    browser.open(&open(SUPPLIERS, &request)).page("sign-in");
}

#[test]
fn pushing_costs_one_round_trip_and_opening_one() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, EMAIL);
    let cost = |work: &mut dyn FnMut()| {
        deployment.platform.reset_counts();
        work();
        deployment.platform.counts().batches
    };
    let mut request = String::new();
    assert_eq!(cost(&mut || request = pushed(&deployment, SUPPLIERS, &[])), 1);
    let path = open(SUPPLIERS, &request);
    assert_eq!(cost(&mut || drop(Browser::new(&deployment).send(get(&path)))), 1);
    assert_eq!(cost(&mut || drop(browser.send(get(&path)))), 2, "and the code");
}
