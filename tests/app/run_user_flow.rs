//! *Run user flow*: who may, what it starts, and that nothing of the chosen application comes of it.

use crate::browser::{
    Browser, CUSTOMER_ANSWERS, Deployment, ISSUER, Landed, PASSWORD, Page, SHOP, SUPPLIER_ANSWERS,
    SUPPLIERS, claims, get, json, post, sign_up_customer, sign_up_supplier,
};
use vestibule::native::Markup;

const PAGE: &str = "/run-user-flow";

fn start(browser: &mut Browser, run: &str, more: &[(&str, &str)]) -> Landed {
    let page = browser.open(PAGE).page("run-user-flow");
    let mut fields = vec![("run", run), ("session", "new"), ("scope", "openid profile email")];
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    fields.extend(more);
    browser.submit(&page, &fields)
}

/// Signs up within a run; the page it ends on.
fn sign_up(browser: &mut Browser, landed: Landed, email: &str, answers: &[(&str, &str)]) -> Landed {
    let page = browser.submit(&landed.page("sign-up"), &[("email", email)]).page("code");
    let code = browser.deployment.mailed_code(email);
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("password", PASSWORD)]).page("attributes");
    browser.submit(&page, answers)
}

fn run_as_customer(browser: &mut Browser, email: &str) -> Page {
    let landed = start(browser, "woodgrove-shop customer", &[("prompt", "create")]);
    sign_up(browser, landed, email, &CUSTOMER_ANSWERS).page("run-result")
}

/// The tokens that a page of results shows: ID token, access token.
fn tokens(page: &Page) -> Vec<String> {
    Markup::read(&page.html).all("pre").map(|shown| shown.text.clone()).collect()
}

/// A deployment in production, and a browser in which an administrator is signed in to the shop.
fn administrator() -> (Deployment, Browser) {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = sign_up_customer(&mut browser, SHOP, "ada@example.com").code();
    let token = json(&browser.send(SHOP.redeem(&code)));
    let oid = claims(token["id_token"].as_str().unwrap())["oid"].as_str().unwrap().to_owned();
    deployment.edit(
        "tenant",
        r#""administrators": []"#,
        &format!(r#""administrators": ["{oid}"]"#),
    );
    for app in ["app/woodgrove-suppliers", "app/woodgrove-procurement"] {
        deployment.platform.kv.delete(app);
    }
    let deployment = deployment.in_production();
    (deployment.clone(), Browser { deployment, cookies: browser.cookies })
}

#[test]
fn in_development_anybody_runs_a_flow_and_sees_the_tokens_with_the_applications_claims() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(PAGE).page("run-user-flow");
    for run in ["demo-suppliers supplier", "woodgrove-shop customer"] {
        assert!(page.html.contains(&format!("value=\"{run}\"")), "{run}");
    }
    let page = run_as_customer(&mut browser, "kim@example.com");
    let tokens = tokens(&page);
    let id = claims(&tokens[0]);
    assert_eq!((&id["aud"], &id["acct"]), (&"run-user-flow".into(), &0.into()));
    assert_eq!(id["interests"], serde_json::json!(["cooking", "gardening"]));
    assert_eq!(claims(&tokens[1])["client_id"], "run-user-flow");
    assert!(page.html.contains("2026-11-22T00:00:00Z"));
    assert!(Markup::read(&page.html).with_id("userinfo").unwrap().text.contains("family_namePark"));
}

