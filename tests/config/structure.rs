//! What no document may look like, whatever it says.

use crate::help::{assert_only_fault, lines, production};
use vestibule::config::{check_application, check_tenant};
use vestibule::language::Language;

fn tenant(text: &str) -> Vec<(String, String)> {
    let faults = check_tenant(text, &production()).unwrap_err();
    faults.into_iter().map(|fault| (fault.pointer, fault.sentence)).collect()
}

#[test]
fn text_that_is_not_json_is_told_with_its_place() {
    let faults = check_tenant("{\n  \"id\": ,\n}", &production()).unwrap_err();
    assert_eq!(lines(&faults), "\n  tenant: is not JSON: expected value at line 2 column 9");
}

#[test]
fn every_fault_is_told_in_one_go() {
    let faults = tenant(
        r#"{
            "idd": 1,
            "displayName": {"en": 5, "xx!": "y"},
            "defaultLanguage": "tlh",
            "attributes": {
                "size": {"dataType": "int64", "displayName": "Size", "maxLength": 2.5},
                "email": {"dataType": "string", "displayName": null}
            },
            "administrators": [7, "nobody"],
            "mail": "post"
        }"#,
    );
    let tags: Vec<_> = Language::ALL.iter().map(|language| language.tag()).collect();
    let languages = format!("`tlh` is not allowed; allowed: {}", tags.join(", "));
    let expected = [
        ("", "missing field `id`"),
        ("/administrators/0", "expected a string, found a number"),
        (
            "/attributes/email/displayName",
            "expected a string or an object, found null; leave the field out instead",
        ),
        (
            "/attributes/size/dataType",
            "`int64` is not allowed; allowed: string, boolean, integer, date, stringCollection",
        ),
        ("/attributes/size/maxLength", "expected a whole number, found 2.5"),
        ("/defaultLanguage", &languages),
        ("/displayName/en", "expected a string, found a number"),
        (
            "/idd",
            "unknown field `idd`; allowed: administrators, attributes, auditDays, branding, clientIdMetadataDocuments, defaultLanguage, displayName, grantTypes, id, languages, mail, registration",
        ),
        ("/mail", "expected an object, found a string"),
        ("/displayName/xx!", "`xx!` is not a language tag such as en or ar"),
        ("/attributes/email", "is built in and needs no definition"),
        (
            "/administrators/1",
            "must be the object id (`oid`) of an account, a UUID in lower case; never an e-mail address",
        ),
    ];
    let found: Vec<_> =
        faults.iter().map(|(pointer, sentence)| (pointer.as_str(), sentence.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_field_that_stands_twice_is_told() {
    let text = r#"{"id": "5f1d7c2e-8a3b-4c6d-9e0f-1a2b3c4d5e6f", "displayName": "A", "displayName": "B",
        "mail": {"from": "a@b.example"}}"#;
    assert_only_fault(
        check_tenant(text, &production()),
        "/displayName",
        "stands in its object twice",
    );
}

#[test]
fn a_document_that_is_no_object_is_one_fault() {
    for text in ["[]", "null", "\"x\"", "3"] {
        assert_only_fault(check_tenant(text, &production()), "", "expected an object, found");
    }
}

#[test]
fn words_of_later_versions_are_told_apart_from_wrong_ones() {
    let text = r#"{"displayName": "A", "type": "spa", "redirectUris": ["https://a.example/cb"],
        "homeUri": "https://a.example/", "flows": ["f"], "tokenEndpointAuthMethod": "tls_client_auth"}"#;
    let sentence = "`tls_client_auth` is not yet available; allowed: client_secret_basic,";
    let pointer = "/tokenEndpointAuthMethod";
    assert_only_fault(check_application("a", text, &production()), pointer, sentence);
}

#[test]
fn the_mark_that_some_editors_put_first_is_passed_over() {
    let text =
        "\u{feff}{\"id\": \"x\", \"displayName\": \"A\", \"mail\": {\"from\": \"a@b.example\"}}";
    assert_only_fault(check_tenant(text, &production()), "/id", "UUID");
}
