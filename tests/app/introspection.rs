//! Introspection (RFC 7662 §2, R49) and revocation (RFC 7009 §2, R50).

use crate::browser::*;
use crate::people::*;
use serde_json::{Value, json};
use vestibule::http::{Request, Response};

/// `app` asks `path` about a token.
fn ask(app: App, path: &str, token: &str) -> Request {
    let mut request = app.token(&[("token", token)]);
    path.clone_into(&mut request.path);
    request
}

fn introspect(deployment: &Deployment, app: App, token: &str) -> Value {
    let response = deployment.send(ask(app, "/introspect", token));
    assert_eq!(response.status, 200, "{}", response.body);
    assert_eq!(response.header("cache-control"), Some("no-store"));
    assert_eq!(response.header("access-control-allow-origin"), None);
    json(&response)
}

fn revoke(deployment: &Deployment, app: App, token: &str) -> Response {
    deployment.send(ask(app, "/revoke", token))
}

#[test]
fn an_application_is_told_of_its_own_tokens() {
    let deployment = Deployment::new();
    let (_, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let access = token(&tokens, "access_token");
    let told = introspect(&deployment, SUPPLIERS, access);
    let own = claims(access);
    assert_eq!((&told["active"], &told["token_type"]), (&json!(true), &json!("Bearer")));
    for name in ["iss", "sub", "aud", "client_id", "scope", "jti", "iat", "exp"] {
        assert_eq!(told[name], own[name], "{name}");
    }
    assert!(told["businessName"].is_null(), "no more of the person than who it is");
    let told = introspect(&deployment, SUPPLIERS, token(&tokens, "refresh_token"));
    assert_eq!((&told["active"], &told["sub"]), (&json!(true), &own["sub"]));
    assert_eq!((&told["client_id"], &told["scope"]), (&own["client_id"], &own["scope"]));
    assert!(told["exp"].as_i64() > own["exp"].as_i64() && told["token_type"].is_null());
}

#[test]
fn whatever_is_not_good_is_inactive_and_nothing_more() {
    let deployment = Deployment::new();
    let (_, mine) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let (access, refresh) = (token(&mine, "access_token"), token(&mine, "refresh_token"));
    let id_token = token(&mine, "id_token");
    let flipped = format!("{}x", &access[..access.len() - 1]);
    for bad in [id_token, &flipped, &format!("{refresh}x"), "x", "a.b.c", "..", "\u{0}"] {
        assert_eq!(introspect(&deployment, SUPPLIERS, bad), json!({"active": false}), "{bad}");
    }
    for foreign in [access, refresh] {
        assert_eq!(introspect(&deployment, PROCUREMENT, foreign), json!({"active": false}));
    }
    let next = json(&deployment.send(SUPPLIERS.refresh(refresh)));
    assert_eq!(introspect(&deployment, SUPPLIERS, refresh), json!({"active": false}), "used");
    let newest = token(&next, "refresh_token");
    assert_eq!(introspect(&deployment, SUPPLIERS, newest)["active"], json!(true));
    deployment.platform.clock.advance(3600 * 24);
    assert_eq!(introspect(&deployment, SUPPLIERS, access), json!({"active": false}), "over");
    deployment.platform.clock.advance(3600 * 24 * 91);
    assert_eq!(introspect(&deployment, SUPPLIERS, newest), json!({"active": false}), "over");
}

#[test]
fn who_asks_must_prove_who_it_is() {
    let deployment = Deployment::new();
    let (_, tokens) = tokens(&deployment, SHOP, "kim@home.example");
    let access = token(&tokens, "access_token");
    let public = deployment.send(ask(SHOP, "/introspect", access));
    assert_eq!((public.status, &json(&public)["error"]), (401, &json!("invalid_client")));
    for path in ["/introspect", "/revoke"] {
        let nobody = deployment.send(post(path, &[("token", access)]));
        assert_eq!(nobody.status, 401, "{path}");
        let fields =
            [("client_id", SUPPLIERS.client_id), ("client_secret", "wrong"), ("token", access)];
        assert_eq!(deployment.send(post(path, &fields)).status, 401, "{path}");
        let mut nothing = SUPPLIERS.token(&[]);
        path.clone_into(&mut nothing.path);
        let nothing = deployment.send(nothing);
        assert_eq!((nothing.status, &json(&nothing)["error"]), (400, &json!("invalid_request")));
        assert_eq!(deployment.send(get(path)).status, 405, "{path}");
    }
    assert_eq!(deployment.send(userinfo(access)).status, 200, "and nothing was revoked");
}

#[test]
fn a_revoked_token_takes_its_whole_grant_with_it_at_once() {
    for which in ["access_token", "refresh_token"] {
        let deployment = Deployment::new();
        let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
        let (access, refresh) = (token(&tokens, "access_token"), token(&tokens, "refresh_token"));
        let response = revoke(&deployment, SUPPLIERS, token(&tokens, which));
        assert_eq!((response.status, response.body.as_str()), (200, ""), "{which}");
        assert_eq!(deployment.send(userinfo(access)).status, 401, "{which}");
        let refused = deployment.send(SUPPLIERS.refresh(refresh));
        assert_eq!(json(&refused)["error"], "invalid_grant", "{which}");
        for token in [access, refresh] {
            assert_eq!(introspect(&deployment, SUPPLIERS, token), json!({"active": false}));
        }
        assert_eq!(revoke(&deployment, SUPPLIERS, token(&tokens, which)).status, 200, "again");
        // The person's session is not the application's to end.
        browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
    }
}

#[test]
fn another_applications_token_and_no_token_answer_the_same_and_nothing_changes() {
    let deployment = Deployment::new();
    let (_, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let (access, refresh) = (token(&tokens, "access_token"), token(&tokens, "refresh_token"));
    let id_token = token(&tokens, "id_token");
    for (app, sent) in [
        (PROCUREMENT, access),
        (PROCUREMENT, refresh),
        (SHOP, access),
        (SUPPLIERS, id_token),
        (SUPPLIERS, "x"),
    ] {
        let response = revoke(&deployment, app, sent);
        assert_eq!((response.status, response.body.as_str()), (200, ""));
    }
    assert_eq!(deployment.send(userinfo(access)).status, 200);
    assert_eq!(deployment.send(SUPPLIERS.refresh(refresh)).status, 200);
}

#[test]
fn a_browser_elsewhere_may_revoke_and_not_introspect() {
    let deployment = Deployment::new();
    let (_, tokens) = tokens(&deployment, SHOP, "kim@home.example");
    let response = revoke(&deployment, SHOP, token(&tokens, "refresh_token"));
    assert_eq!(response.header("access-control-allow-origin"), Some("*"));
    assert_eq!(deployment.send(userinfo(token(&tokens, "access_token"))).status, 401);
}

#[test]
fn each_costs_one_trip() {
    let deployment = Deployment::new();
    let (_, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    for (path, name) in [
        ("/introspect", "access_token"),
        ("/introspect", "refresh_token"),
        ("/revoke", "access_token"),
        ("/revoke", "refresh_token"),
    ] {
        deployment.platform.reset_counts();
        deployment.send(ask(SUPPLIERS, path, token(&tokens, name)));
        assert_eq!(deployment.platform.counts().batches, 1, "{path} {name}");
    }
}
