//! What `vestibule import entra` makes of Graph's samples runs: somebody signs up, and the application gets tokens.

use crate::help::{folder, vestibule};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Imports `files`, adds an application that names `flow`, and plays `script`; the report.
fn play(name: &str, files: &[&str], flow: &str, app: &Value, script: &Value) -> Value {
    let dir = folder(name);
    let root = dir.to_str().unwrap();
    let tenant = ["new", "tenant", "--name", "Woodgrove", "--mail-from", "a@woodgrove.example"];
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/config/entra");
    let files: Vec<String> =
        files.iter().map(|file| samples.join(file).display().to_string()).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    succeeds(&[&tenant[..], &["--dir", root]].concat());
    succeeds(&[&["import", "entra", "--dir", root], &files[..]].concat());
    fs::create_dir_all(dir.join("app")).unwrap();
    fs::write(dir.join("app/drive.json"), app.to_string()).unwrap();
    succeeds(&["check", root]);
    let path = dir.with_extension("script.json");
    fs::write(&path, script.to_string()).unwrap();
    let said =
        succeeds(&["simulate", flow, "--dir", root, "--json", "--script", path.to_str().unwrap()]);
    serde_json::from_str(&said).unwrap()
}

fn succeeds(words: &[&str]) -> String {
    let (code, out, err) = vestibule(words);
    assert_eq!((code, err.as_str()), (0, ""), "{words:?}: {out}");
    out
}

fn app(flow: &str, claims: &[&str]) -> Value {
    let claims: Vec<Value> = claims.iter().map(|id| json!({"source": id, "name": id})).collect();
    json!({
        "displayName": "Woodgrove Drive",
        "type": "spa",
        "redirectUris": ["https://drive.woodgrove.example/"],
        "homeUri": "https://drive.woodgrove.example/",
        "flows": [flow],
        "claims": claims,
    })
}

fn step(page: &str, fields: &Value) -> Value {
    json!({"page": page, "fields": fields})
}

#[test]
fn a_customer_signs_up_in_the_flow_of_an_external_tenant() {
    let steps = json!([
        step("sign-up", &json!({"email": "kim@example.com"})),
        step("code", &json!({"code": "{code}"})),
        step("password", &json!({"password": "correct horse battery"})),
        step(
            "attributes",
            &json!({
                "displayName": "Kim Park", "postalCode": "0150", "loyaltyNumber": "4711",
                "hobbies": ["music", "sport"], "terms-termsOfUse": true,
            })
        ),
    ]);
    let expect = json!({
        "account": {
            "userType": "member",
            "email": "kim@example.com",
            "attributes": {"postalCode": null, "loyaltyNumber": 4711},
            "terms": {"termsOfUse": "1"},
        },
        "idToken": {
            "name": "Kim Park", "postalCode": "0150", "loyaltyNumber": 4711, "hobbies": ["music", "sport"],
        },
    });
    let app = app("woodgrove-drive", &["postalCode", "loyaltyNumber", "hobbies"]);
    let script = json!({"visits": [{"intent": "sign-up", "steps": steps, "expect": expect}]});
    let report = play("import-runs-external", &["external.json"], "woodgrove-drive", &app, &script);
    let field = &report["visits"][0]["pages"][3]["fields"][1];
    assert_eq!((&field["label"], &field["value"]), (&json!("Postal Code"), &json!(["0000"])));
}

#[test]
fn a_partner_signs_up_in_the_flow_of_a_workforce_tenant() {
    let steps = json!([
        step("sign-up", &json!({"email": "kim@partner.example"})),
        step("code", &json!({"code": "{code}"})),
        step("attributes", &json!({"branch": "paper"})),
    ]);
    let expect = json!({
        "account": {"userType": "guest", "attributes": {"branch": "paper", "givenName": null}},
        "idToken": {"branch": "paper", "acct": 1, "given_name": null},
    });
    let script = json!({"visits": [
        {"intent": "sign-up", "steps": steps, "expect": expect},
        {"newBrowser": true, "steps": [
            step("sign-in", &json!({"email": "kim@partner.example"})),
            step("code", &json!({"code": "{code}"})),
        ], "expect": {"idToken": {"branch": "paper"}}},
    ]});
    let files = ["workforce.json", "attributes.json"];
    let report = play(
        "import-runs-workforce",
        &files,
        "partner",
        &app("partner", &["branch", "acct"]),
        &script,
    );
    let options = &report["visits"][0]["pages"][2]["fields"][1]["options"];
    assert_eq!(*options, json!([["timber", "Timber"], ["paper", "Paper"]]));
}