#[test]
fn the_chosen_parameters_reach_the_pages() {
    let mut browser = Browser::new(&Deployment::new());
    let chosen = [("language", "ar"), ("login_hint", "kim@example.com")];
    let page = start(&mut browser, "demo-shop customer", &chosen).page("sign-in");
    assert!(page.html.contains("lang=\"ar\"") && page.html.contains("value=\"kim@example.com\""));
    assert!(page.html.contains("class=\"test-run\""));
    let page = start(&mut browser, "demo-shop customer", &[("prompt", "none")]).page("run-result");
    assert!(page.html.contains("login_required"));
    for (name, value) in [
        ("max_age", "soon"),
        ("scope", "email"),
        ("run", "demo-shop supplier"),
        ("run", "x y"),
        ("run", ""),
    ] {
        let page =
            start(&mut browser, "demo-shop customer", &[(name, value)]).page("run-user-flow");
        assert_eq!(page.status, 422, "{name} {value}");
        assert!(page.html.contains("role=\"alert\""));
    }
    // It gets no refresh token, whatever the application gets.
    let scope = [("scope", "openid offline_access")];
    start(&mut browser, "demo-shop customer", &scope).page("sign-in");
    let plain = browser.open(&SHOP.authorize(&[])).page("sign-in");
    assert!(!plain.html.contains("class=\"test-run\""));
}

#[test]
fn accounts_it_makes_are_tests_and_others_are_not() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    run_as_customer(&mut browser, "kim@example.com");
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, "ann@partner.example").code();
    let rows = deployment.sql("SELECT email, test FROM accounts ORDER BY email");
    assert_eq!((&rows[0]["email"], &rows[0]["test"]), (&"ann@partner.example".into(), &0.into()));
    assert_eq!((&rows[1]["email"], &rows[1]["test"]), (&"kim@example.com".into(), &1.into()));
}

#[test]
fn nothing_of_the_chosen_application_can_be_had() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = run_as_customer(&mut browser, "kim@example.com");
    for table in ["runs", "codes", "grants", "enrolments", "consents", "terms_accepted"] {
        let rows = deployment.sql(&format!("SELECT client_id FROM {table}"));
        assert!(rows.iter().all(|row| row["client_id"] == "run-user-flow"), "{table}");
    }
    let mut request = get("/userinfo");
    let bearer = format!("Bearer {}", tokens(&page)[1]);
    request.headers.0.push(("authorization".into(), bearer));
    assert_eq!(browser.send(request).status, 401);
    let token =
        post("/token", &[("client_id", "run-user-flow"), ("grant_type", "authorization_code")]);
    assert_eq!(json(&browser.send(token))["error"], "invalid_client");
    // Nobody is signed in by it, and the application's own silent request finds nobody.
    assert!(browser.cookies.keys().all(|name| !name.ends_with("-sid")));
    let silent = browser.open(&SHOP.authorize(&[("prompt", "none")])).callback();
    assert_eq!(silent.first("error"), "login_required");
}

#[test]
fn consent_to_a_run_is_asked_each_time_and_is_not_the_applications() {
    let deployment = Deployment::new();
    deployment.edit(
        "app/woodgrove-shop",
        r#""type": "spa","#,
        r#""type": "spa", "consent": "once","#,
    );
    let mut browser = Browser::new(&deployment);
    let landed = start(&mut browser, "woodgrove-shop customer", &[("prompt", "create")]);
    let page = sign_up(&mut browser, landed, "kim@example.com", &CUSTOMER_ANSWERS).page("consent");
    browser.submit(&page, &[("action", "approve")]).page("run-result");
    for _ in 0..2 {
        let page = start(&mut browser, "woodgrove-shop customer", &[]).page("sign-in");
        let sent = [("email", "kim@example.com"), ("password", PASSWORD)];
        let page = browser.submit(&page, &sent).page("consent");
        let page = browser.submit(&page, &[("action", "deny")]).page("run-result");
        assert!(page.html.contains("access_denied"));
    }
    let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
    let sent = [("email", "kim@example.com"), ("password", PASSWORD)];
    browser.submit(&page, &sent).page("consent");
}

#[test]
fn no_request_of_an_applications_starts_a_run() {
    let mut browser = Browser::new(&Deployment::new());
    let redirect = format!("{ISSUER}{PAGE}/callback");
    let own = crate::browser::App { client_id: "run-user-flow", ..SHOP };
    let answer = browser.send(get(&own.authorize(&[("redirect_uri", &redirect)])));
    assert_eq!(answer.header("x-vestibule-error"), Some("unknown_application"));
    let foreign = browser.send(get(&SHOP.authorize(&[("redirect_uri", &redirect)])));
    assert_eq!(foreign.header("x-vestibule-error"), Some("redirect_uri_not_registered"));
}

