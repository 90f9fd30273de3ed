//! Documents checked together.

use crate::help::{lines, mode, with};
use crate::sample;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vestibule::config::check_folder;

fn faults(change: impl FnOnce(&mut BTreeMap<String, String>)) -> String {
    let mut documents = sample::documents();
    change(&mut documents);
    lines(&check_folder(&documents, &mode(true)))
}

#[test]
fn a_flow_that_is_absent_is_the_fault_of_each_application_that_names_it() {
    let faults = faults(|documents| drop(documents.remove("flow/supplier")));
    assert_eq!(
        faults,
        "\n  app/demo-suppliers /flows/0: there is no document flow/supplier\
         \n  app/woodgrove-procurement /flows/0: there is no document flow/supplier\
         \n  app/woodgrove-suppliers /flows/0: there is no document flow/supplier"
    );
}

#[test]
fn a_claim_of_an_unknown_attribute_is_told_with_those_there_are() {
    let faults = faults(|documents| {
        let app: Value = serde_json::from_str(&documents["app/woodgrove-shop"]).unwrap();
        let text = with(app, "/claims/4/source", json!("intrests"));
        documents.insert("app/woodgrove-shop".to_owned(), text);
    });
    let start = "\n  app/woodgrove-shop /claims/4/source: `intrests` is not an attribute; allowed: oid, tid, idp, acct, birthdate, businessName,";
    assert!(faults.starts_with(start) && faults.lines().count() == 2, "{faults}");
}

#[test]
fn faults_of_several_documents_are_all_told() {
    let faults = faults(|documents| {
        documents.insert("tenant".to_owned(), "{".to_owned());
        documents.insert("flow/customer".to_owned(), "[]".to_owned());
        documents.insert("strings/en".to_owned(), "{\"a\": 1}".to_owned());
    });
    for line in [
        "tenant: is not JSON",
        "flow/customer: expected an object",
        "strings/en /a: expected a string",
    ] {
        assert!(faults.contains(line), "{faults}");
    }
    assert!(!faults.contains("there is no document"), "{faults}");
}

#[test]
fn every_key_is_a_documents_or_a_fault() {
    let faults = faults(|documents| {
        documents.remove("tenant");
        documents.insert("apps/shop".to_owned(), "{}".to_owned());
        documents.insert("idp/google".to_owned(), "{}".to_owned());
    });
    for line in [
        "tenant: the document is missing",
        "apps/shop: not a document's key; allowed: tenant, app/…",
        "idp/google: identity providers of others are not yet available",
    ] {
        assert!(faults.contains(line), "{faults}");
    }
}
