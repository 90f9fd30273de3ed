//! Words of one's own, in documents `strings/{language}` and in a flow's `strings`: the same rules for both.

use crate::help::{assert_only_fault, production, sample, vestibule, with};
use serde_json::{Value, json};
use vestibule::config::{Fault, check_flow, check_strings, check_tenant};
use vestibule::flow::Flow;
use vestibule::language::Language;

fn check(strings: &Value) -> Result<Flow, Vec<Fault>> {
    let tenant = json!({
        "id": "5f1d7c2e-8a3b-4c6d-9e0f-1a2b3c4d5e6f",
        "displayName": "Woodgrove",
        "languages": ["en", "ar"],
        "mail": {"from": "no-reply@woodgrove.example"},
    });
    let tenant = check_tenant(&tenant.to_string(), &production()).unwrap();
    let flow = json!({"displayName": "Customers", "accountType": "member", "identityProviders": ["emailPassword"]});
    check_flow("customer", &with(flow, "/strings", strings.clone()), &tenant, &production())
}

#[test]
fn texts_are_kept_by_language_and_key() {
    let strings = json!({
        "signIn.title": "Come in",
        "code.sent": "We mailed you.",
        "field.tooLong": "No more than {maximum} characters.",
        "mail.code.first": "Open with {code} {",
    });
    assert!(check(&json!({"en": strings})).is_ok(), "placeholders may be left out");
    let flow = check(&json!({"en": {"signIn.title": "Come in"}, "ar": {}})).unwrap();
    assert_eq!(flow.strings[&Language::En]["signIn.title"], "Come in");
    assert_eq!(check_strings("en", r#"{"signIn.title": "Hi"}"#).unwrap()["signIn.title"], "Hi");
}

#[test]
fn each_rule_has_its_fault_in_a_document_and_in_a_flow() {
    let long = "a".repeat(2001);
    for (key, text, at, words) in [
        (
            "signIn.titel",
            json!("x"),
            "/signIn.titel",
            "`signIn.titel` is no text of the pages or mails; did you mean `signIn.title`?",
        ),
        ("a/b", json!("x"), "/a~1b", "Allowed: the keys of assets/locales/en.json"),
        ("__proto__", json!("x"), "/__proto__", "is no text of the pages or mails"),
        ("signIn.title", json!(""), "/signIn.title", "is empty"),
        ("signIn.title", json!(long), "/signIn.title", "allowed: up to 2000"),
        ("signIn.title", json!("a\nb"), "/signIn.title", "control character"),
        ("signIn.title", json!(7), "/signIn.title", "expected a string, found a number"),
        ("signIn.title", json!({"a": "b"}), "/signIn.title", "expected a string, found an object"),
        (
            "signIn.title",
            json!("For {tenant}"),
            "/signIn.title",
            "nothing is filled into `{tenant}` here; allowed: none",
        ),
        (
            "signIn.lead",
            json!("{aplication:x|y}"),
            "/signIn.lead",
            "nothing is filled into `{aplication}` here; allowed: {application}",
        ),
        ("mail.code.first", json!("Your code."), "/mail.code.first", "lacks {code}"),
    ] {
        let texts = json!({ (key): text });
        assert_only_fault(check_strings("en", &texts.to_string()), at, words);
        let result = check(&json!({ "en": texts }));
        assert_only_fault(result, &format!("/strings/en{at}"), words);
    }
}

#[test]
fn a_document_and_the_words_of_a_flow_are_of_shipped_languages() {
    assert_only_fault(
        check_strings("tlh", "{}"),
        "",
        "`tlh` is not a language of the pages; allowed: en, de, es",
    );
    for tag in ["tlh", "EN", "en-GB", ""] {
        let result = check(&json!({ (tag): {"signIn.title": "x"} }));
        assert_only_fault(
            result,
            &format!("/strings/{tag}"),
            &format!("`{tag}` is not a language of the pages; allowed: en, de"),
        );
    }
    assert_only_fault(check(&json!(["en"])), "/strings", "expected an object, found an array");
    assert_only_fault(check(&json!({"en": "x"})), "/strings/en", "expected an object");
}

#[test]
fn the_command_line_tells_the_same_and_warns_of_words_in_some_languages_alone() {
    let written = |name: &str, key: &'static str| {
        let root = sample(name, move |document, value| match document {
            "tenant" => value["languages"] = json!(["en", "ar", "ja"]),
            "flow/supplier" => value["strings"] = json!({"en": {key: "x"}, "ar": {key: "y"}}),
            _ => {}
        });
        std::fs::create_dir_all(root.join("strings")).unwrap();
        std::fs::write(root.join("strings/ja.json"), json!({ key: "z" }).to_string()).unwrap();
        root.to_str().unwrap().to_owned()
    };
    let (code, out, _) = vestibule(&["check", &written("strings-wrong", "a.b"), "--development"]);
    assert_eq!(code, 1);
    for place in
        ["flow/supplier /strings/ar/a.b: ", "flow/supplier /strings/en/a.b: ", "strings/ja /a.b: "]
    {
        assert!(out.contains(place), "{out}");
    }
    let (code, out, _) =
        vestibule(&["lint", &written("strings-some", "signIn.title"), "--development"]);
    assert_eq!(code, 0, "{out}");
    for warning in [
        "flow/supplier /strings/en/signIn.title: is not said in ja: the shipped words show there\n",
        "strings/ja /signIn.title: is not said in en, ar: the shipped words show there\n",
    ] {
        assert!(out.contains(warning), "{out}");
    }
}
