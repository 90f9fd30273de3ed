//! Addresses that strangers name (RFC 9700 §4.11, RFC 7591 §5): none leads into a network of one's own, neither when it is
//! registered or described nor when it is called. What an administrator names may be internal.

use crate::browser::*;
use crate::registration::{self, CALLBACK, call, registered};
use crate::signer::*;
use crate::support::block_on;
use serde_json::{Value, json};
use vestibule::http::{Method, Response};
use vestibule::ports::{Database, OutboundResponse, Statement};
use vestibule::protocol::SigningAlgorithm;

const OURS: [&str; 24] = [
    "127.0.0.1",
    "0x7f.1",
    "2130706433",
    "0177.0.0.1",
    "127.1",
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "172.31.255.255",
    "192.168.0.1",
    "255.255.255.255",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[fd00::1]",
    "[fe80::1]",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "printer.local",
    "metadata.google.internal",
    "intranet",
    // The issuer itself.
    "localhost:8787",
];

/// Client metadata with `member` at `host`, and what that member needs beside it.
fn metadata(member: &str, host: &str) -> Value {
    let address = format!("https://{host}/x");
    let key = Signer::new(SigningAlgorithm::ES256).jwk(&json!({"kid": "a"}));
    let (value, beside) = match member {
        "request_uris" => {
            (json!(["https://third.example/r", address]), json!({"jwks": {"keys": [key]}}))
        }
        "jwks_uri" => (json!(address), json!({"token_endpoint_auth_method": "private_key_jwt"})),
        "frontchannel_logout_uri" => (
            json!(address),
            json!({"redirect_uris": [CALLBACK, format!("https://{host}/callback")]}),
        ),
        _ => (json!(address), json!({})),
    };
    let mut metadata = json!({"redirect_uris": [CALLBACK], member: value});
    metadata.as_object_mut().unwrap().extend(beside.as_object().unwrap().clone());
    metadata
}

const MEMBERS: [&str; 7] = [
    "jwks_uri",
    "logo_uri",
    "sector_identifier_uri",
    "request_uris",
    "backchannel_logout_uri",
    "frontchannel_logout_uri",
    "initiate_login_uri",
];

/// A deployment in production where anybody may register, and where whatever is asked answers.
fn open() -> Deployment {
    let policy = json!({"flows": ["supplier"], "open": true});
    let deployment = registration::with_registration(&policy).in_production();
    deployment.platform.outbound.answer_with(|_| Ok(OutboundResponse::new(200, "[]")));
    deployment
}

fn assert_refused(response: &Response, member: &str, host: &str) {
    let told = json(response);
    assert_eq!(response.status, 400, "{member} {host}: {told}");
    assert_eq!(told["error"], "invalid_client_metadata", "{member} {host}: {told}");
    assert!(
        told["error_description"].as_str().unwrap().contains(member),
        "{member} {host}: {told}"
    );
}

#[test]
fn what_is_registered_or_replaced_is_at_domains_that_everybody_reaches() {
    let deployment = open();
    let kept = registered(&deployment, &json!({"redirect_uris": [CALLBACK]}));
    let path = format!("/register/{}", kept["client_id"].as_str().unwrap());
    let token = kept["registration_access_token"].as_str().unwrap();
    deployment.platform.reset_counts();
    for member in MEMBERS {
        for host in OURS {
            let sent = metadata(member, host);
            assert_refused(&registration::register(&deployment, &sent), member, host);
            let mut replaced = sent.clone();
            replaced["client_id"] = kept["client_id"].clone();
            let response = deployment.send(call(Method::Put, &path, token, Some(&replaced)));
            assert_refused(&response, member, host);
        }
    }
    assert_eq!(deployment.platform.counts().fetches, 0, "what is refused is not asked");
    let mut public = metadata("backchannel_logout_uri", "third.example");
    public["initiate_login_uri"] = json!("https://xn--bcher-kva.example:8443/login");
    assert_eq!(registration::register(&deployment, &public).status, 201);
}

#[test]
fn in_development_an_application_on_this_machine_registers_too() {
    let deployment = registration::guarded();
    for host in ["127.0.0.1:9000", "[::1]:9000", "localhost:9000", "app.localhost"] {
        registered(&deployment, &metadata("backchannel_logout_uri", host));
    }
    let of_issuer = metadata("backchannel_logout_uri", "localhost:8787");
    assert_refused(&registration::register(&deployment, &of_issuer), "backchannel_logout_uri", "");
}

#[test]
fn what_an_application_says_of_itself_is_at_domains_that_everybody_reaches() {
    let client = "https://tools.example/client.json";
    for member in MEMBERS {
        // Two members are not for such documents: one is refused whatever it says, one is passed over.
        if matches!(member, "request_uris" | "sector_identifier_uri") {
            continue;
        }
        for host in OURS {
            let deployment = Deployment::new();
            let policy =
                r#""clientIdMetadataDocuments": {"flows": ["supplier"]}, "defaultLanguage""#;
            deployment.edit("tenant", "\"defaultLanguage\"", policy);
            let deployment = deployment.in_production();
            let mut document = metadata(member, host);
            document["client_id"] = json!(client);
            let body = document.to_string();
            deployment.platform.outbound.answer_with(move |request| {
                assert_eq!(request.url(), client, "nothing else is asked");
                let json = ("content-type", "application/json");
                Ok(OutboundResponse::new(200, body.clone()).with_header(json.0, json.1))
            });
            let app = App { client_id: client, redirect_uri: CALLBACK, secret: None };
            let response = deployment.send(get(&app.authorize(&[])));
            assert_eq!((response.status, response.header("location")), (400, None), "{host}");
            assert!(response.body.contains(member), "{member} {host}: {}", response.body);
        }
    }
}

