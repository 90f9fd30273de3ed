//! `vestibule lint`: each warning has a document that gets it, and the sample gets no other.

use crate::help::{sample, vestibule};
use serde_json::{Value, json};

const OF_THE_SAMPLE: [&str; 2] =
    ["app/woodgrove-procurement /pkce", "app/woodgrove-suppliers /pkce"];

/// The warnings that the `edit`ed sample gets beside its own.
fn lint(name: &str, edit: impl Fn(&str, &mut Value)) -> Vec<String> {
    let folder = sample(name, edit);
    let (code, out, err) = vestibule(&["lint", folder.to_str().unwrap(), "--development"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let own = |line: &&str| !OF_THE_SAMPLE.iter().any(|own| line.starts_with(own));
    let lines: Vec<String> = out.lines().filter(own).map(str::to_owned).collect();
    lines[..lines.len() - 1].to_vec()
}

#[test]
fn the_sample_lacks_pkce_alone_and_strict_makes_a_warning_a_failure() {
    assert!(lint("lint-sample", |_, _| {}).is_empty());
    let (code, _, err) = vestibule(&["lint", "assets/sample", "--development", "--strict"]);
    assert_eq!((code, err.as_str()), (1, "13 documents, 2 warnings\n"));
    assert_eq!(vestibule(&["lint", "assets/sample"]).0, 1, "a folder with faults has no warnings");
}

#[test]
fn a_flow_of_applications_that_describe_themselves_is_named() {
    let warnings = lint("lint-described", |key, value| {
        if key.starts_with("app/") && value["flows"] == json!(["customer"]) {
            value["flows"] = json!(["supplier"]);
        }
        if key == "tenant" {
            value["clientIdMetadataDocuments"] = json!({"flows": ["customer"]});
        }
    });
    assert!(
        !warnings.contains(&"flow/customer: no application names it".to_owned()),
        "{warnings:?}"
    );
}

#[test]
fn a_flow_that_no_application_names_is_told() {
    let warnings = lint("lint-unused", |key, value| {
        if key.starts_with("app/") && value["flows"] == json!(["customer"]) {
            value["flows"] = json!(["supplier"]);
        }
    });
    assert!(
        warnings.contains(&"flow/customer: no application names it".to_owned()),
        "{warnings:?}"
    );
}

#[test]
fn a_sector_of_who_knows_people_by_public_subjects_is_told() {
    let warnings = lint("lint-sector", |key, value| {
        if key == "app/woodgrove-shop" || key == "app/woodgrove-mobile" {
            value["sectorIdentifierUri"] = json!("https://woodgrove.example/uris.json");
        }
        if key == "app/woodgrove-mobile" {
            value["subjectType"] = json!("pairwise");
            value["claims"].as_array_mut().unwrap().retain(|claim| claim["source"] != "oid");
        }
    });
    assert!(
        warnings[0].starts_with("app/woodgrove-shop /sectorIdentifierUri: means nothing without")
    );
    assert_eq!(warnings.len(), 1, "{warnings:?}");
}

#[test]
fn what_is_required_and_can_t_be_answered_is_told() {
    for (field, value) in [("hidden", json!(true)), ("editable", json!(false))] {
        let warnings = lint("lint-unanswerable", |key, document| {
            if key == "flow/customer" {
                document["pages"][0]["inputs"][0][field] = value.clone();
                document["pages"][0]["inputs"][1][field] = value.clone();
                document["pages"][0]["inputs"][1]["default"] = json!("Doe");
            }
        });
        let warning = "flow/customer /pages/0/inputs/0: is required, and nobody can answer it: give it a `default`";
        assert_eq!(warnings, [warning], "{field}");
    }
}

#[test]
fn an_answer_that_neither_an_account_nor_a_token_gets_is_told() {
    let warnings = lint("lint-unkept", |key, document| {
        if key == "flow/customer" {
            for index in [0, 4] {
                document["pages"][0]["inputs"][index]["writeToDirectory"] = json!(false);
            }
        }
        if key == "app/woodgrove-shop" || key == "app/woodgrove-mobile" || key == "app/demo-shop" {
            document["claims"] = json!([]);
        }
    });
    let warning = "flow/customer /pages/0/inputs/4/writeToDirectory: no account keeps it, and no application of this flow \
                   has a claim of `interests`";
    assert_eq!(warnings, [warning]);
}

#[test]
fn an_attribute_that_is_never_asked_is_told_and_a_claim_that_never_has_a_value() {
    let warnings = lint("lint-asked", |key, value| {
        if key == "tenant" {
            let size = json!({"dataType": "integer", "displayName": "Size"});
            value["attributes"]["shoeSize"] = size;
        }
        if key == "app/woodgrove-shop" {
            value["claims"] = json!([{"source": "businessName", "name": "business"}]);
        }
    });
    assert_eq!(
        warnings,
        [
            "tenant /attributes/shoeSize: no flow asks for it",
            "app/woodgrove-shop /claims/0/source: none of its flows asks for `businessName`"
        ]
    );
}

#[test]
fn a_flow_is_warned_of_what_people_would_miss() {
    let warnings = lint("lint-flow", |key, value| {
        if key == "flow/supplier" {
            value["pages"][0]["inputs"][2].as_object_mut().unwrap().remove("patternMessage");
            value["pages"][0]["inputs"][0]["label"] = json!({"ar": "اسمك"});
            value["terms"][0]["label"] = json!("I agree");
            value["existingAccounts"] = json!({"skippableUntil": "2020-01-01"});
        }
    });
    assert_eq!(
        warnings,
        [
            "flow/supplier /pages/0/inputs/0/label: has no text in `en`, the tenant's default language",
            "flow/supplier /pages/0/inputs/2/pattern: people are not told what fits; say it in `patternMessage` or `help`",
            "flow/supplier /terms/0/label: has no link to what people agree to",
            "flow/supplier /existingAccounts/skippableUntil: 2020-01-01 is over; it means the same as `ask` now"
        ]
    );
}

#[test]
fn a_secret_older_than_a_year_is_told() {
    let warnings = lint("lint-secret", |key, value| {
        if key == "app/woodgrove-suppliers" {
            value["clientSecrets"] = json!([
                {"sha256": "LEH0xGskWj2zlXDXi8yEVGsX2mO-SvdekmKVlNf_6Zc", "createdAt": "2020-02-29"},
                {"secret": "NEW_SECRET", "createdAt": "9999-01-01"}
            ]);
        }
    });
    assert_eq!(
        warnings,
        [
            "app/woodgrove-suppliers /clientSecrets/0/createdAt: the secret is older than a year; replace it"
        ]
    );
}

#[test]
fn fields_and_claims_of_a_retired_attribute_are_told_since_they_have_no_effect() {
    let warnings = lint("lint-retired", |key, value| {
        if key == "tenant" {
            value["attributes"]["interests"]["retired"] = json!(true);
        }
    });
    for pointer in
        ["app/woodgrove-shop /claims/4/source", "flow/customer /pages/0/inputs/4/attribute"]
    {
        assert!(
            warnings.iter().any(|line| line.starts_with(pointer) && line.contains("is retired")),
            "{warnings:?}"
        );
    }
    assert!(!warnings.iter().any(|line| line.contains("asks for")), "{warnings:?}");
}

#[test]
fn a_grant_that_the_tenant_takes_from_an_application_is_told() {
    let warnings = lint("lint-grants", |key, document| {
        if key == "tenant" {
            document["grantTypes"] = json!(["authorization_code", "client_credentials"]);
        }
        if key == "app/woodgrove-shop" {
            document["grantTypes"] = json!(["authorization_code", "refresh_token"]);
        }
    });
    let expected = "app/woodgrove-shop /grantTypes/1: the tenant allows no refresh_token";
    assert!(warnings.contains(&expected.to_owned()), "{warnings:?}");
}
