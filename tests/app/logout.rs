//! Signing out (OpenID Connect RP-Initiated Logout §2–3): nobody is signed out by a link, and
//! nobody is sent to a place that is not registered.

use crate::browser::*;
use crate::people::*;
use vestibule::http::{Body, Form, Response};

const HOME: &str = "http://localhost:3000/";

fn logout(parameters: &[(&str, &str)]) -> String {
    let pairs = parameters.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    format!("/logout?{}", Form(pairs).encode())
}

fn is_signed_in(browser: &mut Browser) -> bool {
    let told = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
    !told.first("code").is_empty()
}

fn stays(response: &Response, what: &str) {
    assert_eq!(response.header("location"), None, "{what}");
    assert!(response.headers.iter().all(|(name, _)| name != "set-cookie"), "{what}");
}

#[test]
fn a_hint_of_the_present_session_signs_out_and_leads_to_a_registered_place_with_state() {
    let deployment = Deployment::new();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let before = browser.cookies.clone();
    deployment.platform.clock.advance(3600);
    let hint = token(&tokens, "id_token");
    let state = "a b&c=é\r\n";
    let path =
        logout(&[("id_token_hint", hint), ("post_logout_redirect_uri", HOME), ("state", state)]);
    let response = browser.send(get(&path));
    assert_eq!(response.status, 303);
    let location = response.header("location").unwrap();
    let query = location.strip_prefix("http://localhost:3000/?").unwrap();
    assert_eq!(Form::parse(query.as_bytes()).0, [("state".to_owned(), state.to_owned())]);
    assert!(!is_signed_in(&mut browser));
    // The old cookie is worth nothing, even where it was kept.
    browser.cookies = before;
    assert!(!is_signed_in(&mut browser));
    // Where nobody is signed in a hint is enough to go on.
    let path = logout(&[("id_token_hint", hint), ("post_logout_redirect_uri", HOME)]);
    assert_eq!(deployment.send(get(&path)).header("location"), Some(HOME));
}

#[test]
fn without_a_hint_the_person_is_asked_and_no_redirect_follows() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let to = ("post_logout_redirect_uri", HOME);
    for parameters in
        [vec![], vec![to], vec![("client_id", "woodgrove-suppliers"), to, ("state", "x")]]
    {
        let response = browser.send(get(&logout(&parameters)));
        assert_eq!(response.status, 200, "{parameters:?}");
        stays(&response, "asked");
        assert!(
            response.body.contains("ann@partner.example") && response.body.contains("Sign out")
        );
        assert!(is_signed_in(&mut browser), "{parameters:?}");
    }
    let path = logout(&[("client_id", "woodgrove-suppliers"), to]);
    let page = browser.open(&path).page("sign-out");
    let out = browser.submit(&page, &[("logout-confirm", "true")]).page("signed-out");
    assert!(out.html.contains("signed out"));
    assert!(!is_signed_in(&mut browser));
    browser.open("/logout").page("signed-out");
}

#[test]
fn a_hint_that_is_not_of_the_present_session_asks() {
    let deployment = Deployment::new();
    let (mut ann, anns) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let (_, bobs) = tokens(&deployment, SUPPLIERS, "bob@partner.example");
    let (_, other) = tokens(&another_issuer(), SUPPLIERS, "ann@partner.example");
    let id = token(&anns, "id_token");
    let unsigned = format!("{}.", id.rsplit_once('.').unwrap().0);
    let swapped = format!(
        "{}.{}",
        id.rsplit_once('.').unwrap().0,
        token(&bobs, "id_token").rsplit_once('.').unwrap().1
    );
    for (what, hint) in [
        ("another session's", token(&bobs, "id_token")),
        ("an access token", token(&anns, "access_token")),
        ("a refresh token", token(&anns, "refresh_token")),
        ("unsigned", &unsigned),
        ("another's signature", &swapped),
        ("another issuer's", token(&other, "id_token")),
        ("nonsense", "x"),
        ("long", &"x".repeat(9000)),
    ] {
        let path = logout(&[
            ("id_token_hint", hint),
            ("client_id", "woodgrove-suppliers"),
            ("post_logout_redirect_uri", HOME),
        ]);
        let response = ann.send(get(&path));
        assert_eq!(response.status, 200, "{what}");
        stays(&response, what);
        assert!(response.body.contains("logout-confirm"), "{what}");
        assert!(is_signed_in(&mut ann), "{what}");
    }
}

