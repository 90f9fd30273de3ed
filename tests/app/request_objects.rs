//! Request objects (RFC 9101, OpenID Connect Core §6; R11): signed by the application, sent along, pushed, or kept at a
//! registered address.

use crate::browser::*;
use crate::people::*;
use crate::signer::*;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use vestibule::http::Form;
use vestibule::ports::OutboundResponse;
use vestibule::protocol::SigningAlgorithm;

const EMAIL: &str = "ann@partner.example";
const KEPT: &str = "https://suppliers.example/request.jwt";

/// The suppliers' application with a key, and further members in its document.
fn with_key(more: &str) -> (Deployment, Signer) {
    let deployment = Deployment::new();
    let key = Signer::new(SigningAlgorithm::ES256);
    let jwk = key.jwk(&json!({"kid": "a"}));
    let members = format!(r#""type": "web", "jwks": {{"keys": [{jwk}]}}{more}"#);
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, &members);
    (deployment, key)
}

/// What a library puts into the object, `changes` over it; null leaves a member out.
fn object(deployment: &Deployment, changes: &Value) -> Value {
    let now = now(deployment);
    let mut object = json!({
        "iss": SUPPLIERS.client_id, "aud": ISSUER, "exp": now + 60, "nbf": now, "iat": now,
        "jti": "1", "client_id": SUPPLIERS.client_id, "response_type": "code",
        "redirect_uri": SUPPLIERS.redirect_uri, "scope": "openid email", "state": "inside",
        "nonce": "inside", "code_challenge": CHALLENGE, "code_challenge_method": "S256",
        "claims": {"id_token": {"name": null}}, "max_age": 3600,
    });
    let members = object.as_object_mut().unwrap();
    members.extend(changes.as_object().unwrap().clone());
    members.retain(|_, value| !value.is_null());
    object
}

fn path(fields: &[(&str, &str)]) -> String {
    let all = [("client_id", SUPPLIERS.client_id)].iter().chain(fields);
    let form = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    format!("/authorize?{}", Form(form).encode())
}

/// The error that the page for developers names.
fn reason(deployment: &Deployment, path: &str) -> String {
    let response = deployment.send(get(path));
    assert_eq!((response.status, response.header("location")), (400, None), "{}", response.body);
    let reasons = ["malformed", "signature", "claims", "required", "twice"];
    let reasons = reasons.map(|reason| format!("request_object_{reason}"));
    let others =
        ["request_uri_not_registered", "request_uri_unreadable", "request_object_sent_twice"];
    let known = reasons.iter().map(String::as_str).chain(others);
    let found: Vec<&str> = known.filter(|reason| response.body.contains(reason)).collect();
    found.first().map_or_else(|| response.body.clone(), |reason| (*reason).to_owned())
}

#[test]
fn what_was_signed_counts_and_nothing_beside_it() {
    let (deployment, key) = with_key("");
    let (mut browser, _) = tokens(&deployment, PROCUREMENT, EMAIL);
    for header in
        [json!({"kid": "a", "typ": "oauth-authz-req+jwt"}), json!({"typ": "JWT"}), json!({})]
    {
        let request = key.sign(&header, &object(&deployment, &json!({})));
        let beside = [
            ("request", request.as_str()),
            ("state", "outside"),
            ("nonce", "outside"),
            ("scope", "openid phone"),
            ("prompt", "none"),
            ("max_age", "0"),
            ("redirect_uri", "https://evil.example/"),
            ("response_type", "token"),
        ];
        let back = browser.open(&path(&beside)).callback();
        assert_eq!(back.first("state"), "inside");
        let tokens = json(&deployment.send(SUPPLIERS.redeem(back.first("code"))));
        let id = claims(token(&tokens, "id_token"));
        assert_eq!((&id["nonce"], &tokens["scope"]), (&json!("inside"), &json!("openid email")));
        assert!(id["name"].is_string() && id["phone_number"].is_null(), "{id}");
    }
}

