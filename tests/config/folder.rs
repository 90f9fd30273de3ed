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

/// The sample, whose customers answer `number` texts of 1,024 characters on their second page, and one of `options`.
fn asking(number: usize, options: &Value) -> String {
    faults(|documents| {
        let tenant: Value = serde_json::from_str(&documents["tenant"]).unwrap();
        let mut attributes = tenant["attributes"].clone();
        let mut inputs = Vec::new();
        for field in 0..number {
            let id = format!("essay{field}");
            attributes[&id] =
                json!({"dataType": "string", "displayName": "Essay", "maxLength": 1024});
            inputs.push(json!({"attribute": id, "inputType": "multilineText"}));
        }
        attributes["topics"] = json!({"dataType": "stringCollection", "displayName": "Topics"});
        if !options.is_null() {
            let topics =
                json!({"attribute": "topics", "inputType": "multipleChoice", "options": options});
            inputs.push(topics);
        }
        documents.insert("tenant".to_owned(), with(tenant, "/attributes", attributes));
        let flow: Value = serde_json::from_str(&documents["flow/customer"]).unwrap();
        let mut pages = flow["pages"].clone();
        pages.as_array_mut().unwrap().push(json!({ "inputs": inputs }));
        documents.insert("flow/customer".to_owned(), with(flow, "/pages", pages));
    })
}

#[test]
fn what_a_page_allows_fits_into_a_request() {
    assert_eq!(asking(5, &Value::Null), "");
    let faults = asking(6, &Value::Null);
    let start = "\n  flow/customer /pages/1/inputs: answers can take 73876 bytes, as much as 12 a character, and a request may have 65536; put fields on another page";
    assert!(faults.starts_with(start) && faults.lines().count() == 2, "{faults}");
    let letters = "\u{65e5}".repeat(20);
    let many = |number: usize| -> Value {
        (0..number)
            .map(|option| json!({"label": "A", "value": format!("{letters}{option}")}))
            .collect()
    };
    assert_eq!(asking(4, &many(80)), "", "each may be ticked");
    assert!(asking(4, &many(90)).contains("flow/customer /pages/1/inputs: answers can take"));
}
