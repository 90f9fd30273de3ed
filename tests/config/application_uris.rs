//! Which URIs a document `app/{client_id}` may name.

use crate::application::{public, web};
use crate::help::{assert_only_fault, lines, mode, production, with};
use serde_json::json;
use vestibule::config::check_application;

#[test]
fn redirects_that_each_kind_may_have() {
    for (application_type, uri) in [
        ("web", "https://shop.example/callback?tenant=1"),
        ("web", "https://xn--bcher-kva.example/callback"),
        ("web", "http://localhost:3000/callback"),
        ("web", "http://127.0.0.1:3000/callback"),
        ("web", "http://[::1]/callback"),
        ("spa", "https://shop.example"),
        ("spa", "http://shop.localhost:3000/"),
        ("native", "https://shop.example/app"),
        ("native", "http://127.0.0.1/callback"),
        ("native", "http://[::1]:7000/callback"),
        ("native", "com.example.shop:/callback"),
        ("native", "com.example.shop://callback"),
    ] {
        let document = if application_type == "web" { web() } else { public(application_type) };
        let text = with(document, "/redirectUris/0", json!(uri));
        let app = check_application("shop", &text, &production());
        assert!(app.is_ok(), "{uri}: {}", lines(&app.unwrap_err()));
    }
}

#[test]
fn redirects_that_no_application_or_another_kind_may_have() {
    let long = format!("https://shop.example/{}", "a".repeat(236));
    let https_or_loopback = "https, or http on localhost";
    let own_scheme = "a scheme that contains a dot";
    for (application_type, uri, words) in [
        ("web", "/callback", "not an absolute URI"),
        ("web", "shop.example/callback", "not an absolute URI"),
        ("web", "https:shop.example", https_or_loopback),
        ("web", "https:///shop.example", https_or_loopback),
        ("web", "http://shop.example/callback", https_or_loopback),
        ("web", "http://localhost.shop.example/", https_or_loopback),
        ("web", "http://127.0.0.1.shop.example/", https_or_loopback),
        ("web", "javascript:alert(1)", https_or_loopback),
        ("web", "data:text/html,x", https_or_loopback),
        ("web", "com.example.shop:/callback", https_or_loopback),
        ("spa", "com.example.shop:/callback", https_or_loopback),
        ("web", "https://*.shop.example/", "wildcard"),
        ("web", "https://shop.example/*", "wildcard"),
        ("web", "https://user@shop.example/", "user name"),
        ("web", "https://user:x@shop.example/", "user name"),
        ("web", "https://@shop.example/", "user name"),
        ("web", "https://shop.example/#top", "fragment"),
        ("web", "https://shop.example/#", "fragment"),
        ("web", "https://shop.example/?code=1", "`code`"),
        ("web", "https://shop.example/?a=1&state", "`state`"),
        ("web", "https://shop.example/?%69ss=1", "`iss`"),
        ("web", "https://shop.example/?error=1", "`error`"),
        ("web", "https://shop.example/?response=1", "`response`"),
        ("web", "https://shop.example/a b", "percent-encoded"),
        ("web", "https://shop.example\\@evil.example/", "percent-encoded"),
        ("web", "https://shöp.example/", "as xn--"),
        ("web", "https://shop.example/\n", "percent-encoded"),
        ("web", long.as_str(), "allowed: up to 256"),
        ("web", "{issuer}/demo/", "development alone"),
        ("native", "http://localhost/callback", own_scheme),
        ("native", "http://127.0.0.2/callback", own_scheme),
        ("native", "http://2130706433/callback", own_scheme),
        ("native", "http://127.0.0.1.example/callback", own_scheme),
        ("native", "shop:/callback", own_scheme),
        ("native", "javascript:alert(1)", own_scheme),
        ("native", "file:///etc/passwd", own_scheme),
        ("native", "com.example.shop:/callback#x", "fragment"),
    ] {
        let document = if application_type == "web" { web() } else { public(application_type) };
        let text = with(document, "/redirectUris/0", json!(uri));
        assert_only_fault(
            check_application("shop", &text, &production()),
            "/redirectUris/0",
            words,
        );
    }
}

