//! Errors of the authorization endpoint: a page while there is nowhere to answer, a callback after that
//! (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6, RFC 7636 §4.4.1, RFC 9207 §2).

use crate::browser::*;
use crate::markup::hidden;
use vestibule::http::{Form, Response};

fn is_a_page_and_no_redirect(response: &Response, what: &str) {
    assert_eq!(response.status, 400, "{what}");
    assert_eq!(response.header("location"), None, "{what}");
    assert!(response.body.contains("data-page=\"error\""), "{what}");
    assert!(response.body.contains("Error"), "{what}");
    assert!(!response.body.contains("=\"https://evil.example"), "{what} leads away");
}

#[test]
fn a_wrong_client_or_redirect_uri_gets_a_page_and_never_a_redirect() {
    let deployment = Deployment::new();
    let other = [("redirect_uri", "https://evil.example/")];
    for (what, path) in [
        ("unknown client", SUPPLIERS.authorize(&[("client_id", "nobody")])),
        ("no client", SUPPLIERS.authorize(&[("client_id", "")])),
        ("strange client", SUPPLIERS.authorize(&[("client_id", "../tenant")])),
        ("long client", SUPPLIERS.authorize(&[("client_id", &"a".repeat(5000))])),
        ("repeated client", SUPPLIERS.authorize(&[]) + "&client_id=woodgrove-suppliers"),
        ("no redirect", SUPPLIERS.authorize(&[("redirect_uri", "")])),
        ("foreign redirect", SUPPLIERS.authorize(&other)),
        ("foreign redirect and prompt none", SUPPLIERS.authorize(&other) + "&prompt=none"),
        (
            "foreign redirect and form_post",
            SUPPLIERS.authorize(&other) + "&response_mode=form_post",
        ),
        ("repeated redirect", SUPPLIERS.authorize(&[]) + "&redirect_uri=https://evil.example/"),
        ("another application's", SUPPLIERS.authorize(&[("redirect_uri", SHOP.redirect_uri)])),
    ] {
        is_a_page_and_no_redirect(&deployment.send(get(&path)), what);
    }
}

#[test]
fn a_redirect_uri_is_compared_as_a_string() {
    let deployment = Deployment::new();
    for sent in [
        "http://localhost:3000/callback/",
        "http://localhost:3000/callback?x=1",
        "http://localhost:3000/callback#x",
        "http://localhost:3000/Callback",
        "http://LOCALHOST:3000/callback",
        "http://localhost:3000/./callback",
        "http://localhost:3000/%63allback",
        "http://localhost:3000//callback",
        "http://localhost:3001/callback",
        "http://localhost/callback",
        "https://localhost:3000/callback",
        "http://127.0.0.1:3000/callback",
        "http://localhost:3000@evil.example/callback",
        "http://localhost:3000.evil.example/callback",
        "http://localhost:3000/callback\\@evil.example",
        " http://localhost:3000/callback",
        "http://localhost:3000/callback\u{0}",
        "http://localhost:3000/callback\r\nx: y",
        "javascript:alert(1)",
        "data:text/html,x",
    ] {
        let response = deployment.send(get(&SUPPLIERS.authorize(&[("redirect_uri", sent)])));
        is_a_page_and_no_redirect(&response, sent);
    }
}

