//! The D1 round trips and KV reads that each piece of work may cost.

use crate::browser::*;
use crate::{people, registered_pages, registration};
use vestibule::native::Counts;

/// Warm: documents and keys are in the isolate.
fn warm() -> (Deployment, Browser) {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    assert_eq!(deployment.send(SUPPLIERS.redeem(&code)).status, 200);
    assert_eq!(deployment.send(get("/jwks")).status, 200);
    (deployment, browser)
}

/// What `work` costs in (D1 round trips, KV reads), its background work left out.
fn cost(deployment: &Deployment, work: impl FnOnce()) -> (usize, usize) {
    deployment.platform.reset_counts();
    work();
    let Counts { batches, kv_reads, .. } = deployment.platform.counts();
    (batches, kv_reads)
}

#[test]
fn discovery_keys_and_the_first_pages_cost_nothing_when_warm() {
    let (deployment, _) = warm();
    let mut browser = Browser::new(&deployment);
    for path in ["/.well-known/openid-configuration", "/jwks", &SUPPLIERS.authorize(&[])] {
        assert_eq!(cost(&deployment, || drop(browser.send(get(path)))), (0, 0), "{path}");
    }
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    for step in ["sign-in", "sign-up"] {
        let path = page.action.replace("/sign-in?", &format!("/{step}?"));
        assert_eq!(cost(&deployment, || drop(browser.send(get(&path)))), (0, 0), "{step}");
    }
}

#[test]
fn a_cold_request_reads_kv_at_most_twice() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    browser.send(get(&SUPPLIERS.authorize(&[])));
    assert_eq!(deployment.platform.counts().kv_reads, 2);
}

#[test]
fn a_silent_sign_in_costs_one_trip_and_redemption_refresh_and_userinfo_one_each() {
    let (deployment, mut browser) = warm();
    let mut landed = None;
    let silent = cost(&deployment, || landed = Some(browser.open(&PROCUREMENT.authorize(&[]))));
    // The other application's documents were not yet in the isolate.
    assert_eq!(silent.0, 1 + 1, "one for the code, one in the background for the history");
    let code = landed.unwrap().code();
    let mut tokens = serde_json::Value::Null;
    let redeem = PROCUREMENT.redeem(&code);
    let cost_of_code = cost(&deployment, || tokens = json(&deployment.send(redeem)));
    assert_eq!(cost_of_code, (1, 0));
    let refresh = PROCUREMENT.refresh(tokens["refresh_token"].as_str().unwrap());
    let cost_of_refresh = cost(&deployment, || tokens = json(&deployment.send(refresh)));
    assert_eq!(cost_of_refresh, (1, 0));
    let mut userinfo = get("/userinfo");
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    userinfo.headers.0.push(("authorization".into(), bearer));
    assert_eq!(cost(&deployment, || assert_eq!(deployment.send(userinfo).status, 200)), (1, 0));
    assert_eq!(
        cost(&deployment, || drop(browser.open(&PROCUREMENT.authorize(&[])).code())),
        (1, 0)
    );
}

#[test]
fn the_posts_of_a_sign_up_with_a_password_cost_four_trips_and_three_without() {
    for (password, expected) in [(true, 4), (false, 3)] {
        let (deployment, _) = warm();
        let mut browser = Browser::new(&deployment);
        let mut spent = 0;
        let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
        let mut submit = |browser: &mut Browser, page: &Page, fields: &[(&str, &str)]| {
            let mut form = vec![("token", page.token.as_str())];
            form.extend(fields);
            deployment.platform.reset_counts();
            let response = browser.send(post(&page.action, &form));
            spent += deployment.platform.counts().batches;
            browser.follow(response)
        };
        let page = submit(&mut browser, &page, &[("email", "new@partner.example")]).page("code");
        let code = deployment.mailed_code("new@partner.example");
        let page = submit(&mut browser, &page, &[("code", &code)]).page("password");
        let fields = if password { ("password", PASSWORD) } else { ("action", "no_password") };
        let page = submit(&mut browser, &page, &[fields]).page("attributes");
        submit(&mut browser, &page, &SUPPLIER_ANSWERS).code();
        // Choosing no password is a choice that the server keeps: the budget of three is for flows
        // that offer the code alone and so leave that page out.
        assert_eq!(spent, if password { expected } else { expected + 1 });
    }
}

