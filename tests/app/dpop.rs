//! Tokens that are bound to a key (RFC 9449), at the token endpoint and where codes and refresh tokens are redeemed.

use crate::browser::*;
use crate::people::*;
use crate::signer::*;
use serde_json::{Value, json};
use vestibule::encode::{base64url, hash};
use vestibule::http::{Request, Response};
use vestibule::ports::Randomness;
use vestibule::protocol::SigningAlgorithm;

/// A request with a proof of `key`, `changes` made to what a library would claim.
pub fn proving(
    deployment: &Deployment,
    key: &Signer,
    request: Request,
    changes: &Value,
) -> Request {
    let proof = proof(deployment, key, &request, &json!({}), changes);
    with_header(request, "dpop", &proof)
}

pub fn proof(
    deployment: &Deployment,
    key: &Signer,
    request: &Request,
    header: &Value,
    changes: &Value,
) -> String {
    let htu = format!("{ISSUER}{}", request.path);
    let jti = base64url::encode(&deployment.platform.random_bytes::<12>());
    let mut claims =
        json!({"htm": request.method.name(), "htu": htu, "jti": jti, "iat": now(deployment)});
    let bound = request.headers.get("authorization").and_then(|value| value.split_once(' '));
    if let Some((_, token)) = bound {
        claims["ath"] = hash::sha256(token).into();
    }
    let header = changed(json!({"typ": "dpop+jwt", "jwk": key.jwk(&json!({}))}), header);
    key.sign(&header, &changed(claims, changes))
}

pub fn bound_userinfo(token: &str) -> Request {
    with_header(get("/userinfo"), "authorization", &format!("DPoP {token}"))
}

#[track_caller]
pub fn refused(response: &Response, status: u16, expected: &str, what: &str) {
    assert_eq!((response.status, cause(response).as_str()), (status, expected), "{what}");
}

fn es256() -> Signer {
    Signer::new(SigningAlgorithm::ES256)
}

#[test]
fn a_public_application_s_tokens_are_all_bound_to_the_key_it_proves() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let (key, other) = (es256(), es256());
    let code = join(&mut browser, SHOP, "kim@home.example").code();
    let send =
        |request, key: &Signer| deployment.send(proving(&deployment, key, request, &json!({})));
    let got = send(SHOP.redeem(&code), &key);
    assert_eq!(got.status, 200, "{}", got.body);
    let got = json(&got);
    assert_eq!(got["token_type"], "DPoP");
    let access = claims(token(&got, "access_token"));
    assert_eq!(access["cnf"], json!({"jkt": key.public.thumbprint()}));
    assert!(claims(token(&got, "id_token"))["cnf"].is_null());
    let refresh = || SHOP.refresh(token(&got, "refresh_token"));
    let differs = "refresh_token_key_differs";
    refused(&deployment.send(refresh()), 400, differs, "no key");
    refused(&send(refresh(), &other), 400, differs, "another key");
    let again = send(refresh(), &key);
    assert_eq!((again.status, &json(&again)["token_type"]), (200, &json!("DPoP")));
}

#[test]
fn a_confidential_application_may_refresh_with_a_new_key_or_without_one() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let (old, new) = (es256(), es256());
    let first = proving(&deployment, &old, SUPPLIERS.redeem(&code), &json!({}));
    let first = json(&deployment.send(first));
    let refresh = SUPPLIERS.refresh(token(&first, "refresh_token"));
    deployment.platform.reset_counts();
    let second = deployment.send(proving(&deployment, &new, refresh, &json!({})));
    assert_eq!(deployment.platform.counts().batches, 1, "one round trip");
    let access = claims(token(&json(&second), "access_token"));
    assert_eq!(access["cnf"]["jkt"], new.public.thumbprint());
    let without = json(&deployment.send(SUPPLIERS.refresh(token(&json(&second), "refresh_token"))));
    assert_eq!(without["token_type"], "Bearer", "it is told that no key protects it");
    assert!(claims(token(&without, "access_token"))["cnf"].is_null());
}

#[test]
fn a_code_is_for_the_key_that_was_named_and_a_wrong_one_consumes_nothing() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let (key, other) = (es256(), es256());
    let jkt = key.public.thumbprint();
    let code = browser.open(&SUPPLIERS.authorize(&[("dpop_jkt", &jkt)])).code();
    refused(&deployment.send(SUPPLIERS.redeem(&code)), 400, "code_key_differs", "no proof");
    let send =
        |key| deployment.send(proving(&deployment, key, SUPPLIERS.redeem(&code), &json!({})));
    refused(&send(&other), 400, "code_key_differs", "another key");
    assert_eq!(send(&key).status, 200);
    refused(&send(&key), 400, "code_used", "again");
}

