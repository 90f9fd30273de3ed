//! What the authorization endpoint makes of good requests, however unusual.

use crate::browser::*;
use crate::people::*;
use vestibule::http::{Body, Form, Method};

#[test]
fn a_post_is_answered_with_its_own_get_and_changes_nothing() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let before = deployment.sql("SELECT * FROM codes");
    let path = SUPPLIERS.authorize(&[]);
    let query = path.split_once('?').unwrap().1;
    let mut request = post("/authorize", &[]);
    request.body = Body::Bytes(query.as_bytes().to_vec());
    let response = deployment.send(with_header(request, "sec-fetch-site", "cross-site"));
    assert_eq!((response.status, response.header("location")), (303, Some(path.as_str())));
    assert_eq!(response.header("set-cookie"), None);
    assert_eq!(deployment.sql("SELECT * FROM codes"), before);
    browser.follow(response).code();
}

#[test]
fn parameters_of_query_and_body_are_counted_together() {
    let deployment = Deployment::new();
    let path = SUPPLIERS.authorize(&[]);
    let mut browser = Browser::new(&deployment);
    let response = browser.send(post(&path, &[("nonce", "other")]));
    let told = browser.follow(response).callback();
    assert_eq!((told.first("error"), told.first("state")), ("invalid_request", "state-1"));
}

#[test]
fn a_post_that_is_no_form_or_too_large_is_refused() {
    let deployment = Deployment::new();
    let mut request = post("/authorize", &[]);
    request.headers.0.clear();
    assert_eq!(deployment.send(request.clone()).status, 400);
    let json = with_header(request.clone(), "content-type", "application/json");
    assert_eq!(deployment.send(json).status, 400);
    let mut form = with_header(request, "content-type", "application/x-www-form-urlencoded");
    form.body = Body::TooLarge;
    assert_eq!(deployment.send(form.clone()).status, 413);
    form.body = Body::Bytes(format!("state={}", "s".repeat(20_000)).into_bytes());
    assert_eq!(deployment.send(form).status, 413);
}

#[test]
fn other_methods_are_refused_and_told_which_are_allowed() {
    let deployment = Deployment::new();
    for method in [Method::Options, Method::Other] {
        let mut request = get(&SUPPLIERS.authorize(&[]));
        request.method = method;
        let response = deployment.send(request);
        assert_eq!((response.status, response.header("allow")), (405, Some("GET, HEAD, POST")));
        assert_eq!(response.header("access-control-allow-origin"), None);
    }
}

#[test]
fn a_long_state_and_a_strange_one_come_back_as_they_were() {
    let deployment = Deployment::new();
    let mut known = Browser::new(&deployment);
    join(&mut known, SUPPLIERS, "ann@partner.example").code();
    let strange = "\"'<>&=+% \t\r\n{}[]é漢\u{1F980}\u{202e}".repeat(80);
    for state in ["s".repeat(2_100), "é".repeat(2_000), strange] {
        deployment.platform.clock.advance(15 * 60);
        let path = SUPPLIERS.authorize(&[("state", &state)]);
        assert_eq!(known.open(&path).callback().first("state"), state, "silent");
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&path).page("sign-in");
        let fields = [("email", "ann@partner.example"), ("action", "email_code")];
        let page = browser.submit(&page, &fields);
        let code = deployment.mailed_code("ann@partner.example");
        let landed = browser.submit(&page.page("code"), &[("code", &code)]);
        assert_eq!(landed.callback().first("state"), state);
    }
}

#[test]
fn a_login_hint_only_prefills_and_whatever_it_is_stays_text() {
    let deployment = Deployment::new();
    for hint in ["ann@partner.example", "\"><script>alert(1)</script>", "x\u{0}\r\ny", "no address"]
    {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[("login_hint", hint)])).page("sign-in");
        assert!(!page.html.contains("<script>alert"), "{hint}");
        let create = [("login_hint", hint), ("prompt", "create")];
        browser.open(&SUPPLIERS.authorize(&create)).page("sign-up");
    }
    let hint = [("login_hint", "ann@partner.example")];
    let page = Browser::new(&deployment).open(&SUPPLIERS.authorize(&hint)).page("sign-in");
    assert!(page.html.contains("value=\"ann@partner.example\""));
    // Another hint does not change who is signed in.
    let mut browser = Browser::new(&deployment);
    join(&mut browser, SUPPLIERS, "bob@partner.example").code();
    browser.open(&SUPPLIERS.authorize(&hint)).code();
}

#[test]
fn an_id_token_hint_is_silent_for_its_own_person_alone() {
    let deployment = Deployment::new();
    let (mut ann, anns) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let (mut bob, bobs) = tokens(&deployment, SUPPLIERS, "bob@partner.example");
    let silent = |browser: &mut Browser, hint: &str| {
        let extra = [("id_token_hint", hint), ("prompt", "none")];
        browser.open(&SUPPLIERS.authorize(&extra)).callback()
    };
    let hint = token(&anns, "id_token");
    assert!(!silent(&mut ann, hint).first("code").is_empty());
    assert_eq!(silent(&mut bob, hint).first("error"), "login_required");
    let last = hint.rsplit_once('.').unwrap();
    for wrong in [
        token(&anns, "access_token"),
        token(&anns, "refresh_token"),
        "nonsense",
        &format!("{}.AAAA", last.0),
        &format!("{}.", last.0),
    ] {
        assert_eq!(silent(&mut ann, wrong).first("error"), "login_required", "{wrong}");
    }
    // The hint outlives the ID token, and without `prompt=none` the other person may sign in.
    deployment.platform.clock.advance(3600);
    assert!(!silent(&mut ann, hint).first("code").is_empty());
    assert!(!silent(&mut bob, token(&bobs, "id_token")).first("code").is_empty());
    bob.open(&SUPPLIERS.authorize(&[("id_token_hint", hint)])).page("sign-in");
}

