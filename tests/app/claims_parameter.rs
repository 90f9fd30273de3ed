//! The `claims` parameter (OpenID Connect Core §5.5), and who must be the one that signs in (§3.1.2.2, §5.5.1).

use crate::browser::*;
use crate::people::*;
use serde_json::{Value, json};

const EMAIL: &str = "ann@partner.example";

fn ask(browser: &mut Browser, app: App, scope: &str, claims: &Value) -> Landed {
    browser.open(&app.authorize(&[("scope", scope), ("claims", &claims.to_string())]))
}

/// The ID token's claims and the userinfo answer.
fn told(deployment: &Deployment, app: App, code: &str) -> (Value, Value, Value) {
    let tokens = json(&deployment.send(app.redeem(code)));
    let info = json(&deployment.send(userinfo(token(&tokens, "access_token"))));
    (claims(token(&tokens, "id_token")), info, tokens)
}

#[test]
fn a_single_claim_is_told_where_it_was_asked_for_and_nowhere_else() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, EMAIL);
    let asked = json!({
        "userinfo": {"name": {"essential": true}, "nobody_knows": null},
        "id_token": {"email": null, "website": {"essential": true}},
    });
    let code = ask(&mut browser, SUPPLIERS, "openid offline_access", &asked).code();
    let (id, info, tokens) = told(&deployment, SUPPLIERS, &code);
    assert_eq!(
        (&id["email"], &id["name"], &id["website"]),
        (&json!(EMAIL), &Value::Null, &Value::Null)
    );
    assert!(info["name"].is_string() && info["email"].is_null() && info["nobody_knows"].is_null());
    let refreshed = deployment.send(SUPPLIERS.refresh(token(&tokens, "refresh_token")));
    assert_eq!(claims(token(&json(&refreshed), "id_token"))["email"], json!(EMAIL));
}

#[test]
fn a_document_may_keep_a_scopes_claims_to_userinfo_but_for_those_that_are_asked_for() {
    let deployment = Deployment::new();
    let (mut browser, before) = tokens(&deployment, SUPPLIERS, EMAIL);
    assert_eq!(claims(token(&before, "id_token"))["email"], json!(EMAIL));
    let apart = r#""type": "web", "scopeClaimsInIdToken": false"#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, apart);
    deployment.platform.clock.advance(120);
    let code = ask(&mut browser, SUPPLIERS, "openid email profile", &json!({})).code();
    let (id, info, _) = told(&deployment, SUPPLIERS, &code);
    for claim in ["email", "email_verified", "name", "preferred_username", "updated_at"] {
        assert!(id[claim].is_null() && !info[claim].is_null(), "{claim}: {id} {info}");
    }
    assert!(!id["acct"].is_null(), "what the document names is there: {id}");
    let asked = json!({"id_token": {"email": null}});
    let code = ask(&mut browser, SUPPLIERS, "openid email", &asked).code();
    let (id, info, _) = told(&deployment, SUPPLIERS, &code);
    assert_eq!((&id["email"], &info["email"]), (&json!(EMAIL), &json!(EMAIL)));
}

#[test]
fn no_claim_comes_that_the_applications_scopes_do_not_allow() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, EMAIL);
    deployment.edit(
        "app/woodgrove-suppliers",
        r#""type": "web""#,
        r#""type": "web", "scopes": ["openid"]"#,
    );
    deployment.platform.clock.advance(120);
    let asked = json!({"userinfo": {"email": null, "name": null}});
    let code = ask(&mut browser, SUPPLIERS, "openid", &asked).code();
    let (_, info, _) = told(&deployment, SUPPLIERS, &code);
    assert!(info["email"].is_null() && info["name"].is_null(), "{info}");
}

#[test]
fn who_agreed_to_scopes_is_asked_again_for_claims_beyond_them() {
    let deployment = Deployment::new();
    let consent = r#""type": "web", "consent": "once""#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, consent);
    let mut browser = Browser::new(&deployment);
    let page = join(&mut browser, SUPPLIERS, EMAIL).page("consent");
    browser.submit(&page, &[("action", "approve")]).code();
    let known = json!({"id_token": {"email": null}});
    ask(&mut browser, SUPPLIERS, "openid", &known).code();
    let more = json!({"userinfo": {"phone_number": null}});
    let page = ask(&mut browser, SUPPLIERS, "openid", &more).page("consent");
    assert!(page.html.contains("phone"), "{}", page.html);
    browser.submit(&page, &[("action", "approve")]).code();
    ask(&mut browser, SUPPLIERS, "openid", &more).code();
}

