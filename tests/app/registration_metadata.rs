//! What a registration may say, and what is told of it (RFC 7591 §2, §3.2).

use crate::browser::*;
use crate::registration::*;
use serde_json::{Value, json};
use vestibule::http::{Body, Method};
use vestibule::ports::OutboundResponse;

#[test]
fn what_is_left_out_is_told_as_it_is_registered() {
    let told =
        registered(&guarded(), &json!({"redirect_uris": [CALLBACK], "x": 1, "tos_uri": null}));
    for (member, value) in [
        ("application_type", json!("web")),
        ("token_endpoint_auth_method", json!("client_secret_basic")),
        ("grant_types", json!(["authorization_code", "refresh_token"])),
        ("response_types", json!(["code"])),
        ("id_token_signed_response_alg", json!("RS256")),
        ("subject_type", json!("public")),
        ("scope", json!("openid profile email address phone offline_access")),
        ("redirect_uris", json!([CALLBACK])),
        ("x", Value::Null),
    ] {
        assert_eq!(told[member], value, "{member}");
    }
    let uri = format!("{ISSUER}/register/{}", told["client_id"].as_str().unwrap());
    assert_eq!(told["registration_client_uri"], uri);
    assert!(told["registration_access_token"].as_str().unwrap().len() >= 43);
}

#[test]
fn who_is_reached_on_a_device_alone_is_native_by_whichever_name_the_device_is_written() {
    let deployment = guarded();
    let type_of = |uris: &[&str], method: &str| {
        let metadata = json!({"redirect_uris": uris, "token_endpoint_auth_method": method});
        registered(&deployment, &metadata)["application_type"].clone()
    };
    let hosts = ["http://localhost:3000/cb", "http://127.0.0.1:3000/cb", "http://[::1]:3000/cb"];
    for host in hosts {
        assert_eq!(type_of(&[host], "none"), "native", "{host}");
        assert_eq!(type_of(&[host, hosts[0]], "none"), "native", "{host}");
        assert_eq!(type_of(&[host, "com.example.app:/cb"], "none"), "native", "{host}");
        assert_eq!(type_of(&[host, CALLBACK], "none"), "web", "{host}");
        assert_eq!(type_of(&[host], "client_secret_basic"), "web", "{host}");
    }
}

#[test]
fn what_is_sent_is_told_again() {
    let sent = json!({
        "redirect_uris": ["com.example.third:/callback", "http://127.0.0.1/callback"],
        "post_logout_redirect_uris": ["com.example.third:/"],
        "application_type": "native",
        "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code"],
        "response_types": ["code"],
        "id_token_signed_response_alg": "ES256",
        "subject_type": "public",
        "scope": "openid email",
        "client_name": "Third",
        "client_name#de": "Dritte",
        "client_uri": "https://third.example/",
        "contacts": ["dev@third.example"],
        "default_acr_values": ["1"],
        "software_id": "third",
        "software_version": "2.1",
    });
    let told = registered(&guarded(), &sent);
    for (member, value) in sent.as_object().unwrap() {
        assert_eq!(&told[member], value, "{member}");
    }
    assert!(told["client_secret"].is_null() && told["client_secret_expires_at"].is_null());
}

