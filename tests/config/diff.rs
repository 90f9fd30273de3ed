//! `vestibule diff DIR --with OTHER_DIR`: what differs, and whom that will ask something.

use crate::help::{sample, vestibule};
use serde_json::{Value, json};

/// What `diff` prints when the sample's documents are `edit`ed.
fn diff(name: &str, edit: impl Fn(&str, &mut Value)) -> String {
    let edited = sample(name, edit);
    let (code, out, err) =
        vestibule(&["diff", edited.to_str().unwrap(), "--with", "assets/sample", "--development"]);
    assert_eq!((code, err.as_str()), (0, ""));
    out
}

/// The lines about one document.
fn about<'a>(out: &'a str, key: &str) -> Vec<&'a str> {
    out.lines()
        .skip_while(|line| *line != key)
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .map(str::trim_ascii)
        .collect()
}

#[test]
fn equal_folders_do_not_differ() {
    assert_eq!(diff("diff-equal", |_, _| {}), "0 of 13 documents differ\n");
}

#[test]
fn documents_that_came_went_and_changed_are_told_with_pointers() {
    let edited = sample("diff-documents", |key, value| match key {
        "app/demo-shop" => *value = Value::Null,
        "app/woodgrove-shop" => value["displayName"] = json!("Shop"),
        _ => {}
    });
    std::fs::write(edited.join("app/new.json"), "{}").unwrap();
    let (_, out, _) = vestibule(&["diff", edited.to_str().unwrap(), "--with", "assets/sample"]);
    assert!(about(&out, "app/demo-shop")[0].starts_with("- the document is gone"), "{out}");
    assert_eq!(about(&out, "app/new"), ["+ the document is new"]);
    let shop = about(&out, "app/woodgrove-shop");
    assert!(shop[0].starts_with("~ /displayName: {") && shop[0].ends_with("→ \"Shop\""), "{out}");
    assert!(out.contains("3 of 14 documents differ"), "{out}");
    assert!(out.contains("push refuses this folder"), "{out}");
}

#[test]
fn a_newly_required_attribute_is_asked_of_those_who_completed_the_flow() {
    let required = |key: &str, value: &mut Value| {
        if key == "flow/customer" {
            value["pages"][0]["inputs"][3]["required"] = json!(true);
        }
    };
    let out = diff("diff-required", required);
    assert_eq!(
        about(&out, "flow/customer"),
        [
            "+ /pages/0/inputs/3/required: true",
            "> `postalCode` is newly required: people who completed the flow before and have no fitting value \
             are asked at their next sign-in"
        ]
    );

    let later = diff("diff-later", |key, value| {
        required(key, value);
        if key == "flow/customer" {
            value["existingAccounts"] = json!({"skippableUntil": "2030-01-01"});
        }
    });
    assert!(later.contains("and may put it off before 2030-01-01"), "{later}");

    let left = diff("diff-leave", |key, value| {
        required(key, value);
        if key == "flow/customer" {
            value["existingAccounts"] = json!("leave");
        }
    });
    assert!(left.contains("`postalCode` is newly required: nobody who completed"), "{left}");
    assert!(!left.contains("are asked at"), "{left}");
}

#[test]
fn a_tighter_rule_asks_those_whose_value_does_not_fit_and_a_looser_one_nobody() {
    let length = |length: u32| {
        move |key: &str, value: &mut Value| {
            if key == "tenant" {
                value["attributes"]["businessName"]["maxLength"] = json!(length);
            }
        }
    };
    let tighter = diff("diff-tighter", length(20));
    assert_eq!(
        about(&tighter, "flow/supplier"),
        [
            "> `businessName` is judged anew (maxLength): people who completed the flow before and whose value does \
          not fit any more are asked at their next sign-in"
        ]
    );
    let looser = diff("diff-looser", length(1000));
    assert!(about(&looser, "flow/supplier").is_empty(), "{looser}");

    let pattern = diff("diff-pattern", |key, value| {
        if key == "flow/supplier" {
            value["pages"][0]["inputs"][2]["pattern"] = json!("[A-Z]{2}[0-9]{6}");
        }
    });
    assert!(pattern.contains("`businessRegistrationCode` is judged anew (pattern)"), "{pattern}");
}

