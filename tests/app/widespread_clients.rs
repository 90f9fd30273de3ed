//! What widespread clients send to register is taken as they mean it, and what was registered signs people in (RFC 7591 §2,
//! §3.2.1).

use crate::apis::join_with;
use crate::browser::*;
use crate::people::with_header;
use crate::registration::{app, call, with_registration};
use serde_json::{Map, Value, json};
use vestibule::http::{Form, Method, Response};
use vestibule::ports::OutboundResponse;

const ORDERS: &str = "https://orders.woodgrove.example";

/// The bodies, by what is special in each.
fn bodies() -> Map<String, Value> {
    let text = include_str!("../inputs/registrations-of-mcp-clients.json");
    let mut bodies: Map<String, Value> = serde_json::from_str(text).unwrap();
    bodies.remove("_");
    assert!(bodies.len() >= 7);
    bodies
}

/// Woodgrove takes registrations from anybody, for its API of orders, and `schemes`.
fn taking(schemes: &Value) -> Deployment {
    with_registration(&json!({
        "flows": ["supplier"], "open": true, "schemes": schemes,
        "apis": [{"id": "woodgrove-orders", "delegatedScopes": ["orders.read"]}],
    }))
}

fn register(deployment: &Deployment, body: &Value) -> Response {
    deployment.send(call(Method::Post, "/register", "", Some(body)))
}

fn told(deployment: &Deployment, body: &Value) -> Value {
    let response = register(deployment, body);
    assert_eq!(response.status, 201, "{body}: {}", response.body);
    json(&response)
}

/// What arrives at the application: by a redirect, or by the page that goes on.
fn arrived(landed: Landed) -> Form {
    match landed {
        Landed::Page(page) if page.step == "return" => {
            let (_, rest) = page.html.split_once("<a class=\"button\" href=\"").unwrap();
            let place = rest.split('"').next().unwrap().replace("&amp;", "&");
            Form::parse(place.split_once('?').unwrap().1.as_bytes())
        }
        landed => landed.callback(),
    }
}

/// Goes on where somebody signed in before, whatever page asks.
fn returned(browser: &mut Browser, app: App, extra: &[(&str, &str)]) -> Form {
    match browser.open(&app.authorize(extra)) {
        Landed::Page(page) if page.step == "continue" => arrived(browser.submit(&page, &[])),
        landed => arrived(landed),
    }
}

/// The tokens of what arrived, and that they can be refreshed.
fn tokens(deployment: &Deployment, app: App, arrived: &Form) -> Value {
    let response = deployment.send(app.redeem(arrived.first("code")));
    assert_eq!(response.status, 200, "{arrived:?}: {}", response.body);
    let tokens = json(&response);
    let refreshed = deployment.send(app.refresh(tokens["refresh_token"].as_str().unwrap()));
    assert_eq!(refreshed.status, 200, "{}", refreshed.body);
    tokens
}

#[test]
fn each_is_registered_and_signs_people_in_at_each_of_its_redirect_uris() {
    for (name, body) in bodies() {
        let deployment = taking(&json!(["editorc"]));
        let told = told(&deployment, &body);
        let first = app(&told);
        let mut browser = Browser::new(&deployment);
        let extra = [("scope", "orders.read offline_access"), ("resource", ORDERS)];
        let page = join_with(&mut browser, first, &extra).page("consent");
        let landed = browser.submit(&page, &[("action", "approve")]);
        let got = tokens(&deployment, first, &arrived(landed));
        let access = claims(got["access_token"].as_str().unwrap());
        assert_eq!((&access["aud"], &access["scope"]), (&json!(ORDERS), &json!("orders.read")));
        for uri in told["redirect_uris"].as_array().unwrap() {
            let other = App { redirect_uri: uri.as_str().unwrap().to_owned().leak(), ..first };
            tokens(&deployment, other, &returned(&mut browser, other, &extra));
        }
        assert_eq!(told["response_types"], json!(["code"]), "{name}");
        assert_eq!(told["grant_types"], json!(["authorization_code", "refresh_token"]), "{name}");
        let scope = told["scope"].as_str().unwrap();
        for needed in ["openid", "offline_access", "orders.read"] {
            assert!(scope.split(' ').any(|name| name == needed), "{name}: {scope}");
        }
    }
}