#[test]
fn what_documents_know_is_registered_too() {
    let key = json!({"kty": "OKP", "crv": "Ed25519", "kid": "1", "use": "sig", "alg": "EdDSA",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"});
    let sent = json!({
        "redirect_uris": [CALLBACK],
        "token_endpoint_auth_method": "private_key_jwt",
        "token_endpoint_auth_signing_alg": "EdDSA",
        "jwks": {"keys": [key]},
        "dpop_bound_access_tokens": true,
        "require_pushed_authorization_requests": true,
        "request_uris": ["https://third.example/request#1"],
        "request_object_signing_alg": "EdDSA",
        "userinfo_signed_response_alg": "PS256",
        "require_signed_request_object": true,
        "default_max_age": 3600,
        "require_auth_time": true,
        "initiate_login_uri": "https://third.example/login",
        "backchannel_logout_uri": "https://third.example/out",
        "backchannel_logout_session_required": true,
        "frontchannel_logout_uri": "https://third.example/frame",
        "frontchannel_logout_session_required": true,
    });
    let deployment = guarded();
    let told = registered(&deployment, &sent);
    for (member, value) in sent.as_object().unwrap() {
        assert_eq!(&told[member], value, "{member}");
    }
    assert!(told["client_secret"].is_null());
    let answer = Browser::new(&deployment).open(&app(&told).authorize(&[])).callback();
    assert_eq!(answer.first("error"), "invalid_request", "it was neither pushed nor signed");
}

#[test]
fn a_sector_is_the_host_whose_document_lists_every_redirect_uri() {
    let deployment = guarded();
    let other = "https://other.example/callback";
    let mut sent = json!({"redirect_uris": [CALLBACK, other], "subject_type": "pairwise"});
    let several = register(&deployment, &sent);
    assert_eq!(json(&several)["error"], "invalid_client_metadata", "{}", several.body);
    sent["sector_identifier_uri"] = json!("https://sector.example/uris.json");
    for (status, body, expected) in [
        (200, json!([CALLBACK, other]), 201),
        (200, json!([CALLBACK]), 400),
        (200, json!({}), 400),
        (404, json!([CALLBACK, other]), 400),
    ] {
        let body = body.to_string().into_bytes();
        deployment
            .platform
            .outbound
            .answer_with(move |_| Ok(OutboundResponse::new(status, body.clone())));
        let response = register(&deployment, &sent);
        assert_eq!(response.status, expected, "{}", response.body);
        let error = (expected == 400).then_some("invalid_client_metadata");
        assert_eq!(json(&response)["error"].as_str(), error, "{}", response.body);
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_member_that_cannot_be_registered_is_named_with_what_is_allowed() {
    let deployment = guarded();
    for (member, value, error, words) in [
        ("redirect_uris", json!([]), "invalid_redirect_uri", "redirect_uris: is empty"),
        ("redirect_uris", Value::Null, "invalid_redirect_uri", "redirect_uris: is empty"),
        ("redirect_uris", json!("https://a.example"), "invalid_redirect_uri", "expected an array"),
        (
            "redirect_uris",
            json!([format!("{CALLBACK}#x")]),
            "invalid_redirect_uri",
            "redirect_uris/0: holds a fragment",
        ),
        (
            "redirect_uris",
            json!([CALLBACK, "http://third.example/"]),
            "invalid_redirect_uri",
            "redirect_uris/1: is not allowed",
        ),
        ("redirect_uris", json!(["javascript:alert(1)"]), "invalid_redirect_uri", "allowed: https"),
        ("redirect_uris", json!(["https://*.third.example/"]), "invalid_redirect_uri", "wildcard"),
        ("redirect_uris", json!(["{issuer}/demo/"]), "invalid_redirect_uri", "redirect_uris/0"),
        (
            "post_logout_redirect_uris",
            json!(["x"]),
            "invalid_client_metadata",
            "post_logout_redirect_uris/0",
        ),
        ("application_type", json!("spa"), "invalid_client_metadata", "allowed: web, native"),
        (
            "token_endpoint_auth_method",
            json!("tls_client_auth"),
            "invalid_client_metadata",
            "client_secret_basic",
        ),
        (
            "grant_types",
            json!(["implicit"]),
            "invalid_client_metadata",
            "allowed: authorization_code",
        ),
        ("grant_types", json!([]), "invalid_client_metadata", "grant_types"),
        ("response_types", json!(["code id_token"]), "invalid_client_metadata", "allowed: code"),
        ("id_token_signed_response_alg", json!("none"), "invalid_client_metadata", "RS256"),
        ("subject_type", json!("secret"), "invalid_client_metadata", "public, pairwise"),
        ("client_name", json!(""), "invalid_client_metadata", "client_name: is empty"),
        ("client_name", json!("<b>x</b>"), "invalid_client_metadata", "client_name: holds markup"),
        ("client_name", json!(1), "invalid_client_metadata", "client_name: expected a string"),
        ("client_name", json!("x".repeat(101)), "invalid_client_metadata", "allowed: up to 100"),
        ("client_name", json!("\u{202e}x"), "invalid_client_metadata", "direction of writing"),
        ("client_name#ar", json!("x\u{2066}"), "invalid_client_metadata", "direction of writing"),
        ("client_uri", json!("javascript:x"), "invalid_client_metadata", "client_uri"),
        ("contacts", json!("x@y.example"), "invalid_client_metadata", "array of strings"),
        ("initiate_login_uri", json!("http://third.example/"), "invalid_client_metadata", "https"),
        ("require_auth_time", json!("yes"), "invalid_client_metadata", "true or false"),
        ("jwks_uri", json!("http://third.example/keys"), "invalid_client_metadata", "jwks_uri"),
        (
            "token_endpoint_auth_method",
            json!("private_key_jwt"),
            "invalid_client_metadata",
            "needs its public keys",
        ),
        (
            "backchannel_logout_uri",
            json!("http://third.example/"),
            "invalid_client_metadata",
            "backchannel_logout_uri",
        ),
        ("request_uris", json!(["x"]), "invalid_client_metadata", "request_uris/0"),
        ("scope", json!(["openid"]), "invalid_client_metadata", "scope: expected a string"),
        ("software_id", json!({}), "invalid_client_metadata", "software_id"),
    ] {
        let mut metadata = json!({"redirect_uris": [CALLBACK]});
        metadata[member] = value.clone();
        let response = register(&deployment, &metadata);
        assert_eq!(response.status, 400, "{member} {value}: {}", response.body);
        let told = json(&response);
        assert_eq!(told["error"], error, "{member} {value}: {}", response.body);
        let description = told["error_description"].as_str().unwrap();
        assert!(description.contains(words), "{member} {value}: {description}");
        assert!(!description.contains("client_uri") || member == "client_uri", "{description}");
    }
    assert!(deployment.sql("SELECT 1 FROM registrations").is_empty());
}

#[test]
fn a_body_that_is_no_json_object_is_refused() {
    let deployment = guarded();
    for (media_type, body, status) in [
        ("application/x-www-form-urlencoded", "a=b", 415),
        ("application/json", "[]", 400),
        ("application/json", "{", 400),
        ("application/json", "", 400),
        ("application/json", "\u{feff}\u{0}", 400),
    ] {
        let mut request = call(Method::Post, "/register", INITIAL, None);
        request.headers.0.push(("content-type".into(), media_type.into()));
        request.body = Body::Bytes(body.as_bytes().to_vec());
        let response = deployment.send(request);
        assert_eq!(response.status, status, "{body}");
        assert_eq!(json(&response)["error"], "invalid_client_metadata", "{body}");
    }
    let mut request = call(Method::Post, "/register", INITIAL, Some(&json!({})));
    request.body = Body::TooLarge;
    assert_eq!(deployment.send(request).status, 413);
    assert_eq!(deployment.send(get("/register")).status, 405);
}