#[test]
fn the_issuers_own_pages_are_for_development() {
    let text = with(web(), "/redirectUris/0", json!("{issuer}/demo/"));
    let app = check_application("shop", &text, &mode(true)).unwrap();
    assert_eq!(app.redirect_uris, ["http://localhost:8787/demo/"]);
    let text = with(web(), "/redirectUris/0", json!("{issuer}.evil.example/"));
    let result = check_application("shop", &text, &mode(true));
    assert!(lines(&result.unwrap_err()).contains("must be followed by `/`"));
}

#[test]
fn one_uri_may_have_several_faults() {
    let uri = "http://u@shop.example/*?code=1#x";
    let text = with(web(), "/redirectUris/0", json!(uri));
    let faults = check_application("shop", &text, &production()).unwrap_err();
    assert_eq!(faults.len(), 5, "{}", lines(&faults));
}

#[test]
fn there_may_be_a_hundred_redirects() {
    let uris: Vec<_> = (0..101).map(|n| format!("https://shop.example/{n}")).collect();
    let text = with(web(), "/redirectUris", json!(uris));
    assert_only_fault(
        check_application("shop", &text, &production()),
        "/redirectUris",
        "up to 100",
    );
}

#[test]
fn a_home_may_hold_what_an_answer_may_not() {
    let text = with(web(), "/homeUri", json!("https://shop.example/?state=x#/home"));
    assert!(check_application("shop", &text, &production()).is_ok());
    let text = with(web(), "/homeUri", json!("javascript:alert(1)"));
    assert_only_fault(
        check_application("shop", &text, &production()),
        "/homeUri",
        "allowed: https",
    );
}

#[test]
fn items_after_one_that_was_left_out_keep_their_places() {
    let uris =
        json!([1, "https://shop.example/", 2, "ftp://shop.example/", "http://shop.example/"]);
    let text = with(web(), "/redirectUris", uris);
    let faults = check_application("shop", &text, &production()).unwrap_err();
    let places: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(
        places,
        ["/redirectUris/0", "/redirectUris/2", "/redirectUris/3", "/redirectUris/4"]
    );
}

#[test]
fn an_address_that_passes_its_check_may_be_asked_where_it_passed() {
    for (pointer, place) in [
        ("/jwksUri", "/jwksUri"),
        ("/sectorIdentifierUri", "/sectorIdentifierUri"),
        ("/initiateLoginUri", "/initiateLoginUri"),
        ("/backchannelLogoutUri", "/backchannelLogoutUri"),
        ("/requestUris", "/requestUris/0"),
    ] {
        for (url, in_development, in_production) in ASKED {
            let value = if place == pointer { json!(url) } else { json!([url]) };
            for (mode, passes) in [(mode(true), in_development), (production(), in_production)] {
                let text = with(web(), pointer, value.clone());
                let faults = check_application("shop", &text, &mode).err().unwrap_or_default();
                let passed = faults.iter().all(|fault| fault.pointer != place);
                assert_eq!(passed, passes, "{pointer} {url}: {}", lines(&faults));
            }
        }
    }
}

/// Addresses, and whether they pass: as they are asked, http on this machine in development alone.
pub const ASKED: [(&str, bool, bool); 10] = [
    ("https://keys.example/a", true, true),
    ("http://localhost:3000/a", true, false),
    ("http://127.0.0.1:3000/a", true, false),
    ("http://[::1]:3000/a", true, false),
    ("http://a.localhost/a", true, false),
    ("http://keys.example/a", false, false),
    ("http://10.0.0.7/a", false, false),
    ("http://localhost.example/a", false, false),
    ("http://127.0.0.1.example/a", false, false),
    ("ftp://keys.example/a", false, false),
];
