//! Registered applications that sign with their secret (`client_secret_jwt`, OpenID Connect Core §9).

use crate::browser::*;
use crate::registration::*;
use crate::signer::{cause, now, sign_hs256};
use serde_json::{Value, json};
use vestibule::encode::base64url;
use vestibule::http::{Method, Response};
use vestibule::ports::Randomness;

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const NEW_KEY: &str = "k2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA";

fn metadata(method: &str) -> Value {
    json!({"redirect_uris": [CALLBACK], "token_endpoint_auth_method": method})
}

/// What an application of these credentials is answered that signs for this audience.
fn ask(deployment: &Deployment, told: &Value, secret: &Value, audience: &str) -> Response {
    let (id, now) = (&told["client_id"], now(deployment));
    let jti = base64url::encode(&deployment.platform.random_bytes::<12>());
    let claims = json!({"iss": id, "sub": id, "aud": audience, "jti": jti, "exp": now + 60});
    let assertion = sign_hs256(secret.as_str().unwrap(), &json!({"alg": "HS256"}), &claims);
    let form = [("client_assertion_type", TYPE), ("client_assertion", &assertion), ("token", "x")];
    deployment.send(post("/introspect", &form))
}

/// The answer to a replacement.
fn replace(deployment: &Deployment, told: &Value, method: &str) -> Value {
    let path = told["registration_client_uri"].as_str().unwrap().replace(ISSUER, "");
    let token = told["registration_access_token"].as_str().unwrap();
    let mut metadata = metadata(method);
    metadata["client_id"] = told["client_id"].clone();
    let answer = deployment.send(call(Method::Put, &path, token, Some(&metadata)));
    assert_eq!(answer.status, 200, "{}", answer.body);
    json(&answer)
}

#[test]
fn its_secret_signs_for_the_issuer_and_the_token_endpoint_and_is_kept_sealed() {
    let deployment = guarded();
    let mut sent = metadata("client_secret_jwt");
    sent["token_endpoint_auth_signing_alg"] = json!("HS256");
    let told = registered(&deployment, &sent);
    assert_eq!(told["token_endpoint_auth_method"], "client_secret_jwt");
    assert_eq!(told["token_endpoint_auth_signing_alg"], "HS256");
    let secret = &told["client_secret"];
    let row = format!("{:?}", deployment.sql("SELECT * FROM registrations"));
    assert!(!row.contains(secret.as_str().unwrap()));
    for audience in [ISSUER, &format!("{ISSUER}/token")] {
        let response = ask(&deployment.new_isolate(), &told, secret, audience);
        assert_eq!(response.status, 200, "{}", response.body);
    }
    let wrong = json!("another-secret-of-thirty-two-bytes-or-more");
    let refused = ask(&deployment, &told, &wrong, ISSUER);
    assert_eq!((refused.status, cause(&refused)), (401, "client_assertion_signature".into()));
    let mut sent_plain = app(&told).token(&[("token", "x")]);
    "/introspect".clone_into(&mut sent_plain.path);
    assert_eq!(cause(&deployment.send(sent_plain)), "client_secret_method");
}

#[test]
fn a_replacement_keeps_the_secret_and_one_that_is_known_as_a_hash_alone_is_made_anew() {
    let deployment = guarded();
    let told = registered(&deployment, &metadata("client_secret_jwt"));
    let secret = &told["client_secret"];
    assert_eq!(replace(&deployment, &told, "client_secret_jwt")["client_secret"], Value::Null);
    assert_eq!(ask(&deployment, &told, secret, ISSUER).status, 200);
    assert_eq!(replace(&deployment, &told, "client_secret_post")["client_secret"], Value::Null);
    assert!(deployment.sql("SELECT 1 FROM registrations WHERE sealed IS NOT NULL").is_empty());
    let fresh = &replace(&deployment, &told, "client_secret_jwt")["client_secret"];
    assert!(fresh.is_string() && fresh != secret);
    assert_eq!(ask(&deployment, &told, secret, ISSUER).status, 401);
    assert_eq!(ask(&deployment, &told, fresh, ISSUER).status, 200);
}

#[test]
fn it_outlives_its_master_key_while_that_is_listed_and_a_replacement_gives_what_is_lost() {
    let deployment = guarded();
    let told = registered(&deployment, &metadata("client_secret_jwt"));
    let secret = &told["client_secret"];
    let both = deployment.with_master_keys(&format!("{NEW_KEY} {MASTER_KEY}"));
    assert_eq!(ask(&both, &told, secret, ISSUER).status, 200);
    let new = deployment.with_master_keys(NEW_KEY);
    assert_eq!(cause(&ask(&new, &told, secret, ISSUER)), "client_assertion_signature");
    replace(&both, &told, "client_secret_jwt");
    let new = deployment.with_master_keys(NEW_KEY);
    assert_eq!(ask(&new, &told, secret, ISSUER).status, 200, "the replacement sealed it anew");
    let old = deployment.with_master_keys(MASTER_KEY);
    let fresh = &replace(&old, &told, "client_secret_jwt")["client_secret"];
    assert_eq!(ask(&old, &told, fresh, ISSUER).status, 200);
}

#[test]
fn a_sealed_secret_is_its_own_application_s_and_can_be_switched_off() {
    let deployment = guarded();
    let first = registered(&deployment, &metadata("client_secret_jwt"));
    let second = registered(&deployment, &metadata("client_secret_jwt"));
    let id = |told: &Value| told["client_id"].as_str().unwrap().to_owned();
    deployment.sql(&format!(
        "UPDATE registrations SET sealed = (SELECT sealed FROM registrations WHERE client_id = '{}')
         WHERE client_id = '{}'",
        id(&first),
        id(&second)
    ));
    assert_eq!(ask(&deployment, &second, &first["client_secret"], ISSUER).status, 401);
    let mut browser = Browser::new(&deployment);
    let code = sign_up(&mut browser, app(&first), "ann@partner.example");
    let secret = first["client_secret"].as_str().unwrap();
    deployment.sql(&crate::people::disable("secret", &vestibule::encode::hash::sha256(secret)));
    let (id, now) = (id(&first), now(&deployment));
    let claims = json!({"iss": id, "sub": id, "aud": ISSUER, "jti": "1", "exp": now + 60});
    let assertion = sign_hs256(secret, &json!({"alg": "HS256"}), &claims);
    let refused = deployment.send(post(
        "/token",
        &[
            ("client_assertion_type", TYPE),
            ("client_assertion", &assertion),
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ],
    ));
    assert_eq!(cause(&refused), "code_ended", "{}", refused.body);
}
