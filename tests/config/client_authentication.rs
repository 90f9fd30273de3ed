//! What documents say of applications that prove themselves by keys.

use crate::help::{assert_only_fault, mode, production, with};
use serde_json::{Value, json};
use vestibule::config::check_application;
use vestibule::protocol::{
    Assertions, ClientAuthentication, ClientKeys, ClientSecret, RefreshRotation, SigningAlgorithm,
    TokenBinding,
};

const HASH: &str = "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0";

fn web(more: &Value) -> Value {
    let mut document = json!({
        "displayName": "Shop",
        "type": "web",
        "redirectUris": ["https://shop.example/callback"],
        "homeUri": "https://shop.example/",
        "flows": ["customer"],
    });
    document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    document
}

fn key() -> Value {
    let point = "WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis";
    json!({"kty": "EC", "crv": "P-256", "x": point, "y": point, "kid": "a", "x5t": "any"})
}

fn by_key() -> Value {
    web(&json!({"tokenEndpointAuthMethod": "private_key_jwt", "jwks": {"keys": [key()]}}))
}

fn by_secret() -> Value {
    let secrets = json!([{"secret": "SHOP"}]);
    web(&json!({"tokenEndpointAuthMethod": "client_secret_jwt", "clientSecrets": secrets}))
}

#[test]
fn keys_are_in_the_document_or_at_a_url() {
    let mut document = by_key();
    let app = check_application("shop", &document.to_string(), &production()).unwrap();
    assert_eq!(app.authentication, ClientAuthentication::PrivateKeyJwt);
    assert!(matches!(&app.keys, ClientKeys::Inline(keys) if keys.0[0].kid.as_deref() == Some("a")));
    assert_eq!(app.assertions, Assertions::default());
    document.as_object_mut().unwrap().remove("jwks");
    let more = json!({
        "jwksUri": "https://shop.example/jwks",
        "tokenEndpointAuthSigningAlg": "ES256",
        "acceptTokenEndpointAudience": true,
        "dpopBoundAccessTokens": true,
    });
    document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let app = check_application("shop", &document.to_string(), &production()).unwrap();
    assert_eq!(app.binding, TokenBinding::Dpop);
    assert_eq!(app.keys, ClientKeys::At("https://shop.example/jwks".to_owned()));
    let algorithm = Some(SigningAlgorithm::ES256);
    assert_eq!(app.assertions, Assertions { algorithm, for_token_endpoint: true });
    let local = with(document, "/jwksUri", json!("http://localhost:9000/jwks"));
    assert!(check_application("shop", &local, &mode(true)).is_ok());
    let app = check_application("shop", &by_secret().to_string(), &production()).unwrap();
    assert_eq!(app.client_secrets, [ClientSecret::Named("SHOP".to_owned())]);
}

