//! Where documents `app/{client_id}` ask to be told that a session ended.

use crate::help::{assert_only_fault, mode, production};
use serde_json::{Value, json};
use vestibule::config::{Fault, check_application};
use vestibule::protocol::Application;

/// A document with `more` in it, checked.
fn check(more: &Value, development: bool) -> Result<Application, Vec<Fault>> {
    let mut document = json!({
        "displayName": "Shop",
        "type": "spa",
        "redirectUris": ["https://shop.example/callback", "http://localhost:3000/callback"],
        "homeUri": "https://shop.example/",
        "flows": ["customer"],
    });
    document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let place = if development { mode(true) } else { production() };
    check_application("shop", &document.to_string(), &place)
}

#[test]
fn an_application_may_ask_to_be_told_in_both_ways() {
    let back = "https://api.shop.example/logout?from=a";
    let front = "https://shop.example/signed-out?a=b";
    let app = check(
        &json!({
            "backchannelLogoutUri": back, "backchannelLogoutSessionRequired": true,
            "frontchannelLogoutUri": front, "frontchannelLogoutSessionRequired": false,
        }),
        false,
    );
    let app = app.unwrap();
    assert_eq!(app.backchannel_logout_uri.as_deref(), Some(back));
    assert_eq!(app.frontchannel_logout_uri.as_deref(), Some(front));
    assert!(!check(&json!({}), false).unwrap().is_told_of_logout());
    for field in ["backchannelLogoutUri", "frontchannelLogoutUri"] {
        let local = json!({ field: "http://localhost:3000/logout" });
        assert!(check(&local, true).unwrap().is_told_of_logout());
    }
}

#[test]
fn each_rule_has_its_fault() {
    for field in ["backchannelLogoutUri", "frontchannelLogoutUri"] {
        for (uri, words) in [
            ("http://localhost:3000/logout", "allowed: https"),
            ("https://shop.example/logout#now", "fragment"),
            ("https://shop.example/logout?iss=x", "`iss`"),
            ("https://user@shop.example/logout", "user name"),
            ("/logout", "not an absolute URI"),
            ("https://shop.example/*", "wildcard"),
        ] {
            let pointer = format!("/{field}");
            assert_only_fault(check(&json!({ field: uri }), false), &pointer, words);
        }
    }
    for (uri, words) in [
        ("https://api.shop.example/logout", "allowed: http://localhost:3000, https://shop.example"),
        ("https://shop.example:8443/logout", "another origin"),
        ("https://shop.example/logout?sid=x", "`sid`"),
    ] {
        let asked = check(&json!({ "frontchannelLogoutUri": uri }), false);
        assert_only_fault(asked, "/frontchannelLogoutUri", words);
    }
    for channel in ["backchannel", "frontchannel"] {
        let field = format!("{channel}LogoutSessionRequired");
        let words = format!("without `{channel}LogoutUri`");
        assert_only_fault(check(&json!({ &field: true }), false), &format!("/{field}"), &words);
    }
}
