//! Redeeming authorization codes (RFC 6749 §4.1.3, RFC 7636 §4.6).

use crate::browser::*;
use crate::people::*;
use vestibule::http::Request;

/// A redemption by `app` in which one field is another.
fn with_field(app: App, code: &str, name: &str, value: &str) -> Request {
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", app.redirect_uri),
        ("code_verifier", VERIFIER),
    ];
    fields.retain(|(known, _)| *known != name);
    fields.push((name, value));
    app.token(&fields)
}

fn refused(deployment: &Deployment, request: Request, error: &str, what: &str) {
    let response = deployment.send(request);
    assert_eq!((response.status, &json(&response)["error"]), (400, &error.into()), "{what}");
    assert_eq!(response.header("cache-control"), Some("no-store"), "{what}");
}

#[test]
fn a_redemption_that_fails_consumes_nothing() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let code = browser.open(&SUPPLIERS.authorize(&[])).code();
    let wrong = "wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong";
    let own = App { client_id: SUPPLIERS.client_id, ..SUPPLIERS };
    refused(&deployment, PROCUREMENT.redeem(&code), "invalid_grant", "another application");
    for (name, value, error) in [
        ("code_verifier", "", "invalid_grant"),
        ("code_verifier", wrong, "invalid_grant"),
        ("code_verifier", CHALLENGE, "invalid_grant"),
        ("code_verifier", "short", "invalid_request"),
        ("code_verifier", "é", "invalid_request"),
        ("redirect_uri", "http://localhost:3000/callback/", "invalid_grant"),
        ("redirect_uri", PROCUREMENT.redirect_uri, "invalid_grant"),
        ("redirect_uri", "", "invalid_request"),
        ("code", "", "invalid_request"),
        ("code", "unknown", "invalid_grant"),
        ("code", &code.to_ascii_lowercase(), "invalid_grant"),
        ("code", &format!("{code} "), "invalid_grant"),
    ] {
        refused(
            &deployment,
            with_field(own, &code, name, value),
            error,
            &format!("{name}={value}"),
        );
    }
    let stolen = App { redirect_uri: SUPPLIERS.redirect_uri, ..PROCUREMENT };
    refused(&deployment, stolen.redeem(&code), "invalid_grant", "client alone differs");
    assert_eq!(deployment.send(SUPPLIERS.redeem(&code)).status, 200);
}

#[test]
fn a_verifier_for_a_code_without_a_challenge_is_refused_and_consumes_nothing() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let without = [("code_challenge", ""), ("code_challenge_method", "")];
    let code = browser.open(&SUPPLIERS.authorize(&without)).code();
    refused(&deployment, SUPPLIERS.redeem(&code), "invalid_grant", "a verifier too many");
    let request = with_field(SUPPLIERS, &code, "code_verifier", "");
    assert_eq!(deployment.send(request).status, 200);
}

#[test]
fn a_replay_revokes_what_the_first_redemption_got() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let got = json(&deployment.send(SUPPLIERS.redeem(&code)));
    let (access, refresh) = (token(&got, "access_token"), token(&got, "refresh_token"));
    // Somebody who has the code but not what it is bound to revokes nothing.
    refused(&deployment, PROCUREMENT.redeem(&code), "invalid_grant", "foreign replay");
    let wrong = with_field(SUPPLIERS, &code, "code_verifier", "");
    refused(&deployment, wrong, "invalid_grant", "replay without the verifier");
    assert_eq!(deployment.send(userinfo(access)).status, 200);
    // Even long after the code is over.
    deployment.platform.clock.advance(300);
    refused(&deployment, SUPPLIERS.redeem(&code), "invalid_grant", "replay");
    assert_eq!(deployment.send(userinfo(access)).status, 401);
    refused(&deployment, SUPPLIERS.refresh(refresh), "invalid_grant", "refresh");
}

