//! Refreshing (RFC 6749 §6, RFC 9700 §4.14.2).

use crate::browser::*;
use crate::people::*;
use serde_json::Value;
use vestibule::http::Request;

fn good(deployment: &Deployment, request: Request) -> Value {
    let response = deployment.send(request);
    assert_eq!(response.status, 200, "{}", response.body);
    assert_eq!(response.header("cache-control"), Some("no-store"));
    json(&response)
}

fn refused(deployment: &Deployment, request: Request, error: &str, what: &str) {
    let response = deployment.send(request);
    assert_eq!((response.status, &json(&response)["error"]), (400, &error.into()), "{what}");
}

fn next(deployment: &Deployment, app: App, tokens: &Value) -> Value {
    good(deployment, app.refresh(token(tokens, "refresh_token")))
}

#[test]
fn a_refresh_brings_the_same_person_and_no_nonce() {
    let deployment = Deployment::new();
    let (_, first) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    deployment.platform.clock.advance(600);
    let second = next(&deployment, SUPPLIERS, &first);
    let (old, new) = (claims(token(&first, "id_token")), claims(token(&second, "id_token")));
    for claim in ["iss", "sub", "aud", "auth_time", "sid", "email"] {
        assert_eq!(old[claim], new[claim], "{claim}");
    }
    assert!(new["nonce"].is_null());
    assert_eq!(new["iat"], old["iat"].as_i64().unwrap() + 600);
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    assert_eq!(deployment.send(userinfo(token(&second, "access_token"))).status, 200);
}

#[test]
fn a_token_used_again_after_its_successor_ends_the_family_and_what_it_gave() {
    let deployment = Deployment::new();
    let (_, first) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let second = next(&deployment, SUPPLIERS, &first);
    let last = next(&deployment, SUPPLIERS, &second);
    let reused = SUPPLIERS.refresh(token(&first, "refresh_token"));
    refused(&deployment, reused, "invalid_grant", "reused");
    let successor = SUPPLIERS.refresh(token(&last, "refresh_token"));
    refused(&deployment, successor, "invalid_grant", "the successor dies, too");
    assert_eq!(deployment.send(userinfo(token(&last, "access_token"))).status, 401);
}

#[test]
fn another_applications_token_is_none_and_ends_nothing() {
    let deployment = Deployment::new();
    let (_, first) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let second = next(&deployment, SUPPLIERS, &first);
    let stolen = PROCUREMENT.refresh(token(&second, "refresh_token"));
    refused(&deployment, stolen, "invalid_grant", "another application");
    deployment.platform.clock.advance(60);
    let old = PROCUREMENT.refresh(token(&first, "refresh_token"));
    refused(&deployment, old, "invalid_grant", "an old one");
    next(&deployment, SUPPLIERS, &second);
}

#[test]
fn a_changed_token_is_none_and_ends_nothing() {
    let deployment = Deployment::new();
    let (_, first) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let refresh = token(&first, "refresh_token");
    let parts: Vec<&str> = refresh.split('.').collect();
    let [key, family, generation, mac] = parts[..] else { panic!("{refresh}") };
    for changed in [
        format!("{key}.{family}.1.{mac}"),
        format!("{key}.{family}.-1.{mac}"),
        format!("k9.{family}.{generation}.{mac}"),
        format!("{key}.{family}x.{generation}.{mac}"),
        format!("{key}.{family}.{generation}."),
        format!("{key}.{family}.{generation}.{mac}."),
        format!("{refresh} "),
        refresh.to_ascii_uppercase(),
        token(&first, "access_token").to_owned(),
        token(&first, "id_token").to_owned(),
        "...".to_owned(),
    ] {
        refused(&deployment, SUPPLIERS.refresh(&changed), "invalid_grant", &changed);
    }
    next(&deployment, SUPPLIERS, &first);
}

