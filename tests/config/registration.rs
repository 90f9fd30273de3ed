//! The tenant's policy on dynamic client registration.

use crate::help::{assert_only_fault, mode, production, with};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vestibule::config::{check_folder, check_tenant};
use vestibule::protocol::{Admission, Scope};

fn good() -> Value {
    json!({
        "id": "5f1d7c2e-8a3b-4c6d-9e0f-1a2b3c4d5e6f",
        "displayName": "Woodgrove",
        "mail": {"from": "no-reply@woodgrove.example"},
        "registration": {
            "flows": ["customer"],
            "initialAccessTokens": [{"secret": "INITIAL_TOKEN"}],
            "scopes": ["openid", "email"],
            "expiresAfterDays": 30,
        },
    })
}

#[test]
fn a_good_one_says_who_may_register_and_what_they_get() {
    let check = |text: &str| check_tenant(text, &production()).unwrap().registration.unwrap();
    let guarded = check(&good().to_string());
    assert!(
        matches!(guarded.admission, Admission::InitialAccessToken(tokens) if tokens.len() == 1)
    );
    assert_eq!(guarded.allowance.scopes, [Scope::OpenId, Scope::Email]);
    assert_eq!(
        (guarded.allowance.flows, guarded.lifetime),
        (vec!["customer".to_owned()], Some(30 * 86400))
    );
    let open = json!({"flows": ["customer"], "open": true});
    let open = check(&with(good(), "/registration", open));
    assert_eq!((open.admission, open.lifetime), (Admission::Open, None));
    assert_eq!(open.allowance.scopes, Scope::ALL);
    assert_eq!(
        check_tenant(&with(good(), "/registration", Value::Null), &production())
            .unwrap()
            .registration,
        None
    );
}

#[test]
fn each_rule_has_its_fault() {
    let tokens = "/registration/initialAccessTokens";
    for (pointer, value, at, words) in [
        ("/registration", json!(true), "/registration", "expected an object"),
        ("/registration/flows", Value::Null, "/registration", "missing field `flows`"),
        ("/registration/flows", json!([]), "/registration/flows", "at least one"),
        ("/registration/flows", json!(["a", "a"]), "/registration/flows/1", "twice"),
        ("/registration/open", json!(true), "/registration", "either"),
        (tokens, Value::Null, "/registration", "either"),
        (tokens, json!([]), tokens, "at least one"),
        (tokens, json!([{}]), "/registration/initialAccessTokens/0", "exactly one of"),
        (
            tokens,
            json!([{"plain": "x"}]),
            "/registration/initialAccessTokens/0/plain",
            "development",
        ),
        (
            "/registration/apis",
            json!([{"id": "a"}, {"id": "a"}]),
            "/registration/apis/1/id",
            "twice",
        ),
        (
            "/registration/apis",
            json!([{"id": "a", "applicationScopes": ["a.read"]}]),
            "/registration/apis/0/applicationScopes",
            "client_credentials",
        ),
        ("/registration/scopes", json!(["email"]), "/registration/scopes", "must hold `openid`"),
        (
            "/registration/scopes",
            json!(["openid", "x"]),
            "/registration/scopes/1",
            "allowed: openid",
        ),
        ("/registration/schemes", json!([]), "/registration/schemes", "at least one"),
        ("/registration/schemes", json!(["a", "a"]), "/registration/schemes/1", "twice"),
        ("/registration/schemes", json!(["editor://"]), "/registration/schemes/0", "is no scheme"),
        ("/registration/schemes", json!(["Editor"]), "/registration/schemes/0", "small letters"),
        ("/registration/schemes", json!(["7z"]), "/registration/schemes/0", "is no scheme"),
        ("/registration/schemes", json!([""]), "/registration/schemes/0", "is no scheme"),
        ("/registration/expiresAfterDays", json!(0), "/registration/expiresAfterDays", "1 to 3650"),
        ("/registration/policy", json!("open"), "/registration/policy", "unknown field"),
    ] {
        assert_only_fault(check_tenant(&with(good(), pointer, value), &production()), at, words);
    }
}

#[test]
fn its_flows_and_apis_are_in_the_folder() {
    let apis = json!([{"id": "stock", "delegatedScopes": ["stock.read"]}]);
    let tenant = with(good(), "/registration/apis", apis);
    let documents = BTreeMap::from([("tenant".to_owned(), tenant)]);
    let faults = check_folder(&documents, &mode(true));
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let absent = [
        "tenant /registration/flows/0: there is no document flow/customer",
        "tenant /registration/apis/0/id: there is no document api/stock",
    ];
    assert_eq!(told, absent);
}

#[test]
fn no_callback_is_by_a_scheme_that_browsers_run_show_or_send_elsewhere() {
    for block in ["registration", "clientIdMetadataDocuments"] {
        for scheme in [
            "javascript",
            "data",
            "blob",
            "file",
            "vbscript",
            "about",
            "http",
            "https",
            "ws",
            "wss",
            "intent",
        ] {
            let mut tenant = good();
            tenant["clientIdMetadataDocuments"] = json!({"flows": ["customer"]});
            tenant[block]["schemes"] = json!(["editorc", "x-y.z+1", scheme]);
            let at = format!("/{block}/schemes/2");
            assert_only_fault(check_tenant(&tenant.to_string(), &production()), &at, "no program");
            tenant[block]["schemes"] = json!(["editorc", "x-y.z+1"]);
            assert!(check_tenant(&tenant.to_string(), &production()).is_ok());
        }
    }
}
