//! The forms of a flow: only who was shown a page can send it, and only from our own pages
//! (ASVS 5.0 §2.3, §6.5).

use crate::browser::*;
use crate::people::*;
use crate::steps::*;
use vestibule::http::{Body, Method, Response};

/// Everything that a request could have changed.
fn state(deployment: &Deployment) -> String {
    let tables = ["accounts", "runs", "mailed_codes", "counters", "sessions", "codes", "consents"];
    tables.map(|table| format!("{:?}", deployment.sql(&format!("SELECT * FROM {table}")))).concat()
}

fn is_refused(response: &Response, what: &str) {
    assert_eq!(response.status, 403, "{what}: {}", response.body);
    assert!(response.body.contains("data-page=\"error\""), "{what}");
    assert_eq!(
        (response.header("location"), response.header("set-cookie")),
        (None, None),
        "{what}"
    );
}

#[test]
fn a_form_that_another_site_sends_is_refused_and_changes_nothing() {
    for Step { deployment, browser, page, fields, .. } in steps() {
        let before = state(&deployment);
        for headers in [
            vec![("sec-fetch-site", "cross-site")],
            vec![("sec-fetch-site", "same-site")],
            vec![("sec-fetch-site", "none")],
            vec![("sec-fetch-site", "")],
            vec![("sec-fetch-site", "cross-site"), ("origin", ISSUER)],
            vec![("origin", "https://evil.example")],
            vec![("sec-fetch-site", "cross-site"), ("origin", "null")],
            vec![("origin", "")],
            vec![("origin", "https://localhost:8787.evil.example")],
            vec![("origin", "https://localhost")],
            vec![("origin", "http://localhost:8787")],
            vec![("origin", "https://localhost:8787/")],
        ] {
            let mut request = browser.with_cookies(form(&page, &fields));
            for (name, value) in &headers {
                request = with_header(request, name, value);
            }
            let what = format!("{} with {headers:?}", page.step);
            is_refused(&deployment.send(request), &what);
            assert_eq!(state(&deployment), before, "{what}");
        }
        // Where a browser says that it is our own page, its origin does not matter.
        let request = with_header(form(&page, &fields), "origin", "null");
        let request = with_header(request, "sec-fetch-site", "same-origin");
        assert_eq!(deployment.send(browser.with_cookies(request)).status, 303, "{}", page.step);
    }
}

#[test]
fn a_form_without_the_token_of_its_page_is_refused_and_changes_nothing() {
    let pages = steps();
    let tokens: Vec<String> = pages.iter().map(|step| step.page.token.clone()).collect();
    for (at, step) in pages.into_iter().enumerate() {
        let Step { deployment, mut browser, page, fields, .. } = step;
        let before = state(&deployment);
        let others = tokens.iter().enumerate().filter(|(other, _)| *other != at);
        let mut wrong: Vec<String> = others.map(|(_, token)| token.clone()).collect();
        wrong.extend([String::new(), page.token.to_ascii_lowercase(), format!("{}A", page.token)]);
        wrong.retain(|token| *token != page.token);
        for token in wrong {
            let forged = Page { token, ..page.clone() };
            let response = browser.send(form(&forged, &fields));
            is_refused(&response, &page.step);
            assert!(response.body.contains("/flow/"), "{}: a way back", page.step);
        }
        // First of two counts, so a second one changes nothing either.
        let mut twice = form(&Page { token: "x".into(), ..page.clone() }, &fields);
        let Body::Bytes(body) = &twice.body else { panic!() };
        let body = [body.as_slice(), format!("&token={}", page.token).as_bytes()].concat();
        twice.body = Body::Bytes(body);
        is_refused(&browser.send(twice), &page.step);
        assert_eq!(state(&deployment), before, "{}", page.step);
    }
}

#[test]
fn a_token_is_good_for_its_own_step_variant_transaction_and_browser() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let one = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let two = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let fields =
        vec![("email", "a@partner.example".to_owned()), ("action", "email_code".to_owned())];
    let crossed = Page { token: two.token.clone(), ..one.clone() };
    is_refused(&browser.send(form(&crossed, &fields)), "another transaction");
    let sign_up = Page { action: one.action.replace("/sign-in", "/sign-up"), ..one.clone() };
    is_refused(&browser.send(form(&sign_up, &fields)), "another step");
    let code = Page { action: one.action.replace("/sign-in", "/code"), ..one.clone() };
    is_refused(&browser.send(form(&code, &[("action", "resend".to_owned())])), "another step");
    // Somebody else's cookie of the same name opens nothing.
    let mut eve = Browser::new(&deployment);
    let eves = eve.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let (own, foreign) = (transaction(&eves), transaction(&one));
    let value = eve.cookies[&format!("__Host-tx-{own}")].clone();
    eve.cookies.insert(format!("__Host-tx-{foreign}"), value);
    assert_eq!(eve.send(form(&one, &fields)).status, 400);
    assert!(deployment.sql("SELECT * FROM runs").is_empty());
}

fn transaction(page: &Page) -> String {
    page.action.split('/').nth(2).unwrap().to_owned()
}

