//! An access token that is bound to a key, where it is presented (RFC 9449 §7).

use crate::browser::*;
use crate::dpop::*;
use crate::people::*;
use crate::signer::*;
use serde_json::{Value, json};
use vestibule::http::{Request, Response};
use vestibule::protocol::SigningAlgorithm;

/// A key, and an access token that is bound to it.
fn bound(deployment: &Deployment) -> (Signer, String) {
    let mut browser = Browser::new(deployment);
    let key = Signer::new(SigningAlgorithm::ES256);
    let code = join(&mut browser, SHOP, "kim@home.example").code();
    let got = deployment.send(proving(deployment, &key, SHOP.redeem(&code), &json!({})));
    (key, token(&json(&got), "access_token").to_owned())
}

/// A refusal that says how to do it.
#[track_caller]
fn challenged(response: &Response, expected: &str, what: &str) {
    refused(response, 401, expected, what);
    let challenge = response.header("www-authenticate").unwrap();
    let error = json(response)["error"].as_str().unwrap().to_owned();
    assert!(challenge.starts_with("DPoP algs=\"PS256 ES256 EdDSA"), "{challenge}");
    assert!(challenge.contains(&format!("error=\"{error}\"")), "{challenge}");
}

#[test]
fn a_bound_token_is_good_with_proof_of_its_key_alone() {
    let deployment = Deployment::new();
    let (key, access) = bound(&deployment);
    let with = |scheme: &str| {
        with_header(get("/userinfo"), "authorization", &format!("{scheme} {access}"))
    };
    for scheme in ["DPoP", "dpop", "dPOp"] {
        let response = deployment.send(proving(&deployment, &key, with(scheme), &json!({})));
        assert_eq!(response.status, 200, "{scheme}: {}", response.body);
    }
    deployment.platform.reset_counts();
    let mut posted = with("DPoP");
    posted.method = vestibule::http::Method::Post;
    assert_eq!(deployment.send(proving(&deployment, &key, posted, &json!({}))).status, 200);
    assert_eq!(deployment.platform.counts().batches, 1, "one round trip");
    challenged(&deployment.send(with("DPoP")), "dpop_proof_missing", "no proof");
    challenged(&deployment.send(with("Bearer")), "access_token_scheme", "as Bearer");
    let bearer = proving(&deployment, &key, with("Bearer"), &json!({}));
    challenged(&deployment.send(bearer), "access_token_scheme", "as Bearer with a proof");
    let form = post("/userinfo", &[("access_token", &access)]);
    challenged(&deployment.send(form), "access_token_scheme", "in the body");
    let other = Signer::new(SigningAlgorithm::ES256);
    let stolen = proving(&deployment, &other, with("DPoP"), &json!({}));
    challenged(&deployment.send(stolen), "dpop_proof_key_differs", "another key");
}

#[test]
fn a_token_that_is_not_bound_is_no_dpop_token() {
    let deployment = Deployment::new();
    let (_, got) = tokens(&deployment, SHOP, "kim@home.example");
    let key = Signer::new(SigningAlgorithm::ES256);
    let request = bound_userinfo(token(&got, "access_token"));
    let response = deployment.send(proving(&deployment, &key, request, &json!({})));
    challenged(&response, "access_token_scheme", "not bound");
}

