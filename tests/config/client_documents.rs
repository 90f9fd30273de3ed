//! The tenant's policy on client ID metadata documents.

use crate::help::{assert_only_fault, mode, production, with};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vestibule::config::{check_folder, check_tenant};
use vestibule::protocol::Scope;

fn good() -> Value {
    json!({
        "id": "5f1d7c2e-8a3b-4c6d-9e0f-1a2b3c4d5e6f",
        "displayName": "Woodgrove",
        "mail": {"from": "no-reply@woodgrove.example"},
        "clientIdMetadataDocuments": {"flows": ["customer"], "hosts": ["tools.example"]},
    })
}

#[test]
fn a_good_one_says_what_such_applications_get_and_where_they_are() {
    let check = |text: &str| check_tenant(text, &production()).unwrap().client_documents;
    let policy = check(&good().to_string()).unwrap();
    assert_eq!(policy.allowance.flows, ["customer"]);
    assert_eq!(policy.allowance.scopes, Scope::ALL);
    assert_eq!(policy.hosts, Some(vec!["tools.example".to_owned()]));
    let any = with(good(), "/clientIdMetadataDocuments/hosts", Value::Null);
    assert_eq!(check(&any).unwrap().hosts, None);
    assert_eq!(check(&with(good(), "/clientIdMetadataDocuments", Value::Null)), None);
}

#[test]
fn each_rule_has_its_fault() {
    let block = "/clientIdMetadataDocuments";
    for (pointer, value, at, words) in [
        ("", json!(true), "", "expected an object"),
        ("/flows", Value::Null, "", "missing field `flows`"),
        ("/flows", json!([]), "/flows", "at least one"),
        ("/flows", json!(["a", "a"]), "/flows/1", "twice"),
        ("/scopes", json!(["email"]), "/scopes", "must hold `openid`"),
        ("/scopes", json!(["openid", "x"]), "/scopes/1", "allowed: openid"),
        ("/hosts", json!([]), "/hosts", "at least one"),
        ("/hosts", json!(["a.example", "a.example"]), "/hosts/1", "twice"),
        ("/hosts", json!(["https://a.example"]), "/hosts/0", "is no host; allowed: app.example"),
        ("/hosts", json!(["A.example"]), "/hosts/0", "is no host"),
        ("/hosts", json!(["*.a.example"]), "/hosts/0", "is no host"),
        ("/hosts", json!(["a.example:8443"]), "/hosts/0", "is no host"),
        ("/open", json!(true), "/open", "unknown field"),
    ] {
        let text = with(good(), &format!("{block}{pointer}"), value);
        let at = format!("{block}{at}");
        assert_only_fault(check_tenant(&text, &production()), &at, words);
    }
}

#[test]
fn its_flows_are_in_the_folder() {
    let documents = BTreeMap::from([("tenant".to_owned(), good().to_string())]);
    let faults = check_folder(&documents, &mode(true));
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let expected = "tenant /clientIdMetadataDocuments/flows/0: there is no document flow/customer";
    assert_eq!(told, [expected]);
}
