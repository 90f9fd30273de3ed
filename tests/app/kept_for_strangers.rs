//! What anybody can have us keep has an end: each request, what comes from a network, and all of it together. A request
//! that is no navigation, or that a browser makes before its person does, keeps nothing.

use crate::browser::*;
use crate::people::tokens;
use crate::registration::{self, CALLBACK, call};
use crate::signer::*;
use serde_json::json;
use vestibule::http::{Form, Method, Request, Response};
use vestibule::ports::OutboundResponse;
use vestibule::protocol::SigningAlgorithm;

const KIB: usize = 1024;
const KEPT: &str = "https://suppliers.example/request.jwt";
const TABLES: [&str; 6] =
    ["requests", "pushed_requests", "device_codes", "registrations", "runs", "codes"];

fn rows(deployment: &Deployment, table: &str) -> usize {
    deployment.sql(&format!("SELECT 1 FROM {table}")).len()
}

fn nothing_kept(deployment: &Deployment) -> bool {
    TABLES.iter().all(|table| rows(deployment, table) == 0)
}

fn from(ip: &str, request: Request) -> Request {
    Request { ip: Some(ip.to_owned()), ..request }
}

fn parameters(path: &str) -> Form {
    Form::parse(path.split_once('?').unwrap().1.as_bytes())
}

