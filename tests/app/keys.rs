//! Signing keys: made before they are needed, and replaced when they can't or must not be used.

use crate::browser::*;
use crate::people::with_header;
use serde_json::json;

fn kids(deployment: &Deployment) -> Vec<String> {
    let keys = json(&deployment.send(get("/jwks")));
    keys["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap().into()).collect()
}

fn algorithms(deployment: &Deployment) -> Vec<String> {
    let keys = json(&deployment.send(get("/jwks")));
    keys["keys"].as_array().unwrap().iter().map(|key| key["alg"].as_str().unwrap().into()).collect()
}

#[test]
fn a_key_of_each_algorithm_is_made_and_kept_that_of_the_default_first() {
    let deployment = Deployment::new();
    let first = kids(&deployment);
    assert_eq!(algorithms(&deployment), ["RS256", "PS256", "ES256", "EdDSA"]);
    assert_eq!(kids(&deployment.new_isolate()), first);
    let private = deployment.sql("SELECT sealed FROM signing_keys WHERE alg = 'RS256'");
    assert!(private[0]["sealed"].as_str().unwrap().len() > 1000, "wrapped, not there in the clear");
}

#[test]
fn the_keys_that_applications_use_are_listed_first_and_of_these_the_default_one() {
    let deployment = Deployment::new();
    let listed = |deployment: &Deployment| algorithms(&deployment.new_isolate());
    let all = ["RS256", "PS256", "ES256", "EdDSA"];
    assert_eq!(algorithms(&deployment), all);
    let eddsa = r#""type": "web", "signingAlgorithm": "EdDSA""#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, eddsa);
    Browser::new(&deployment).open(&SUPPLIERS.authorize(&[])).page("sign-in");
    assert_eq!(listed(&deployment), ["EdDSA", "RS256", "PS256", "ES256"], "alone in use");
    Browser::new(&deployment).open(&MOBILE.authorize(&[])).page("sign-in");
    assert_eq!(listed(&deployment), ["ES256", "EdDSA", "RS256", "PS256"]);
    Browser::new(&deployment).open(&PROCUREMENT.authorize(&[])).page("sign-in");
    assert_eq!(listed(&deployment), ["RS256", "ES256", "EdDSA", "PS256"]);
    // Of those that served within a week.
    let day = 24 * 3600;
    deployment.platform.clock.advance(5 * day);
    Browser::new(&deployment).open(&MOBILE.authorize(&[])).page("sign-in");
    deployment.platform.clock.advance(3 * day);
    assert_eq!(listed(&deployment), ["ES256", "RS256", "PS256", "EdDSA"]);
}

#[test]
fn what_registered_applications_ask_for_is_in_use_too_and_what_signs_userinfo_answers() {
    let deployment = crate::registration::guarded();
    kids(&deployment);
    let metadata = json!({
        "redirect_uris": [crate::registration::CALLBACK],
        "id_token_signed_response_alg": "ES256",
        "userinfo_signed_response_alg": "EdDSA",
    });
    let told = crate::registration::registered(&deployment, &metadata);
    let app = crate::registration::app(&told);
    Browser::new(&deployment).open(&app.authorize(&[])).page("sign-in");
    assert_eq!(algorithms(&deployment.new_isolate())[..2], ["ES256", "EdDSA"]);
}

#[test]
fn a_use_is_written_once_a_day() {
    let deployment = Deployment::new();
    kids(&deployment);
    let open = |deployment: &Deployment| {
        Browser::new(deployment).open(&SUPPLIERS.authorize(&[])).page("sign-in");
        deployment.sql("SELECT named_at FROM signing_keys WHERE alg = 'RS256'")[0]["named_at"]
            .clone()
    };
    let first = open(&deployment);
    deployment.platform.clock.advance(24 * 3600 - 1);
    assert_eq!(open(&deployment.new_isolate()), first);
    deployment.platform.clock.advance(1);
    assert_ne!(open(&deployment.new_isolate()), first);
}

#[test]
fn a_copy_of_the_keys_that_is_still_right_is_not_sent_again() {
    let deployment = Deployment::new();
    let first = deployment.send(get("/jwks"));
    assert!(first.header("cache-control").unwrap().starts_with("public, max-age=300,"));
    let tag = first.header("etag").unwrap();
    for known in [tag, &format!("\"other\", W/{tag}"), "*"] {
        let again = deployment.send(with_header(get("/jwks"), "if-none-match", known));
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{known}");
        assert_eq!(again.header("etag"), Some(tag));
        assert_eq!(again.header("cache-control"), first.header("cache-control"));
    }
    let other = deployment.send(with_header(get("/jwks"), "if-none-match", "\"other\""));
    assert_eq!((other.status, other.body), (200, first.body.clone()));
}

#[test]
fn health_tells_of_each_published_key_what_it_is_for_and_how_old_it_is() {
    let deployment = Deployment::new();
    let mut kids = kids(&deployment);
    deployment.platform.clock.advance(3600);
    let told = json(&deployment.send(get("/health")));
    let key = json!({"kid": kids[0], "alg": "RS256", "use": "signing", "age": 3600});
    let keys = told["keys"].as_array().unwrap();
    assert!(keys.len() == 4 && keys.contains(&key), "{told}");
    assert_eq!(told["keysLost"], json!([]));
    let new = "k2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA";
    let told = json(&deployment.with_master_keys(new).send(get("/health")));
    let mut lost: Vec<_> =
        told["keysLost"].as_array().unwrap().iter().map(|kid| kid.as_str().unwrap()).collect();
    lost.sort_unstable();
    kids.sort_unstable();
    assert_eq!(
        (&told["status"], lost),
        (&json!("degraded"), kids.iter().map(String::as_str).collect())
    );
}

#[test]
fn a_key_that_is_switched_off_is_gone_and_another_signs() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    let old = kids(&deployment);
    deployment.sql(&format!(
        "INSERT INTO disabled (kind, id, disabled_at) VALUES ('key', '{}', 0)",
        old[0]
    ));
    let fresh = deployment.new_isolate();
    let new = kids(&fresh);
    assert!(new.len() == 4 && !new.contains(&old[0]));
    let refreshed = fresh.send(SUPPLIERS.refresh(tokens["refresh_token"].as_str().unwrap()));
    assert_eq!(refreshed.status, 200, "{}", refreshed.body);
    let mut userinfo = get("/userinfo");
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    userinfo.headers.0.push(("authorization".into(), bearer));
    assert_eq!(fresh.send(userinfo).status, 401, "what the old one signed is worth nothing");
}