#[test]
fn an_object_may_be_pushed() {
    let (deployment, key) = with_key(
        r#", "requirePushedAuthorizationRequests": true, "requireSignedRequestObject": true"#,
    );
    let (mut browser, _) = tokens(&deployment, PROCUREMENT, EMAIL);
    let push = |fields: &[(&str, &str)]| {
        let mut request = SUPPLIERS.token(fields);
        "/par".clone_into(&mut request.path);
        deployment.send(request)
    };
    let signed = key.sign(&json!({}), &object(&deployment, &json!({})));
    let response = push(&[("request", &signed), ("state", "outside")]);
    assert_eq!(response.status, 201, "{}", response.body);
    let request_uri = json(&response)["request_uri"].as_str().unwrap().to_owned();
    let back = browser.open(&path(&[("request_uri", &request_uri), ("request", "x")])).callback();
    assert_eq!((back.first("state"), back.first("code").is_empty()), ("inside", false));
    let plain = push(&[("response_type", "code"), ("redirect_uri", SUPPLIERS.redirect_uri)]);
    // A parameter is missing (RFC 6749 §4.1.2.1), and no object is wrong: FAPI 2.0's suite wants to be told so.
    assert_eq!(json(&plain)["error"], "invalid_request");
    let by_browser = browser.open(&SUPPLIERS.authorize(&[])).callback();
    assert_eq!(by_browser.first("error"), "invalid_request", "it was not pushed either");
    let bad = push(&[("request", &format!("{signed}x"))]);
    assert_eq!((bad.status, &json(&bad)["error"]), (400, &json!("invalid_request_object")));
    for fault in [
        json!({"redirect_uri": null}),
        json!({"code_challenge": null}),
        json!({"response_type": "token"}),
    ] {
        let signed = key.sign(&json!({}), &object(&deployment, &fault));
        assert_eq!(push(&[("request", &signed)]).status, 400, "{fault}");
    }
}

#[test]
fn every_object_that_is_not_the_applications_own_is_refused() {
    let (deployment, key) = with_key("");
    let now = now(&deployment);
    for (changes, expected) in [
        (json!({"iss": "other"}), "request_object_claims"),
        (json!({"client_id": "other"}), "request_object_claims"),
        (json!({"sub": SUPPLIERS.client_id}), "request_object_claims"),
        (json!({"aud": "https://other.example"}), "request_object_claims"),
        (json!({"aud": ["https://other.example"]}), "request_object_claims"),
        (json!({"exp": now}), "request_object_claims"),
        (json!({"exp": "soon"}), "request_object_claims"),
        (json!({"nbf": now + 60}), "request_object_claims"),
        (json!({"iat": now + 60}), "request_object_claims"),
        (json!({"request": "x"}), "request_object_claims"),
        (json!({"request_uri": KEPT}), "request_object_claims"),
    ] {
        let request = key.sign(&json!({}), &object(&deployment, &changes));
        assert_eq!(reason(&deployment, &path(&[("request", &request)])), expected, "{changes}");
    }
    let good = object(&deployment, &json!({}));
    let foreign = Signer::of(&vestibule::native::NativeSigning::default(), SigningAlgorithm::EdDSA);
    for (request, expected) in [
        ("x".to_owned(), "request_object_malformed"),
        (key.sign(&json!({"typ": "at+jwt"}), &good), "request_object_malformed"),
        (key.sign(&json!({"typ": "client-authentication+jwt"}), &good), "request_object_malformed"),
        (key.sign(&json!({"crit": ["x"]}), &good), "request_object_malformed"),
        (key.sign(&json!({"alg": "none"}), &good), "request_object_signature"),
        (key.sign(&json!({"alg": "HS256"}), &good), "request_object_signature"),
        (key.sign(&json!({"alg": "RS256"}), &good), "request_object_signature"),
        (foreign.sign(&json!({}), &good), "request_object_signature"),
        (
            sign_hs256("woodgrove-suppliers-sample-secret", &json!({"alg": "HS256"}), &good),
            "request_object_signature",
        ),
    ] {
        assert_eq!(reason(&deployment, &path(&[("request", &request)])), expected, "{request}");
    }
}

#[test]
fn the_error_goes_back_where_the_query_itself_says_where_to() {
    let (deployment, _) = with_key("");
    let mut browser = Browser::new(&deployment);
    let back = browser.open(&SUPPLIERS.authorize(&[("request", "x")])).callback();
    assert_eq!((back.first("error"), back.first("state")), ("invalid_request_object", "state-1"));
    let both = [("request", "x"), ("request_uri", KEPT)];
    let back = browser.open(&SUPPLIERS.authorize(&both)).callback();
    assert_eq!(back.first("error"), "invalid_request");
}

