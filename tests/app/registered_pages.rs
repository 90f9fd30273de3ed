//! What people see of an application that registered itself: its logo, its policy and its terms.

use crate::browser::*;
use crate::registration::*;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use vestibule::http::{Content, Method};
use vestibule::ports::OutboundResponse;

const LOGO: &str = "https://third.example/logo.png";

/// What begins as a PNG of this size does; further bytes make another image of it.
pub fn png(width: u32, height: u32, further: &[u8]) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", size.as_slice(), further].concat()
}

/// The server of the application, which sends what it holds.
pub fn serves(deployment: &Deployment, status: u16, body: Vec<u8>) -> Rc<RefCell<Vec<u8>>> {
    let held = Rc::new(RefCell::new(body));
    let sent = held.clone();
    deployment
        .platform
        .outbound
        .answer_with(move |_| Ok(OutboundResponse::new(status, sent.borrow().clone())));
    held
}

/// What an application says of itself that people see.
pub fn third() -> Value {
    json!({
        "redirect_uris": [CALLBACK],
        "client_name": "Third & co",
        "logo_uri": LOGO,
        "policy_uri": "https://third.example/privacy",
        "policy_uri#ar": "https://third.example/ar/privacy",
        "tos_uri": "https://third.example/terms?a=1&b=2",
    })
}

/// The page that a person sees first.
pub fn sign_in_page(deployment: &Deployment, told: &Value, language: &str) -> String {
    let mut browser = Browser::new(deployment);
    browser.open(&app(told).authorize(&[("ui_locales", language)])).page("sign-in").html
}

/// The address of the logo on a page.
pub fn logo_on(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<img src=\"/logo/")?;
    Some(format!("/logo/{}", rest.split('"').next()?))
}

fn manage(deployment: &Deployment, told: &Value, method: Method, body: Option<&Value>) -> u16 {
    let uri = told["registration_client_uri"].as_str().unwrap();
    let token = told["registration_access_token"].as_str().unwrap();
    deployment.send(call(method, uri.strip_prefix(ISSUER).unwrap(), token, body)).status
}