/// What is wrong beside a hint that is good.
fn faults() -> Vec<Vec<(&'static str, &'static str)>> {
    let places = [
        "https://evil.example/",
        "http://localhost:3000",
        "http://localhost:3000/x",
        "http://localhost:3000/?x=1",
        "http://localhost:3001/",
        "http://localhost:3000/callback",
        "//evil.example/",
        "javascript:alert(1)",
        "http://localhost:3000/\r\nx: y",
    ];
    let to = ("post_logout_redirect_uri", HOME);
    let mut all: Vec<_> =
        places.into_iter().map(|uri| vec![("post_logout_redirect_uri", uri)]).collect();
    all.extend([
        vec![("client_id", "woodgrove-procurement"), to, ("state", "a")],
        vec![("client_id", "woodgrove-procurement")],
        vec![("client_id", "nobody"), to],
    ]);
    all
}

#[test]
fn what_is_wrong_beside_a_good_hint_signs_out_all_the_same_and_stays_here() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    for fault in faults() {
        let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
        let fields = [("email", "ann@partner.example"), ("password", PASSWORD)];
        let code = browser.submit(&page, &fields).code();
        let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
        let parameters = [&[("id_token_hint", token(&tokens, "id_token"))], &fault[..]].concat();
        let out = browser.open(&logout(&parameters)).page("signed-out");
        assert_eq!(out.status, 200, "{fault:?}");
        assert!(out.html.contains("You are signed out"), "{fault:?}: {}", out.html);
        assert!(!out.html.contains("=\"https://evil.example"), "{fault:?}: {}", out.html);
        assert!(!out.html.contains("http-equiv=\"refresh\""), "{fault:?}: {}", out.html);
        assert!(!is_signed_in(&mut browser), "{fault:?}");
        // Once nobody is signed in it is the same.
        browser.open(&logout(&parameters)).page("signed-out");
    }
}

#[test]
fn what_is_wrong_without_a_hint_asks_and_a_hint_of_an_application_that_is_gone_signs_out() {
    let deployment = Deployment::new();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    for fault in faults() {
        let client = [("client_id", "woodgrove-suppliers")];
        let named = fault.iter().any(|(name, _)| *name == "client_id");
        let all = if named { fault } else { [&client[..], &fault[..]].concat() };
        let response = browser.send(get(&logout(&all)));
        assert_eq!(response.status, 200, "{all:?}");
        stays(&response, "asked");
        assert!(response.body.contains("logout-confirm"), "{all:?}: {}", response.body);
        assert!(is_signed_in(&mut browser), "{all:?}");
    }
    let hint = ("id_token_hint", token(&tokens, "id_token"));
    deployment.platform.kv.delete("app/woodgrove-suppliers");
    browser.deployment = deployment.new_isolate();
    let to = ("post_logout_redirect_uri", HOME);
    browser.open(&logout(&[hint, to])).page("signed-out");
    assert!(!browser.cookies.contains_key("__Host-sid"));
}

#[test]
fn a_parameter_that_stands_there_twice_is_refused_with_a_way_to_sign_out() {
    let deployment = Deployment::new();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let hint = ("id_token_hint", token(&tokens, "id_token"));
    for parameters in [vec![hint, hint], vec![hint, ("state", "a"), ("state", "b")]] {
        let response = browser.send(get(&logout(&parameters)));
        assert_eq!(response.status, 400, "{parameters:?}");
        stays(&response, "a bad request");
        assert!(response.body.contains("href=\"/logout\""), "{}", response.body);
    }
    assert!(is_signed_in(&mut browser));
}

