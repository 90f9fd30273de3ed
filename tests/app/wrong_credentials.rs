//! Wrong secrets and tokens are throttled, and right ones are never locked out (RFC 6749 §2.3.1).

use crate::browser::*;
use crate::people::*;
use crate::registration::{CALLBACK, INITIAL, call};
use serde_json::{Value, json};
use vestibule::encode::hash;
use vestibule::http::{Method, Request, Response};

const SECRET: &str = "a-secret-that-is-no-sample-0123456789";

/// In production, where networks are counted.
fn deployment() -> Deployment {
    for_production().in_production()
}

/// Documents that production takes: an application of this secret and room for those that register.
pub fn for_production() -> Deployment {
    let deployment = Deployment::new();
    for (key, text) in samples() {
        let mut document: Value = serde_json::from_str(&text).unwrap();
        if ["app/woodgrove-suppliers", "app/woodgrove-procurement"].contains(&key.as_str()) {
            document["clientSecrets"] = json!([{"sha256": hash::sha256(SECRET)}]);
        }
        if key == "tenant" {
            let tokens = json!([{"sha256": hash::sha256(INITIAL)}]);
            document["registration"] =
                json!({"flows": ["supplier"], "initialAccessTokens": tokens});
        }
        deployment.platform.kv.put(&key, &document.to_string());
    }
    deployment
}

fn from(request: Request, ip: &str) -> Request {
    Request { ip: Some(ip.to_owned()), ..request }
}

/// A request that an application of this id and secret makes.
fn ask(client_id: &str, secret: &str) -> Request {
    post("/introspect", &[("client_id", client_id), ("client_secret", secret), ("token", "x")])
}

#[track_caller]
fn throttled(response: &Response, error: &str, cause: &str) {
    let told = json(response);
    assert_eq!((response.status, &told["error"]), (429, &json!(error)), "{told}");
    let description = told["error_description"].as_str().unwrap();
    assert!(description.contains(&format!("({cause},")), "{description}");
    let seconds: i64 = response.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
}

#[test]
fn the_right_secret_passes_among_a_thousand_wrong_ones_that_cost_one_write_in_all() {
    let deployment = deployment();
    let id = SUPPLIERS.client_id;
    let send = |secret: &str| deployment.send(from(ask(id, secret), "192.0.2.1"));
    assert_eq!(send(SECRET).status, 200);
    deployment.platform.reset_counts();
    for n in 0..1000 {
        let response = send(&format!("wrong {n}"));
        assert_eq!(response.status, if n < 20 { 401 } else { 429 }, "{n}");
        if n % 100 == 99 {
            throttled(&response, "invalid_client", "too_many_wrong_secrets");
            assert_eq!(send(SECRET).status, 200, "{n}");
        }
    }
    assert_eq!(deployment.platform.counts().batches, 1, "that the limit was reached");
    deployment.platform.clock.advance(61);
    assert_eq!(send("wrong").status, 401, "a minute later it begins anew");
}

#[test]
fn another_network_and_another_application_are_not_concerned() {
    let deployment = deployment();
    let wrong = |id: &str, ip: &str| deployment.send(from(ask(id, "wrong"), ip)).status;
    let first = "2001:db8:0:1::1";
    while wrong(SUPPLIERS.client_id, first) == 401 {}
    assert_eq!(wrong(SUPPLIERS.client_id, "2001:db8:0:1:ffff::2"), 429, "the same /64");
    assert_eq!(wrong(SUPPLIERS.client_id, "2001:db8:0:2::1"), 401);
    assert_eq!(wrong(PROCUREMENT.client_id, first), 401);
}

#[test]
fn wrong_assertions_are_throttled_too() {
    let deployment = deployment();
    let key = crate::signer::Signer::new(vestibule::protocol::SigningAlgorithm::ES256);
    let other = crate::signer::Signer::new(vestibule::protocol::SigningAlgorithm::ES256);
    let mut document: Value = serde_json::from_str(&samples()["app/woodgrove-suppliers"]).unwrap();
    document.as_object_mut().unwrap().remove("clientSecrets");
    document["tokenEndpointAuthMethod"] = json!("private_key_jwt");
    document["jwks"] = json!({"keys": [key.jwk(&json!({}))]});
    deployment.platform.kv.put("app/woodgrove-suppliers", &document.to_string());
    let ask = |signer: &crate::signer::Signer, jti: &str| {
        let (id, now) = (SUPPLIERS.client_id, crate::signer::now(&deployment));
        let claims = json!({"iss": id, "sub": id, "aud": ISSUER, "jti": jti, "exp": now + 60});
        let form = [
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", &signer.sign(&json!({}), &claims)),
            ("token", "x"),
        ];
        deployment.send(from(post("/introspect", &form), "192.0.2.1"))
    };
    assert!((0..20).all(|n| ask(&other, &n.to_string()).status == 401));
    throttled(&ask(&other, "20"), "invalid_client", "too_many_wrong_secrets");
    assert_eq!(ask(&key, "right").status, 200);
}

#[test]
fn wrong_tokens_for_registering_are_throttled_and_right_ones_pass() {
    let deployment = deployment();
    let send = |request| deployment.send(from(request, "192.0.2.1"));
    let metadata = json!({"redirect_uris": [CALLBACK]});
    let register = |token| send(call(Method::Post, "/register", token, Some(&metadata)));
    assert!((0..20).all(|_| register("wrong").status == 401));
    throttled(&register("wrong"), "invalid_token", "too_many_wrong_tokens");
    let told = register(INITIAL);
    assert_eq!(told.status, 201, "{}", told.body);
    let told = json(&told);
    let path = told["registration_client_uri"].as_str().unwrap().replace(ISSUER, "");
    let read = |token: &str| send(call(Method::Get, &path, token, None));
    assert!((0..20).all(|_| read("wrong").status == 401));
    throttled(&read("wrong"), "invalid_token", "too_many_wrong_tokens");
    assert_eq!(read(token(&told, "registration_access_token")).status, 200);
}
