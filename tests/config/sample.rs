//! The Woodgrove tenant under `assets/sample/`, and the shipped schemas.

use crate::help::{lines, mode, production};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use vestibule::config::{
    check_application, check_flow, check_folder, check_references, check_tenant, schemas,
};
use vestibule::flow::{AccountType, DataType, Flow, IdentityProviders, Tenant};
use vestibule::protocol::{Application, ClientSecret, PkcePolicy, SigningAlgorithm};

fn assets() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets")
}

/// Every sample document.
pub fn documents() -> BTreeMap<String, String> {
    let mut documents = BTreeMap::new();
    for folder in ["", "api/", "app/", "flow/"] {
        for entry in std::fs::read_dir(assets().join("sample").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_stem().unwrap().to_str().unwrap();
                documents
                    .insert(format!("{folder}{name}"), std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    documents
}

/// The sample tenant.
pub fn tenant() -> Tenant {
    check_tenant(&documents()["tenant"], &mode(true)).unwrap()
}

fn flow(id: &str) -> Flow {
    check_flow(id, &documents()[&format!("flow/{id}")], &tenant(), &mode(true)).unwrap()
}

fn app(client_id: &str) -> Application {
    check_application(client_id, &documents()[&format!("app/{client_id}")], &mode(true)).unwrap()
}

#[test]
fn it_passes_in_development() {
    assert_eq!(check_folder(&documents(), &mode(true)), []);
}

#[test]
fn elsewhere_exactly_what_only_development_allows_is_named() {
    let faults = check_folder(&documents(), &production());
    let places: Vec<_> =
        faults.iter().map(|fault| format!("{}{}", fault.document, fault.pointer)).collect();
    assert_eq!(
        places,
        [
            "app/demo-resellers/redirectUris/0",
            "app/demo-resellers/postLogoutRedirectUris/0",
            "app/demo-resellers/homeUri",
            "app/demo-shop/redirectUris/0",
            "app/demo-shop/postLogoutRedirectUris/0",
            "app/demo-shop/homeUri",
            "app/demo-suppliers/redirectUris/0",
            "app/demo-suppliers/postLogoutRedirectUris/0",
            "app/demo-suppliers/homeUri",
            "app/woodgrove-procurement/clientSecrets/0/plain",
            "app/woodgrove-replenishment/clientSecrets/0/plain",
            "app/woodgrove-suppliers/clientSecrets/0/plain",
        ],
        "{}",
        lines(&faults)
    );
    assert!(faults.iter().all(|fault| fault.sentence.contains("for development alone")));
}

#[test]
fn its_applications_are_as_designed() {
    let suppliers = app("woodgrove-suppliers");
    assert_eq!(suppliers.redirect_uris, ["http://localhost:3000/callback"]);
    assert_eq!(suppliers.post_logout_redirect_uris, ["http://localhost:3000/"]);
    assert!(!suppliers.is_public() && suppliers.pkce == PkcePolicy::OrNonce);
    let hash = vestibule::encode::hash::sha256_bytes(b"woodgrove-suppliers-sample-secret");
    assert_eq!(suppliers.client_secrets, [ClientSecret::Sha256(hash)]);

    let mobile = app("woodgrove-mobile");
    assert_eq!(
        mobile.redirect_uris,
        ["http://127.0.0.1/callback", "com.woodgrove.mobile:/callback"]
    );
    assert_eq!(mobile.home_uri, "com.woodgrove.mobile:/");
    assert_eq!(mobile.signing_algorithm, SigningAlgorithm::ES256);
    assert!(mobile.is_public() && mobile.pkce == PkcePolicy::Required);

    let demo = app("demo-suppliers");
    assert_eq!(demo.redirect_uris, ["http://localhost:8787/demo/"]);
    assert_eq!(demo.home_uri, "http://localhost:8787/demo/");

    for app in [&suppliers, &app("woodgrove-procurement"), &demo] {
        let names: Vec<_> = app.claims.iter().map(|claim| claim.name.as_str()).collect();
        let expected = ["oid", "tid", "idp", "acct", "businessName", "businessRegistrationCode"];
        assert_eq!(names, expected);
        assert_eq!(app.flows, ["supplier"]);
        let flows = [("supplier".to_owned(), flow("supplier"))].into();
        assert_eq!(check_references(app, &flows, &BTreeMap::new(), &tenant()), []);
    }
}

#[test]
fn its_flows_are_as_designed() {
    let supplier = flow("supplier");
    assert_eq!(supplier.account_type, AccountType::Guest);
    let both = IdentityProviders::new(["emailPassword", "emailOneTimePasscode"]);
    assert!(supplier.identity_providers == both && supplier.sign_up_open);
    let inputs = &supplier.pages[0].inputs;
    let attributes: Vec<_> = inputs.iter().map(|input| input.attribute.as_str()).collect();
    assert_eq!(
        attributes,
        ["displayName", "businessName", "businessRegistrationCode", "phoneNumber"]
    );
    let pattern = inputs[2].pattern.as_ref().unwrap();
    assert!(pattern.regex.is_match("AB123456") && !pattern.regex.is_match("xAB123456"));
    assert_eq!(supplier.terms[0].id, "supplierTerms");

    let customer = flow("customer");
    assert_eq!(customer.account_type, AccountType::Member);
    let interests = customer.pages[0].inputs.last().unwrap();
    assert_eq!(interests.data_type, DataType::StringCollection);
    assert!(!interests.required && !interests.options.is_empty());
    assert!(supplier.version.len() == 43 && supplier.version != customer.version);
}

#[test]
fn every_text_that_people_read_is_there_in_english_and_arabic() {
    for (key, text) in documents() {
        assert_translated(&key, &serde_json::from_str(&text).unwrap());
    }
}

fn assert_translated(place: &str, value: &Value) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let place = format!("{place}/{name}");
                if ["displayName", "label", "title", "help", "patternMessage"]
                    .contains(&name.as_str())
                {
                    assert!(value["en"].is_string() && value["ar"].is_string(), "{place}");
                } else {
                    assert_translated(&place, value);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| assert_translated(place, item)),
        _ => {}
    }
}

#[test]
fn the_shipped_schemas_are_what_the_types_make() {
    for (name, text) in schemas().into_iter().chain([vestibule::simulation::schema()]) {
        let shipped = std::fs::read_to_string(assets().join("schema").join(name)).unwrap();
        assert!(shipped == text, "{name} is stale: run `cargo run -q --bin vestibule -- schema`");
    }
}