/// What was registered, with `changes`, before such addresses were refused.
fn registered_before(deployment: &Deployment, metadata: &Value, changes: &Value) -> Value {
    let told = registered(deployment, metadata);
    let sql = "UPDATE registrations SET metadata = json_patch(metadata, :changes) WHERE client_id = :client";
    let client = told["client_id"].as_str().unwrap().into();
    let named = [("changes", changes.to_string().into()), ("client", client)];
    let statement = Statement::new(sql, &named);
    block_on(deployment.platform.batch(vec![statement])).unwrap();
    told
}

#[test]
fn what_was_registered_before_is_not_called() {
    for host in OURS {
        let deployment = open();
        let frame = format!("https://{host}/frame");
        let told = registered_before(
            &deployment,
            &json!({"redirect_uris": [CALLBACK, format!("https://{host}/callback")],
                "token_endpoint_auth_method": "client_secret_post"}),
            &json!({"backchannel_logout_uri": format!("https://{host}/out"), "frontchannel_logout_uri": frame}),
        );
        let app = registration::app(&told);
        let mut browser = Browser::new(&deployment.new_isolate());
        let code = registration::sign_up(&mut browser, app, "ann@partner.example");
        let tokens = json(&deployment.send(app.redeem(&code)));
        let hint = tokens["id_token"].as_str().unwrap();
        let response = browser.send(get(&format!("/logout?id_token_hint={hint}")));
        assert!(!response.body.contains("<iframe"), "{host}: {}", response.body);
        assert_eq!(deployment.platform.counts().fetches, 0, "{host}");
    }
}

#[test]
fn keys_and_requests_that_were_registered_at_such_addresses_are_not_asked() {
    let key = Signer::new(SigningAlgorithm::ES256);
    for host in OURS {
        let deployment = open();
        let sent = json!({"redirect_uris": [CALLBACK], "jwks_uri": "https://third.example/keys",
            "token_endpoint_auth_method": "private_key_jwt"});
        let told = registered_before(
            &deployment,
            &sent,
            &json!({"jwks_uri": format!("https://{host}/keys"), "request_uris": [format!("https://{host}/request")]}),
        );
        let id = told["client_id"].as_str().unwrap();
        let claims =
            json!({"iss": id, "sub": id, "aud": ISSUER, "jti": "1", "exp": now(&deployment) + 60});
        let assertion = key.sign(&json!({"kid": "a"}), &claims);
        let bearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        let form =
            [("token", "x"), ("client_assertion_type", bearer), ("client_assertion", &assertion)];
        assert_eq!(deployment.send(post("/introspect", &form)).status, 401, "{host}");
        let path = format!("/authorize?client_id={id}&request_uri=https%3A%2F%2F{host}%2Frequest");
        assert_eq!(deployment.send(get(&path)).status, 400, "{host}");
        assert_eq!(deployment.platform.counts().fetches, 0, "{host}");
    }
}

#[test]
fn an_administrators_address_may_be_internal() {
    let deployment = Deployment::new();
    let text = samples()["app/woodgrove-suppliers"].clone();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    let fields = document.as_object_mut().unwrap();
    fields.remove("clientSecrets");
    fields.insert("tokenEndpointAuthMethod".into(), json!("private_key_jwt"));
    fields.insert("jwksUri".into(), json!("https://10.0.0.1/keys"));
    deployment.platform.kv.put("app/woodgrove-suppliers", &document.to_string());
    let key = Signer::new(SigningAlgorithm::ES256);
    let keys = json!({"keys": [key.jwk(&json!({"kid": "a"}))]}).to_string();
    deployment.platform.outbound.answer_with(move |request| {
        assert_eq!(request.url(), "https://10.0.0.1/keys");
        Ok(OutboundResponse::new(200, keys.clone()))
    });
    let id = SUPPLIERS.client_id;
    let claims =
        json!({"iss": id, "sub": id, "aud": ISSUER, "jti": "1", "exp": now(&deployment) + 60});
    let assertion = key.sign(&json!({"kid": "a"}), &claims);
    let bearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let form =
        [("token", "x"), ("client_assertion_type", bearer), ("client_assertion", &assertion)];
    assert_eq!(deployment.send(post("/introspect", &form)).status, 200);
}

#[test]
fn the_platform_keeps_what_names_resolve_to_public() {
    let settings = include_str!("../../wrangler.toml");
    let flags = settings.lines().find(|line| line.starts_with("compatibility_flags"));
    assert!(flags.unwrap().contains("\"global_fetch_strictly_public\""), "{flags:?}");
}
