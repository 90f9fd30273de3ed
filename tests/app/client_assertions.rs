//! Applications that prove who they are by a signed assertion (RFC 7523, OpenID Connect Core §9).

use crate::browser::*;
use crate::people::*;
use crate::signer::*;
use serde_json::{Value, json};
use vestibule::http::{Request, Response};
use vestibule::protocol::SigningAlgorithm;

const ID: &str = "woodgrove-suppliers";
const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const APP: App = App { secret: None, ..SUPPLIERS };
const SECRET: &str = "a-secret-of-at-least-thirty-two-bytes";

/// Has the suppliers' application prove itself otherwise than by a secret in the form.
fn register(deployment: &Deployment, changes: &Value) {
    let documents = samples();
    let mut document: Value = serde_json::from_str(&documents["app/woodgrove-suppliers"]).unwrap();
    document.as_object_mut().unwrap().remove("clientSecrets");
    deployment.platform.kv.put("app/woodgrove-suppliers", &changed(document, changes).to_string());
}

fn by_key(keys: &[Value]) -> Value {
    json!({"tokenEndpointAuthMethod": "private_key_jwt", "jwks": {"keys": keys}})
}

/// What a library claims.
fn claims(deployment: &Deployment, jti: &str) -> Value {
    let now = now(deployment);
    json!({"iss": ID, "sub": ID, "aud": ISSUER, "jti": jti, "iat": now, "exp": now + 60})
}

fn asserted(assertion: &str) -> [(&str, &str); 2] {
    [("client_assertion_type", TYPE), ("client_assertion", assertion)]
}

/// A request that needs nothing but a known application.
fn ask(deployment: &Deployment, assertion: &str) -> Response {
    let mut form = vec![("token", "x")];
    form.extend(asserted(assertion));
    deployment.send(post("/introspect", &form))
}

fn redeem(code: &str, assertion: &str) -> Request {
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", APP.redirect_uri),
        ("code_verifier", VERIFIER),
    ];
    post("/token", &[fields.as_slice(), &asserted(assertion)].concat())
}

#[track_caller]
fn refused(response: &Response, expected: &str, what: &str) {
    assert_eq!(response.status, 401, "{what}: {}", response.body);
    assert_eq!(json(response)["error"], "invalid_client", "{what}");
    assert_eq!(cause(response), expected, "{what}");
}

#[test]
fn a_key_of_any_algorithm_proves_the_application_that_it_is_registered_for() {
    for algorithm in SigningAlgorithm::ALL {
        let deployment = Deployment::new();
        let key = Signer::new(algorithm);
        register(&deployment, &by_key(&[key.jwk(&json!({"kid": "a", "use": "sig"}))]));
        let mut browser = Browser::new(&deployment);
        let code = join(&mut browser, APP, "ann@partner.example").code();
        let assertion = key.sign(&json!({"kid": "a", "typ": "JWT"}), &claims(&deployment, "1"));
        let response = deployment.send(redeem(&code, &assertion));
        assert_eq!(response.status, 200, "{}: {}", algorithm.name(), response.body);
    }
}

#[test]
fn an_assertion_counts_once() {
    let deployment = Deployment::new();
    let key = Signer::new(SigningAlgorithm::ES256);
    register(&deployment, &by_key(&[key.jwk(&json!({}))]));
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, APP, "ann@partner.example").code();
    let assertion = |jti: &str| key.sign(&json!({}), &claims(&deployment, jti));
    let first = assertion("1");
    let got = json(&deployment.send(redeem(&code, &first)));
    let refresh = |assertion: &str| {
        let token = token(&got, "refresh_token");
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token)];
        deployment.send(post("/token", &[fields.as_slice(), &asserted(assertion)].concat()))
    };
    refused(&refresh(&first), "client_assertion_used", "again");
    let access = token(&got, "access_token");
    for path in ["/introspect", "/revoke"] {
        let form = [[("token", access)].as_slice(), &asserted(&first)].concat();
        refused(&deployment.send(post(path, &form)), "client_assertion_used", path);
    }
    assert_eq!(deployment.send(userinfo(access)).status, 200, "nothing was revoked");
    deployment.platform.reset_counts();
    assert_eq!(refresh(&assertion("2")).status, 200, "the refused request consumed nothing");
    assert_eq!(deployment.platform.counts().batches, 1, "one round trip");
    deployment.platform.clock.advance(300);
    deployment.schedule();
    assert!(deployment.sql("SELECT * FROM used_proofs").is_empty());
}