#[test]
fn no_page_about_signing_out_says_that_somebody_can_not_sign_in() {
    let deployment = Deployment::new();
    let (browser, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let hint = token(&tokens, "id_token");
    let mut requests: Vec<_> = faults().iter().map(|fault| get(&logout(fault))).collect();
    let with_hint =
        |fault: &Vec<_>| get(&logout(&[&[("id_token_hint", hint)], &fault[..]].concat()));
    requests.extend(faults().iter().map(with_hint));
    requests.extend([
        get(&logout(&[("state", "a"), ("state", "b")])),
        get(&logout(&[("client_id", "nobody")])),
        get(&logout(&[("client_id", "https://nobody.example/client")])),
        post("/logout", &[("logout-confirm", "true"), ("token", "x")]),
        with_header(post("/logout", &[("logout-confirm", "true")]), "origin", "https://x.example"),
        post("/logout", &[("state", &"x".repeat(30_000))]),
    ]);
    for request in requests {
        let page = deployment.send(browser.with_cookies(request.clone())).body;
        let told = page.split("<main").nth(1).unwrap_or(&page);
        for word in ["sign you in", "sign in", "Signing in", "sign-in"] {
            assert!(!told.contains(word), "{word}: {} {page}", request.query);
        }
    }
}

#[test]
fn a_post_of_another_site_ends_nothing() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let page = browser.open("/logout").page("sign-out");
    let good = [("token", page.token.as_str()), ("logout-confirm", "true")];
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let response = browser.send(with_header(post("/logout", &good), name, value));
        assert_eq!(response.status, 403);
        stays(&response, name);
    }
    for token in ["", "x", &page.token.to_ascii_lowercase()] {
        let response =
            browser.send(post("/logout", &[("token", token), ("logout-confirm", "true")]));
        assert_eq!(response.status, 403, "{token}");
    }
    // An application's own POST is repeated as a GET, which asks.
    let response = browser.send(post("/logout", &[("state", "x")]));
    assert_eq!((response.status, response.header("location")), (303, Some("/logout?state=x")));
    assert!(is_signed_in(&mut browser));
}

#[test]
fn the_page_of_one_session_does_not_end_the_next_persons() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    join(&mut Browser::new(&deployment), SUPPLIERS, "bob@partner.example").code();
    let page = browser.open("/logout").page("sign-out");
    let sign_in = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    let fields = [("email", "bob@partner.example"), ("action", "email_code")];
    let code_page = browser.submit(&sign_in, &fields).page("code");
    let code = deployment.mailed_code("bob@partner.example");
    browser.submit(&code_page, &[("code", &code)]).code();
    assert_eq!(browser.submit(&page, &[("logout-confirm", "true")]).page("error").status, 403);
    assert!(is_signed_in(&mut browser));
}

#[test]
fn a_post_that_is_no_form_or_too_large_is_refused() {
    let deployment = Deployment::new();
    let mut request = post("/logout", &[("logout-confirm", "true")]);
    request.headers.0 = vec![("content-type".into(), "application/json".into())];
    assert_eq!(deployment.send(request).status, 400);
    let mut request = post("/logout", &[]);
    request.body = Body::TooLarge;
    assert_eq!(deployment.send(request).status, 413);
    let long = "x".repeat(30_000);
    assert_eq!(deployment.send(post("/logout", &[("state", &long)])).status, 413);
}

#[test]
fn signing_out_leaves_a_refresh_token_for_offline_access_but_ends_codes() {
    let deployment = Deployment::new();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let code = browser.open(&SUPPLIERS.authorize(&[])).code();
    let page = browser.open("/logout").page("sign-out");
    browser.submit(&page, &[("logout-confirm", "true")]).page("signed-out");
    assert_eq!(deployment.send(SUPPLIERS.redeem(&code)).status, 400);
    let refreshed = deployment.send(SUPPLIERS.refresh(token(&tokens, "refresh_token")));
    assert_eq!(refreshed.status, 200);
}