#[test]
fn a_proof_at_the_pushed_request_names_the_key_too() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let (key, other) = (es256(), es256());
    let push = |jkt: Option<&str>| {
        let mut fields = vec![
            ("client_id", SUPPLIERS.client_id),
            ("client_secret", SUPPLIERS.secret.unwrap()),
            ("response_type", "code"),
            ("redirect_uri", SUPPLIERS.redirect_uri),
            ("scope", "openid"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        fields.extend(jkt.map(|jkt| ("dpop_jkt", jkt)));
        deployment.send(proving(&deployment, &key, post("/par", &fields), &json!({})))
    };
    let theirs = other.public.thumbprint();
    refused(&push(Some(&theirs)), 400, "dpop_proof_key_differs", "another key's thumbprint");
    assert_eq!(push(Some(&key.public.thumbprint())).status, 201);
    let pushed = json(&push(None));
    let uri = pushed["request_uri"].as_str().unwrap();
    let query = [("client_id", SUPPLIERS.client_id), ("request_uri", uri)];
    let query = query.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let path = format!("/authorize?{}", vestibule::http::Form(query).encode());
    let code = browser.open(&path).code();
    let send =
        |key| deployment.send(proving(&deployment, key, SUPPLIERS.redeem(&code), &json!({})));
    refused(&send(&other), 400, "code_key_differs", "another key");
    assert_eq!(send(&key).status, 200);
}

#[test]
fn an_application_may_have_to_prove_a_key() {
    let deployment = Deployment::new();
    let required = r#""type": "web", "dpopBoundAccessTokens": true"#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, required);
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let response = deployment.send(SUPPLIERS.redeem(&code));
    refused(&response, 400, "dpop_proof_required", "no proof");
    assert_eq!(json(&response)["error"], "invalid_request");
    let proven = proving(&deployment, &es256(), SUPPLIERS.redeem(&code), &json!({}));
    let got = json(&deployment.send(proven));
    let refresh = SUPPLIERS.refresh(token(&got, "refresh_token"));
    refused(&deployment.send(refresh), 400, "dpop_proof_required", "refresh");
}

#[test]
fn a_proof_counts_once_and_its_replay_changes_nothing() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SHOP, "kim@home.example");
    let key = es256();
    let code = browser.open(&SHOP.authorize(&[])).code();
    let first = proving(&deployment, &key, SHOP.redeem("unknown"), &json!({}));
    let proof = first.headers.get("dpop").unwrap().to_owned();
    refused(&deployment.send(first), 400, "code_unknown", "it counts though the code is none");
    let replayed = with_header(SHOP.redeem(&code), "dpop", &proof);
    let response = deployment.send(replayed);
    refused(&response, 400, "dpop_proof_used", "replayed");
    assert_eq!(json(&response)["error"], "invalid_dpop_proof");
    let fresh = proving(&deployment, &key, SHOP.redeem(&code), &json!({}));
    assert_eq!(deployment.send(fresh).status, 200);
}

#[test]
fn every_algorithm_but_rs256_proves_a_key() {
    let deployment = Deployment::new();
    for algorithm in SigningAlgorithm::ALL {
        let key = Signer::new(algorithm);
        let response =
            deployment.send(proving(&deployment, &key, SHOP.redeem("unknown"), &json!({})));
        let expected = if algorithm == SigningAlgorithm::RS256 {
            "dpop_proof_malformed"
        } else {
            "code_unknown"
        };
        refused(&response, 400, expected, algorithm.name());
    }
}

#[test]
fn scripts_of_other_origins_may_send_a_proof() {
    let deployment = Deployment::new();
    let mut request = get("/token");
    request.method = vestibule::http::Method::Options;
    let response = deployment.send(request);
    assert!(response.header("access-control-allow-headers").unwrap().contains("dpop"));
    let discovery = json(&deployment.send(get("/.well-known/openid-configuration")));
    let listed = discovery["dpop_signing_alg_values_supported"].as_array().unwrap().clone();
    assert!(listed.contains(&json!("ES256")) && !listed.contains(&json!("RS256")));
}