#[test]
fn claims_that_are_no_such_object_and_an_acr_that_nobody_reaches_are_told() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    for (claims, error) in [
        ("x", "invalid_request"),
        ("[]", "invalid_request"),
        (r#"{"id_token": {"name": "Ann"}}"#, "invalid_request"),
        (
            r#"{"id_token": {"acr": {"essential": true, "values": ["phr"]}}}"#,
            "unmet_authentication_requirements",
        ),
    ] {
        let form = browser.open(&SUPPLIERS.authorize(&[("claims", claims)])).callback();
        assert_eq!((form.first("error"), form.first("state")), (error, "state-1"), "{claims}");
    }
}

#[test]
fn acr_says_one_factor_whatever_was_wished_for() {
    let deployment = Deployment::new();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, EMAIL);
    assert_eq!(claims(token(&tokens, "id_token"))["acr"], json!("aal1"));
    let code = browser.open(&SUPPLIERS.authorize(&[("acr_values", "1 2 phr")])).code();
    let (id, ..) = told(&deployment, SUPPLIERS, &code);
    assert_eq!(id["acr"], json!("aal1"));
}

#[test]
fn nobody_elses_code_is_given_where_a_hint_or_claim_names_a_person() {
    let deployment = Deployment::new();
    let (mut ann, tokens_of_ann) = tokens(&deployment, SUPPLIERS, EMAIL);
    let hint = token(&tokens_of_ann, "id_token");
    let subject = claims(hint)["sub"].as_str().unwrap().to_owned();
    let named = json!({"id_token": {"sub": {"value": subject}}}).to_string();
    for named in [("id_token_hint", hint), ("claims", named.as_str())] {
        ann.open(&SUPPLIERS.authorize(&[named])).code();
        let address = format!("bob-{}@partner.example", named.0);
        let (mut bob, _) = tokens(&deployment, SUPPLIERS, &address);
        let silent = bob.open(&SUPPLIERS.authorize(&[named, ("prompt", "none")])).callback();
        assert_eq!(silent.first("error"), "login_required", "{named:?}");
        let back = sign_in(&mut bob, named, &address).callback();
        assert_eq!((back.first("error"), back.first("code")), ("login_required", ""), "{named:?}");
        sign_in(&mut bob, named, EMAIL).code();
    }
}

fn sign_in(browser: &mut Browser, named: (&str, &str), email: &str) -> Landed {
    let page = browser.open(&SUPPLIERS.authorize(&[named])).page("sign-in");
    let page = browser.submit(&page, &[("email", email), ("action", "email_code")]).page("code");
    let code = browser.deployment.mailed_code(email);
    browser.submit(&page, &[("code", &code)])
}

#[test]
fn a_hint_that_we_did_not_sign_counts_as_nobody() {
    let deployment = Deployment::new();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, EMAIL);
    let hint = token(&tokens, "id_token");
    let unsigned = format!("{}.", hint.rsplit_once('.').unwrap().0);
    for hint in ["x", "a.b.c", unsigned.as_str(), token(&tokens, "access_token")] {
        let silent =
            browser.open(&SUPPLIERS.authorize(&[("id_token_hint", hint), ("prompt", "none")]));
        assert_eq!(silent.callback().first("error"), "login_required", "{hint}");
        browser.open(&SUPPLIERS.authorize(&[("id_token_hint", hint)])).page("sign-in");
    }
}

#[test]
fn an_answer_in_the_fragment_stands_there_alone() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, EMAIL);
    for (extra, told) in [(("nonce", "n"), "code="), (("prompt", "x"), "error=invalid_request")] {
        let path = SUPPLIERS.authorize(&[("response_mode", "fragment"), extra]);
        let Landed::Callback(location) = browser.open(&path) else { panic!("no callback") };
        let (before, fragment) = location.split_once('#').unwrap();
        assert!(!before.contains('?') && fragment.contains(told), "{location}");
    }
}