/// Woodgrove with a device that asks, and with a supplier's application that signs requests.
fn deployment() -> (Deployment, Signer) {
    let deployment = Deployment::new();
    let native = r#""type": "native""#;
    let device = "urn:ietf:params:oauth:grant-type:device_code";
    let grants = format!(r#"{native}, "grantTypes": ["authorization_code", "{device}"]"#);
    deployment.edit("app/woodgrove-mobile", native, &grants);
    let key = Signer::new(SigningAlgorithm::ES256);
    let jwk = key.jwk(&json!({"kid": "a"}));
    let members =
        format!(r#""type": "web", "requestUris": ["{KEPT}"], "jwks": {{"keys": [{jwk}]}}"#);
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, &members);
    (deployment, key)
}

/// The same request by every way that it can come, with `extra` parameters.
fn by_every_way(
    deployment: &Deployment,
    key: &Signer,
    extra: &[(&str, &str)],
) -> Vec<(&'static str, Response)> {
    let path = SUPPLIERS.authorize(extra);
    let credentials = ("client_secret".to_owned(), SUPPLIERS.secret.unwrap().to_owned());
    let pushed = Form([parameters(&path).0, vec![credentials]].concat());
    let claims = parameters(&path).0.into_iter().map(|(name, value)| (name, json!(value)));
    let object = key.sign(&json!({"kid": "a"}), &serde_json::Value::Object(claims.collect()));
    let kept = object.clone();
    deployment
        .platform
        .outbound
        .answer_with(move |_| Ok(OutboundResponse::new(200, kept.as_str())));
    let query = |name: &str, value: &str| {
        Form(
            [("client_id", SUPPLIERS.client_id), (name, value)]
                .map(|(n, v)| (n.into(), v.into()))
                .to_vec(),
        )
        .encode()
    };
    let posted = deployment.send(vestibule::native::post(ISSUER, "/authorize", &parameters(&path)));
    let posted = match posted.header("location") {
        Some(location) => deployment.send(get(location)),
        None => posted,
    };
    let device: Vec<(&str, &str)> = extra
        .iter()
        .map(|(name, value)| (if *name == "state" { "login_hint" } else { *name }, *value))
        .chain([("client_id", MOBILE.client_id), ("scope", "openid")])
        .collect();
    deployment.platform.clock.advance(61);
    vec![
        ("GET", deployment.send(get(&path))),
        ("POST", posted),
        ("PAR", deployment.send(vestibule::native::post(ISSUER, "/par", &pushed))),
        ("device", deployment.send(post("/device_authorization", &device))),
        ("request", deployment.send(get(&format!("/authorize?{}", query("request", &object))))),
        (
            "request_uri",
            deployment.send(get(&format!("/authorize?{}", query("request_uri", KEPT)))),
        ),
    ]
}

/// The code of an error, wherever it is told.
fn error(response: &Response) -> String {
    let location = response.header("location").unwrap_or_default();
    if let Some((_, query)) = location.split_once('?') {
        return Form::parse(query.as_bytes()).first("error").to_owned();
    }
    let known = ["invalid_request", "too_large", "bad_request"];
    let known = known.into_iter().find(|code| response.body.contains(code));
    known.unwrap_or_default().to_owned()
}

#[test]
fn a_request_of_more_than_twelve_kib_is_refused_by_whatever_way_it_comes() {
    let (deployment, key) = deployment();
    for size in [12 * KIB + 1, 14 * KIB, 60 * KIB] {
        for (way, response) in by_every_way(&deployment, &key, &[("login_hint", &"x".repeat(size))])
        {
            assert_ne!(error(&response), "", "{way} {size}: {response:?}");
        }
    }
    assert!(nothing_kept(&deployment));
    // Base64 takes a third more.
    for (way, response) in by_every_way(&deployment, &key, &[("login_hint", &"x".repeat(8 * KIB))])
    {
        assert_eq!(error(&response), "", "{way}: {response:?}");
    }
}

#[test]
fn a_state_of_more_than_four_kib_is_refused_by_whatever_way_it_comes() {
    let (deployment, key) = deployment();
    let ways = |size: usize| by_every_way(&deployment, &key, &[("state", &"s".repeat(size))]);
    for (way, response) in ways(4 * KIB + 1).into_iter().filter(|(way, _)| *way != "device") {
        assert_eq!(error(&response), "invalid_request", "{way}: {response:?}");
        assert!(way == "device" || rows(&deployment, "requests") == 0, "{way}");
    }
    for (way, response) in ways(4 * KIB) {
        assert_eq!(error(&response), "", "{way}: {response:?}");
    }
}

fn large(ip: &str) -> Request {
    from(ip, get(&SHOP.authorize(&[("state", &"s".repeat(3000))])))
}

#[test]
fn a_network_has_a_hundred_large_requests_kept_an_hour() {
    let deployment = Deployment::new().in_production();
    let send = |ip: &str| deployment.send(large(ip));
    for at in 0..100 {
        assert_eq!(send("192.0.2.7").status, 303, "{at}");
    }
    let refused = send("192.0.2.7");
    assert_eq!((refused.status, refused.header("set-cookie")), (503, None));
    assert!(refused.header("retry-after").is_some());
    assert_eq!(rows(&deployment, "requests"), 100);
    let small = from("192.0.2.7", get(&SHOP.authorize(&[])));
    assert_eq!(deployment.send(small).status, 303, "what fits a cookie needs no row");
    assert_eq!(send("192.0.2.8").status, 303, "another network");
    for _ in 0..300 {
        send("192.0.2.7");
    }
    let in_all = deployment.sql("SELECT n FROM counters WHERE kind = 'large-request-all'");
    assert_eq!(in_all[0]["n"], 101, "what is refused uses up nothing of everybody's");
    deployment.platform.clock.advance(3600);
    assert_eq!(send("192.0.2.7").status, 303, "an hour later");
}

#[test]
fn the_count_in_all_refuses_nobody_but_those_who_are_not_known_and_need_a_row() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_customer(&mut browser, SHOP, "kim@home.example").code();
    let deployment = deployment.in_production();
    browser.deployment = deployment.clone();
    let (used_up, now) = ("kind, subject, since, last, n", now(&deployment));
    for (kind, most) in
        [("large-request-all", 2_000), ("request-all", 10_000), ("register-all", 2_000)]
    {
        let row = format!("('{kind}', '', {now}, {now}, {most})");
        deployment.sql(&format!("INSERT INTO counters ({used_up}) VALUES {row}"));
    }
    assert_eq!(deployment.send(large("192.0.2.7")).status, 503);
    assert_eq!(deployment.send(from("192.0.2.7", get(&SHOP.authorize(&[])))).status, 303);
    let state = "s".repeat(3000);
    let signed_in = SHOP.authorize(&[("state", &state), ("prompt", "select_account")]);
    browser.open(&signed_in).page("continue");
    let push = |app: App, secret: Option<&str>| {
        let mut form = parameters(&app.authorize(&[]));
        form.0.extend(secret.map(|secret| ("client_secret".to_owned(), secret.to_owned())));
        deployment.send(from("192.0.2.9", vestibule::native::post(ISSUER, "/par", &form))).status
    };
    assert_eq!(push(SHOP, None), 429);
    deployment.platform.clock.advance(600);
    assert_eq!(push(SHOP, None), 201, "ten minutes later");
}