#[test]
fn each_claim_and_header_must_be_right() {
    let deployment = Deployment::new();
    let key = Signer::new(SigningAlgorithm::ES256);
    register(&deployment, &by_key(&[key.jwk(&json!({"kid": "a"}))]));
    let now = now(&deployment);
    let token = format!("{ISSUER}/token");
    for (header, changes, expected) in [
        (json!({}), json!({"iss": "woodgrove-procurement"}), "client_assertion_claims"),
        (json!({}), json!({"iss": null}), "client_assertion_claims"),
        (json!({}), json!({"sub": null}), "client_assertion_claims"),
        (json!({}), json!({"jti": null}), "client_assertion_claims"),
        (json!({}), json!({"jti": ""}), "client_assertion_claims"),
        (json!({}), json!({"exp": null}), "client_assertion_claims"),
        (json!({}), json!({"exp": "soon"}), "client_assertion_claims"),
        (json!({}), json!({"aud": null}), "client_assertion_audience"),
        (json!({}), json!({"aud": [ISSUER]}), "client_assertion_audience"),
        (json!({}), json!({"aud": token}), "client_assertion_audience"),
        (json!({}), json!({"aud": format!("{ISSUER}/par")}), "client_assertion_audience"),
        (json!({}), json!({"aud": format!("{ISSUER}/")}), "client_assertion_audience"),
        (json!({}), json!({"exp": now}), "client_assertion_time"),
        (json!({}), json!({"exp": now + 3611}), "client_assertion_time"),
        (json!({}), json!({"iat": now + 11}), "client_assertion_time"),
        (json!({}), json!({"nbf": now + 11}), "client_assertion_time"),
        (json!({"typ": "at+jwt"}), json!({}), "client_assertion_malformed"),
        (json!({"typ": "dpop+jwt"}), json!({}), "client_assertion_malformed"),
        (json!({"typ": 1}), json!({}), "client_assertion_malformed"),
        (json!({"crit": ["b64"]}), json!({}), "client_assertion_malformed"),
        (json!({"alg": "none"}), json!({}), "client_assertion_algorithm"),
        (json!({"alg": "HS256"}), json!({}), "client_assertion_algorithm"),
        (json!({"alg": null}), json!({}), "client_assertion_algorithm"),
        (json!({"alg": "RS256"}), json!({}), "client_assertion_signature"),
        (json!({"alg": "EdDSA"}), json!({}), "client_assertion_signature"),
        (json!({"kid": "b"}), json!({}), "client_assertion_signature"),
    ] {
        let claims = changed(claims(&deployment, "1"), &changes);
        let response = ask(&deployment, &key.sign(&header, &claims));
        refused(&response, expected, &format!("{header} {changes}"));
    }
    for (at, (header, changes)) in [
        (json!({}), json!({})),
        (json!({"kid": "a", "typ": "client-authentication+jwt"}), json!({})),
        (json!({"typ": "application/JWT"}), json!({"exp": now + 3600})),
        (json!({}), json!({"iat": now + 10, "nbf": now + 10, "exp": now + 1})),
        (json!({}), json!({"iat": null, "extra": {"a": 1}})),
    ]
    .into_iter()
    .enumerate()
    {
        let claims = changed(claims(&deployment, &format!("good {at}")), &changes);
        let response = ask(&deployment, &key.sign(&header, &claims));
        assert_eq!(response.status, 200, "{header} {changes}: {}", response.body);
    }
}

#[test]
fn a_signature_by_anything_else_is_refused() {
    let deployment = Deployment::new();
    let (key, other) = (Signer::new(SigningAlgorithm::ES256), Signer::new(SigningAlgorithm::ES256));
    let jwk = key.jwk(&json!({}));
    register(&deployment, &by_key(std::slice::from_ref(&jwk)));
    let claims = claims(&deployment, "1");
    let good = key.sign(&json!({}), &claims);
    assert_eq!(ask(&deployment, &good).status, 200);
    let theirs = other.sign(&json!({"jwk": other.jwk(&json!({}))}), &claims);
    refused(&ask(&deployment, &theirs), "client_assertion_signature", "another key, sent along");
    let (message, _) = good.rsplit_once('.').unwrap();
    for signature in ["", "AA", &"A".repeat(86)] {
        let assertion = format!("{message}.{signature}");
        refused(&ask(&deployment, &assertion), "client_assertion_signature", signature);
    }
    let public = jwk.to_string();
    let confused = sign_hs256(&public, &json!({"alg": "HS256"}), &claims);
    refused(
        &ask(&deployment, &confused),
        "client_assertion_algorithm",
        "the public key as a secret",
    );
    for assertion in ["x", "a.b.c", &format!("{message}.*")] {
        refused(&ask(&deployment, assertion), "client_assertion_malformed", assertion);
    }
}

#[test]
fn a_document_may_allow_one_algorithm_and_the_token_endpoints_address() {
    let deployment = Deployment::new();
    let signing = vestibule::native::NativeSigning::default();
    let rsa = Signer::of(&signing, SigningAlgorithm::RS256);
    let ec = Signer::new(SigningAlgorithm::ES256);
    let more = json!({"tokenEndpointAuthSigningAlg": "ES256", "acceptTokenEndpointAudience": true});
    let keys = [rsa.jwk(&json!({})), ec.jwk(&json!({}))];
    register(&deployment, &changed(by_key(&keys), &more));
    let wrong = claims(&deployment, "1");
    let response = ask(&deployment, &rsa.sign(&json!({}), &wrong));
    refused(&response, "client_assertion_algorithm", "RS256");
    for (audience, status) in [
        (json!(ISSUER), 200),
        (json!(format!("{ISSUER}/token")), 200),
        (json!(format!("{ISSUER}/introspect")), 401),
        (json!([format!("{ISSUER}/token")]), 401),
    ] {
        let claims = changed(claims(&deployment, &audience.to_string()), &json!({"aud": audience}));
        let response = ask(&deployment, &ec.sign(&json!({}), &claims));
        assert_eq!(response.status, status, "{audience}: {}", response.body);
    }
}