#[test]
fn each_rule_has_its_fault() {
    let url = json!("https://shop.example/jwks");
    let weak = json!({"kty": "RSA", "n": "AQAB", "e": "AQAB"});
    let encrypts = json!({"kty": "RSA", "use": "enc", "n": "AQAB", "e": "AQAB"});
    let mut private = key();
    private["d"] = "AA".into();
    for (document, pointer, value, at, words) in [
        (by_key(), "/jwks", Value::Null, "/tokenEndpointAuthMethod", "`jwks` or `jwksUri`"),
        (by_key(), "/jwksUri", url, "/jwksUri", "beside `jwks`"),
        (by_key(), "/jwks/keys", json!([]), "/jwks/keys", "no key that verifies"),
        (by_key(), "/jwks/keys", json!([encrypts]), "/jwks/keys", "no key that verifies"),
        (by_key(), "/jwks/keys", json!([key(), private]), "/jwks/keys/1", "private or symmetric"),
        (by_key(), "/jwks/keys", json!([weak]), "/jwks/keys/0", "2048"),
        (by_key(), "/jwks/keys", json!([1]), "/jwks/keys/0", "expected an object"),
        (by_key(), "/jwks", json!({}), "/jwks", "missing field `keys`"),
        (by_key(), "/clientSecrets", json!([{"secret": "A"}]), "/clientSecrets", "leave it out"),
        (
            by_key(),
            "/tokenEndpointAuthSigningAlg",
            json!("HS256"),
            "/tokenEndpointAuthSigningAlg",
            "HS256 with client_secret_jwt",
        ),
        (
            by_secret(),
            "/tokenEndpointAuthSigningAlg",
            json!("ES256"),
            "/tokenEndpointAuthSigningAlg",
            "HS256 with client_secret_jwt",
        ),
        (
            by_secret(),
            "/clientSecrets/0",
            json!({"sha256": HASH}),
            "/clientSecrets/0",
            "the secret itself",
        ),
        (
            web(&json!({"clientSecrets": [{"sha256": HASH}]})),
            "/acceptTokenEndpointAudience",
            json!(true),
            "/acceptTokenEndpointAudience",
            "client_secret_jwt and private_key_jwt",
        ),
    ] {
        let text = with(document, pointer, value);
        assert_only_fault(check_application("shop", &text, &production()), at, words);
    }
    for url in ["http://shop.example/jwks", "https://a@shop.example/", "https://a.example/#x", "/a"]
    {
        let text = with(web(&json!({"clientSecrets": [{"sha256": HASH}]})), "/jwksUri", json!(url));
        assert_only_fault(check_application("shop", &text, &production()), "/jwksUri", "https URL");
    }
}

#[test]
fn refresh_tokens_stay_where_whoever_has_one_needs_a_key_too() {
    let bound = web(&json!({"clientSecrets": [{"sha256": HASH}], "dpopBoundAccessTokens": true}));
    for document in [by_key(), bound] {
        let text = with(document, "/refreshRotation", json!(false));
        let app = check_application("shop", &text, &production()).unwrap();
        assert_eq!(app.rotation, RefreshRotation::Never);
    }
    let text = with(by_secret(), "/refreshRotation", json!(false));
    let result = check_application("shop", &text, &production());
    assert_only_fault(result, "/refreshRotation", "`\"dpopBoundAccessTokens\": true`");
    for application_type in ["spa", "native"] {
        let mut document = web(&json!({"dpopBoundAccessTokens": true, "refreshRotation": false}));
        document["type"] = application_type.into();
        let result = check_application("shop", &document.to_string(), &production());
        assert_only_fault(result, "/refreshRotation", "is for web");
    }
}

#[test]
fn only_who_proves_nothing_says_how_long_a_refresh_token_may_come_again() {
    let public = |application_type: &str, hours: Option<i64>| {
        let mut document = web(&json!({}));
        document["type"] = application_type.into();
        if let Some(hours) = hours {
            document["refreshRepeat"] = hours.into();
        }
        check_application("shop", &document.to_string(), &production())
    };
    for application_type in ["spa", "native"] {
        for (hours, seconds) in [(None, 3600), (Some(0), 0), (Some(24), 24 * 3600)] {
            let app = public(application_type, hours).unwrap();
            assert_eq!(app.refresh_repeat, Some(seconds), "{hours:?}");
        }
        let result = public(application_type, Some(25));
        assert_only_fault(result, "/refreshRepeat", "is 25; allowed: 0 to 24");
    }
    let app = check_application("shop", &by_secret().to_string(), &production()).unwrap();
    assert_eq!(app.refresh_repeat, None, "as long as its families live");
    let text = with(by_secret(), "/refreshRepeat", json!(1));
    let result = check_application("shop", &text, &production());
    assert_only_fault(result, "/refreshRepeat", "is for spa and native");
}

#[test]
fn a_public_application_proves_nothing() {
    for application_type in ["spa", "native"] {
        let mut document = by_key();
        document["type"] = application_type.into();
        let text = document.to_string();
        let result = check_application("shop", &text, &production());
        assert_only_fault(result, "/tokenEndpointAuthMethod", "allowed: none");
    }
}