#[test]
fn each_part_of_a_proof_must_be_right() {
    let deployment = Deployment::new();
    let (key, access) = bound(&deployment);
    let now = now(&deployment);
    let none = json!({});
    let private = key.jwk(&json!({"d": "AA"}));
    let other = Signer::new(SigningAlgorithm::ES256).jwk(&none);
    for (header, changes, expected) in [
        (json!({"typ": null}), none.clone(), "dpop_proof_malformed"),
        (json!({"typ": "JWT"}), none.clone(), "dpop_proof_malformed"),
        (json!({"alg": null}), none.clone(), "dpop_proof_malformed"),
        (json!({"alg": "none"}), none.clone(), "dpop_proof_malformed"),
        (json!({"alg": "HS256"}), none.clone(), "dpop_proof_malformed"),
        (json!({"alg": "RS256"}), none.clone(), "dpop_proof_malformed"),
        (json!({"alg": "EdDSA"}), none.clone(), "dpop_proof_malformed"),
        (json!({"crit": ["x"]}), none.clone(), "dpop_proof_malformed"),
        (json!({"jwk": null}), none.clone(), "dpop_proof_malformed"),
        (json!({"jwk": "x"}), none.clone(), "dpop_proof_malformed"),
        (json!({"jwk": {"kty": "oct", "k": "AA"}}), none.clone(), "dpop_proof_malformed"),
        (json!({"jwk": private}), none.clone(), "dpop_proof_malformed"),
        (json!({"jwk": other}), none.clone(), "dpop_proof_signature"),
        (none.clone(), json!({"jti": null}), "dpop_proof_claims"),
        (none.clone(), json!({"jti": ""}), "dpop_proof_claims"),
        (none.clone(), json!({"htm": null}), "dpop_proof_claims"),
        (none.clone(), json!({"htm": "POST"}), "dpop_proof_claims"),
        (none.clone(), json!({"htm": "get"}), "dpop_proof_claims"),
        (none.clone(), json!({"htu": null}), "dpop_proof_claims"),
        (none.clone(), json!({"htu": format!("{ISSUER}/token")}), "dpop_proof_claims"),
        (none.clone(), json!({"htu": "https://evil.example/userinfo"}), "dpop_proof_claims"),
        (none.clone(), json!({"ath": null}), "dpop_proof_claims"),
        (none.clone(), json!({"ath": "x"}), "dpop_proof_claims"),
        (none.clone(), json!({"iat": null}), "dpop_proof_claims"),
        (none.clone(), json!({"iat": "now"}), "dpop_proof_claims"),
        (none.clone(), json!({"iat": now - 61}), "dpop_proof_time"),
        (none.clone(), json!({"iat": now + 11}), "dpop_proof_time"),
        (none.clone(), json!({"iat": now - 3600}), "dpop_proof_time"),
        (none.clone(), json!({"exp": now}), "dpop_proof_time"),
        (none.clone(), json!({"nbf": now + 11}), "dpop_proof_time"),
    ] {
        let request = bound_userinfo(&access);
        let proof = proof(&deployment, &key, &request, &header, &changes);
        let response = deployment.send(with_header(request, "dpop", &proof));
        challenged(&response, expected, &format!("{header} {changes}"));
    }
    let upper = ISSUER.to_ascii_uppercase();
    for (header, changes) in [
        (json!({"kid": "x", "extra": 1}), json!({"extra": {"a": 1}})),
        (none.clone(), json!({"htu": format!("{upper}/userinfo?a=b#c")})),
        (none.clone(), json!({"iat": now - 60})),
        (none.clone(), json!({"iat": now + 10, "nbf": now + 10, "exp": now + 1})),
        (json!({"jwk": key.jwk(&json!({"kid": "a", "use": "sig", "alg": "ES256"}))}), none),
    ] {
        let request = bound_userinfo(&access);
        let proof = proof(&deployment, &key, &request, &header, &changes);
        let response = deployment.send(with_header(request, "dpop", &proof));
        assert_eq!(response.status, 200, "{header} {changes}: {}", response.body);
    }
}

#[test]
fn one_proof_is_sent_and_counts_once() {
    let deployment = Deployment::new();
    let (key, access) = bound(&deployment);
    let request = || bound_userinfo(&access);
    let one = proof(&deployment, &key, &request(), &json!({}), &json!({}));
    let two = proof(&deployment, &key, &request(), &json!({}), &json!({}));
    let send = |proofs: &[&str]| {
        let add = |request: Request, proof: &&str| with_header(request, "dpop", proof);
        deployment.send(proofs.iter().fold(request(), add))
    };
    challenged(&send(&[&one, &two]), "dpop_proof_malformed", "two headers");
    challenged(&send(&[&format!("{one}, {two}")]), "dpop_proof_malformed", "two in one header");
    challenged(&send(&[""]), "dpop_proof_malformed", "empty");
    challenged(&send(&[&one[..one.len() - 2]]), "dpop_proof_signature", "cut off");
    assert_eq!(send(&[&one]).status, 200);
    challenged(&send(&[&one]), "dpop_proof_used", "replayed");
    assert_eq!(send(&[&two]).status, 200);
}

#[test]
fn introspection_tells_the_key() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let key = Signer::new(SigningAlgorithm::ES256);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let got =
        json(&deployment.send(proving(&deployment, &key, SUPPLIERS.redeem(&code), &json!({}))));
    let mut request = SUPPLIERS.token(&[("token", token(&got, "access_token"))]);
    request.path = "/introspect".to_owned();
    let told: Value = json(&deployment.send(request));
    assert_eq!((&told["active"], &told["token_type"]), (&json!(true), &json!("DPoP")));
    assert_eq!(told["cnf"], json!({"jkt": key.public.thumbprint()}));
}

#[test]
fn a_head_notes_no_proof_so_that_none_is_good_for_it() {
    let deployment = Deployment::new();
    let (key, access) = bound(&deployment);
    let head = Request { method: vestibule::http::Method::Head, ..bound_userinfo(&access) };
    let head = proving(&deployment, &key, head, &json!({}));
    let noted = deployment.sql("SELECT * FROM used_proofs");
    for _ in 0..2 {
        assert_eq!(deployment.send(head.clone()).status, 405, "neither good nor bad");
    }
    assert_eq!(deployment.sql("SELECT * FROM used_proofs"), noted);
}
