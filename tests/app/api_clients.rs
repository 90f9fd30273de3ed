//! Applications that want tokens for an API and no ID token (RFC 6749 §3.3, RFC 8707), as MCP clients do, whoever describes
//! them.

use crate::apis::join_with;
use crate::browser::*;
use crate::people::{token, userinfo};
use crate::registration::{app, registered, with_registration};
use serde_json::{Value, json};
use vestibule::ports::OutboundResponse;

const ORDERS: &str = "https://orders.woodgrove.example";
const CLIENT: &str = "https://tools.example/client.json";

fn apis() -> Value {
    json!([{"id": "woodgrove-orders", "delegatedScopes": ["orders.read", "orders.write"]}])
}

/// The suppliers' application may ask for orders.
fn deployment() -> Deployment {
    let deployment = Deployment::new();
    let kind = r#""type": "web""#;
    deployment.edit("app/woodgrove-suppliers", kind, &format!(r#"{kind}, "apis": {}"#, apis()));
    deployment
}

/// Signs up, and agrees where that is asked; where the browser ends.
fn sign_up(browser: &mut Browser, app: App, extra: &[(&str, &str)]) -> Landed {
    match join_with(browser, app, extra) {
        Landed::Page(page) if page.step == "consent" => {
            assert!(page.html.contains("orders.write") || page.html.contains("Place orders"));
            assert!(!page.html.contains("Know that it is you"), "{}", page.html);
            browser.submit(&page, &[("action", "approve")])
        }
        landed => landed,
    }
}

fn tokens(deployment: &Deployment, app: App, extra: &[(&str, &str)]) -> Value {
    let code = sign_up(&mut Browser::new(deployment), app, extra).code();
    let response = deployment.send(app.redeem(&code));
    assert_eq!(response.status, 200, "{}", response.body);
    json(&response)
}

/// They are for the API, with `scope`, and nothing else.
fn are_for_orders(deployment: &Deployment, tokens: &Value, scope: &str) {
    assert_eq!((&tokens["scope"], &tokens["id_token"]), (&json!(scope), &Value::Null));
    let claims = claims(token(tokens, "access_token"));
    assert_eq!((&claims["aud"], &claims["scope"]), (&json!(ORDERS), &json!(scope)));
    assert_eq!(deployment.send(userinfo(token(tokens, "access_token"))).status, 401);
}

#[test]
fn without_openid_there_is_a_token_for_the_api_and_no_id_token() {
    let deployment = deployment();
    let told = tokens(&deployment, SUPPLIERS, &[("scope", "orders.read"), ("nonce", "")]);
    are_for_orders(&deployment, &told, "orders.read");
    assert_eq!(told["refresh_token"], Value::Null);
}

#[test]
fn who_names_a_resource_and_no_scope_gets_all_that_it_may_ask_of_that() {
    let deployment = deployment();
    let told = tokens(&deployment, SUPPLIERS, &[("scope", ""), ("resource", ORDERS)]);
    are_for_orders(&deployment, &told, "orders.read orders.write");
}

#[test]
fn without_openid_and_an_api_a_request_is_refused() {
    let deployment = deployment();
    for extra in [
        &[("scope", "email")][..],
        &[("scope", "")],
        &[("scope", "offline_access"), ("resource", ORDERS)],
        &[("scope", ""), ("resource", ISSUER)],
    ] {
        let told = Browser::new(&deployment).open(&SUPPLIERS.authorize(extra)).callback();
        assert_eq!(told.first("error"), "invalid_scope", "{extra:?}");
        assert!(told.first("error_description").contains("scope_without_openid"), "{extra:?}");
    }
}

#[test]
fn a_token_for_the_issuer_that_lacks_openid_opens_nothing() {
    let deployment = deployment();
    let asked = [("scope", "orders.read offline_access")];
    let told = tokens(&deployment, SUPPLIERS, &asked);
    let refresh = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token(&told, "refresh_token")),
        ("resource", ISSUER),
    ];
    let told = json(&deployment.send(SUPPLIERS.token(&refresh)));
    assert_eq!(deployment.send(userinfo(token(&told, "access_token"))).status, 403);
}

#[test]
fn applications_that_register_themselves_may_ask_for_the_apis_of_the_tenants_block() {
    let deployment = with_registration(&json!({
        "flows": ["supplier"], "initialAccessTokens": [{"plain": crate::registration::INITIAL}], "apis": apis(),
    }));
    let metadata = json!({"redirect_uris": ["https://third.example/callback"], "token_endpoint_auth_method": "none"});
    let app = app(&registered(&deployment, &metadata));
    for isolate in [&deployment, &deployment.new_isolate()] {
        let opened = Browser::new(isolate).open(&app.authorize(&[("resource", ORDERS)]));
        opened.page("sign-in");
    }
    let told = tokens(&deployment, app, &[("scope", ""), ("resource", ORDERS)]);
    are_for_orders(&deployment, &told, "orders.read orders.write");
}

#[test]
fn so_may_applications_that_are_known_by_the_address_of_their_metadata() {
    let deployment = Deployment::new();
    let block = json!({"flows": ["supplier"], "apis": apis()});
    let block = format!("\"clientIdMetadataDocuments\": {block}, \"defaultLanguage\"");
    deployment.edit("tenant", "\"defaultLanguage\"", &block);
    let tools =
        App { client_id: CLIENT, redirect_uri: "https://tools.example/callback", secret: None };
    deployment.platform.outbound.answer_with(move |_| {
        let document = json!({"client_id": CLIENT, "redirect_uris": [tools.redirect_uri]});
        let answer = OutboundResponse::new(200, document.to_string());
        Ok(answer.with_header("content-type", "application/json"))
    });
    let asked = [("scope", ""), ("resource", ORDERS), ("nonce", "")];
    let told = tokens(&deployment, tools, &asked);
    are_for_orders(&deployment, &told, "orders.read orders.write");
}