#[test]
fn the_first_pages_show_its_logo_and_link_its_policy_and_terms_in_the_pages_language() {
    let deployment = guarded();
    let image = png(200, 100, b"");
    serves(&deployment, 200, image.clone());
    let told = registered(&deployment, &third());
    for (member, value) in third().as_object().unwrap() {
        assert_eq!(told[member], *value, "{member}");
    }
    let page = sign_in_page(&deployment, &told, "en");
    for link in [
        "<a href=\"https://third.example/privacy\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">",
        "<a href=\"https://third.example/terms?a=1&amp;b=2\"",
        "alt=\"Third &amp; co\"",
    ] {
        assert!(page.contains(link), "{link}: {page}");
    }
    let arabic = sign_in_page(&deployment, &told, "ar");
    assert!(arabic.contains("\"https://third.example/ar/privacy\""), "{arabic}");

    let mut browser = Browser::new(&deployment);
    let consent = sign_up_supplier(&mut browser, app(&told), "ann@partner.example").page("consent");
    assert!(consent.html.contains("https://third.example/privacy"), "{}", consent.html);
    assert_eq!(logo_on(&consent.html), logo_on(&page));

    let served = deployment.send(get(&logo_on(&page).unwrap()));
    assert_eq!(served.content, Content::Image("image/png", image.into()));
    for (header, value) in [
        ("cache-control", "public, max-age=31536000, immutable"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(served.header(header), Some(value), "{header}");
    }
}

#[test]
fn who_lost_their_place_goes_where_a_sign_in_begins_unless_there_is_a_home() {
    let deployment = guarded();
    let begin = format!(
        "https://third.example/login?a=b&amp;iss={}",
        ISSUER.replace(':', "%3A").replace('/', "%2F")
    );
    let mut sent = json!({
        "redirect_uris": [CALLBACK],
        "initiate_login_uri": "https://third.example/login?a=b",
    });
    for home in [begin.as_str(), "https://third.example/start"] {
        let told = registered(&deployment, &sent);
        let client_id = told["client_id"].as_str().unwrap();
        let lost = deployment.send(get(&format!("/flow/gone/sign-in?client_id={client_id}")));
        assert!(lost.body.contains(&format!("href=\"{home}\"")), "{}", lost.body);
        sent["client_uri"] = json!("https://third.example/start");
    }
}

#[test]
fn a_document_links_policy_and_terms_too() {
    let deployment = Deployment::new();
    let own = "\"policyUri\": \"https://woodgrove.example/privacy\", \"flows\"";
    deployment.edit("app/woodgrove-suppliers", "\"flows\"", own);
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in").html;
    assert!(page.contains("<a href=\"https://woodgrove.example/privacy\""), "{page}");
    assert!(!page.contains("Terms of use of"), "{page}");
}

#[test]
fn a_logo_is_fetched_once_and_again_where_its_address_changed() {
    let deployment = guarded();
    let held = serves(&deployment, 200, png(10, 10, b"1"));
    let fetched = || deployment.platform.outbound.requests().len();
    let told = registered(&deployment, &third());
    let first = logo_on(&sign_in_page(&deployment, &told, "en")).unwrap();
    *held.borrow_mut() = png(10, 10, b"2");

    let mut sent = third();
    sent["client_id"] = told["client_id"].clone();
    assert_eq!(manage(&deployment, &told, Method::Put, Some(&sent)), 200);
    assert_eq!(fetched(), 1);
    assert_eq!(logo_on(&sign_in_page(&deployment, &told, "en")), Some(first.clone()));

    sent["logo_uri"] = json!("https://third.example/other.png");
    assert_eq!(manage(&deployment, &told, Method::Put, Some(&sent)), 200);
    assert_eq!(fetched(), 2);
    let second = logo_on(&sign_in_page(&deployment, &told, "en")).unwrap();
    assert_ne!(second, first);
    assert_eq!(deployment.send(get(&first)).status, 404);
    assert_eq!(deployment.send(get(&second)).status, 200);

    sent.as_object_mut().unwrap().remove("logo_uri");
    assert_eq!(manage(&deployment, &told, Method::Put, Some(&sent)), 200);
    assert_eq!(logo_on(&sign_in_page(&deployment, &told, "en")), None);
    assert!(deployment.sql("SELECT 1 FROM logos").is_empty());
}

#[test]
fn a_logo_ends_with_its_registration_alone() {
    let deployment = guarded();
    serves(&deployment, 200, png(10, 10, b""));
    let (one, other) = (registered(&deployment, &third()), registered(&deployment, &third()));
    let logo = logo_on(&sign_in_page(&deployment, &one, "en")).unwrap();
    assert_eq!(manage(&deployment, &one, Method::Delete, None), 204);
    assert_eq!(deployment.send(get(&logo)).status, 200, "the other one's");
    assert_eq!(manage(&deployment, &other, Method::Delete, None), 204);
    assert_eq!(deployment.send(get(&logo)).status, 404);
}

#[test]
fn a_logo_that_cant_be_shown_is_not_registered_and_the_log_says_why() {
    let deployment = guarded();
    for (status, body, words) in [
        (404, png(10, 10, b""), "answers 404"),
        (302, Vec::new(), "answers 302"),
        (200, b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "is no PNG"),
        (200, b"<!doctype html>".to_vec(), "is no PNG"),
        (200, Vec::new(), "is no PNG"),
        (200, png(2049, 10, b""), "is 2049x10 pixels"),
        (200, png(0, 10, b""), "is 0x10 pixels"),
    ] {
        serves(&deployment, status, body);
        deployment.platform.clock.advance(5);
        let told = registered(&deployment, &third());
        assert_eq!(told["logo_uri"], Value::Null, "{words}");
        assert_eq!(logo_on(&sign_in_page(&deployment, &told, "en")), None, "{words}");
        let logged = deployment.platform.log.lines().join("\n");
        assert!(logged.contains("logo_uri") && logged.contains(words), "{logged}");
    }
    assert!(deployment.sql("SELECT 1 FROM logos").is_empty());
}

#[test]
fn addresses_that_people_are_sent_to_are_https_and_short() {
    let deployment = guarded();
    let long = format!("https://third.example/{}", "a".repeat(500));
    for member in ["logo_uri", "policy_uri", "tos_uri", "policy_uri#ja"] {
        for address in [
            "http://third.example/",
            "javascript:alert(1)",
            "data:image/png;base64,iVBORw0KGgo=",
            "third.example",
            " ",
            &long,
        ] {
            let refused =
                register(&deployment, &json!({"redirect_uris": [CALLBACK], member: address}));
            let description = json(&refused)["error_description"].as_str().unwrap().to_owned();
            assert_eq!(refused.status, 400, "{member} {address}");
            assert!(description.starts_with(&format!("{member}: must be")), "{description}");
        }
    }
    assert!(deployment.platform.outbound.requests().is_empty());
    for policy in ["https://bank.example@third.example/", "https://third.example/a b"] {
        let metadata = json!({"redirect_uris": [CALLBACK], "policy_uri": policy});
        assert_eq!(register(&deployment, &metadata).status, 400, "{policy}");
    }
}
