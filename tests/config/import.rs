//! `vestibule import entra`: Graph's user flows become documents that check, and no property is passed over in silence.

use crate::help::{folder, read, vestibule};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const TENANT: &str = r#"{
  "id": "00000000-0000-4000-8000-000000000000",
  "displayName": "Woodgrove",
  "attributes": { "size": { "displayName": "a \"}{", "dataType": "integer" } },
  "mail": { "from": "a@woodgrove.example" }
}
"#;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/config/entra").join(name)
}

/// A folder with a tenant, and what `import` said about `files`.
fn import(name: &str, files: &[&str]) -> (PathBuf, i32, String, String) {
    let dir = folder(name);
    fs::write(dir.join("tenant.json"), TENANT).unwrap();
    let files: Vec<String> = files.iter().map(|file| sample(file).display().to_string()).collect();
    let mut words = vec!["import", "entra", "--dir", dir.to_str().unwrap()];
    words.extend(files.iter().map(String::as_str));
    let (code, out, err) = vestibule(&words);
    (dir, code, out, err)
}

/// The pointers of all values that hold no other.
fn leaves(value: &Value, pointer: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members
                .iter()
                .for_each(|(key, value)| leaves(value, &format!("{pointer}/{key}"), found));
        }
        Value::Array(items) if !items.is_empty() => {
            let items = items.iter().enumerate();
            items.for_each(|(index, value)| leaves(value, &format!("{pointer}/{index}"), found));
        }
        _ => drop(found.insert(pointer.to_owned())),
    }
}

