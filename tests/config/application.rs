//! Rules of documents `app/{client_id}`.

use crate::help::{assert_only_fault, lines, mode, production, with};
use serde_json::{Value, json};
use vestibule::config::check_application;
use vestibule::protocol::{
    ApplicationType, ClaimSource, ClientAuthentication, ClientSecret, ConsentPolicy, PkcePolicy,
    ResponseMode, Scope, SigningAlgorithm, Token,
};

const HEX: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const BASE64URL: &str = "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0";

/// A confidential application.
pub fn web() -> Value {
    json!({
        "displayName": "Shop",
        "type": "web",
        "redirectUris": ["https://shop.example/callback"],
        "homeUri": "https://shop.example/",
        "flows": ["customer"],
        "claims": [{"source": "businessName", "name": "businessName"}],
        "clientSecrets": [{"sha256": BASE64URL}],
    })
}

/// The same without a secret.
pub fn public(application_type: &str) -> Value {
    let mut document = web();
    document["type"] = application_type.into();
    document.as_object_mut().unwrap().remove("clientSecrets");
    document
}

#[test]
fn what_is_left_out_has_its_usual_value() {
    let app = check_application("shop", &web().to_string(), &production()).unwrap();
    assert_eq!(app.application_type, ApplicationType::Web);
    assert_eq!(app.authentication, ClientAuthentication::ClientSecret);
    assert_eq!(app.consent, ConsentPolicy::Never);
    assert_eq!(app.scopes, Scope::ALL);
    assert_eq!(app.response_modes, ResponseMode::ALL);
    assert_eq!(app.signing_algorithm, SigningAlgorithm::RS256);
    assert_eq!(app.claims[0].tokens, [Token::Id]);
    assert_eq!(app.claims[0].source, ClaimSource::Attribute("businessName".to_owned()));
    assert!(
        app.pkce == PkcePolicy::OrNonce
            && !app.pairwise
            && app.post_logout_redirect_uris.is_empty()
    );

    let app = check_application("shop", &public("spa").to_string(), &production()).unwrap();
    assert!(app.is_public() && app.pkce == PkcePolicy::Required);

    let neither = with(web(), "/pkce", json!("optional"));
    let app = check_application("shop", &neither, &production()).unwrap();
    assert_eq!(app.pkce, PkcePolicy::Optional);
}