#[test]
fn an_application_chooses_what_its_tokens_are_signed_with_and_each_algorithm_has_its_own_key() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    let mut refresh_token = tokens["refresh_token"].as_str().unwrap().to_owned();
    for algorithm in ["PS256", "ES256", "EdDSA", "RS256"] {
        let document = format!(r#""type": "web", "signingAlgorithm": "{algorithm}""#);
        deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, &document);
        let isolate = deployment.new_isolate();
        let tokens = json(&isolate.send(SUPPLIERS.refresh(&refresh_token)));
        refresh_token = tokens["refresh_token"].as_str().unwrap().to_owned();
        let access_token = tokens["access_token"].as_str().unwrap();
        for token in [tokens["id_token"].as_str().unwrap(), access_token] {
            let header = header(token);
            assert_eq!(header["alg"], algorithm);
            let keys = json(&isolate.send(get("/jwks")));
            let published = keys["keys"].as_array().unwrap();
            let key = published.iter().find(|key| key["kid"] == header["kid"]).unwrap();
            assert_eq!((&key["alg"], &key["use"]), (&header["alg"], &"sig".into()));
        }
        let mut userinfo = get("/userinfo");
        userinfo.headers.0.push(("authorization".into(), format!("Bearer {access_token}")));
        assert_eq!(deployment.new_isolate().send(userinfo).status, 200, "{algorithm}");
        deployment.edit("app/woodgrove-suppliers", &document, r#""type": "web""#);
    }
    assert_eq!(kids(&deployment.new_isolate()).len(), 4);
}

#[test]
fn the_first_signature_of_an_algorithm_is_by_a_key_that_older_key_sets_have() {
    let deployment = Deployment::new();
    let fetched_before = kids(&deployment);
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let mut tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    for algorithm in ["PS256", "ES256", "EdDSA"] {
        let document = format!(r#""type": "web", "signingAlgorithm": "{algorithm}""#);
        deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, &document);
        let isolate = deployment.new_isolate();
        let refresh_token = tokens["refresh_token"].as_str().unwrap();
        tokens = json(&isolate.send(SUPPLIERS.refresh(refresh_token)));
        let kid = header(tokens["id_token"].as_str().unwrap())["kid"].as_str().unwrap().to_owned();
        assert!(fetched_before.contains(&kid), "{algorithm}");
        deployment.edit("app/woodgrove-suppliers", &document, r#""type": "web""#);
    }
}

fn header(token: &str) -> serde_json::Value {
    let part = token.split('.').next().unwrap();
    serde_json::from_slice(&vestibule::encode::base64url::decode(part).unwrap()).unwrap()
}
