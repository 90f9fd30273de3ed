//! The pages of an application that a document `app/{client_id}` sends people to.

use crate::application::web;
use crate::help::{assert_only_fault, production, with};
use serde_json::json;
use vestibule::config::check_application;

#[test]
fn policy_and_terms_are_for_all_languages_or_for_each() {
    let mut document = web();
    document["policyUri"] = json!("https://shop.example/privacy");
    document["tosUri"] =
        json!({"en": "https://shop.example/terms", "ja": "https://shop.example/ja"});
    let app = check_application("shop", &document.to_string(), &production()).unwrap();
    assert_eq!(app.policy_uri.unwrap().in_language("ja"), "https://shop.example/privacy");
    let terms = app.tos_uri.unwrap();
    assert_eq!(terms.in_language("ja"), "https://shop.example/ja");
    assert_eq!(terms.in_language("de"), "https://shop.example/terms");
}

#[test]
fn policy_and_terms_are_short_addresses_of_https() {
    let long = format!("https://shop.example/{}", "a".repeat(492));
    for address in [
        "http://shop.example/privacy",
        "javascript:alert(1)",
        "mailto:privacy@shop.example",
        "/privacy",
        "https://",
        "https://bank.example@shop.example/",
        "https://shop.example/a b",
        &long,
    ] {
        for field in ["/policyUri", "/tosUri"] {
            let text = with(web(), field, json!(address));
            let result = check_application("shop", &text, &production());
            assert_only_fault(result, field, "must be https://… without a user name, up to 512");
            let text = with(web(), field, json!({"ar": address}));
            let result = check_application("shop", &text, &production());
            assert_only_fault(result, &format!("{field}/ar"), "must be https://…");
        }
    }
    for (value, at, words) in [
        (json!({}), "/tosUri", "at least one language"),
        (json!({"English": "https://shop.example/"}), "/tosUri/English", "not a language tag"),
    ] {
        let text = with(web(), "/tosUri", value);
        assert_only_fault(check_application("shop", &text, &production()), at, words);
    }
}

#[test]
fn where_a_sign_in_begins_is_the_way_back_of_who_has_no_home() {
    const ISSUER: &str = "https://login.woodgrove.example";
    let login = "https://shop.example/login?with=woodgrove";
    let text = with(web(), "/initiateLoginUri", json!(login));
    let app = check_application("shop", &text, &production()).unwrap();
    assert_eq!(app.home(ISSUER).as_deref(), Some("https://shop.example/"));

    let mut homeless = web();
    homeless.as_object_mut().unwrap().remove("homeUri");
    let result = check_application("shop", &homeless.to_string(), &production());
    assert_only_fault(result, "/homeUri", "is missing");
    let text = with(homeless, "/initiateLoginUri", json!(login));
    let app = check_application("shop", &text, &production()).unwrap();
    let home =
        "https://shop.example/login?with=woodgrove&iss=https%3A%2F%2Flogin.woodgrove.example";
    assert_eq!(app.home(ISSUER).as_deref(), Some(home));
}

#[test]
fn where_a_sign_in_begins_is_https() {
    for address in [
        "http://shop.example/login",
        "https://u@shop.example/",
        "/login",
        "https://shop.example/#x",
    ] {
        let text = with(web(), "/initiateLoginUri", json!(address));
        let result = check_application("shop", &text, &production());
        assert_only_fault(result, "/initiateLoginUri", "must be an https URL");
    }
}