#[test]
fn a_flow_that_offers_the_code_alone_signs_up_in_three_trips() {
    let deployment = Deployment::new();
    deployment.edit("flow/supplier", r#""emailPassword", "#, "");
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    deployment.platform.reset_counts();
    let page = browser.submit(&page, &[("email", "new@partner.example")]).page("code");
    let code = deployment.mailed_code("new@partner.example");
    let page = browser.submit(&page, &[("code", &code)]).page("attributes");
    browser.submit(&page, &SUPPLIER_ANSWERS).code();
    // Three POSTs, and the GETs of the code page and the attribute page.
    assert_eq!(deployment.platform.counts().batches, 3 + 2);
    assert_eq!(deployment.sql("SELECT idp FROM accounts")[0]["idp"], "mail");
    assert!(deployment.sql("SELECT * FROM credentials").is_empty());
}

#[test]
fn signing_in_costs_two_trips_with_a_password_and_three_with_a_mailed_code() {
    let (deployment, _) = warm();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let fields = [("email", "ann@partner.example"), ("password", PASSWORD)];
    let password = cost(&deployment, || drop(browser.submit(&page, &fields).code()));
    assert_eq!(password, (2, 0));
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let fields = [("email", "ann@partner.example"), ("action", "email_code")];
    let mut code_page = None;
    let mailed =
        cost(&deployment, || code_page = Some(browser.submit(&page, &fields).page("code")));
    assert_eq!(mailed, (1 + 1, 0), "the POST, and the GET of the code page");
    let code = deployment.mailed_code("ann@partner.example");
    let page = code_page.unwrap();
    assert_eq!(
        cost(&deployment, || drop(browser.submit(&page, &[("code", &code)]).code())),
        (2, 0)
    );
}

#[test]
fn a_forgotten_password_costs_four_trips_and_one_for_each_page_that_is_shown() {
    let (deployment, _) = warm();
    let mut browser = Browser::new(&deployment);
    let page = crate::people::forget_password(&mut browser, SUPPLIERS);
    let fields = [("email", "ann@partner.example")];
    let mut next = None;
    let asked = cost(&deployment, || next = Some(browser.submit(&page, &fields).page("code")));
    assert_eq!(asked, (1 + 1, 0));
    let (page, code) = (next.take().unwrap(), deployment.mailed_code("ann@partner.example"));
    let proven = cost(&deployment, || {
        next = Some(browser.submit(&page, &[("code", &code)]).page("new-password"));
    });
    assert_eq!(proven, (1 + 1, 0));
    let page = next.unwrap();
    let fields = [("password", "another good password")];
    assert_eq!(cost(&deployment, || drop(browser.submit(&page, &fields).code())), (2, 0));
}

#[test]
fn signing_out_costs_one_trip() {
    let (deployment, mut browser) = warm();
    let code = browser.open(&SUPPLIERS.authorize(&[])).code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    let path = format!(
        "/logout?id_token_hint={}&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2F&state=x",
        tokens["id_token"].as_str().unwrap()
    );
    let mut response = None;
    assert_eq!(cost(&deployment, || response = Some(browser.send(get(&path)))), (1, 0));
    assert_eq!(response.unwrap().header("location"), Some("http://localhost:3000/?state=x"));
    assert!(!browser.cookies.keys().any(|name| name.ends_with("sid")));
}

#[test]
fn a_request_too_large_for_a_cookie_costs_one_trip_and_comes_back_whole() {
    let (deployment, _) = warm();
    let mut browser = Browser::new(&deployment);
    let state = "s".repeat(3000);
    let path = SUPPLIERS.authorize(&[("state", &state)]);
    let mut response = None;
    assert_eq!(cost(&deployment, || response = Some(browser.send(get(&path)))), (1, 0));
    let page = browser.follow(response.unwrap()).page("sign-in");
    let fields = [("email", "ann@partner.example"), ("password", PASSWORD)];
    assert_eq!(browser.submit(&page, &fields).callback().first("state"), state);
}

#[test]
fn a_cold_error_reads_kv_no_more_often_than_a_cold_sign_in() {
    for extra in
        [("prompt", "none"), ("redirect_uri", "https://elsewhere.example/"), ("scope", "email")]
    {
        let deployment = Deployment::new();
        deployment.send(get(&SUPPLIERS.authorize(&[extra])));
        assert_eq!(deployment.platform.counts().kv_reads, 2, "{extra:?}");
    }
}

#[test]
fn a_registered_logo_costs_one_trip() {
    let deployment = registration::guarded();
    registered_pages::serves(&deployment, 200, registered_pages::png(10, 10, b""));
    let told = registration::registered(&deployment, &registered_pages::third());
    let page = registered_pages::sign_in_page(&deployment, &told, "en");
    let logo = registered_pages::logo_on(&page).unwrap();
    let spent = cost(&deployment, || assert_eq!(deployment.send(get(&logo)).status, 200));
    assert_eq!(spent, (1, 0));
}

#[test]
fn an_application_that_registered_itself_costs_one_trip_more_and_none_more_for_thirty_seconds() {
    let deployment = registration::guarded();
    let metadata = serde_json::json!({
        "redirect_uris": ["https://third.example/callback"], "token_endpoint_auth_method": "client_secret_post"
    });
    let app = registration::app(&registration::registered(&deployment, &metadata));
    let mut browser = Browser::new(&deployment);
    let code = registration::sign_up(&mut browser, app, "ann@partner.example");
    let mut tokens = json(&deployment.send(app.redeem(&code)));
    for (later, expected) in [(0, 1), (29, 1), (2, 2), (0, 1)] {
        deployment.platform.clock.advance(later);
        let refresh = app.refresh(people::token(&tokens, "refresh_token"));
        let spent = cost(&deployment, || tokens = json(&deployment.send(refresh)));
        assert_eq!(spent.0, expected, "{later} s later");
    }
}
