//! What a request proves itself with counts once, whatever came of the request (RFC 7523 §3, RFC 9449 §11.1): a proof that
//! was shown to us is no good to who reads it later.

use crate::browser::*;
use crate::signer::*;
use serde_json::{Value, json};
use vestibule::http::{Request, Response};
use vestibule::protocol::SigningAlgorithm;

const ID: &str = "woodgrove-suppliers";
const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The suppliers' application proves itself by this key, and may have devices.
fn deployment() -> (Deployment, Signer) {
    let deployment = Deployment::new();
    let key = Signer::new(SigningAlgorithm::ES256);
    let mut document: Value = serde_json::from_str(&samples()["app/woodgrove-suppliers"]).unwrap();
    let fields = document.as_object_mut().unwrap();
    fields.remove("clientSecrets");
    fields.insert("tokenEndpointAuthMethod".into(), json!("private_key_jwt"));
    fields.insert("jwks".into(), json!({"keys": [key.jwk(&json!({}))]}));
    let device = "urn:ietf:params:oauth:grant-type:device_code";
    fields.insert("grantTypes".into(), json!(["authorization_code", "refresh_token", device]));
    deployment.platform.kv.put("app/woodgrove-suppliers", &document.to_string());
    (deployment, key)
}

fn assertion(deployment: &Deployment, key: &Signer, jti: &str) -> String {
    let now = now(deployment);
    key.sign(&json!({}), &json!({"iss": ID, "sub": ID, "aud": ISSUER, "jti": jti, "exp": now + 60}))
}

fn asserted(path: &str, fields: &[(&str, &str)], assertion: &str) -> Request {
    let own = [("client_assertion_type", TYPE), ("client_assertion", assertion)];
    post(path, &[fields, &own].concat())
}

/// Requests that end before they ask the database, and some that end after it.
const ENDS: [(&str, &[(&str, &str)]); 15] = [
    ("/introspect", &[("token", "unknown")]),
    ("/introspect", &[("token", "eyJhbGciOiJSUzI1NiJ9.e30.AA")]),
    ("/introspect", &[]),
    ("/revoke", &[("token", "unknown")]),
    ("/revoke", &[]),
    ("/token", &[]),
    ("/token", &[("grant_type", "password")]),
    ("/token", &[("grant_type", "client_credentials")]),
    ("/token", &[("grant_type", "authorization_code")]),
    ("/token", &[("grant_type", "authorization_code"), ("code", "x"), ("redirect_uri", "y")]),
    ("/token", &[("grant_type", "refresh_token"), ("refresh_token", "malformed")]),
    ("/par", &[]),
    ("/par", &[("request_uri", "https://third.example/")]),
    ("/device_authorization", &[("scope", "orders.read")]),
    ("/device_authorization", &[("scope", "openid"), ("prompt", "nobody knows")]),
];

fn is_replay(response: &Response) -> bool {
    response.status == 401 && cause(response) == "client_assertion_used"
}

#[test]
fn an_assertion_is_used_up_however_its_request_ends() {
    for (path, fields) in ENDS {
        let (deployment, key) = deployment();
        let assertion = assertion(&deployment, &key, "1");
        let first = deployment.send(asserted(path, fields, &assertion));
        assert!(!is_replay(&first), "{path} {fields:?}: {}", first.body);
        for (again, others) in [(path, fields), ("/introspect", &[("token", "x")][..]), ENDS[5]] {
            let response = deployment.send(asserted(again, others, &assertion));
            assert!(is_replay(&response), "{path} {fields:?}, then {again}: {}", response.body);
        }
    }
}

#[test]
fn of_many_requests_at_once_with_one_assertion_one_is_answered() {
    let (deployment, key) = deployment();
    let assertion = assertion(&deployment, &key, "1");
    let request = asserted("/introspect", &[("token", "unknown")], &assertion);
    let requests = (0..30).map(|_| deployment.answer(request.clone()));
    let answers = crate::support::block_on(vestibule::native::together(requests));
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    assert_eq!(answers.iter().filter(|answer| is_replay(answer)).count(), 29);
}

/// A DPoP proof for a POST to `path`.
fn proof(deployment: &Deployment, key: &Signer, path: &str, jti: &str) -> String {
    let claims = json!({"htm": "POST", "htu": format!("{ISSUER}{path}"), "jti": jti, "iat": now(deployment)});
    key.sign(&json!({"typ": "dpop+jwt", "jwk": key.jwk(&json!({}))}), &claims)
}

#[test]
fn a_known_applications_proof_of_possession_is_used_up_too() {
    let deployment = Deployment::new();
    let key = Signer::new(SigningAlgorithm::ES256);
    let proof = proof(&deployment, &key, "/token", "1");
    let send = || {
        let mut request = SUPPLIERS.token(&[("grant_type", "password")]);
        request.headers.0.push(("dpop".to_owned(), proof.clone()));
        deployment.send(request)
    };
    assert_eq!(cause(&send()), "grant_type_unknown");
    assert_eq!(cause(&send()), "dpop_proof_used");
}

#[test]
fn nobody_fills_the_table_with_proofs_of_keys_that_anybody_makes() {
    let deployment = Deployment::new();
    let key = Signer::new(SigningAlgorithm::ES256);
    for at in 0..20 {
        let proof = proof(&deployment, &key, "/token", &at.to_string());
        let mut request = SHOP.token(&[("grant_type", "password")]);
        request.headers.0.push(("dpop".to_owned(), proof));
        assert_eq!(cause(&deployment.send(request)), "grant_type_unknown");
    }
    assert!(deployment.sql("SELECT 1 FROM used_proofs").is_empty());
}

#[test]
fn a_database_that_fails_lets_no_assertion_pass_unnoted() {
    let (deployment, key) = deployment();
    let assertion = assertion(&deployment, &key, "1");
    let request = asserted("/introspect", &[("token", "unknown")], &assertion);
    deployment.platform.database.set_unavailable(true);
    assert_eq!(deployment.send(request.clone()).status, 503);
    deployment.platform.database.set_unavailable(false);
    assert_eq!(deployment.send(request).status, 200, "nothing was noted");
}