#[test]
fn the_document_may_name_the_algorithm_and_demand_an_object() {
    let (deployment, key) =
        with_key(r#", "requireSignedRequestObject": true, "requestObjectSigningAlg": "EdDSA""#);
    let mut browser = Browser::new(&deployment);
    let back = browser.open(&SUPPLIERS.authorize(&[])).callback();
    assert_eq!(back.first("error"), "invalid_request_object");
    let request = key.sign(&json!({}), &object(&deployment, &json!({})));
    assert_eq!(reason(&deployment, &path(&[("request", &request)])), "request_object_signature");
}

/// FAPI 2.0 Message Signing §5.3.1. Others, as OpenID Connect has them, need neither.
#[test]
fn where_an_object_is_demanded_it_says_for_how_long_it_is_good_and_not_for_more_than_an_hour() {
    let minutes = |minutes: i64| minutes * 60;
    for (begins, ends, taken) in [
        (Some(0), Some(minutes(1)), true),
        (Some(0), Some(minutes(60)), true),
        (Some(minutes(-59)), Some(minutes(1)), true),
        (Some(8), Some(minutes(60)), true),
        (Some(0), None, false),
        (None, Some(minutes(1)), false),
        (None, None, false),
        (Some(0), Some(minutes(60) + 1), false),
        (Some(minutes(-61)), Some(minutes(-2)), false),
        (Some(minutes(-70)), Some(minutes(1)), false),
        (Some(i64::MIN / 2), Some(i64::MAX / 2), false),
    ] {
        for (demands, more) in [(true, r#", "requireSignedRequestObject": true"#), (false, "")] {
            let (deployment, key) = with_key(more);
            let now = now(&deployment);
            let at = |moment: Option<i64>| moment.map(|moment| now.saturating_add(moment));
            let changes = json!({"nbf": at(begins), "exp": at(ends)});
            let request = key.sign(&json!({}), &object(&deployment, &changes));
            let response = deployment.send(get(&path(&[("request", &request)])));
            let over = ends.is_some_and(|ends| ends <= 0 || ends > 1 << 53);
            let expected = if taken || (!demands && !over) { 303 } else { 400 };
            assert_eq!(response.status, expected, "{demands} {changes}: {}", response.body);
        }
    }
}

#[test]
fn a_registered_address_is_fetched_without_its_fragment_and_no_other() {
    let (deployment, key) = with_key(&format!(r#", "requestUris": ["{KEPT}#v1"]"#));
    let (mut browser, _) = tokens(&deployment, PROCUREMENT, EMAIL);
    let answer =
        Rc::new(RefCell::new((200, key.sign(&json!({}), &object(&deployment, &json!({}))))));
    let kept = answer.clone();
    deployment.platform.outbound.answer_with(move |_| {
        let (status, body) = kept.borrow().clone();
        Ok(OutboundResponse::new(status, format!("{body}\n")))
    });
    for uri in [KEPT.to_owned(), format!("{KEPT}#v1"), format!("{KEPT}#another")] {
        let back = browser.open(&path(&[("request_uri", &uri)])).callback();
        assert_eq!(
            (back.first("state"), back.first("code").is_empty()),
            ("inside", false),
            "{uri}"
        );
    }
    let asked = deployment.platform.outbound.requests();
    assert!(asked.len() == 3 && asked.iter().all(|request| request.url() == KEPT), "{asked:?}");
    for uri in
        ["https://evil.example/", "https://suppliers.example/request.jwt?x", "http://127.0.0.1/"]
    {
        assert_eq!(
            reason(&deployment, &path(&[("request_uri", uri)])),
            "request_uri_not_registered"
        );
    }
    assert_eq!(deployment.platform.outbound.requests().len(), 3, "nobody else was asked");
    for (status, body, expected) in [
        (302, String::new(), "request_uri_unreadable"),
        (500, "x".to_owned(), "request_uri_unreadable"),
        (200, "<html>".to_owned(), "request_object_malformed"),
    ] {
        *answer.borrow_mut() = (status, body);
        deployment.platform.clock.advance(61);
        assert_eq!(reason(&deployment, &path(&[("request_uri", KEPT)])), expected, "{status}");
    }
}

#[test]
fn how_long_ago_somebody_may_have_signed_in_has_a_default_in_the_document() {
    let (deployment, _) = with_key(r#", "defaultMaxAge": 60"#);
    let (mut browser, _) = tokens(&deployment, PROCUREMENT, EMAIL);
    browser.open(&SUPPLIERS.authorize(&[])).code();
    deployment.platform.clock.advance(61);
    browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    browser.open(&SUPPLIERS.authorize(&[("max_age", "3600")])).code();
}
