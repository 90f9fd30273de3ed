//! Userinfo as a signed JWT (OpenID Connect Core §5.3.2), for applications whose document asks for it.

use crate::browser::*;
use crate::people::*;
use crate::support::block_on;
use serde_json::{Value, json};
use vestibule::encode::base64url;
use vestibule::http::Content;
use vestibule::ports::Signing;
use vestibule::protocol::{PublicJwk, SigningAlgorithm};

const PLAIN: &str = r#""type": "web","#;

fn ask_for(deployment: &Deployment, algorithm: SigningAlgorithm) -> Deployment {
    let signed = format!(r#"{PLAIN} "userinfoSignedResponseAlg": "{}","#, algorithm.name());
    deployment.edit("app/woodgrove-suppliers", PLAIN, &signed);
    deployment.new_isolate()
}

fn header(token: &str) -> Value {
    let part = token.split('.').next().unwrap();
    serde_json::from_slice(&base64url::decode(part).unwrap()).unwrap()
}

fn is_signed(deployment: &Deployment, token: &str, algorithm: SigningAlgorithm) -> bool {
    let keys = json(&deployment.send(get("/jwks")));
    let named = |key: &&Value| key["kid"] == header(token)["kid"];
    let key = keys["keys"].as_array().unwrap().iter().find(named).unwrap().clone();
    let public: PublicJwk = serde_json::from_value(key).unwrap();
    let (message, signature) = token.rsplit_once('.').unwrap();
    let signature = base64url::decode(signature).unwrap();
    block_on(deployment.platform.verify(algorithm, &public, message.as_bytes(), &signature))
        .unwrap()
}

#[test]
fn it_says_the_same_with_issuer_and_audience_and_each_algorithm_signs_it() {
    for algorithm in SigningAlgorithm::ALL {
        let deployment = Deployment::new();
        let (_, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
        let access = token(&tokens, "access_token");
        let mut expected = json(&deployment.send(userinfo(access)));
        let isolate = ask_for(&deployment, algorithm);
        let answer = isolate.send(userinfo(access));
        assert_eq!((answer.status, &answer.content), (200, &Content::Jwt));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(is_signed(&isolate, &answer.body, algorithm));
        let header = header(&answer.body);
        assert_eq!((&header["alg"], &header["typ"]), (&json!(algorithm.name()), &json!("JWT")));
        let mut told = claims(&answer.body);
        assert!(told.as_object_mut().unwrap().remove("iat").unwrap().is_i64());
        expected["iss"] = ISSUER.into();
        expected["aud"] = SUPPLIERS.client_id.into();
        assert_eq!(told, expected, "nothing else: neither nonce nor exp");
    }
}

#[test]
fn it_is_no_id_token_and_a_refusal_stays_as_it_was() {
    let deployment = Deployment::new();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let isolate = ask_for(&deployment, SigningAlgorithm::RS256);
    let answer = isolate.send(userinfo(token(&tokens, "access_token"))).body;
    let asked = |browser: &mut Browser, hint: &str| {
        let asked = SUPPLIERS.authorize(&[("prompt", "none"), ("id_token_hint", hint)]);
        browser.open(&asked).callback().first("error").to_owned()
    };
    assert_eq!(asked(&mut browser, token(&tokens, "id_token")), "");
    assert_eq!(asked(&mut browser, &answer), "login_required");
    let refused = isolate.send(userinfo(&answer));
    assert_eq!((refused.status, &refused.content), (401, &Content::Json));
}

#[test]
fn discovery_lists_what_signs_it() {
    let discovery = json(&Deployment::new().send(get("/.well-known/openid-configuration")));
    let listed = &discovery["userinfo_signing_alg_values_supported"];
    assert_eq!(listed, &json!(SigningAlgorithm::ALL.map(SigningAlgorithm::name)));
}