#[test]
fn the_same_in_a_document_at_the_clients_own_address_is_taken_too() {
    for (name, body) in bodies() {
        let client_id = "https://tools.example/client.json";
        let deployment = Deployment::new();
        let policy = json!({"flows": ["supplier"], "schemes": ["editorc"],
            "apis": [{"id": "woodgrove-orders", "delegatedScopes": ["orders.read"]}]});
        let block = format!("\"clientIdMetadataDocuments\": {policy}, \"defaultLanguage\"");
        deployment.edit("tenant", "\"defaultLanguage\"", &block);
        let mut document = body.clone();
        document["client_id"] = json!(client_id);
        deployment.platform.outbound.answer_with(move |_| {
            let answer = OutboundResponse::new(200, document.to_string());
            Ok(answer.with_header("content-type", "application/json"))
        });
        for uri in body["redirect_uris"].as_array().unwrap() {
            let redirect_uri = uri.as_str().unwrap().to_owned().leak();
            let app = App { client_id, redirect_uri, secret: None };
            let scope = ("scope", "openid orders.read offline_access");
            let response = deployment.send(get(&app.authorize(&[scope])));
            let location = response.header("location").unwrap_or(&response.body);
            assert!(location.contains("/sign-in?"), "{name} {redirect_uri}: {location}");
        }
    }
}

#[test]
fn a_native_client_may_listen_on_localhost_at_any_port_also_beside_https() {
    let deployment = taking(&json!(["editorc"]));
    let body = &bodies()["editor with device grant, native, localhost"];
    let first = app(&told(&deployment, body));
    let status = |uri: &'static str| {
        deployment.send(get(&App { redirect_uri: uri, ..first }.authorize(&[]))).status
    };
    for uri in ["http://localhost:49152/", "http://localhost/", "http://127.0.0.1:5/"] {
        assert_eq!(status(uri), 303, "{uri}");
    }
    for uri in ["http://localhost:49152/other", "http://localhost.evil.example/"] {
        assert_eq!(status(uri), 400, "{uri}");
    }
}

#[test]
fn what_says_nothing_or_is_not_offered_is_left_out_of_the_answer() {
    let deployment = taking(&json!(["editorc"]));
    let callback = "http://127.0.0.1:6274/cb";
    let plain = json!({"redirect_uris": [callback], "token_endpoint_auth_method": "none"});
    for (member, value, expected) in [
        (
            "grant_types",
            json!(["implicit", "refresh_token", "authorization_code"]),
            json!(["refresh_token", "authorization_code"]),
        ),
        (
            "grant_types",
            json!(["authorization_code", "client_credentials"]),
            json!(["authorization_code"]),
        ),
        ("response_types", json!(["code", "token", "code id_token", "code"]), json!(["code"])),
        ("redirect_uris", json!([callback, callback]), json!([callback])),
        ("client_uri", json!(""), Value::Null),
        ("logo_uri", json!(""), Value::Null),
        ("tos_uri", json!(""), Value::Null),
        ("policy_uri#de", json!(""), Value::Null),
        ("jwks_uri", json!(""), Value::Null),
        ("sector_identifier_uri", json!(""), Value::Null),
        ("initiate_login_uri", json!(""), Value::Null),
        ("backchannel_logout_uri", json!(""), Value::Null),
        ("frontchannel_logout_uri", json!(""), Value::Null),
        ("post_logout_redirect_uris", json!([]), Value::Null),
        ("request_uris", json!([]), Value::Null),
        ("scope", json!(" "), told(&deployment, &plain)["scope"].clone()),
    ] {
        let mut body = plain.clone();
        body[member] = value.clone();
        assert_eq!(told(&deployment, &body)[member], expected, "{member} {value}");
    }
    // Without anything that is offered there would be no way in.
    for (member, value) in
        [("grant_types", json!(["implicit"])), ("response_types", json!(["token"]))]
    {
        let mut body = plain.clone();
        body[member] = value;
        assert_eq!(register(&deployment, &body).status, 400, "{member}");
    }
}

