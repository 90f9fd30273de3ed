//! Rules of documents `api/{id}`, and of what applications say of them.

use crate::help::{assert_only_fault, lines, mode, production, with};
use crate::sample;
use serde_json::{Value, json};
use vestibule::config::{check_api, check_application, check_folder};
use vestibule::protocol::GrantType;

const SHA256: &str = "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0";

fn api() -> Value {
    json!({
        "displayName": "Orders",
        "identifier": "https://orders.example",
        "scopes": [{"name": "orders.read", "displayName": "Read orders"}],
    })
}

fn daemon() -> Value {
    json!({
        "displayName": "Nightly",
        "type": "daemon",
        "clientSecrets": [{"sha256": SHA256}],
        "apis": [{"id": "orders", "applicationScopes": ["orders.read"]}],
    })
}

#[test]
fn what_is_left_out_has_its_usual_value() {
    let api = check_api("orders", &api().to_string(), &production()).unwrap();
    assert_eq!((api.access_token_lifetime, api.applications.len()), (900, 0));
    let app = check_application("nightly", &daemon().to_string(), &production()).unwrap();
    assert_eq!(app.grant_types, [GrantType::ClientCredentials]);
    assert!(!app.is_public() && app.redirect_uris.is_empty() && app.flows.is_empty());
}

#[test]
fn each_rule_of_an_api_has_its_fault() {
    let long = format!("https://{}.example", "a".repeat(250));
    for (pointer, value, at, words) in [
        ("/identifier", json!("orders"), "/identifier", "allowed: https://…, api://… or urn:…"),
        ("/identifier", json!("http://orders.example"), "/identifier", "allowed: https://"),
        ("/identifier", json!("https://orders.example/ö"), "/identifier", "allowed: https://"),
        ("/identifier", json!("https://orders.example/#x"), "/identifier", "fragment"),
        ("/identifier", json!("https://a:b@orders.example"), "/identifier", "user name"),
        ("/identifier", json!("https://login.woodgrove.example/x"), "/identifier", "the issuer's"),
        ("/identifier", json!(long), "/identifier", "up to 256"),
        ("/scopes/0/name", json!("a b"), "/scopes/0/name", "without space"),
        ("/scopes/0/name", json!(""), "/scopes/0/name", "1 to 100"),
        ("/scopes/0/name", json!("email"), "/scopes/0/name", "OpenID Connect's"),
        ("/scopes/0/name", Value::Null, "/scopes/0", "missing field `name`"),
        ("/accessTokenLifetime", json!(4), "/accessTokenLifetime", "allowed: 5 to 60"),
        ("/accessTokenLifetime", json!(61), "/accessTokenLifetime", "allowed: 5 to 60"),
        ("/applications", json!(["a", "a"]), "/applications/1", "twice"),
        ("/audience", json!("x"), "/audience", "unknown field"),
    ] {
        assert_only_fault(
            check_api("orders", &with(api(), pointer, value), &production()),
            at,
            words,
        );
    }
    for identifier in ["api://orders", "urn:woodgrove:orders", "https://orders.example:8443/v1"] {
        let text = with(api(), "/identifier", json!(identifier));
        assert!(check_api("orders", &text, &production()).is_ok(), "{identifier}");
    }
    assert_only_fault(
        check_api("a b", &api().to_string(), &production()),
        "",
        "the API's id must be",
    );
}

#[test]
fn each_rule_of_a_daemon_has_its_fault() {
    for (pointer, value, at, words) in [
        ("/redirectUris", json!(["https://a.example/"]), "/redirectUris", "leave it out"),
        ("/flows", json!(["customer"]), "/flows", "leave it out"),
        ("/homeUri", json!("https://a.example/"), "/homeUri", "leave it out"),
        ("/grantTypes", json!(["authorization_code"]), "/grantTypes/0", "nobody signs in"),
        ("/grantTypes", json!([]), "/grantTypes", "at least one"),
        ("/grantTypes", json!(["password"]), "/grantTypes/0", "allowed: authorization_code"),
        ("/clientSecrets", Value::Null, "/clientSecrets", "or daemon needs at least one"),
        ("/tokenEndpointAuthMethod", json!("none"), "/tokenEndpointAuthMethod", "web and daemon"),
        ("/apis/0/delegatedScopes", json!(["x"]), "/apis/0/delegatedScopes", "nobody signs in"),
        ("/apis/0/applicationScopes", json!([]), "/apis/0/applicationScopes", "at least one"),
        ("/apis", json!([{"id": "a"}, {"id": "a"}]), "/apis/1/id", "twice"),
    ] {
        let result = check_application("nightly", &with(daemon(), pointer, value), &production());
        // Without the grant, its scopes are at fault too.
        let faults = result.unwrap_err();
        let fits = |fault: &vestibule::config::Fault| {
            fault.pointer == at && fault.sentence.contains(words)
        };
        assert!(faults.iter().any(fits), "{pointer}: {}", lines(&faults));
    }
}

#[test]
fn who_signs_people_in_says_where_they_go_and_has_the_grants_it_needs() {
    let spa = json!({
        "displayName": "Shop",
        "type": "spa",
        "redirectUris": ["https://shop.example/"],
        "homeUri": "https://shop.example/",
        "flows": ["customer"],
    });
    for (pointer, value, at, words) in [
        ("/redirectUris", Value::Null, "/redirectUris", "is missing"),
        ("/homeUri", Value::Null, "/homeUri", "is missing"),
        ("/flows", Value::Null, "/flows", "is missing"),
        (
            "/grantTypes",
            json!(["authorization_code", "client_credentials"]),
            "/grantTypes/1",
            "keep no secret",
        ),
        ("/grantTypes", json!(["refresh_token"]), "/grantTypes/0", "beside it"),
        (
            "/apis",
            json!([{"id": "a", "applicationScopes": ["x"]}]),
            "/apis/0/applicationScopes",
            "client_credentials",
        ),
    ] {
        let text = with(spa.clone(), pointer, value);
        assert_only_fault(check_application("shop", &text, &production()), at, words);
    }
}

#[test]
fn broken_references_between_apis_and_applications_are_told() {
    let mut documents = sample::documents();
    let stock = json!({
        "displayName": "Stock",
        "identifier": "https://orders.woodgrove.example",
        "scopes": [{"name": "orders.read", "displayName": "x"}],
        "applications": ["woodgrove-shop", "nobody"],
    });
    documents.insert("api/stock".to_owned(), stock.to_string());
    let daemon: Value = serde_json::from_str(&documents["app/woodgrove-replenishment"]).unwrap();
    let apis = json!([
        {"id": "woodgrove-orders", "applicationScopes": ["orders.read", "orders.delete"]},
        {"id": "stock", "applicationScopes": ["orders.read"]},
        {"id": "gone"},
    ]);
    let text = with(daemon, "/apis", apis);
    documents.insert("app/woodgrove-replenishment".to_owned(), text);
    assert_eq!(
        lines(&check_folder(&documents, &mode(true))),
        "\n  app/woodgrove-replenishment /apis/0/applicationScopes/1: `orders.delete` is not a scope of \
         api/woodgrove-orders; allowed: orders.read, orders.write\
         \n  app/woodgrove-replenishment /apis/1/applicationScopes/0: `orders.read` is a scope of \
         api/woodgrove-orders, too; name it otherwise in one\
         \n  app/woodgrove-replenishment /apis/2/id: there is no document api/gone\
         \n  api/stock /applications/0: app/woodgrove-shop does not name it in its `apis`\
         \n  api/stock /applications/1: there is no document app/nobody\
         \n  api/woodgrove-orders /identifier: is api/stock's, too"
    );
}
