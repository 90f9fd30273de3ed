//! HEAD asks for nothing but what a GET would say (RFC 9110 §9.2.1, §9.3.2): it is answered, and writes nothing.

use crate::browser::*;
use crate::people::*;
use crate::registration;
use vestibule::http::{Method, Request, Response};

const ANN: &str = "ann@partner.example";

fn head(path: &str) -> Request {
    Request { method: Method::Head, ..get(path) }
}

/// How many rows the database changed since it was opened.
fn changes(deployment: &Deployment) -> i64 {
    deployment.sql("SELECT total_changes() AS n")[0]["n"].as_i64().unwrap()
}

/// What a HEAD of `path` is answered from this browser; that it wrote nothing and brought no cookie.
fn asked(browser: &Browser, path: &str) -> Response {
    let deployment = &browser.deployment;
    let before = changes(deployment);
    let response = deployment.send(browser.with_cookies(head(path)));
    assert_eq!(changes(deployment), before, "HEAD of {path} writes");
    assert!(response.header("set-cookie").is_none(), "HEAD of {path} brings a cookie");
    assert!(response.status < 500, "HEAD of {path} is answered {}", response.status);
    let location = response.header("location").unwrap_or_default();
    assert!(!location.contains("code="), "HEAD of {path} leads to {location}");
    response
}

/// A tenant in which everything can be asked for.
fn deployment() -> Deployment {
    let deployment = registration::guarded();
    let asks = r#""type": "web", "grantTypes": ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"]"#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, asks);
    let once = r#""type": "web", "consent": "once""#;
    deployment.edit("app/woodgrove-procurement", r#""type": "web""#, once);
    deployment
}

/// A device's link, with its code.
fn device_link(deployment: &Deployment) -> String {
    let mut request = SUPPLIERS.token(&[("scope", "openid")]);
    "/device_authorization".clone_into(&mut request.path);
    let told = json(&deployment.send(request));
    let link = told["verification_uri_complete"].as_str().unwrap();
    link.strip_prefix(ISSUER).unwrap().to_owned()
}

const STEPS: [&str; 10] = [
    "code",
    "sign-up",
    "reset",
    "password",
    "new-password",
    "attributes",
    "continue",
    "consent",
    "finish",
    "nowhere",
];

const PLAIN: [&str; 27] = [
    "/",
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/.well-known/oauth-protected-resource",
    "/.well-known/oauth-protected-resource/userinfo",
    "/jwks",
    "/authorize",
    "/par",
    "/device_authorization",
    "/device",
    "/token",
    "/userinfo",
    "/introspect",
    "/revoke",
    "/register",
    "/logout",
    "/check-session",
    "/account",
    "/account?lang=de",
    "/health",
    "/dev/outbox",
    "/demo/",
    "/run-user-flow",
    "/branding.css",
    "/image/logo.png",
    "/logo/none",
    "/nowhere",
];

/// Every address that a GET can be sent to, in a browser with a session and with pages open.
fn addresses(browser: &mut Browser, id_token: &str) -> Vec<String> {
    let deployment = browser.deployment.clone();
    let large = "s".repeat(3000);
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    let step = |name: &str| page.action.replace("/sign-in?", &format!("/{name}?"));
    let fields = [("email", ANN), ("action", "email_code")];
    browser.submit(&page, &fields).page("code");
    let mut paths = vec![
        device_link(&deployment),
        "/device?user_code=BBBB-BBBB".to_owned(),
        "/device/callback?state=x".to_owned(),
        "/device/callback?state=x&code=y".to_owned(),
        format!("/logout?id_token_hint={id_token}"),
        format!(
            "/logout?id_token_hint={id_token}&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2F"
        ),
        "/run-user-flow/callback?state=x&code=y".to_owned(),
        format!("{}&lang=de", page.action),
        "/run-user-flow/preview/supplier".to_owned(),
        "/run-user-flow/preview/supplier/sign-in".to_owned(),
    ];
    for app in [SUPPLIERS, PROCUREMENT, SHOP] {
        let large = ("state", large.as_str());
        for extra in
            [vec![], vec![large], vec![("prompt", "login"), large], vec![("prompt", "none")]]
        {
            paths.push(app.authorize(&extra));
        }
    }
    paths.extend(STEPS.map(step));
    paths.extend(PLAIN.map(str::to_owned));
    paths
}

#[test]
fn of_every_address_a_head_writes_nothing_and_brings_no_cookie() {
    let deployment = deployment();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, ANN);
    let paths = addresses(&mut browser, token(&tokens, "id_token"));
    deployment.platform.clock.advance(20 * 60);
    for path in &paths {
        asked(&browser, path);
        // Nor in an isolate that knows nothing yet.
        let cold =
            Browser { deployment: deployment.new_isolate(), cookies: browser.cookies.clone() };
        asked(&cold, path);
    }
    browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
}

#[test]
fn nor_where_the_deployment_is_new_and_has_no_keys() {
    let deployment = Deployment::new();
    for path in [
        "/jwks",
        "/.well-known/openid-configuration",
        "/health",
        "/",
        "/account",
        &SUPPLIERS.authorize(&[]),
    ] {
        asked(&Browser::new(&deployment), path);
    }
    assert!(deployment.sql("SELECT kid FROM signing_keys").is_empty());
}

#[test]
fn what_can_be_known_without_writing_a_head_says_as_a_get_does() {
    let deployment = deployment();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, ANN);
    deployment.send(get("/jwks"));
    let nobody = Browser::new(&deployment);
    for path in [
        "/jwks",
        "/.well-known/openid-configuration",
        "/health",
        "/demo/",
        "/nowhere",
        "/authorize",
        "/token",
        "/device",
        "/branding.css",
        "/account",
        "/logout",
        "/authorize?client_id=none",
        &SUPPLIERS.authorize(&[("scope", "email"), ("prompt", "none")]),
        &SUPPLIERS.authorize(&[("redirect_uri", "https://elsewhere.example/")]),
    ] {
        let (told, answered) = (asked(&nobody, path), deployment.send(get(path)));
        assert_eq!(told.status, answered.status, "{path}");
        for name in ["location", "etag", "cache-control", "allow"] {
            if !answered.header(name).is_some_and(|value| value.contains("correlation")) {
                assert_eq!(told.header(name), answered.header(name), "{name} of {path}");
            }
        }
    }
    let request = |token: &str| Request { method: Method::Head, ..userinfo(token) };
    assert_eq!(deployment.send(request(token(&tokens, "access_token"))).status, 200);
    assert_eq!(deployment.send(request("x")).status, 401);
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    assert_eq!(asked(&browser, &page.action).status, 200);
    // Who is signed in would get a code: that is written, and told to nobody.
    assert_eq!(asked(&browser, &SUPPLIERS.authorize(&[])).status, 200);
}