#[test]
fn confidential_applications_push_whatever_others_do() {
    let deployment = Deployment::new();
    let now = now(&deployment);
    deployment.sql(&format!(
        "INSERT INTO counters (kind, subject, since, last, n) VALUES ('request-all', '', {now}, {now}, 10000)"
    ));
    let mut form = parameters(&SUPPLIERS.authorize(&[]));
    form.0.push(("client_secret".to_owned(), SUPPLIERS.secret.unwrap().to_owned()));
    assert_eq!(deployment.send(vestibule::native::post(ISSUER, "/par", &form)).status, 201);
    let public = parameters(&SHOP.authorize(&[]));
    assert_eq!(deployment.send(vestibule::native::post(ISSUER, "/par", &public)).status, 429);
}

#[test]
fn open_registrations_and_documents_of_strangers_have_an_end_in_all() {
    let policy = json!({"flows": ["supplier"], "open": true});
    let deployment = registration::with_registration(&policy);
    let block = r#""clientIdMetadataDocuments": {"flows": ["supplier"]}, "defaultLanguage""#;
    deployment.edit("tenant", "\"defaultLanguage\"", block);
    let now = now(&deployment);
    let register = || {
        let sent = json!({"redirect_uris": [CALLBACK]});
        deployment.send(call(Method::Post, "/register", "", Some(&sent))).status
    };
    let known = "https://tools.example/client.json";
    let body = json!({"client_id": known, "redirect_uris": [CALLBACK]}).to_string();
    deployment.platform.outbound.answer_with(move |_| {
        Ok(OutboundResponse::new(200, body.as_str())
            .with_header("content-type", "application/json"))
    });
    let open = |client_id: &'static str| {
        let app = App { client_id, redirect_uri: CALLBACK, secret: None };
        deployment.send(get(&app.authorize(&[]))).status
    };
    assert_eq!((register(), open(known)), (201, 303));
    for (kind, most) in [("register-all", 2_000), ("client-document-all", 2_000)] {
        deployment.sql(&format!(
            "UPDATE counters SET n = {most}, since = {now} WHERE kind = '{kind}' AND subject = ''"
        ));
    }
    assert_eq!((register(), open("https://tools.example/other.json")), (429, 503));
    assert_eq!(open(known), 303, "what is known is served");
    assert_eq!(rows(&deployment, "client_documents"), 1);
}

#[test]
fn a_large_request_has_one_row_however_often_its_cookie_is_renewed() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let state = "s".repeat(3000);
    let mut page = browser.open(&SUPPLIERS.authorize(&[("state", &state)])).page("sign-in");
    for at in 0..5 {
        let email = format!("nobody{at}@partner.example");
        let fields = [("email", email.as_str()), ("password", "wrong horse battery")];
        page = browser.submit(&page, &fields).page("sign-in");
        deployment.platform.clock.advance(20 * 60);
    }
    assert_eq!(rows(&deployment, "requests"), 1);
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, "ann@partner.example").code();
    let fields = [("email", "ann@partner.example"), ("password", PASSWORD)];
    assert_eq!(browser.submit(&page, &fields).callback().first("state"), state);
}

fn with(mut request: Request, headers: &[(&str, &str)]) -> Request {
    request.headers.0.retain(|(name, _)| !name.starts_with("sec-"));
    request.headers.0.extend(headers.iter().map(|(name, value)| ((*name).into(), (*value).into())));
    request
}

