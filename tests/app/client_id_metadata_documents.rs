//! Applications that are known by the address of their metadata (draft-ietf-oauth-client-id-metadata-document).

use crate::browser::*;
use crate::signer::*;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use vestibule::http::Response;
use vestibule::ports::{FetchError, OutboundResponse};
use vestibule::protocol::SigningAlgorithm;

const CLIENT: &str = "https://tools.example/oauth/client.json";
const TOOLS: App =
    App { client_id: CLIENT, redirect_uri: "https://tools.example/callback", secret: None };
const ANN: &str = "ann@partner.example";

/// What the address answers; none when it can't be reached.
type Answer = Rc<RefCell<Option<OutboundResponse>>>;

fn document() -> Value {
    json!({
        "client_id": CLIENT,
        "client_name": "Tools",
        "redirect_uris": [TOOLS.redirect_uri],
        "token_endpoint_auth_method": "none",
    })
}

fn answer(status: u16, body: &Value) -> OutboundResponse {
    OutboundResponse::new(status, body.to_string())
        .with_header("content-type", "application/json; charset=utf-8")
}

/// Woodgrove takes such applications as `policy` says.
fn taking(policy: &Value) -> (Deployment, Answer) {
    let deployment = Deployment::new();
    let block = format!("\"clientIdMetadataDocuments\": {policy}, \"defaultLanguage\"");
    deployment.edit("tenant", "\"defaultLanguage\"", &block);
    let told: Answer = Rc::default();
    *told.borrow_mut() = Some(answer(200, &document()));
    let given = told.clone();
    deployment.platform.outbound.answer_with(move |request| {
        assert_eq!((request.method(), request.url()), ("GET", CLIENT));
        given
            .borrow()
            .clone()
            .ok_or_else(|| FetchError("connection refused by 10.0.0.1".to_owned()))
    });
    (deployment, told)
}

fn deployment() -> (Deployment, Answer) {
    taking(&json!({"flows": ["supplier"]}))
}

fn looks(deployment: &Deployment) -> usize {
    deployment.platform.counts().fetches
}

/// Signs Ann up, who agrees; the code.
fn sign_up(browser: &mut Browser, app: App) -> String {
    let page = sign_up_supplier(browser, app, ANN).page("consent");
    browser.submit(&page, &[("action", "approve")]).code()
}

fn tokens(deployment: &Deployment, app: App) -> Value {
    let code = sign_up(&mut Browser::new(deployment), app);
    let tokens = json(&deployment.send(app.redeem(&code)));
    assert_eq!(tokens["error"], Value::Null, "{tokens}");
    tokens
}

fn refreshed(deployment: &Deployment, tokens: &mut Value) -> Response {
    let response = deployment.send(TOOLS.refresh(tokens["refresh_token"].as_str().unwrap()));
    if response.status == 200 {
        *tokens = json(&response);
    }
    response
}

/// The error page that an authorization request of the application gets.
fn refused(deployment: &Deployment) -> Response {
    let response = deployment.send(get(&TOOLS.authorize(&[])));
    assert_eq!(response.status, 400, "{}", response.body);
    assert_eq!(response.header("location"), None);
    assert_eq!(response.header("x-vestibule-error"), Some("client_id_metadata_refused"));
    response
}

#[test]
fn it_signs_people_in_with_consent_once_which_names_the_host() {
    let (deployment, _) = deployment();
    let mut browser = Browser::new(&deployment);
    let page = sign_up_supplier(&mut browser, TOOLS, ANN).page("consent");
    assert!(page.html.contains("Tools (tools.example)"), "{}", page.html);
    assert!(
        page.html.contains("its address: <bdi class=\"host\">tools.example</bdi>"),
        "{}",
        page.html
    );
    assert!(!page.html.contains("program on this device"));
    let code = browser.submit(&page, &[("action", "approve")]).code();
    let tokens = json(&deployment.send(TOOLS.redeem(&code)));
    assert_eq!(claims(tokens["id_token"].as_str().unwrap())["aud"], CLIENT);
    browser.open(&TOOLS.authorize(&[("prompt", "none")])).code();
    let account = browser.open("/account").page("account");
    assert!(account.html.contains(CLIENT), "{}", account.html);
    assert_eq!(looks(&deployment), 1);
}