#[test]
fn a_grant_that_the_tenant_does_not_offer_is_left_out_too() {
    let deployment = taking(&json!(["editorc"]));
    deployment.edit(
        "tenant",
        "\"defaultLanguage\"",
        "\"grantTypes\": [\"authorization_code\"], \"defaultLanguage\"",
    );
    let told = told(&deployment, &bodies()["terminal agent, native, localhost"]);
    assert_eq!(told["grant_types"], json!(["authorization_code"]));
}

#[test]
fn who_registers_for_refresh_tokens_may_ask_for_them_whatever_scope_it_named() {
    let deployment = taking(&json!(["editorc"]));
    let mut body = bodies()["scope of the API alone"].clone();
    let scope = |body: &Value| told(&deployment, body)["scope"].clone();
    assert_eq!(scope(&body), "openid offline_access orders.read");
    body["grant_types"] = json!(["authorization_code"]);
    assert_eq!(scope(&body), "openid orders.read");
}

#[test]
fn a_scheme_without_a_dot_is_the_tenants_to_allow_and_has_our_page_first() {
    let body = &bodies()["editor with a scheme without a dot"];
    let refused = register(&with_registration(&json!({"flows": ["supplier"], "open": true})), body);
    assert_eq!((refused.status, &json(&refused)["error"]), (400, &json!("invalid_redirect_uri")));
    assert!(refused.body.contains("registration.schemes"), "{}", refused.body);

    let deployment = taking(&json!(["other", "editorc"]));
    let app = app(&told(&deployment, body));
    let mut browser = Browser::new(&deployment);
    let page = join_with(&mut browser, app, &[("scope", "orders.read")]).page("consent");
    let goes_on = |landed: Landed| {
        let page = landed.page("return");
        let place = "content=\"0;url=editorc://vendor.editorc-mcp/oauth/callback?";
        assert!(page.html.contains(place), "{}", page.html);
    };
    goes_on(browser.submit(&page, &[("action", "approve")]));
    for extra in [("prompt", "none"), ("request", "x")] {
        goes_on(browser.open(&app.authorize(&[("scope", "orders.read"), extra])));
    }
    // Who never went on to it reads where it leads before an error goes there.
    let error = Browser::new(&deployment).send(get(&app.authorize(&[("prompt", "none")])));
    assert!(error.status == 400 && error.body.contains("data-page=\"leave\""), "{}", error.body);

    // The tenant takes its word back: nobody is sent there any more.
    deployment.edit("tenant", "[\"other\",\"editorc\"]", "[\"other\"]");
    deployment.platform.clock.advance(61);
    let page = deployment.send(get(&app.authorize(&[("scope", "orders.read")])));
    assert_eq!(
        (page.status, page.header("x-vestibule-error")),
        (400, Some("redirect_uri_not_registered"))
    );
}

#[test]
fn a_script_in_a_browser_registers_reads_and_deletes() {
    let deployment = taking(&json!(["editorc"]));
    let body = &bodies()["inspector, empty scope"];
    let from_script = |request| with_header(request, "origin", "http://localhost:6274");
    let response = deployment.send(from_script(call(Method::Post, "/register", "", Some(body))));
    assert_eq!((response.status, response.header("access-control-allow-origin")), (201, Some("*")));
    let told = json(&response);
    let token = told["registration_access_token"].as_str().unwrap();
    let path = told["registration_client_uri"].as_str().unwrap().replace(ISSUER, "");
    for (method, status) in [(Method::Get, 200), (Method::Delete, 204)] {
        let response = deployment.send(from_script(call(method, &path, token, None)));
        assert_eq!(
            (response.status, response.header("access-control-allow-origin")),
            (status, Some("*"))
        );
    }
}