#[test]
fn a_secret_is_a_hash_or_a_name() {
    let hash: [u8; 32] = vestibule::encode::hash::sha256_bytes(b"abc");
    for (secret, expected) in [
        (json!({"sha256": BASE64URL}), ClientSecret::Sha256(hash)),
        (json!({"sha256": HEX}), ClientSecret::Sha256(hash)),
        (json!({"secret": "SHOP_SECRET"}), ClientSecret::Named("SHOP_SECRET".to_owned())),
    ] {
        let text = with(web(), "/clientSecrets/0", secret);
        let app = check_application("shop", &text, &production()).unwrap();
        assert_eq!(app.client_secrets, [expected]);
    }
    let text = with(web(), "/clientSecrets/0", json!({"plain": "abc"}));
    let app = check_application("shop", &text, &mode(true)).unwrap();
    assert_eq!(app.client_secrets, [ClientSecret::Sha256(hash)]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_rule_has_its_fault() {
    let sample = vestibule::encode::hash::sha256("woodgrove-suppliers-sample-secret");
    for (pointer, value, at, words) in [
        ("/redirectUris", json!([]), "/redirectUris", "at least one"),
        (
            "/redirectUris",
            json!(["https://a.example/", "https://a.example/"]),
            "/redirectUris/1",
            "twice",
        ),
        ("/flows", json!([]), "/flows", "at least one"),
        ("/flows", json!(["customer", "customer"]), "/flows/1", "twice"),
        ("/homeUri", json!("/home"), "/homeUri", "not an absolute URI"),
        (
            "/postLogoutRedirectUris",
            json!(["http://shop.example/"]),
            "/postLogoutRedirectUris/0",
            "https, or http on localhost",
        ),
        ("/claims/0/name", json!("sub"), "/claims/0/name", "registered claim"),
        ("/claims/0/name", json!("client_id"), "/claims/0/name", "registered claim"),
        ("/claims/0/name", json!("authorization_details"), "/claims/0/name", "registered claim"),
        ("/claims/0/name", json!("_claim_sources"), "/claims/0/name", "registered claim"),
        ("/claims/0/name", json!("email"), "/claims/0/name", "its source may only be email"),
        ("/claims/0/name", json!("oid"), "/claims/0/name", "its source may only be oid"),
        ("/claims/0/name", json!("a b"), "/claims/0/name", "must be 1 to 128 of"),
        ("/claims/0/tokens", json!([]), "/claims/0/tokens", "at least one"),
        ("/claims/0/tokens", json!(["id", "id"]), "/claims/0/tokens/1", "twice"),
        (
            "/claims/0/tokens",
            json!(["refresh"]),
            "/claims/0/tokens/0",
            "allowed: id, access, userinfo",
        ),
        (
            "/claims",
            json!([{"source": "oid", "name": "x"}, {"source": "tid", "name": "x"}]),
            "/claims/1/name",
            "twice",
        ),
        ("/consent", json!("sometimes"), "/consent", "allowed: never, once, always"),
        ("/clientSecrets", Value::Null, "/clientSecrets", "needs at least one"),
        ("/clientSecrets", json!([]), "/clientSecrets", "needs at least one"),
        ("/clientSecrets/0", json!({}), "/clientSecrets/0", "exactly one of"),
        (
            "/clientSecrets/0",
            json!({"sha256": HEX, "secret": "A"}),
            "/clientSecrets/0",
            "exactly one of",
        ),
        (
            "/clientSecrets/0",
            json!({"sha256": HEX, "createdAt": "2026-13-01"}),
            "/clientSecrets/0/createdAt",
            "must be a day that exists",
        ),
        (
            "/clientSecrets/0",
            json!({"hash": HEX}),
            "/clientSecrets/0/hash",
            "allowed: createdAt, plain, secret, sha256",
        ),
        (
            "/clientSecrets/0",
            json!({"sha256": "abc"}),
            "/clientSecrets/0/sha256",
            "32 bytes of a SHA-256",
        ),
        (
            "/clientSecrets/0",
            json!({"sha256": sample}),
            "/clientSecrets/0/sha256",
            "a sample secret's",
        ),
        (
            "/clientSecrets/0",
            json!({"secret": "shop-secret"}),
            "/clientSecrets/0/secret",
            "Worker secret's name",
        ),
        (
            "/clientSecrets/0",
            json!({"secret": "MASTER_KEY"}),
            "/clientSecrets/0/secret",
            "Worker secret's name",
        ),
        ("/clientSecrets/0", json!({"plain": "abc"}), "/clientSecrets/0/plain", "sha256sum"),
        (
            "/tokenEndpointAuthMethod",
            json!("none"),
            "/tokenEndpointAuthMethod",
            "client_secret_basic, client_secret_post",
        ),
        (
            "/tokenEndpointAuthMethod",
            json!("tls_client_auth"),
            "/tokenEndpointAuthMethod",
            "not yet available",
        ),
        ("/scopes", json!([]), "/scopes", "at least one"),
        ("/scopes", json!(["openid", "mail"]), "/scopes/1", "allowed: openid, profile, email"),
        ("/scopes", json!(["openid", "openid"]), "/scopes/1", "twice"),
        ("/scopes", json!(["email"]), "/scopes", "must hold `openid`"),
        ("/responseModes", json!([]), "/responseModes", "at least one"),
        ("/requestUris", json!([]), "/requestUris", "at least one"),
        ("/requestUris", json!(["https://a.example/r"]), "/requestUris", "`jwks` or `jwksUri`"),
        ("/requireSignedRequestObject", json!(true), "/requireSignedRequestObject", "`jwks`"),
        ("/requestObjectSigningAlg", json!("none"), "/requestObjectSigningAlg", "allowed: RS256"),
        ("/defaultMaxAge", json!(-1), "/defaultMaxAge", ""),
        (
            "/responseModes",
            json!(["jwt"]),
            "/responseModes/0",
            "allowed: query, fragment, form_post",
        ),
        (
            "/signingAlgorithm",
            json!("none"),
            "/signingAlgorithm",
            "allowed: RS256, PS256, ES256, EdDSA",
        ),
        (
            "/userinfoSignedResponseAlg",
            json!("none"),
            "/userinfoSignedResponseAlg",
            "allowed: RS256, PS256, ES256, EdDSA",
        ),
        ("/pkce", json!("never"), "/pkce", "allowed: required, optional"),
        (
            "/refreshRotation",
            json!(false),
            "/refreshRotation",
            "needs `\"tokenEndpointAuthMethod\"",
        ),
        ("/subjectType", json!("random"), "/subjectType", "allowed: public, pairwise"),
    ] {
        let text = with(web(), pointer, value);
        assert_only_fault(check_application("shop", &text, &production()), at, words);
    }
}

#[test]
fn a_public_application_keeps_no_secret_and_sends_pkce() {
    for (pointer, value, words) in [
        ("/clientSecrets", json!([{"sha256": HEX}]), "keep no secret"),
        ("/tokenEndpointAuthMethod", json!("client_secret_basic"), "allowed: none"),
        ("/pkce", json!("optional"), "allowed: required"),
    ] {
        for application_type in ["spa", "native"] {
            let text = with(public(application_type), pointer, value.clone());
            assert_only_fault(check_application("shop", &text, &production()), pointer, words);
        }
    }
}

#[test]
fn a_pairwise_application_may_not_have_oid() {
    let mut document = web();
    document["subjectType"] = "pairwise".into();
    assert!(check_application("shop", &document.to_string(), &production()).unwrap().pairwise);
    let text = with(document, "/claims/0", json!({"source": "oid", "name": "who"}));
    assert_only_fault(
        check_application("shop", &text, &production()),
        "/claims/0/source",
        "pairwise",
    );
}

#[test]
fn ids_of_others_are_refused() {
    let long = "a".repeat(65);
    for (client_id, words) in [
        ("account", "the platform's own"),
        ("admin", "the platform's own"),
        ("run-user-flow", "the platform's own"),
        ("Admin", "the platform's own"),
        ("dyn-abc", "dynamic registration"),
        ("", "must be 1 to 64"),
        (long.as_str(), "must be 1 to 64"),
        ("a b", "must be 1 to 64"),
        ("a/b", "must be 1 to 64"),
        ("../a", "must be 1 to 64"),
        ("é", "must be 1 to 64"),
    ] {
        let result = check_application(client_id, &web().to_string(), &production());
        assert_only_fault(result, "", words);
    }
    for client_id in ["a", "A.b_c-9", "0f8fad5b-d9cb-469f-a165-70867728950e"] {
        assert!(check_application(client_id, &web().to_string(), &production()).is_ok());
    }
}

#[test]
fn an_unknown_kind_brings_no_faults_of_a_kind() {
    for value in [json!("server"), Value::Null] {
        let faults =
            check_application("shop", &with(web(), "/type", value), &production()).unwrap_err();
        assert_eq!(faults.len(), 1, "{}", lines(&faults));
    }
}

#[test]
fn no_claim_has_a_name_that_every_object_of_javascript_has() {
    for name in [
        "__proto__",
        "constructor",
        "prototype",
        "toString",
        "toLocaleString",
        "valueOf",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "__defineGetter__",
        "__defineSetter__",
        "__lookupGetter__",
        "__lookupSetter__",
        "toJSON",
        "then",
        "business.__proto__.name",
        "a.constructor",
    ] {
        let text = with(web(), "/claims/0/name", json!(name));
        let checked = check_application("shop", &text, &production());
        assert_only_fault(checked, "/claims/0/name", "objects of JavaScript have");
    }
    for name in ["Constructor", "constructors", "https://shop.example/constructor", "value_of"] {
        let text = with(web(), "/claims/0/name", json!(name));
        assert!(check_application("shop", &text, &production()).is_ok(), "{name}");
    }
}