#[test]
fn fewer_scopes_may_be_asked_for_and_more_consume_nothing() {
    let deployment = Deployment::new();
    let (_, first) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let refresh = token(&first, "refresh_token");
    let ask = |refresh: &str, scope: &str| {
        let fields =
            [("grant_type", "refresh_token"), ("refresh_token", refresh), ("scope", scope)];
        SUPPLIERS.token(&fields)
    };
    for scope in ["openid address", "phone", "unheard-of", "OPENID"] {
        refused(&deployment, ask(refresh, scope), "invalid_scope", scope);
    }
    let narrow = good(&deployment, ask(refresh, "openid  email"));
    assert_eq!(narrow["scope"], "openid email");
    assert!(claims(token(&narrow, "id_token"))["name"].is_null());
    let told = json(&deployment.send(userinfo(token(&narrow, "access_token"))));
    assert!(told["name"].is_null() && told["email"] == "ann@partner.example");
    let bare = good(&deployment, ask(token(&narrow, "refresh_token"), "email"));
    assert!(bare["id_token"].is_null());
    let response = deployment.send(userinfo(token(&bare, "access_token")));
    assert_eq!((response.status, &json(&response)["error"]), (403, &"insufficient_scope".into()));
    // The grant itself did not shrink, and blanks ask for nothing in particular.
    let whole = good(&deployment, ask(token(&bare, "refresh_token"), "  "));
    assert_eq!(whole["scope"], "openid profile email offline_access");
}

#[test]
fn a_family_idles_out_and_ends() {
    const DAY: i64 = 24 * 3600;
    let deployment = Deployment::new();
    let (_, idle) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let (_, used) = tokens(&deployment, SUPPLIERS, "bob@partner.example");
    let (_, spa) = tokens(&deployment, SHOP, "kim@home.example");
    deployment.platform.clock.advance(DAY - 1);
    let spa = next(&deployment, SHOP, &spa);
    deployment.platform.clock.advance(1);
    refused(
        &deployment,
        SHOP.refresh(token(&spa, "refresh_token")),
        "invalid_grant",
        "24 h in all",
    );
    let mut used = used;
    for _ in 0..3 {
        deployment.platform.clock.advance(28 * DAY);
        used = next(&deployment, SUPPLIERS, &used);
    }
    refused(&deployment, SUPPLIERS.refresh(token(&idle, "refresh_token")), "invalid_grant", "idle");
    deployment.platform.clock.advance(5 * DAY);
    refused(
        &deployment,
        SUPPLIERS.refresh(token(&used, "refresh_token")),
        "invalid_grant",
        "90 days",
    );
}

#[test]
fn what_is_switched_off_refreshes_nothing_and_consumes_nothing() {
    let secret = vestibule::encode::hash::sha256("woodgrove-suppliers-sample-secret");
    for (what, sql, undo) in [
        (
            "account",
            "UPDATE accounts SET enabled = 0".to_owned(),
            "UPDATE accounts SET enabled = 1",
        ),
        ("app", disable("app", "woodgrove-suppliers"), "DELETE FROM disabled"),
        ("flow", disable("flow", "supplier"), "DELETE FROM disabled"),
        ("idp", disable("idp", "emailOneTimePasscode"), "DELETE FROM disabled"),
        ("secret", disable("secret", &secret), "DELETE FROM disabled"),
    ] {
        let deployment = Deployment::new();
        let (_, first) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
        deployment.sql(&sql);
        let request = SUPPLIERS.refresh(token(&first, "refresh_token"));
        refused(&deployment, request.clone(), "invalid_grant", what);
        let userinfo = deployment.send(userinfo(token(&first, "access_token")));
        assert_eq!(userinfo.status, if what == "secret" { 200 } else { 401 }, "{what}");
        deployment.sql(undo);
        good(&deployment, request);
    }
    let deployment = Deployment::new();
    let (_, first) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    deployment.platform.kv.delete("app/woodgrove-suppliers");
    let response = deployment.new_isolate().send(SUPPLIERS.refresh(token(&first, "refresh_token")));
    assert_eq!(json(&response)["error"], "invalid_client");
    let response = deployment.new_isolate().send(userinfo(token(&first, "access_token")));
    assert_eq!(response.status, 401);
}

#[test]
fn a_token_of_one_kind_is_no_good_as_another() {
    let deployment = Deployment::new();
    let (mut browser, first) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let code = browser.open(&SUPPLIERS.authorize(&[])).code();
    for kind in ["access_token", "id_token", "refresh_token"] {
        refused(&deployment, SUPPLIERS.redeem(token(&first, kind)), "invalid_grant", kind);
    }
    refused(&deployment, SUPPLIERS.refresh(&code), "invalid_grant", "a code");
    for wrong in [token(&first, "id_token"), token(&first, "refresh_token"), &code] {
        assert_eq!(deployment.send(userinfo(wrong)).status, 401);
    }
    let session = browser.cookies.iter().find(|(name, _)| name.ends_with("sid")).unwrap().1;
    refused(&deployment, SUPPLIERS.redeem(session), "invalid_grant", "a session's secret");
    assert_eq!(deployment.send(SUPPLIERS.redeem(&code)).status, 200);
}
