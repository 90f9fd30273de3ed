//! Texts are plain: markup in any text that people read is a fault, named where it stands, and links are where they work.

use crate::help::{assert_only_fault, production, with};
use crate::sample;
use serde_json::{Value, json};
use vestibule::config::{check_application, check_flow, check_strings, check_tenant};

fn document(key: &str) -> Value {
    serde_json::from_str(&sample::documents()[key]).unwrap()
}

#[test]
fn markup_in_a_label_is_a_fault_of_its_own_language() {
    let tenant = check_tenant(&document("tenant").to_string(), &production()).unwrap();
    let label = json!({"en": "Your name", "ar": "<script>alert(1)</script>"});
    for pointer in [
        "/displayName",
        "/pages/0/title",
        "/pages/0/description",
        "/pages/0/inputs/0/label",
        "/pages/0/inputs/0/help",
        "/pages/0/inputs/2/patternMessage",
        "/terms/0/label",
    ] {
        let text = with(document("flow/supplier"), pointer, label.clone());
        let checked = check_flow("supplier", &text, &tenant, &production());
        assert_only_fault(checked, &format!("{pointer}/ar"), "`<script>`; allowed: plain text");
    }
    let options = "/pages/0/inputs/4/options/0/label";
    let text = with(document("flow/customer"), options, label.clone());
    let checked = check_flow("customer", &text, &tenant, &production());
    assert_only_fault(checked, &format!("{options}/ar"), "`<script>`");

    for pointer in ["/displayName", "/attributes/interests/displayName"] {
        let text = with(document("tenant"), pointer, label.clone());
        assert_only_fault(
            check_tenant(&text, &production()),
            &format!("{pointer}/ar"),
            "`<script>`",
        );
    }
    let app = with(document("app/woodgrove-shop"), "/displayName", label);
    let checked = check_application("woodgrove-shop", &app, &production());
    assert_only_fault(checked, "/displayName/ar", "`<script>`");
}

#[test]
fn a_character_reference_in_the_words_of_a_page_is_a_fault() {
    let words = json!({"signIn.title": "Sign&nbsp;in"}).to_string();
    assert_only_fault(check_strings("en", &words), "/signIn.title", "`&nbsp;`");
    assert!(check_strings("en", r#"{"signIn.title": "Tom & Ann, 1 < 2"}"#).is_ok());
}

#[test]
fn links_are_allowed_where_they_are_shown_as_links_and_lead_to_https_alone() {
    let mut document = document("tenant");
    document["attributes"]["letters"] = json!({"dataType": "boolean", "displayName": "Letters"});
    let tenant = check_tenant(&document.to_string(), &production()).unwrap();
    let flow = json!({
        "displayName": "F", "accountType": "guest", "identityProviders": ["emailPassword"],
        "pages": [{"title": "T", "description": "D", "inputs": [
            {"attribute": "letters", "inputType": "checkbox", "label": "L", "help": "H"},
            {"attribute": "interests", "inputType": "multipleChoice", "label": "L", "options": [{"value": "a", "label": "A"}]},
            {"attribute": "gender", "inputType": "radio", "options": [{"value": "a", "label": "A"}]},
            {"attribute": "city", "inputType": "list", "options": [{"value": "a", "label": "A"}]},
        ]}],
        "terms": [{"id": "t", "version": "1", "label": "[T](https://woodgrove.example/)"}],
    });
    let check = |pointer: &str, text: &str| {
        let text = with(flow.clone(), pointer, json!(text));
        check_flow("f", &text, &tenant, &production())
    };
    for pointer in [
        "/pages/0/description",
        "/pages/0/inputs/0/label",
        "/pages/0/inputs/0/help",
        "/pages/0/inputs/1/options/0/label",
        "/pages/0/inputs/2/options/0/label",
        "/terms/0/label",
    ] {
        assert!(check(pointer, "See [this](https://woodgrove.example/news)").is_ok(), "{pointer}");
        for target in ["javascript:alert(1)", "data:text/html,x", "http://a.example", "//a", "/a"] {
            let checked = check(pointer, &format!("See [this]({target})"));
            assert_only_fault(checked, pointer, "not [text](https://…)");
        }
    }
    for pointer in [
        "/displayName",
        "/pages/0/title",
        "/pages/0/inputs/1/label",
        "/pages/0/inputs/3/options/0/label",
    ] {
        let checked = check(pointer, "See [this](https://woodgrove.example/news)");
        assert_only_fault(checked, pointer, "links are for descriptions");
    }
}