#[test]
fn steps_can_not_be_skipped() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    let at = |step: &str| page.action.replace("/sign-up", &format!("/{step}"));
    for step in [
        "code",
        "no-account",
        "password",
        "new-password",
        "attributes",
        "consent",
        "exists",
        "refused",
        "finish",
    ] {
        browser.open(&at(step)).page("sign-up");
        let forged = browser.send(form(&Page { action: at(step), ..page.clone() }, &[]));
        assert_eq!(forged.status, if step == "refused" { 404 } else { 403 }, "{step}");
    }
    for step in ["continue", "consent"] {
        browser.open(&format!("{}&for=session", at(step))).page("sign-up");
    }
    assert_eq!(browser.send(get(&at("nothing"))).status, 404);
    let code = browser.submit(&page, &[("email", "a@partner.example")]).page("code");
    for step in [
        "no-account",
        "password",
        "new-password",
        "attributes",
        "consent",
        "exists",
        "refused",
        "finish",
    ] {
        assert_eq!(browser.open(&at(step)).page("code").action, code.action, "{step}");
    }
    assert!(deployment.sql("SELECT * FROM accounts").is_empty());
}

#[test]
fn steps_may_be_sent_again_and_out_of_order_and_end_well() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code_page = ask_for_code(&mut browser, SUPPLIERS, "a@partner.example");
    let code = deployment.mailed_code("a@partner.example");
    let password = browser.submit(&code_page, &[("code", &code)]).page("password");
    browser.submit(&code_page, &[("code", &code)]).page("password");
    let attributes = browser.submit(&password, &[("action", "no_password")]).page("attributes");
    browser.submit(&code_page, &[("code", &code)]).page("attributes");
    browser.submit(&password, &[("action", "no_password")]).page("attributes");
    let first = browser.submit(&attributes, &SUPPLIER_ANSWERS).code();
    // A fresh code for the same account, for ten minutes, never a second account.
    let second = browser.submit(&attributes, &SUPPLIER_ANSWERS).code();
    let third = browser.submit(&code_page, &[("code", &code)]).code();
    let fourth = browser.submit(&password, &[("action", "no_password")]).code();
    let subject = |code: &str| {
        let tokens = json(&deployment.send(SUPPLIERS.redeem(code)));
        claims(token(&tokens, "id_token"))["sub"].clone()
    };
    let subjects = [&first, &second, &third, &fourth].map(|code| subject(code));
    assert!(subjects.iter().all(|known| *known == subjects[0]), "{subjects:?}");
    assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 1);
    for page in [&code_page, &password, &attributes] {
        let over = browser.open(&page.action).page("error");
        assert!(over.html.contains("http://localhost:3000/"), "a way on");
    }
    deployment.platform.clock.advance(10 * 60);
    browser.submit(&attributes, &SUPPLIER_ANSWERS).page("error");
    assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 1);
}

#[test]
fn what_is_no_form_is_refused_on_every_page() {
    for Step { deployment, browser, page, fields, .. } in steps() {
        let before = state(&deployment);
        let good = browser.with_cookies(form(&page, &fields));
        for media_type in ["application/json", "multipart/form-data; boundary=x", "text/plain", ""]
        {
            let mut request = good.clone();
            request.headers.0.retain(|(name, _)| name != "content-type");
            let request = with_header(request, "content-type", media_type);
            assert_eq!(deployment.send(request).status, 400, "{} {media_type}", page.step);
        }
        let mut large = good.clone();
        large.body = Body::TooLarge;
        assert_eq!(deployment.send(large).status, 413, "{}", page.step);
        for method in [Method::Other, Method::Options] {
            let mut request = good.clone();
            request.method = method;
            let response = deployment.send(request);
            assert_eq!((response.status, response.header("allow")), (405, Some("GET, HEAD, POST")));
        }
        let mut empty = good.clone();
        empty.body = Body::Bytes(Vec::new());
        assert_eq!(deployment.send(empty).status, 403, "{}", page.step);
        let mut binary = good;
        binary.body = Body::Bytes((0..=255).cycle().take(9_000).collect());
        assert_eq!(deployment.send(binary).status, 403, "{}", page.step);
        assert_eq!(state(&deployment), before, "{}", page.step);
    }
}

#[test]
fn a_get_changes_nothing_whatever_the_step() {
    for Step { deployment, mut browser, page, .. } in steps() {
        let before = state(&deployment);
        for method in [Method::Get, Method::Head] {
            for step in [
                "sign-in",
                "sign-up",
                "code",
                "password",
                "attributes",
                "consent",
                "exists",
                "continue",
                "finish",
                "refused",
            ] {
                let (path, query) = page.action.split_once('?').unwrap();
                let path = path.rsplit_once('/').unwrap().0;
                let mut request =
                    get(&format!("{path}/{step}?{query}&action=approve&code=12345678"));
                request.method = method;
                let response = browser.send(request);
                assert!(response.status < 500, "{step}");
                assert_eq!(state(&deployment), before, "{} → {step}", page.step);
            }
        }
    }
}