/// Every other error: what is changed in a good request, and its code.
const ERRORS: [(&[(&str, &str)], &str); 34] = [
    (&[("response_type", "")], "invalid_request"),
    (&[("response_type", "token")], "unsupported_response_type"),
    (&[("response_type", "id_token")], "unsupported_response_type"),
    (&[("response_type", "code id_token")], "unsupported_response_type"),
    (&[("response_type", "code code")], "unsupported_response_type"),
    (&[("response_type", "Code")], "unsupported_response_type"),
    (&[("scope", "")], "invalid_scope"),
    (&[("scope", "profile email")], "invalid_scope"),
    (&[("scope", "OPENID")], "invalid_scope"),
    (&[("prompt", "nothing")], "invalid_request"),
    (&[("prompt", "none login")], "invalid_request"),
    (&[("prompt", "none consent")], "invalid_request"),
    (&[("prompt", "create none")], "invalid_request"),
    (&[("prompt", "LOGIN")], "invalid_request"),
    (&[("prompt", "none")], "login_required"),
    (&[("max_age", "-1")], "invalid_request"),
    (&[("max_age", "soon")], "invalid_request"),
    (&[("max_age", "1.5")], "invalid_request"),
    (&[("max_age", "0x10")], "invalid_request"),
    (&[("code_challenge_method", "plain")], "invalid_request"),
    (&[("code_challenge_method", "")], "invalid_request"),
    (&[("code_challenge_method", "s256")], "invalid_request"),
    (&[("code_challenge", "")], "invalid_request"),
    (&[("code_challenge", "short")], "invalid_request"),
    (&[("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM")], "invalid_request"),
    (&[("code_challenge", ""), ("code_challenge_method", ""), ("nonce", "")], "invalid_request"),
    (&[("request", "e30.e30.")], "invalid_request_object"),
    (&[("request_uri", "https://evil.example/r")], "invalid_request_uri"),
    (&[("registration", "{}")], "registration_not_supported"),
    (&[("response_mode", "jwt")], "invalid_request"),
    (&[("user_flow", "customer")], "invalid_request"),
    (&[("claims", "{")], "invalid_request"),
    (&[("dpop_jkt", "short")], "invalid_request"),
    (
        &[("claims", r#"{"id_token":{"acr":{"essential":true,"value":"aal3"}}}"#)],
        "unmet_authentication_requirements",
    ),
];

/// Each name once: the error, what the developer reads, the state, the issuer.
fn is_told(form: &Form, error: &str, state: &str, what: &str) {
    assert_eq!(form.first("error"), error, "{what}: {form:?}");
    assert_eq!((form.first("state"), form.first("iss")), (state, ISSUER), "{what}");
    assert_eq!(form.repeated(), None, "{what}");
    let mut names: Vec<&str> = form.0.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["error", "error_description", "iss", "state"], "{what}");
    let allowed = |c: char| matches!(c, ' '..='!' | '#'..='[' | ']'..='~');
    assert!(form.first("error_description").chars().all(allowed), "{what}");
}

#[test]
fn every_other_error_goes_back_with_state_and_issuer() {
    let deployment = Deployment::new();
    let state = "a b&c=d\"<é>#%2F+\u{1F980}";
    for (changes, error) in ERRORS {
        let mut parameters = vec![("state", state)];
        parameters.extend(changes);
        let response = deployment.send(get(&SUPPLIERS.authorize(&parameters)));
        let what = format!("{changes:?}");
        assert_eq!(response.status, 303, "{what}");
        assert_eq!(response.header("cache-control"), Some("no-store"), "{what}");
        let location = response.header("location").unwrap();
        let query = location.strip_prefix("http://localhost:3000/callback?").unwrap();
        is_told(&Form::parse(query.as_bytes()), error, state, &what);
    }
}

#[test]
fn an_error_by_form_post_is_escaped_and_complete() {
    let deployment = Deployment::new();
    let state = "\"><script>alert(1)</script>&amp;' é";
    for (changes, error) in ERRORS.iter().filter(|(changes, _)| changes[0].0 != "response_mode") {
        let mut parameters = vec![("state", state), ("response_mode", "form_post")];
        parameters.extend(*changes);
        let response = deployment.send(get(&SUPPLIERS.authorize(&parameters)));
        let what = format!("{changes:?}");
        assert_eq!((response.status, response.header("location")), (200, None), "{what}");
        assert!(!response.body.contains("<script>alert"), "{what}");
        is_told(&posted(&response, "http://localhost:3000/callback"), error, state, &what);
    }
}

/// What the page of `form_post` sends, and where.
fn posted(response: &Response, action: &str) -> Form {
    let expected = format!("<form method=\"post\" action=\"{action}\">");
    assert!(response.body.contains(&expected), "{}", response.body);
    Form(hidden(&response.body))
}

#[test]
fn a_repeated_parameter_is_an_error_whichever_it_is() {
    let deployment = Deployment::new();
    for name in ["response_type", "scope", "nonce", "prompt", "code_challenge", "unknown"] {
        let path = format!("{}&{name}=a&{name}=a", SUPPLIERS.authorize(&[(name, "")]));
        let response = deployment.send(get(&path));
        let query = response.header("location").unwrap().split_once('?').unwrap().1;
        is_told(&Form::parse(query.as_bytes()), "invalid_request", "state-1", name);
    }
    // Which of two states is meant nobody knows: neither goes back, and the mode is the default one.
    let path = format!("{}&state=other", SUPPLIERS.authorize(&[]));
    let response = deployment.send(get(&path));
    let query = response.header("location").unwrap().split_once('?').unwrap().1;
    let form = Form::parse(query.as_bytes());
    assert_eq!((form.first("error"), form.first("state")), ("invalid_request", ""));
    let path = format!("{}&response_mode=form_post&response_mode=query", SUPPLIERS.authorize(&[]));
    let response = deployment.send(get(&path));
    assert!(response.header("location").unwrap().contains("error=invalid_request"));
}

#[test]
fn scopes_that_are_all_beyond_the_registration_and_a_response_mode_that_is_are_refused() {
    let deployment = Deployment::new();
    let limits = r#""type": "web", "scopes": ["openid", "email"], "responseModes": ["form_post"]"#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, limits);
    let refused = |extra: &[(&str, &str)], error: &str| {
        let response = deployment.send(get(&SUPPLIERS.authorize(extra)));
        assert_eq!((response.status, response.header("location")), (200, None), "{extra:?}");
        let form = posted(&response, "http://localhost:3000/callback");
        is_told(&form, error, "state-1", &format!("{extra:?}"));
    };
    refused(&[("scope", "profile offline_access")], "invalid_scope");
    // The mode that is not allowed is not used to say so either.
    refused(&[("scope", "openid"), ("response_mode", "query")], "invalid_request");
    refused(&[("scope", "openid"), ("response_mode", "jwt")], "invalid_request");
}

#[test]
fn a_public_application_needs_pkce_and_a_confidential_one_that_or_a_nonce() {
    let deployment = Deployment::new();
    let without = [("code_challenge", ""), ("code_challenge_method", "")];
    let landed = |app: App| Browser::new(&deployment).open(&app.authorize(&without));
    assert_eq!(landed(SHOP).callback().first("error"), "invalid_request");
    landed(SUPPLIERS).page("sign-in");
    deployment.edit(
        "app/woodgrove-procurement",
        r#""type": "web""#,
        r#""type": "web", "pkce": "required""#,
    );
    assert_eq!(landed(PROCUREMENT).callback().first("error"), "invalid_request");
}
