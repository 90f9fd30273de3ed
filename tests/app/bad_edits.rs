//! Bad documents in KV: each is named on `/health`, and what served before goes on.

use crate::bad_documents::all;
use crate::browser::*;

/// Whose sign-in shows that a document serves, in whichever version.
fn app_of(key: &str) -> App {
    if key == "flow/customer" { SHOP } else { SUPPLIERS }
}

#[test]
fn each_bad_document_is_named_on_health_and_what_served_goes_on() {
    for bad in all(&samples()) {
        let deployment = Deployment::new();
        let app = app_of(bad.key);
        assert_eq!(deployment.send(get(&app.authorize(&[]))).status, 303);
        deployment.platform.kv.put(bad.key, &bad.text);
        let deployment = deployment.new_isolate();
        if let Some(client_id) = bad.key.strip_prefix("app/").filter(|id| *id != app.client_id) {
            let asked = deployment.send(get(&app.authorize(&[("client_id", client_id)])));
            assert_eq!(asked.status, 503, "{}: a new document does not serve", bad.what);
        }
        assert_eq!(deployment.send(get(&app.authorize(&[]))).status, 303, "{}", bad.what);
        let health = json(&deployment.send(get("/health")));
        assert_eq!(health["status"], "degraded", "{}", bad.what);
        let faults = health["faults"].as_array().unwrap();
        let named = faults.iter().any(|fault| {
            fault["document"] == bad.key
                && fault["pointer"] == bad.pointer
                && fault["sentence"].as_str().unwrap().contains(bad.words)
        });
        assert!(named && faults.len() <= 101, "{}: {health:#}", bad.what);
    }
}

#[test]
fn a_mark_at_the_front_is_passed_over_in_an_application_and_its_flow() {
    let deployment = Deployment::new();
    for key in ["app/woodgrove-suppliers", "flow/supplier", "tenant"] {
        deployment.platform.kv.put(key, &format!("\u{feff}{}", samples()[key]));
    }
    assert_eq!(deployment.send(get(&SUPPLIERS.authorize(&[]))).status, 303);
    assert_eq!(json(&deployment.send(get("/health")))["status"], "ok");
}
