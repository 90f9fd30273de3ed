//! The discovery document, whole, and that what it says is what is accepted.

use crate::browser::*;
use crate::registration::{CALLBACK, guarded, register};
use serde_json::Value;

const PATHS: [&str; 2] =
    ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];

fn metadata(deployment: &Deployment) -> Value {
    json(&deployment.send(get(PATHS[0])))
}

/// `GOLDEN=write cargo test --test app discovery` writes it.
#[test]
fn the_whole_document_is_as_it_was_looked_at() {
    let found = serde_json::to_string_pretty(&metadata(&Deployment::new())).unwrap() + "\n";
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/app/golden/discovery.json");
    if std::env::var("GOLDEN").as_deref() == Ok("write") {
        std::fs::write(file, &found).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap(), found);
}

#[test]
fn the_servers_metadata_is_the_same_document() {
    let deployment = Deployment::new();
    let [openid, oauth] = PATHS.map(|path| deployment.send(get(path)));
    assert_eq!(openid.body, oauth.body);
    assert_eq!(openid.header("cache-control"), oauth.header("cache-control"));
}

#[test]
fn a_slash_too_many_does_not_hide_a_document_that_programs_begin_with() {
    let deployment = Deployment::new();
    for path in [
        PATHS[0],
        PATHS[1],
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-protected-resource/userinfo",
        "/jwks",
    ] {
        let plain = deployment.send(get(path));
        assert_eq!(plain.status, 200, "{path}");
        for written in [format!("/{path}"), format!("{path}/"), format!("/{path}/")] {
            let found = deployment.send(get(&written));
            assert_eq!((found.status, &found.body), (200, &plain.body), "{written}");
            let elsewhere = found.header("access-control-allow-origin");
            assert_eq!(elsewhere, Some("*"), "{written}: scripts read it, too");
        }
    }
    assert_eq!(metadata(&deployment)["issuer"], ISSUER, "as it is written, without a slash");
    for path in ["//token", "/token/", "//authorize", "/.well-known//openid-configuration"] {
        assert_eq!(deployment.send(get(path)).status, 404, "{path}");
    }
}

/// What the conformance suite knows; it warns of any other member.
#[test]
fn every_member_is_a_registered_one() {
    let known: Vec<&str> = include_str!("../conformance/known-metadata.txt").lines().collect();
    for name in metadata(&Deployment::new()).as_object().unwrap().keys() {
        assert!(known.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn a_language_that_the_tenant_takes_out_is_neither_listed_nor_spoken() {
    let german = SUPPLIERS.authorize(&[("ui_locales", "de")]);
    let speaks = |deployment: &Deployment| {
        let page = Browser::new(deployment).open(&german).page("sign-in");
        page.html.contains("<html lang=\"de\"")
    };
    let deployment = Deployment::new();
    let listed = metadata(&deployment)["ui_locales_supported"].as_array().unwrap().len();
    assert!(listed == 16 && speaks(&deployment));
    let from = r#""defaultLanguage": "en","#;
    deployment.edit("tenant", from, &format!(r#"{from} "languages": ["en", "ar"],"#));
    let fewer = deployment.new_isolate();
    assert_eq!(metadata(&fewer)["ui_locales_supported"], serde_json::json!(["en", "ar"]));
    assert!(!speaks(&fewer));
}

#[test]
fn a_deployment_without_a_tenant_can_be_discovered() {
    let deployment = Deployment::new();
    deployment.platform.kv.delete("tenant");
    let found = metadata(&deployment.new_isolate());
    assert_eq!(found["issuer"], ISSUER);
}

#[test]
fn a_grant_that_the_tenant_takes_out_is_neither_listed_nor_answered() {
    let device = "urn:ietf:params:oauth:grant-type:device_code";
    let deployment = Deployment::new();
    let kind = r#""type": "web""#;
    let grants = format!(r#"{kind}, "grantTypes": ["authorization_code", "{device}"]"#);
    deployment.edit("app/woodgrove-suppliers", kind, &grants);
    let begin = |deployment: &Deployment| {
        let mut request = SUPPLIERS.token(&[("scope", "openid")]);
        "/device_authorization".clone_into(&mut request.path);
        deployment.send(request).status
    };
    assert!(metadata(&deployment)["device_authorization_endpoint"].is_string());
    assert_eq!(begin(&deployment), 200);
    let from = r#""defaultLanguage": "en","#;
    deployment.edit("tenant", from, &format!(r#"{from} "grantTypes": ["authorization_code"],"#));
    let fewer = deployment.new_isolate();
    let found = metadata(&fewer);
    assert_eq!(found["grant_types_supported"], serde_json::json!(["authorization_code"]));
    assert_eq!(found["device_authorization_endpoint"], Value::Null);
    assert_eq!(begin(&fewer), 400);
    for grant in [device, "refresh_token", "client_credentials"] {
        let told = json(&fewer.send(SUPPLIERS.token(&[("grant_type", grant)])));
        assert_eq!(told["error"], "unsupported_grant_type", "{grant}");
    }
}

#[test]
fn registration_is_listed_exactly_where_it_is_accepted() {
    let metadata_of_a_client = serde_json::json!({"redirect_uris": [CALLBACK]});
    for (deployment, listed, status) in [
        (Deployment::new(), Value::Null, 403),
        (guarded(), serde_json::json!(format!("{ISSUER}/register")), 201),
    ] {
        assert_eq!(metadata(&deployment)["registration_endpoint"], listed);
        assert_eq!(register(&deployment, &metadata_of_a_client).status, status);
    }
}