#[test]
fn on_a_warm_isolate_each_of_its_requests_is_one_round_trip() {
    let (deployment, _) = deployment();
    tokens(&deployment, TOOLS);
    let mut browser = Browser::new(&deployment);
    let page = sign_up_supplier(&mut browser, TOOLS, "bob@partner.example").page("consent");
    let code = browser.submit(&page, &[("action", "approve")]).code();
    let one = |request| {
        deployment.platform.reset_counts();
        let response = deployment.send(request);
        assert_eq!(response.status, 200, "{}", response.body);
        assert_eq!(deployment.platform.counts().batches, 1);
        response
    };
    let tokens = json(&one(TOOLS.redeem(&code)));
    let tokens = json(&one(TOOLS.refresh(tokens["refresh_token"].as_str().unwrap())));
    let access = tokens["access_token"].as_str().unwrap();
    let mut userinfo = get("/userinfo");
    userinfo.headers.0.push(("authorization".into(), format!("Bearer {access}")));
    assert_eq!(json(&one(userinfo))["email"], "bob@partner.example");
    one(post("/revoke", &[("client_id", CLIENT), ("token", access)]));
}

#[test]
fn off_a_url_is_an_unknown_client_id_and_nothing_is_asked() {
    let (deployment, _) = deployment();
    let discovery = |deployment: &Deployment, path: &str| {
        json(&deployment.send(get(path)))["client_id_metadata_document_supported"].clone()
    };
    for (path, off) in [
        ("/.well-known/openid-configuration", Deployment::new()),
        ("/.well-known/oauth-authorization-server", Deployment::new()),
    ] {
        assert_eq!(discovery(&deployment, path), true);
        assert_eq!(discovery(&off, path), Value::Null);
        let page = off.send(get(&TOOLS.authorize(&[])));
        assert_eq!(page.header("x-vestibule-error"), Some("unknown_application"));
        let token = off.send(TOOLS.redeem("x"));
        assert_eq!((token.status, &json(&token)["error"]), (401, &json!("invalid_client")));
        assert_eq!(looks(&off), 0);
    }
}

#[test]
fn an_address_that_is_none_or_not_allowed_is_not_asked() {
    let (deployment, _) = taking(&json!({"flows": ["supplier"], "hosts": ["other.example"]}));
    let of_others = refused(&deployment);
    assert!(of_others.body.contains("is at another host; allowed: other.example"));
    for (id, words) in [
        ("https://tools.example/", "has no path"),
        ("https://tools.example/a/../b", "must be written as https://tools.example/b"),
        ("https://ann@tools.example/a", "holds a user name"),
        ("https://tools.example/a#b", "holds a fragment"),
        ("https://10.0.0.1/a", "allowed: https at a domain"),
        ("https://metadata.internal/a", "allowed: https at a domain"),
        ("http://tools.example/a", "allowed: https at a domain"),
        ("https://localhost:8787/a", "the issuer itself"),
    ] {
        let response = deployment.send(get(&TOOLS.authorize(&[("client_id", id)])));
        assert_eq!(response.status, 400, "{id}");
        assert!(response.body.contains(words), "{id}: {}", response.body);
    }
    assert_eq!(looks(&deployment), 0);
}

#[test]
fn each_fault_of_a_document_is_told_on_a_page_and_at_the_token_endpoint() {
    for (member, value, words) in [
        ("client_id", json!("https://tools.example/other.json"), "must be the document&#39;s own"),
        ("client_id", Value::Null, "own address"),
        ("client_secret", json!("s"), "anybody can read the document"),
        (
            "token_endpoint_auth_method",
            json!("client_secret_basic"),
            "allowed: none, private_key_jwt",
        ),
        (
            "token_endpoint_auth_method",
            json!("client_secret_jwt"),
            "allowed: none, private_key_jwt",
        ),
        ("token_endpoint_auth_method", json!("private_key_jwt"), "needs its public keys"),
        ("redirect_uris", json!([]), "is empty"),
        ("redirect_uris", Value::Null, "is empty"),
        ("redirect_uris", json!(["javascript:alert(1)"]), "allowed: https"),
        ("redirect_uris", json!(["https://tools.example/#x"]), "fragment"),
        ("grant_types", json!(["implicit"]), "allowed: authorization_code"),
        ("client_name", json!("<b>x</b>"), "markup"),
        ("sector_identifier_uri", json!("https://tools.example/s"), "is not allowed"),
    ] {
        let (deployment, told) = deployment();
        let mut document = document();
        document[member] = value.clone();
        *told.borrow_mut() = Some(answer(200, &document));
        let page = refused(&deployment.in_production()).body.replace("&#39;", "'");
        assert!(page.contains(&words.replace("&#39;", "'")), "{member} {value}: {page}");
        let token = deployment.send(TOOLS.redeem("x"));
        assert_eq!((token.status, &json(&token)["error"]), (401, &json!("invalid_client")));
        let description = json(&token)["error_description"].as_str().unwrap().to_owned();
        assert!(description.contains(member), "{description}");
        assert!(deployment.sql("SELECT 1 FROM client_documents").is_empty());
    }
}