#[test]
fn new_terms_are_asked_of_all_and_optional_fields_of_new_people_alone() {
    let out = diff("diff-terms", |key, value| {
        if key == "flow/supplier" {
            value["terms"][0]["version"] = json!("2");
            let inputs = value["pages"][0]["inputs"].as_array_mut().unwrap();
            inputs.insert(1, json!({"attribute": "jobTitle", "inputType": "text"}));
        }
    });
    let said = about(&out, "flow/supplier");
    assert_eq!(said[0], r#"+ /pages/0/inputs/1: {"attribute":"jobTitle","inputType":"text"}"#);
    assert_eq!(said[1], r#"~ /terms/0/version: "1" → "2""#);
    assert!(said[2].contains("terms `supplierTerms`, version 2: people who completed"), "{out}");
    assert_eq!(said[3], "> new sign-ups see `jobTitle`, which they may answer");
    assert_eq!(said.len(), 4);
}

#[test]
fn who_must_come_in_another_way_is_told() {
    let out = diff("diff-ways", |key, value| match key {
        "flow/supplier" => {
            value["identityProviders"] = json!(["emailOneTimePasscode"]);
            value["signUp"] = json!("closed");
            value["emailDomains"] = json!({"allowed": ["contoso.com"]});
        }
        "app/woodgrove-shop" => {
            value["flows"] = json!(["supplier"]);
            value["consent"] = json!("once");
        }
        _ => {}
    });
    let supplier = about(&out, "flow/supplier").join("\n");
    assert!(supplier.contains("must come in with a mailed code"), "{out}");
    assert!(supplier.contains("nobody can sign up any more"), "{out}");
    assert!(supplier.contains("other addresses may sign up than before"), "{out}");
    let shop = about(&out, "app/woodgrove-shop").join("\n");
    assert!(shop.contains("- /flows/0: \"customer\""), "{out}");
    assert!(shop.contains("who comes by flow/supplier and never completed it"), "{out}");
    assert!(shop.contains("nobody comes in by flow/customer any more"), "{out}");
    assert!(shop.contains("everyone is asked to agree at their next sign-in, once"), "{out}");
}

#[test]
fn another_type_is_told_as_the_fault_that_it_is() {
    let out = diff("diff-type", |key, value| {
        if key == "tenant" {
            value["attributes"]["businessName"]["dataType"] = json!("stringCollection");
        }
    });
    assert!(
        out.contains("tenant /attributes/businessName/dataType: is stringCollection, but"),
        "{out}"
    );
    assert!(out.contains("push refuses this folder"), "{out}");
}

#[test]
fn an_option_that_is_gone_asks_nobody() {
    let out = diff("diff-option", |key, value| {
        if key == "flow/customer" {
            let input = &mut value["pages"][0]["inputs"][4];
            input["required"] = json!(true);
            input["options"].as_array_mut().unwrap().remove(0);
        }
    });
    let said = "> nobody can choose cooking for `interests` any more; who chose it keeps it";
    assert!(about(&out, "flow/customer").contains(&said), "{out}");
    assert!(!out.contains("judged anew"), "{out}");
}

#[test]
fn a_wrong_call_is_told() {
    for (arguments, words) in [
        (&["diff", "assets/sample"][..], "exactly one of --local, --remote is needed"),
        (&["push", "assets/sample", "--local", "--remote"], "exactly one of --local, --remote"),
        (
            &["push", "assets/sample", "--remote", "--development"],
            "--development goes with --local",
        ),
        (&["pull", "x", "--remote", "--persist-to", "y"], "--persist-to goes with --local"),
    ] {
        let (code, _, err) = vestibule(arguments);
        assert_eq!(code, 2, "{arguments:?}: {err}");
        assert!(err.contains(words), "{arguments:?}: {err}");
    }
    let (code, out, err) = vestibule(&["push", "assets/sample", "--local"]);
    assert_eq!(code, 1);
    assert!(out.contains("app/demo-shop /redirectUris/0"), "{out}");
    assert_eq!(err, "13 documents, 12 faults\n");
}

#[test]
fn what_a_flow_gives_by_itself_asks_nobody_and_is_told() {
    let out = diff("diff-given", |key, value| {
        if key == "flow/customer" {
            let inputs = &mut value["pages"][0]["inputs"];
            inputs[1]["editable"] = json!(false);
            inputs[1]["default"] = json!("Doe");
            let hidden = json!({"attribute": "jobTitle", "inputType": "text", "required": true, "hidden": true, "default": "Buyer"});
            inputs.as_array_mut().unwrap().push(hidden);
        }
    });
    let told: Vec<&str> =
        about(&out, "flow/customer").into_iter().filter(|line| line.starts_with('>')).collect();
    assert_eq!(
        told,
        [
            "> nobody is asked for `surname` any more; accounts keep what they have",
            "> new accounts get `jobTitle`: \"Buyer\"",
            "> new accounts get `surname`: \"Doe\""
        ]
    );
}

#[test]
fn a_condition_is_told_to_those_whom_it_concerns() {
    let condition = json!({"attribute": "country", "is": "NO"});
    let out = diff("diff-condition", |key, value| {
        if key == "flow/customer" {
            let street = json!({"attribute": "streetAddress", "inputType": "text", "required": true, "showIf": condition});
            value["pages"][0]["inputs"].as_array_mut().unwrap().push(street);
        }
    });
    let told: Vec<&str> =
        about(&out, "flow/customer").into_iter().filter(|line| line.starts_with('>')).collect();
    assert_eq!(
        told,
        [
            "> `streetAddress` is newly required, as `country` decides: people who completed the flow before and have no \
             fitting value are asked at their next sign-in",
            "> new sign-ups see `streetAddress`, which they must answer, as `country` decides"
        ]
    );
}

#[test]
fn what_no_account_keeps_is_asked_of_new_people_alone() {
    let out = diff("diff-unkept", |key, value| {
        if key == "flow/customer" {
            let job = json!({"attribute": "jobTitle", "inputType": "text", "required": true, "writeToDirectory": false});
            value["pages"][0]["inputs"].as_array_mut().unwrap().push(job);
        }
    });
    let told: Vec<&str> =
        about(&out, "flow/customer").into_iter().filter(|line| line.starts_with('>')).collect();
    assert_eq!(told, ["> new sign-ups see `jobTitle`, which they must answer"]);
}