#[test]
fn a_replay_revokes_what_was_refreshed_since() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let first = json(&deployment.send(SUPPLIERS.redeem(&code)));
    let second = json(&deployment.send(SUPPLIERS.refresh(token(&first, "refresh_token"))));
    refused(&deployment, SUPPLIERS.redeem(&code), "invalid_grant", "replay");
    assert_eq!(deployment.send(userinfo(token(&second, "access_token"))).status, 401);
    let again = SUPPLIERS.refresh(token(&second, "refresh_token"));
    refused(&deployment, again, "invalid_grant", "refresh");
}

#[test]
fn a_code_lives_for_a_minute() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let (early, late) = (
        browser.open(&SUPPLIERS.authorize(&[])).code(),
        browser.open(&SUPPLIERS.authorize(&[])).code(),
    );
    deployment.platform.clock.advance(59);
    assert_eq!(deployment.send(SUPPLIERS.redeem(&early)).status, 200);
    deployment.platform.clock.advance(1);
    refused(&deployment, SUPPLIERS.redeem(&late), "invalid_grant", "after 60 s");
}

/// What happens between a code and its redemption, and takes the code's worth away.
#[test]
fn what_is_switched_off_meanwhile_stops_the_redemption() {
    let secret = vestibule::encode::hash::sha256("woodgrove-suppliers-sample-secret");
    for (what, sql, undo) in [
        (
            "account",
            "UPDATE accounts SET enabled = 0".to_owned(),
            "UPDATE accounts SET enabled = 1".to_owned(),
        ),
        (
            "session",
            "UPDATE sessions SET ended_at = 1".to_owned(),
            "UPDATE sessions SET ended_at = NULL".to_owned(),
        ),
        ("app", disable("app", "woodgrove-suppliers"), enable("app", "woodgrove-suppliers")),
        ("flow", disable("flow", "supplier"), enable("flow", "supplier")),
        ("idp", disable("idp", "emailOneTimePasscode"), enable("idp", "emailOneTimePasscode")),
        ("secret", disable("secret", &secret), enable("secret", &secret)),
    ] {
        let deployment = Deployment::new();
        let mut browser = Browser::new(&deployment);
        let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
        deployment.sql(&sql);
        refused(&deployment, SUPPLIERS.redeem(&code), "invalid_grant", what);
        deployment.sql(&undo);
        assert_eq!(
            deployment.send(SUPPLIERS.redeem(&code)).status,
            200,
            "{what}: consumed nothing"
        );
    }
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    for (kind, id) in
        [("app", "woodgrove-procurement"), ("flow", "customer"), ("idp", "emailPassword")]
    {
        deployment.sql(&disable(kind, id));
    }
    assert_eq!(
        deployment.send(SUPPLIERS.redeem(&code)).status,
        200,
        "what others are is no matter"
    );
}

#[test]
fn a_code_for_a_flow_that_the_application_dropped_is_refused() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    deployment.edit("app/woodgrove-suppliers", r#"["supplier"]"#, r#"["customer"]"#);
    refused(&deployment.new_isolate(), SUPPLIERS.redeem(&code), "invalid_grant", "flow dropped");
}

#[test]
fn signing_out_between_code_and_redemption_refuses_it() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let page = browser.open("/logout").page("sign-out");
    browser.submit(&page, &[("logout-confirm", "true")]).page("signed-out");
    refused(&deployment, SUPPLIERS.redeem(&code), "invalid_grant", "signed out");
}

#[test]
fn tokens_say_no_more_than_was_asked() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let asked = [("scope", "openid"), ("nonce", ""), ("state", "")];
    let landed = browser.open(&SUPPLIERS.authorize(&asked)).callback();
    assert!(landed.0.iter().all(|(name, _)| name != "state"));
    let got = json(&deployment.send(SUPPLIERS.redeem(landed.first("code"))));
    assert_eq!((&got["scope"], &got["token_type"]), (&"openid".into(), &"Bearer".into()));
    assert!(got["refresh_token"].is_null());
    let id = claims(token(&got, "id_token"));
    for claim in ["nonce", "email", "name", "email_verified"] {
        assert!(id[claim].is_null(), "{claim}");
    }
    assert!(deployment.sql("SELECT * FROM families").len() == 1, "the first one's alone");
}