#[test]
fn what_stands_there_must_be_a_json_object_of_bounded_size() {
    let html =
        OutboundResponse::new(200, document().to_string()).with_header("content-type", "text/html");
    let mut large = document();
    large["x"] = json!("x".repeat(17_000));
    for (given, words) in [
        (Some(answer(404, &document())), "it answers 404"),
        (Some(answer(301, &document())), "it answers 301"),
        (Some(html), "its content-type is not application/json"),
        (Some(answer(200, &json!([]))), "no JSON object"),
        (Some(answer(200, &large)), "more than 16384 bytes"),
        (None, "it does not answer"),
    ] {
        let (deployment, told) = deployment();
        *told.borrow_mut() = given;
        let page = refused(&deployment);
        assert!(page.body.contains(words), "{words}: {}", page.body);
        assert!(!page.body.contains("10.0.0.1"));
    }
}

#[test]
fn what_a_document_names_for_other_issuers_is_passed_over() {
    let (deployment, told) = deployment();
    let mut document = document();
    document["grant_types"] =
        json!(["authorization_code", "urn:ietf:params:oauth:grant-type:device_code"]);
    document["scope"] = json!("openid profile email offline_access calendar");
    document["request_uris"] = json!(["https://tools.example/request"]);
    document["x_unknown"] = json!(1);
    *told.borrow_mut() = Some(answer(200, &document));
    tokens(&deployment, TOOLS);
}

#[test]
fn a_fault_is_looked_for_again_after_some_seconds_and_not_before() {
    let (deployment, told) = deployment();
    *told.borrow_mut() = None;
    for _ in 0..5 {
        refused(&deployment);
    }
    assert_eq!(looks(&deployment), 1);
    *told.borrow_mut() = Some(answer(200, &document()));
    deployment.platform.clock.advance(5);
    assert_eq!(deployment.send(get(&TOOLS.authorize(&[]))).status, 303);
}

#[test]
fn a_document_serves_as_long_as_it_says_and_in_a_new_isolate_too() {
    let (deployment, told) = deployment();
    let lasting = answer(200, &document()).with_header("cache-control", "max-age=600");
    *told.borrow_mut() = Some(lasting);
    let open = |deployment: &Deployment| deployment.send(get(&TOOLS.authorize(&[]))).status;
    assert_eq!(open(&deployment), 303);
    deployment.platform.clock.advance(599);
    assert_eq!((open(&deployment), open(&deployment.new_isolate())), (303, 303));
    assert_eq!(looks(&deployment), 1);
    deployment.platform.clock.advance(61);
    assert_eq!(open(&deployment), 303);
    assert_eq!(looks(&deployment), 2);
}

#[test]
fn while_it_does_not_answer_its_copy_serves_for_a_day_more() {
    let (deployment, told) = deployment();
    let mut held = tokens(&deployment, TOOLS);
    *told.borrow_mut() = None;
    for hours in [2, 10, 12] {
        deployment.platform.clock.advance(hours * 3600);
        let isolate = deployment.new_isolate();
        let response = refreshed(&isolate, &mut held);
        // A public application's tokens end after 24 hours, whatever happens.
        assert_eq!(response.status, if hours == 12 { 400 } else { 200 }, "{}", response.body);
    }
    deployment.platform.clock.advance(2 * 3600);
    assert_eq!(refreshed(&deployment.new_isolate(), &mut held).status, 401);
    refused(&deployment.new_isolate());
}

#[test]
fn once_it_is_gone_its_tokens_are_refused_and_serve_again_when_it_is_back() {
    let (deployment, told) = deployment();
    let mut held = tokens(&deployment, TOOLS);
    deployment.platform.clock.advance(3700);
    *told.borrow_mut() = Some(answer(404, &json!({})));
    let gone = refreshed(&deployment, &mut held);
    assert_eq!((gone.status, &json(&gone)["error"]), (401, &json!("invalid_client")));
    assert!(deployment.sql("SELECT 1 FROM client_documents").is_empty());
    *told.borrow_mut() = Some(answer(200, &document()));
    deployment.platform.clock.advance(5);
    assert_eq!(refreshed(&deployment, &mut held).status, 200);
}