/// What browsers say of requests that are no navigations, and of those that are.
const NO_NAVIGATIONS: [&[(&str, &str)]; 8] = [
    &[("sec-fetch-mode", "cors"), ("sec-fetch-dest", "empty")],
    &[("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")],
    &[("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "script")],
    &[("sec-fetch-mode", "same-origin"), ("sec-fetch-site", "same-origin")],
    &[("sec-fetch-mode", "websocket"), ("sec-fetch-dest", "websocket")],
    &[("sec-fetch-dest", "style")],
    &[("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "embed")],
    &[("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "object")],
];
const NAVIGATIONS: [&[(&str, &str)]; 6] = [
    &[],
    // A program, such as Node.js's `fetch`, which names nothing else.
    &[("sec-fetch-mode", "cors")],
    &[("sec-fetch-mode", "navigate")],
    &[("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")],
    &[
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-dest", "iframe"),
        ("sec-fetch-site", "cross-site"),
    ],
    &[("sec-fetch-user", "?0"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")],
];

#[test]
fn what_says_that_it_is_no_navigation_begins_nothing() {
    let deployment = Deployment::new();
    let state = "s".repeat(3000);
    for extra in [&[][..], &[("state", state.as_str())], &[("prompt", "create")]] {
        let request = get(&SHOP.authorize(extra));
        for headers in NO_NAVIGATIONS {
            let response = deployment.send(with(request.clone(), headers));
            assert_eq!((response.status, response.header("location")), (403, None), "{headers:?}");
            assert_eq!(response.header("set-cookie"), None, "{headers:?}");
            assert!(response.body.contains("no navigation"), "{}", response.body);
        }
        assert!(nothing_kept(&deployment));
    }
    for headers in NAVIGATIONS {
        let response = deployment.send(with(get(&SHOP.authorize(&[])), headers));
        assert_eq!(response.status, 303, "{headers:?}");
        assert!(response.header("set-cookie").is_some(), "{headers:?}");
    }
}

#[test]
fn silent_answers_go_on_whatever_asks() {
    let deployment = Deployment::new();
    let (browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let silent = get(&SUPPLIERS.authorize(&[("prompt", "none")]));
    for headers in NO_NAVIGATIONS.into_iter().chain(NAVIGATIONS) {
        let location = |request| {
            let response = deployment.send(with(request, headers));
            response.header("location").unwrap_or_default().to_owned()
        };
        assert!(location(browser.with_cookies(silent.clone())).contains("code="), "{headers:?}");
        assert!(location(silent.clone()).contains("error=login_required"), "{headers:?}");
    }
}

#[test]
fn what_a_browser_asks_before_its_person_does_changes_nothing() {
    let deployment = Deployment::new();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let hint = tokens["id_token"].as_str().unwrap();
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    let paths = [
        SUPPLIERS.authorize(&[]),
        SUPPLIERS.authorize(&[("prompt", "none")]),
        format!("/logout?id_token_hint={hint}"),
        page.action.clone(),
        "/account".to_owned(),
    ];
    let before = TABLES.map(|table| rows(&deployment, table));
    for path in &paths {
        for purpose in [
            ("sec-purpose", "prefetch"),
            ("sec-purpose", "prefetch;prerender"),
            ("sec-purpose", "Prefetch; anonymous-client-ip"),
            ("purpose", "prefetch"),
        ] {
            let request = browser.with_cookies(get(path));
            let response = deployment.send(with(request, &[purpose]));
            assert_eq!(response.status, 503, "{path} {purpose:?}");
            assert_eq!(response.header("set-cookie"), None, "{path} {purpose:?}");
            assert_eq!(response.header("cache-control"), Some("no-store"), "{path} {purpose:?}");
        }
    }
    assert_eq!(TABLES.map(|table| rows(&deployment, table)), before);
    browser.open(&SUPPLIERS.authorize(&[])).code();
    let prefetched = with(get("/jwks"), &[("sec-purpose", "prefetch")]);
    assert_eq!(deployment.send(prefetched).status, 200, "what programs read is no page");
}