#[test]
fn max_age_zero_asks_for_the_proof_even_in_the_same_second() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    browser.open(&SUPPLIERS.authorize(&[("max_age", "0")])).page("sign-in");
    browser.open(&SUPPLIERS.authorize(&[("max_age", "1")])).code();
    browser.open(&SUPPLIERS.authorize(&[("max_age", "99999999999999999999999")])).code();
}

#[test]
fn a_native_application_gets_its_answer_at_the_port_it_listens_on() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&MOBILE.authorize(&[("prompt", "create")])).page("sign-up");
    let policy = page.headers.iter().find(|(name, _)| name == "content-security-policy").unwrap();
    assert!(!policy.1.contains("form-action"), "{}", policy.1);
    let page = browser.submit(&page, &[("email", "kim@home.example")]).page("code");
    let code = deployment.mailed_code("kim@home.example");
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    let Landed::Callback(location) = browser.submit(&page, &CUSTOMER_ANSWERS) else { panic!() };
    assert!(location.starts_with("http://127.0.0.1:49152/callback?code="), "{location}");
    let code = Landed::Callback(location).code();
    // The port is part of what the code is bound to.
    let elsewhere = App { redirect_uri: "http://127.0.0.1:49153/callback", ..MOBILE };
    assert_eq!(json(&deployment.send(elsewhere.redeem(&code)))["error"], "invalid_grant");
    assert_eq!(deployment.send(MOBILE.redeem(&code)).status, 200);
    for sent in ["http://localhost:49152/callback", "http://127.0.0.1:49152/callback/x"] {
        let path = App { redirect_uri: sent, ..MOBILE }.authorize(&[]);
        assert_eq!(deployment.send(get(&path)).status, 400, "{sent}");
    }
}

#[test]
fn a_redirect_uri_keeps_its_own_query() {
    let deployment = Deployment::new();
    let uri = "http://localhost:3000/callback?tenant=a%20b&x";
    deployment.edit(
        "app/woodgrove-suppliers",
        "\"http://localhost:3000/callback\"",
        &format!("\"{uri}\""),
    );
    let app = App { redirect_uri: uri, ..SUPPLIERS };
    let mut browser = Browser::new(&deployment);
    let Landed::Callback(location) = join(&mut browser, app, "ann@partner.example") else {
        panic!()
    };
    assert!(location.starts_with(&format!("{uri}&code=")), "{location}");
    let code = Landed::Callback(location).code();
    assert_eq!(deployment.send(app.redeem(&code)).status, 200);
}

#[test]
fn user_flow_picks_one_of_the_applications_own_flows() {
    let deployment = Deployment::new();
    deployment.edit(
        "app/woodgrove-suppliers",
        r#""flows": ["supplier"]"#,
        r#""flows": ["supplier", "customer"]"#,
    );
    let mut browser = Browser::new(&deployment);
    let shop = [("user_flow", "customer"), ("prompt", "create")];
    let page = browser.open(&SUPPLIERS.authorize(&shop)).page("sign-up");
    let page = browser.submit(&page, &[("email", "kim@home.example")]).page("code");
    let code = deployment.mailed_code("kim@home.example");
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    assert!(page.html.contains("name=\"givenName\"") && !page.html.contains("businessName"));
    browser.submit(&page, &CUSTOMER_ANSWERS).code();
    // Enrolled in one flow is not enrolled in the other, of the same application.
    let other = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
    assert_eq!(other.first("error"), "interaction_required");
    for unknown in ["nobody", "CUSTOMER", "../customer", "customer\n"] {
        let told = browser.open(&SUPPLIERS.authorize(&[("user_flow", unknown)])).callback();
        assert_eq!(told.first("error"), "invalid_request", "{unknown}");
        let description = told.first("error_description").to_owned();
        assert!(description.contains("supplier, customer"), "{description}");
    }
}

#[test]
fn acr_values_never_choose_a_flow() {
    let deployment = Deployment::new();
    deployment.edit(
        "app/woodgrove-suppliers",
        r#""flows": ["supplier"]"#,
        r#""flows": ["supplier", "customer"]"#,
    );
    let names = ["customer", "B2X_1_customer", "urn:vestibule:flow:customer customer"];
    for (person, acr) in ["ann", "bob", "kim"].into_iter().zip(names) {
        let email = format!("{person}@partner.example");
        let mut browser = Browser::new(&deployment);
        let asked = [("acr_values", acr), ("prompt", "create")];
        let page = browser.open(&SUPPLIERS.authorize(&asked)).page("sign-up");
        let page = browser.submit(&page, &[("email", &email)]).page("code");
        let code = deployment.mailed_code(&email);
        let page = browser.submit(&page, &[("code", &code)]).page("password");
        let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
        assert!(page.html.contains("name=\"businessName\""), "{acr}");
    }
}

#[test]
fn nothing_of_a_request_reaches_a_header_unencoded() {
    let deployment = Deployment::new();
    let hostile = "x\r\nset-cookie: sid=evil\r\n\r\n<html>";
    for name in ["state", "nonce", "login_hint", "ui_locales", "scope", "prompt", "user_flow"] {
        let response = deployment.send(get(&SUPPLIERS.authorize(&[(name, hostile)])));
        for (header, value) in &response.headers {
            assert!(!value.contains(['\r', '\n', '\0']), "{name} → {header}: {value}");
        }
    }
    let form = Form(vec![("state".into(), hostile.into())]).encode();
    let response = deployment.send(post(&format!("/authorize?{form}"), &[("nonce", hostile)]));
    assert!(response.headers.iter().all(|(_, value)| !value.contains(['\r', '\n'])));
}