#[test]
fn a_flow_of_an_external_tenant_becomes_documents_that_check() {
    let (dir, code, out, err) = import("import-external", &["external.json"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let flow = read(&dir.join("flow/woodgrove-drive.json"));
    assert_eq!(flow["displayName"], "Woodgrove Drive");
    assert_eq!((&flow["accountType"], &flow["signUp"]), (&json!("member"), &json!("open")));
    assert_eq!(flow["identityProviders"], json!(["emailPassword"]));
    assert_eq!(flow["pages"][0]["description"], "Tell us about you");
    assert_eq!(
        flow["pages"][0]["inputs"],
        json!([
            {"attribute": "displayName", "label": "Display Name", "inputType": "text", "required": true},
            {"attribute": "postalCode", "label": "Postal Code", "inputType": "text", "required": false, "pattern": "[0-9]{4}", "writeToDirectory": false,
             "default": "0000"},
            {"attribute": "loyaltyNumber", "label": "Loyalty Number", "inputType": "number", "required": false},
            {"attribute": "hobbies", "label": "Hobbies", "inputType": "multipleChoice", "required": false,
             "options": [{"label": "Music", "value": "music"}, {"label": "Sport", "value": "sport"}]}
        ])
    );
    assert_eq!(
        flow["terms"],
        json!([{"id": "termsOfUse", "version": "1", "required": true,
                "label": "I agree to the [terms](https://woodgrove.example/terms)"}])
    );
    let tenant = read(&dir.join("tenant.json"));
    assert_eq!(tenant["attributes"]["size"]["dataType"], "integer", "what was there stays");
    assert_eq!(
        tenant["attributes"]["loyaltyNumber"],
        json!({"dataType": "integer", "displayName": "Loyalty Number", "description": "On the card"})
    );
    assert_eq!(tenant["attributes"]["hobbies"]["dataType"], "stringCollection");
    assert_eq!(vestibule(&["check", dir.to_str().unwrap()]).0, 0);

    for lost in [
        "/description no counterpart",
        "/priority no counterpart",
        "/conditions/applications/includeApplications/0 no counterpart",
        "/onAuthenticationMethodLoadStart/identityProviders/1 no counterpart",
    ] {
        assert!(out.contains(lost), "{lost}:\n{out}");
    }
}

#[test]
fn a_flow_of_a_workforce_tenant_becomes_documents_that_check() {
    let (dir, code, out, err) = import("import-workforce", &["workforce.json", "attributes.json"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let flow = read(&dir.join("flow/partner.json"));
    assert_eq!((&flow["accountType"], &flow["signUp"]), (&json!("guest"), &json!("open")));
    assert_eq!(flow["identityProviders"], json!(["emailOneTimePasscode"]));
    assert_eq!(
        flow["pages"][0]["inputs"],
        json!([
            {"attribute": "givenName", "label": "Given name", "inputType": "text", "required": false},
            {"attribute": "branch", "label": "Branch", "inputType": "list", "required": true,
             "options": [{"label": "Timber", "value": "timber"}, {"label": "Paper", "value": "paper"}],
             "default": "timber"}
        ])
    );
    let branch = &read(&dir.join("tenant.json"))["attributes"]["branch"];
    assert_eq!(branch["description"], "What the partner deals in");
    assert_eq!(vestibule(&["check", dir.to_str().unwrap()]).0, 0);
    for lost in
        ["/apiConnectorConfiguration", "/languages", "/userFlowTypeVersion", "/identityProviders/1"]
    {
        assert!(out.contains(&format!("  {lost} no counterpart")), "{lost}:\n{out}");
    }
}

#[test]
fn what_people_do_not_see_or_can_t_change_comes_along_with_what_it_holds() {
    let dir = folder("import-given");
    let mut flow = read(&sample("external.json"));
    let inputs = "/onAttributeCollection/attributeCollectionPage/views/0/inputs";
    let inputs = flow.pointer_mut(inputs).unwrap().as_array_mut().unwrap();
    for (index, hidden, editable, default) in [
        (1, false, false, json!("Somebody")),
        (2, true, true, json!("1234")),
        (3, true, false, json!("many")),
        (4, false, true, json!("sport, music")),
        (5, true, false, json!("True")),
    ] {
        inputs[index]["hidden"] = json!(hidden);
        inputs[index]["editable"] = json!(editable);
        inputs[index]["defaultValue"] = default;
    }
    fs::write(dir.join("tenant.json"), TENANT).unwrap();
    fs::write(dir.join("graph.txt"), flow.to_string()).unwrap();
    let file = dir.join("graph.txt");
    let (code, out, err) =
        vestibule(&["import", "entra", file.to_str().unwrap(), "--dir", dir.to_str().unwrap()]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let flow = read(&dir.join("flow/woodgrove-drive.json"));
    let given: Vec<Value> = flow["pages"][0]["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|input| {
            json!([input["attribute"], input["hidden"], input["editable"], input["default"]])
        })
        .collect();
    assert_eq!(
        json!(given),
        json!([
            ["displayName", null, false, "Somebody"],
            ["postalCode", true, null, "1234"],
            ["loyaltyNumber", true, false, null],
            ["hobbies", null, null, ["sport", "music"]],
            ["termsOfUse", true, false, true]
        ]),
        "a box that nobody ticks is no terms"
    );
    assert!(out.contains("inputs/3/defaultValue no counterpart: it is no answer"), "{out}");
}

#[test]
fn every_property_is_accounted_for() {
    for file in ["external.json", "workforce.json", "attributes.json"] {
        let (_, _, out, _) = import("import-all", &[file]);
        let told: Vec<&str> =
            out.lines().filter_map(|line| line.trim_ascii().split(' ').next()).collect();
        let mut all = BTreeSet::new();
        leaves(&read(&sample(file)), "", &mut all);
        for leaf in all {
            let covers = |told: &&&str| {
                leaf.strip_prefix(**told)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            assert!(told.iter().any(|told| covers(&told)), "{file} {leaf} is not told:\n{out}");
        }
    }
    let dir = folder("import-unknown");
    let mut flow = read(&sample("external.json"));
    flow["onAttributeCollection"]["newThing"] = json!({"a": [1]});
    flow["onAuthenticationMethodLoadStart"]["identityProviders"] = json!([{"id": "Google-OAUTH"}]);
    fs::write(dir.join("tenant.json"), TENANT).unwrap();
    fs::write(dir.join("graph.txt"), flow.to_string()).unwrap();
    let file = dir.join("graph.txt");
    let (_, out, _) =
        vestibule(&["import", "entra", file.to_str().unwrap(), "--dir", dir.to_str().unwrap()]);
    assert!(out.contains("/onAttributeCollection/newThing/a/0 no counterpart; it is 1"), "{out}");
    assert!(
        out.contains("no identity provider that is available; it has emailOneTimePasscode"),
        "{out}"
    );
}

#[test]
fn what_can_t_be_imported_is_told_and_nothing_is_written() {
    let (dir, ..) = import("import-twice", &["external.json"]);
    let file = sample("external.json");
    let (code, _, err) =
        vestibule(&["import", "entra", file.to_str().unwrap(), "--dir", dir.to_str().unwrap()]);
    assert_eq!(code, 1);
    assert!(err.contains("flow/woodgrove-drive is there already"), "{err}");

    let dir = folder("import-nothing");
    let tenant =
        vestibule(&["import", "entra", file.to_str().unwrap(), "--dir", dir.to_str().unwrap()]);
    assert!(tenant.0 == 1 && tenant.2.contains("`vestibule new tenant` makes one"), "{}", tenant.2);
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 0);
    let other = vestibule(&["import", "entra", "assets/sample/tenant.json"]);
    assert!(other.0 == 1 && other.2.contains("is none of authenticationEventsFlow"), "{}", other.2);
    assert_eq!(vestibule(&["import", "okta"]).0, 2);
}
