//! What an application may not ask for, known or not, is left out of every `scope` that is read (RFC 6749 §3.3): what
//! `/authorize` passed over stands in no other endpoint's way, and gives nothing there.

use crate::browser::*;
use crate::people::*;
use serde_json::{Value, json};
use vestibule::http::Form;

const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// A word of no issuer's, a scope that the document leaves out, and scopes of APIs that it may not ask for.
const BEYOND: &str =
    "openid2 phone orders.write https://orders.woodgrove.example/orders.write https://x.example/y";
fn sent() -> String {
    format!("openid email {BEYOND} orders.read offline_access")
}

/// The suppliers' application may ask for less than there is, and may use every grant.
fn deployment() -> Deployment {
    let deployment = Deployment::new();
    let limits = format!(
        r#""type": "web", "scopes": ["openid", "email", "offline_access"],
        "grantTypes": ["authorization_code", "refresh_token", "client_credentials", "{DEVICE}"],
        "apis": [{{"id": "woodgrove-orders", "delegatedScopes": ["orders.read"],
                   "applicationScopes": ["orders.read"]}}]"#
    );
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, &limits);
    deployment
}

fn code(deployment: &Deployment) -> String {
    let mut browser = Browser::new(deployment);
    crate::apis::join_with(&mut browser, SUPPLIERS, &[("scope", &sent())]).code()
}

fn at(deployment: &Deployment, path: &str, fields: &[(&str, &str)]) -> (u16, Value) {
    let mut request = SUPPLIERS.token(fields);
    path.clone_into(&mut request.path);
    let response = deployment.send(request);
    (response.status, json(&response))
}

/// A redemption that says once more what was asked for, as MSAL's do.
fn redeemed(deployment: &Deployment, scope: &str) -> (u16, Value) {
    let code = code(deployment);
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", SUPPLIERS.redirect_uri),
        ("code_verifier", VERIFIER),
        ("scope", scope),
    ];
    at(deployment, "/token", &fields)
}

fn refreshed(deployment: &Deployment, tokens: &Value, scope: &str) -> (u16, Value) {
    let refresh = token(tokens, "refresh_token");
    let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh), ("scope", scope)];
    at(deployment, "/token", &fields)
}

/// What an access token holds of the scopes that were granted: those of the API that it is for.
fn of_token(told: &Value) -> Value {
    claims(token(told, "access_token"))["scope"].clone()
}

#[test]
fn a_code_and_every_refresh_of_it_take_the_scope_that_authorize_took_and_leave_out_the_same() {
    let deployment = deployment();
    let (status, mut tokens) = redeemed(&deployment, &sent());
    assert_eq!((status, of_token(&tokens)), (200, json!("orders.read")), "{tokens}");
    for (scope, expected) in [
        (sent(), "openid email offline_access orders.read"),
        (format!("{BEYOND} openid email"), "openid email"),
        (format!("email {BEYOND}"), "email"),
        (format!("orders.read {BEYOND}"), "orders.read"),
    ] {
        let (status, told) = refreshed(&deployment, &tokens, &scope);
        assert_eq!((status, &told["scope"]), (200, &json!(expected)), "{scope}: {told}");
        assert!(claims(token(&told, "access_token"))["phone_number"].is_null());
        tokens = told;
    }
}

#[test]
fn the_scope_of_a_redemption_is_not_judged() {
    let deployment = deployment();
    let (status, told) = redeemed(&deployment, BEYOND);
    assert_eq!((status, of_token(&told)), (200, json!("orders.read")), "{told}");
}

#[test]
fn a_refresh_of_which_nothing_is_left_or_that_would_widen_the_grant_is_refused_and_consumes_nothing()
 {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    crate::apis::join_with(&mut browser, SUPPLIERS, &[]).code();
    let code = browser.open(&SUPPLIERS.authorize(&[("scope", "openid offline_access")])).code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    for (scope, cause) in [
        (BEYOND, "scope_not_allowed"),
        // The application may have these, and this person did not grant them (RFC 6749 §6).
        ("openid email", "scope_exceeds_grant"),
        ("orders.read openid2", "scope_exceeds_grant"),
    ] {
        let (status, told) = refreshed(&deployment, &tokens, scope);
        assert_eq!((status, &told["error"]), (400, &json!("invalid_scope")), "{scope}: {told}");
        assert!(told["error_description"].as_str().unwrap().contains(cause), "{scope}: {told}");
    }
    assert_eq!(refreshed(&deployment, &tokens, "").0, 200);
}

#[test]
fn pushed_requests_and_devices_leave_out_the_same_and_say_so_where_nothing_is_left() {
    let deployment = deployment();
    let path = SUPPLIERS.authorize(&[("scope", "")]);
    let query = Form::parse(path.split_once('?').unwrap().1.as_bytes());
    let fields = query.0.iter().filter(|(name, _)| name != "client_id");
    let request: Vec<(&str, &str)> = fields.map(|(name, value)| (&**name, &**value)).collect();
    for (path, fields, good) in [("/par", request, 201), ("/device_authorization", Vec::new(), 200)]
    {
        let with = |scope: &str| {
            let mut all = fields.clone();
            all.push(("scope", scope));
            at(&deployment, path, &all)
        };
        let (status, told) = with(&sent());
        assert_eq!(status, good, "{path}: {told}");
        let (status, told) = with(BEYOND);
        assert_eq!((status, &told["error"]), (400, &json!("invalid_scope")), "{path}: {told}");
        let allowed = "allowed: openid email offline_access orders.read";
        assert!(told["error_description"].as_str().unwrap().contains(allowed), "{path}: {told}");
    }
}

#[test]
fn an_application_on_its_own_behalf_is_given_what_is_left() {
    let deployment = deployment();
    let ask = |scope: &str| {
        let fields = [("grant_type", "client_credentials"), ("scope", scope)];
        at(&deployment, "/token", &fields)
    };
    let (status, told) = ask(&format!("openid orders.read {BEYOND}"));
    assert_eq!((status, &told["scope"]), (200, &json!("orders.read")), "{told}");
    for scope in [BEYOND, "openid", "email offline_access"] {
        let (status, told) = ask(scope);
        assert_eq!((status, &told["error"]), (400, &json!("invalid_scope")), "{scope}: {told}");
    }
}
