//! Applications that publish their keys at a URL of their own.

use crate::browser::*;
use crate::signer::*;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use vestibule::encode::base64url;
use vestibule::http::Response;
use vestibule::ports::{FetchError, OutboundResponse, Randomness};
use vestibule::protocol::SigningAlgorithm;

const ID: &str = "woodgrove-suppliers";
const URL: &str = "https://suppliers.example/jwks";

/// What the URL answers: a status and a body; none when it can't be reached.
type Answer = Rc<RefCell<Option<(u16, String)>>>;

/// A deployment whose suppliers' application has its keys at the URL.
fn deployment() -> (Deployment, Answer) {
    let deployment = Deployment::new();
    let mut document: Value = serde_json::from_str(&samples()["app/woodgrove-suppliers"]).unwrap();
    document.as_object_mut().unwrap().remove("clientSecrets");
    let method = json!({"tokenEndpointAuthMethod": "private_key_jwt", "jwksUri": URL});
    deployment.platform.kv.put("app/woodgrove-suppliers", &changed(document, &method).to_string());
    let answer: Answer = Rc::default();
    let told = answer.clone();
    deployment.platform.outbound.answer_with(move |request| {
        assert_eq!((request.method(), request.url()), ("GET", URL));
        match told.borrow().clone() {
            Some((status, body)) => Ok(OutboundResponse::new(status, body)),
            None => Err(FetchError("unreachable".to_owned())),
        }
    });
    (deployment, answer)
}

fn publish(answer: &Answer, keys: &[Value]) {
    *answer.borrow_mut() = Some((200, json!({"keys": keys}).to_string()));
}

fn ask(deployment: &Deployment, key: &Signer, header: &Value) -> Response {
    let now = now(deployment);
    let jti = base64url::encode(&deployment.platform.random_bytes::<12>());
    let claims = json!({"iss": ID, "sub": ID, "aud": ISSUER, "jti": jti, "exp": now + 60});
    let assertion = key.sign(header, &claims);
    let bearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let form =
        [("token", "x"), ("client_assertion_type", bearer), ("client_assertion", &assertion)];
    deployment.send(post("/introspect", &form))
}

fn fetches(deployment: &Deployment) -> usize {
    deployment.platform.counts().fetches
}

#[test]
fn keys_are_fetched_once_and_again_for_a_key_that_is_not_known() {
    let (deployment, answer) = deployment();
    let (old, new) = (Signer::new(SigningAlgorithm::ES256), Signer::new(SigningAlgorithm::ES256));
    publish(&answer, &[old.jwk(&json!({"kid": "old"}))]);
    for _ in 0..5 {
        assert_eq!(ask(&deployment, &old, &json!({"kid": "old"})).status, 200);
    }
    assert_eq!(fetches(&deployment), 1);
    publish(&answer, &[old.jwk(&json!({"kid": "old"})), new.jwk(&json!({"kid": "new"}))]);
    assert_eq!(ask(&deployment, &new, &json!({"kid": "new"})).status, 200, "rotated");
    assert_eq!(ask(&deployment, &old, &json!({"kid": "old"})).status, 200);
    assert_eq!(fetches(&deployment), 2);
    let response = ask(&deployment, &new, &json!({"kid": "old"}));
    assert_eq!(cause(&response), "client_assertion_signature");
    assert_eq!(fetches(&deployment), 2, "a known key that did not sign is no reason to look");
    publish(&answer, &[new.jwk(&json!({"kid": "new"}))]);
    deployment.platform.clock.advance(300);
    let response = ask(&deployment, &old, &json!({"kid": "old"}));
    assert_eq!(cause(&response), "client_assertion_signature", "withdrawn");
}

#[test]
fn keys_without_ids_are_rotated_too() {
    let (deployment, answer) = deployment();
    let (old, new) = (Signer::new(SigningAlgorithm::EdDSA), Signer::new(SigningAlgorithm::EdDSA));
    publish(&answer, &[old.jwk(&json!({}))]);
    assert_eq!(ask(&deployment, &old, &json!({"alg": "Ed25519"})).status, 200);
    publish(&answer, &[new.jwk(&json!({}))]);
    assert_eq!(ask(&deployment, &new, &json!({})).status, 200);
    assert_eq!(fetches(&deployment), 2);
}

#[test]
fn a_url_is_asked_ten_times_a_minute_at_most() {
    let (deployment, answer) = deployment();
    let key = Signer::new(SigningAlgorithm::ES256);
    publish(&answer, &[key.jwk(&json!({"kid": "a"}))]);
    for kid in 0..30 {
        let response = ask(&deployment, &key, &json!({"kid": kid.to_string()}));
        assert_eq!(cause(&response), "client_assertion_signature");
    }
    assert_eq!(fetches(&deployment), 10);
    assert_eq!(ask(&deployment, &key, &json!({"kid": "a"})).status, 200, "the right one goes on");
    deployment.platform.clock.advance(60);
    ask(&deployment, &key, &json!({"kid": "b"}));
    assert_eq!(fetches(&deployment), 11);
}

#[test]
fn a_url_that_does_not_answer_is_left_in_peace_and_what_was_known_serves_on() {
    let (deployment, answer) = deployment();
    let key = Signer::new(SigningAlgorithm::ES256);
    for bad in [
        None,
        Some((404, "{}".to_owned())),
        Some((302, String::new())),
        Some((200, "<html>".to_owned())),
        Some((200, r#"{"keys": {}}"#.to_owned())),
    ] {
        *answer.borrow_mut() = bad.clone();
        for _ in 0..3 {
            let response = ask(&deployment, &key, &json!({}));
            assert_eq!(
                (response.status, cause(&response).as_str()),
                (401, "client_keys_unavailable")
            );
        }
        deployment.platform.clock.advance(5);
    }
    assert_eq!(fetches(&deployment), 5);
    publish(&answer, &[key.jwk(&json!({}))]);
    assert_eq!(ask(&deployment, &key, &json!({})).status, 200);
    *answer.borrow_mut() = None;
    deployment.platform.clock.advance(3000);
    assert_eq!(ask(&deployment, &key, &json!({})).status, 200);
    deployment.platform.clock.advance(600);
    assert_eq!(ask(&deployment, &key, &json!({})).status, 401);
    let logged = deployment.platform.log.lines().join("\n");
    assert!(logged.contains(&format!("key set {URL}: it answers 404")), "{logged}");
}

#[test]
fn a_key_at_fault_is_passed_over() {
    let (deployment, answer) = deployment();
    let key = Signer::new(SigningAlgorithm::ES256);
    publish(
        &answer,
        &[json!({"kty": "oct", "k": "AA"}), json!("x"), key.jwk(&json!({"x5t": "y"}))],
    );
    assert_eq!(ask(&deployment, &key, &json!({})).status, 200);
    publish(&answer, &[key.jwk(&json!({"d": "AA"}))]);
    deployment.platform.clock.advance(300);
    assert_eq!(ask(&deployment, &key, &json!({})).status, 401, "its private half is known");
}