#[test]
fn a_secret_signs_where_it_is_a_worker_secret() {
    let deployment = Deployment::new();
    deployment.platform.secrets.put("SUPPLIERS", SECRET);
    let secrets = json!([{"secret": "SUPPLIERS"}]);
    let method = json!({"tokenEndpointAuthMethod": "client_secret_jwt", "clientSecrets": secrets});
    register(&deployment, &method);
    let claims = claims(&deployment, "1");
    let header = json!({"alg": "HS256"});
    assert_eq!(ask(&deployment, &sign_hs256(SECRET, &header, &claims)).status, 200);
    let wrong = sign_hs256("another-secret-of-thirty-two-bytes", &header, &claims);
    refused(&ask(&deployment, &wrong), "client_assertion_signature", "another secret");
    let none = format!("{}.", message(json!({"alg": "none"}), claims.clone()));
    refused(&ask(&deployment, &none), "client_assertion_algorithm", "none");
    let key = Signer::new(SigningAlgorithm::ES256);
    let by_key = key.sign(&json!({"jwk": key.jwk(&json!({}))}), &claims);
    refused(&ask(&deployment, &by_key), "client_assertion_algorithm", "a key");
    deployment.platform.secrets.put("SUPPLIERS", "short");
    let short = sign_hs256("short", &header, &claims);
    refused(&ask(&deployment, &short), "client_assertion_signature", "a short secret");
    let secret = [("client_id", ID), ("client_secret", "short"), ("token", "x")];
    refused(&deployment.send(post("/introspect", &secret)), "client_secret_method", "in the form");
}

#[test]
fn one_application_one_method_one_request() {
    let deployment = Deployment::new();
    let key = Signer::new(SigningAlgorithm::ES256);
    register(&deployment, &by_key(&[key.jwk(&json!({}))]));
    let good = key.sign(&json!({}), &claims(&deployment, "1"));
    let send = |more: &[(&str, &str)]| {
        let form = [[("token", "x")].as_slice(), more].concat();
        deployment.send(post("/introspect", &form))
    };
    let with = |more: &[(&'static str, &'static str)]| [asserted(&good).as_slice(), more].concat();
    refused(&send(&with(&[("client_id", "woodgrove-procurement")])), "client_ids_differ", "id");
    assert_eq!(send(&with(&[("client_id", ID)])).status, 200);
    assert_eq!(send(&with(&[("client_secret", "x")])).status, 400, "two methods");
    refused(&send(&[("client_id", ID)]), "client_assertion_missing", "none");
    let secret = [("client_id", ID), ("client_secret", "woodgrove-suppliers-sample-secret")];
    refused(&send(&secret), "client_secret_method", "a secret");
    for assertion_type in ["", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"] {
        let form = [("client_assertion_type", assertion_type), ("client_assertion", &good)];
        refused(&send(&form), "client_assertion_malformed", assertion_type);
    }
    let procurement = changed(
        claims(&deployment, "1"),
        &json!({"iss": "woodgrove-procurement", "sub": "woodgrove-procurement"}),
    );
    let response = ask(&deployment, &key.sign(&json!({}), &procurement));
    refused(&response, "client_assertion_unexpected", "an application with secrets");
    let shop = json!({"iss": SHOP.client_id, "sub": SHOP.client_id});
    let assertion = key.sign(&json!({}), &changed(claims(&deployment, "1"), &shop));
    refused(&ask(&deployment, &assertion), "client_assertion_unexpected", "a public application");
    let nobody = changed(claims(&deployment, "1"), &json!({"iss": "nobody", "sub": "nobody"}));
    let response = ask(&deployment, &key.sign(&json!({}), &nobody));
    refused(&response, "unknown_application", "nobody");
}

#[test]
fn a_key_or_secret_that_is_switched_off_redeems_nothing() {
    let deployment = Deployment::new();
    let key = Signer::new(SigningAlgorithm::ES256);
    register(&deployment, &by_key(&[key.jwk(&json!({}))]));
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, APP, "ann@partner.example").code();
    let assertion = |jti: &str| key.sign(&json!({}), &claims(&deployment, jti));
    deployment.sql(&disable("secret", &key.public.thumbprint()));
    let response = deployment.send(redeem(&code, &assertion("1")));
    assert_eq!((response.status, cause(&response).as_str()), (400, "code_ended"));
    deployment.sql(&enable("secret", &key.public.thumbprint()));
    assert_eq!(deployment.send(redeem(&code, &assertion("2"))).status, 200);
}