#[test]
fn outside_development_only_an_administrator_may() {
    let (deployment, mut browser) = administrator();
    browser.open(PAGE).page("run-user-flow");
    let run = [("run", "woodgrove-shop customer"), ("prompt", "create")];
    let mut stranger = Browser::new(&deployment);
    let mut customer = Browser::new(&deployment);
    sign_up_customer(&mut customer, SHOP, "kim@example.com").code();
    for nobody in [&mut stranger, &mut customer] {
        let before = deployment.sql("SELECT count(*) AS n FROM runs");
        for path in [PAGE, "/run-user-flow/callback", "/run-user-flow/callback?code=x&state=y"] {
            let answer = nobody.send(get(path));
            assert_eq!(answer.status, 403, "{path}");
            assert_eq!(answer.header("x-vestibule-error"), Some("administrators_only"));
            assert!(!answer.body.contains("shop") && !answer.body.contains("customer"), "{path}");
        }
        let answer = nobody.send(post(PAGE, &run));
        assert_eq!(answer.status, 403);
        assert_eq!(deployment.sql("SELECT count(*) AS n FROM runs"), before);
    }
    deployment.sql("UPDATE accounts SET enabled = 0 WHERE email = 'ada@example.com'");
    assert_eq!(browser.send(get(PAGE)).status, 403);
}

#[test]
fn an_administrator_stays_signed_in_whoever_the_run_signs_in() {
    let (deployment, mut browser) = administrator();
    let before = browser.cookies["__Host-sid"].clone();
    let page = run_as_customer(&mut browser, "kim@example.com");
    assert_eq!(claims(&tokens(&page)[0])["email"], "kim@example.com");
    assert_eq!(browser.cookies["__Host-sid"], before);
    browser.open(PAGE).page("run-user-flow");
    let any = [("session", "any"), ("prompt", "none")];
    let page = start(&mut browser, "woodgrove-shop customer", &any).page("run-result");
    assert_eq!(claims(&tokens(&page)[0])["email"], "ada@example.com");
    let accounts = deployment.sql("SELECT email FROM accounts WHERE test = 1");
    assert_eq!(accounts.len(), 1);
}

#[test]
fn another_site_starts_no_run_and_a_callback_without_its_start_shows_nothing() {
    let mut browser = Browser::new(&Deployment::new());
    let mut request = post(PAGE, &[("run", "demo-shop customer")]);
    request.headers.0.push(("sec-fetch-site".into(), "cross-site".into()));
    assert_eq!(browser.send(request).status, 403);
    for query in ["", "?code=x", "?error=access_denied&state=", "?error=x&state=forged"] {
        let answer = browser.send(get(&format!("/run-user-flow/callback{query}")));
        assert_eq!(answer.header("x-vestibule-error"), Some("transaction_gone"), "{query}");
    }
    start(&mut browser, "demo-shop customer", &[]).page("sign-in");
    let answer = browser.send(get("/run-user-flow/callback?error=access_denied&state=forged"));
    assert_eq!(answer.header("x-vestibule-error"), Some("transaction_gone"));
}

#[test]
fn a_run_that_was_left_for_too_long_begins_again_as_a_run() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let landed = start(&mut browser, "demo-suppliers supplier", &[("prompt", "create")]);
    let page = landed.page("sign-up");
    deployment.platform.clock.advance(3600);
    let landed = browser.submit(&page, &[("email", "ann@partner.example")]);
    let page = sign_up(&mut browser, landed, "ann@partner.example", &SUPPLIER_ANSWERS);
    assert_eq!(claims(&tokens(&page.page("run-result"))[0])["aud"], "run-user-flow");
}