#[test]
fn what_the_document_says_now_counts() {
    let (deployment, told) = deployment();
    let mut held = tokens(&deployment, TOOLS);
    let key = Signer::new(SigningAlgorithm::ES256);
    let mut document = document();
    document["token_endpoint_auth_method"] = json!("private_key_jwt");
    document["jwks"] = json!({"keys": [key.jwk(&json!({"kid": "1"}))]});
    document["redirect_uris"] = json!([TOOLS.redirect_uri, "https://tools.example/second"]);
    *told.borrow_mut() = Some(answer(200, &document));
    deployment.platform.clock.advance(3700);
    let without_proof = refreshed(&deployment, &mut held);
    assert_eq!(json(&without_proof)["error"], "invalid_client");
    let second = App { redirect_uri: "https://tools.example/second", ..TOOLS };
    assert_eq!(deployment.send(get(&second.authorize(&[]))).status, 303);
    let claims = json!({"iss": CLIENT, "sub": CLIENT, "aud": ISSUER, "jti": "1", "exp": now(&deployment) + 60});
    let assertion = key.sign(&json!({"kid": "1"}), &claims);
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", held["refresh_token"].as_str().unwrap()),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", &assertion),
    ];
    let proven = deployment.send(post("/token", &form));
    assert_eq!(proven.status, 200, "{}", proven.body);
}

#[test]
fn where_a_code_may_go_to_this_device_people_are_asked_each_time_and_any_port_is_good() {
    let (deployment, told) = deployment();
    let mut document = document();
    document["redirect_uris"] = json!(["http://localhost/callback", "http://127.0.0.1/callback"]);
    *told.borrow_mut() = Some(answer(200, &document));
    let app = App { redirect_uri: "http://localhost:49152/callback", ..TOOLS };
    let mut browser = Browser::new(&deployment);
    let page = sign_up_supplier(&mut browser, app, ANN).page("consent");
    assert!(page.html.contains("program on this device"), "{}", page.html);
    let code = browser.submit(&page, &[("action", "approve")]).code();
    assert_eq!(deployment.send(app.redeem(&code)).status, 200);
    let silent = browser.open(&app.authorize(&[("prompt", "none")])).callback();
    assert_eq!(silent.first("error"), "consent_required");
    browser.open(&app.authorize(&[])).page("consent");
}

#[test]
fn pkce_is_required_of_all_of_them() {
    let (deployment, _) = deployment();
    let mut browser = Browser::new(&deployment);
    let without = [("code_challenge", ""), ("code_challenge_method", "")];
    let back = browser.open(&TOOLS.authorize(&without)).callback();
    assert_eq!(back.first("error"), "invalid_request");
}

#[test]
fn a_network_has_others_asked_so_often_and_no_more() {
    let (deployment, _) = deployment();
    let deployment = deployment.in_production();
    deployment.platform.outbound.answer_with(|_| Ok(OutboundResponse::new(404, "")));
    let open = |id: &str, ip: &str| {
        let mut request = get(&TOOLS.authorize(&[("client_id", id)]));
        request.ip = Some(ip.to_owned());
        deployment.send(request).status
    };
    for at in 0..100 {
        assert_eq!(open(&format!("https://tools.example/{at}"), "192.0.2.7"), 400);
    }
    assert_eq!(open("https://tools.example/one-more", "192.0.2.7"), 503);
    assert_eq!(looks(&deployment), 100);
    assert_eq!(open("https://tools.example/one-more", "192.0.2.8"), 400);
    deployment.platform.clock.advance(3600);
    assert_eq!(open("https://tools.example/two-more", "192.0.2.7"), 400);
}

#[test]
fn a_row_of_disabled_switches_it_off() {
    let (deployment, _) = deployment();
    let mut held = tokens(&deployment, TOOLS);
    let switch = vestibule::store::disabled::Switch::of("app", CLIENT).unwrap();
    deployment.sql(&switch.off());
    assert_eq!(json(&refreshed(&deployment, &mut held))["error"], "invalid_grant");
}

#[test]
fn copies_that_serve_no_more_are_deleted() {
    let (deployment, _) = deployment();
    deployment.send(get(&TOOLS.authorize(&[])));
    let purged = |seconds| {
        deployment.platform.clock.advance(seconds);
        let purge = vestibule::store::purge::purge(&deployment.platform, None);
        crate::support::block_on(purge).unwrap();
        deployment.sql("SELECT 1 FROM client_documents").is_empty()
    };
    assert_eq!((purged(24 * 3600), purged(3601)), (false, true));
}
