//! The sector that an application's pairwise subject identifiers are the same in.

use crate::application::web;
use crate::help::{assert_only_fault, mode, production, with};
use serde_json::{Value, json};
use vestibule::config::check_application;

const SECTOR: &str = "https://woodgrove.example/uris.json";

fn pairwise(redirect_uris: &[&str]) -> Value {
    let mut document = web();
    document["subjectType"] = json!("pairwise");
    document["redirectUris"] = json!(redirect_uris);
    document
}

#[test]
fn redirect_uris_at_several_hosts_need_a_sector() {
    let several = pairwise(&["https://shop.example/a", "https://shop.woodgrove.example/a"]);
    let result = check_application("shop", &several.to_string(), &production());
    assert_only_fault(result, "/subjectType", "several hosts needs a sector identifier URI");
    let text = with(several, "/sectorIdentifierUri", json!(SECTOR));
    let app = check_application("shop", &text, &production()).unwrap();
    assert_eq!(app.sector.as_deref(), Some("woodgrove.example"));
}

#[test]
fn redirect_uris_at_one_host_need_none() {
    let one = pairwise(&["https://shop.example/a", "https://shop.example/b"]);
    let app = check_application("shop", &one.to_string(), &production()).unwrap();
    assert_eq!(app.sector, None);
    let own = pairwise(&["{issuer}/demo/", "http://localhost:3000/callback"]);
    assert!(check_application("shop", &own.to_string(), &mode(true)).is_ok());
}

#[test]
fn a_sector_is_named_by_https() {
    for address in
        ["http://woodgrove.example/", "woodgrove.example", "https://u:p@woodgrove.example/"]
    {
        let text = with(web(), "/sectorIdentifierUri", json!(address));
        let result = check_application("shop", &text, &production());
        assert_only_fault(result, "/sectorIdentifierUri", "must be an https URL");
    }
}
