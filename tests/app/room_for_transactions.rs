//! What a browser holds for its sign-ins has an end: in number and in bytes. What was answered makes room first, then what was
//! used the longest ago, and last what has a proof. The page of one that made room begins its request anew, and says so.

use crate::browser::*;
use crate::people::*;
use crate::signer::now;
use vestibule::http::{Request, Response};

const EMAIL: &str = "ann@partner.example";
/// A server's or proxy's smallest limit for one header.
const ROOM: usize = 4096;
const SAID: &str = "This sign-in made room for newer ones";

fn held(browser: &Browser) -> Vec<(&String, &String)> {
    browser.cookies.iter().filter(|(name, _)| name.starts_with("__Host-tx-")).collect()
}

/// What the transactions' cookies weigh in a request.
fn weight(browser: &Browser) -> usize {
    held(browser).iter().map(|(name, value)| name.len() + value.len() + "=; ".len()).sum()
}

fn fits(browser: &Browser, what: &str) {
    assert!(weight(browser) <= ROOM, "{what}: {}", weight(browser));
    assert!(held(browser).len() <= 3, "{what}: {}", held(browser).len());
}

fn rows(deployment: &Deployment, table: &str) -> usize {
    deployment.sql(&format!("SELECT 1 FROM {table}")).len()
}

fn noise(browser: &mut Browser, times: usize) {
    for _ in 0..times {
        browser.deployment.platform.clock.advance(1);
        browser.open(&SHOP.authorize(&[])).page("sign-in");
        fits(browser, "noise");
    }
}

/// A sign-up at its last page.
fn at_the_last_page(browser: &mut Browser) -> Page {
    let page = ask_for_code(browser, SUPPLIERS, EMAIL);
    let code = browser.deployment.mailed_code(EMAIL);
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    browser.submit(&page, &[("action", "no_password")]).page("attributes")
}

fn is_anew(page: &Page) {
    assert!(page.html.contains(SAID), "{}", page.html);
    assert!(!page.html.contains("open for too long"), "{}", page.html);
}

#[test]
fn noise_never_ends_a_sign_up_at_its_last_page() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = at_the_last_page(&mut browser);
    noise(&mut browser, 12);
    browser.submit(&page, &SUPPLIER_ANSWERS).code();
    assert_eq!(rows(&deployment, "accounts"), 1);
    // Now it is over, and makes room before anything else.
    let waits = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    browser.open(&waits.action).page("sign-in");
    assert_eq!(browser.send(get(&page.action)).status, 400);
}

#[test]
fn a_password_that_was_right_is_a_proof_too() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_supplier(&mut Browser::new(&deployment), PROCUREMENT, EMAIL).code();
    let consent = r#""type": "web", "consent": "once""#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, consent);
    browser.deployment = deployment.new_isolate();
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let page = browser.submit(&page, &[("email", EMAIL), ("password", PASSWORD)]).page("consent");
    noise(&mut browser, 5);
    browser.submit(&page, &[("action", "approve")]).code();
}

#[test]
fn what_was_used_the_longest_ago_makes_room_first() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let open = |browser: &mut Browser| {
        deployment.platform.clock.advance(5);
        browser.open(&SUPPLIERS.authorize(&[])).page("sign-in")
    };
    let (first, second, third) = (open(&mut browser), open(&mut browser), open(&mut browser));
    deployment.platform.clock.advance(90);
    browser.open(&first.action).page("sign-in");
    deployment.platform.clock.advance(90);
    // What is typed into a page uses it, too.
    browser.submit(&second, &[("email", "x"), ("password", "x")]).page("sign-in");
    open(&mut browser);
    let names = format!("{:?}", held(&browser));
    let is_held = |page: &Page| names.contains(page.action.split('/').nth(2).unwrap());
    assert_eq!([&first, &second, &third].map(is_held), [true, true, false]);
}

#[test]
fn a_proof_that_was_left_for_too_long_keeps_no_room() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    for email in ["a@partner.example", "b@partner.example", "c@partner.example"] {
        let page = ask_for_code(&mut browser, SUPPLIERS, email);
        let code = deployment.mailed_code(email);
        browser.submit(&page, &[("code", &code)]).page("password");
    }
    deployment.platform.clock.advance(31 * 60);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    noise(&mut browser, 2);
    assert_eq!(browser.send(get(&page.action)).status, 200);
}

#[test]
fn who_uses_a_page_again_within_a_minute_gets_no_cookie_anew() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let state = "s".repeat(3000);
    let large = browser.open(&SUPPLIERS.authorize(&[("state", &state)])).page("sign-in");
    let cost = |browser: &mut Browser, page: &Page| {
        deployment.platform.reset_counts();
        let response = browser.send(get(&page.action));
        (response.header("set-cookie").is_some(), deployment.platform.counts().batches)
    };
    deployment.platform.clock.advance(59);
    assert_eq!((cost(&mut browser, &page), cost(&mut browser, &large)), ((false, 0), (false, 1)));
    deployment.platform.clock.advance(1);
    // The row is read, as ever, and not written.
    assert_eq!((cost(&mut browser, &page), cost(&mut browser, &large)), ((true, 0), (true, 1)));
}

/// Requests as applications send them, and how many of them fit at once.
fn requests() -> Vec<(&'static str, usize, String)> {
    let (state, nonce) = ("s".repeat(600), "n".repeat(100));
    let scope = "openid profile email phone address offline_access";
    let state_and_nonce = [("state", state.as_str()), ("nonce", &nonce), ("scope", scope)];
    let fapi = [
        ("dpop_jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"),
        (
            "claims",
            r#"{"id_token":{"acr":{"value":"urn:mace:incommon:iap:silver"}},"userinfo":{"email":null}}"#,
        ),
        ("state", "0123456789abcdef0123456789abcdef"),
        ("acr_values", "urn:mace:incommon:iap:silver"),
    ];
    let hinted = [
        ("login_hint", "somebody.with.a.long.name@a-department.of-a-company.example"),
        ("ui_locales", "de-AT de en"),
        ("max_age", "3600"),
        ("prompt", "login"),
    ];
    vec![
        ("plain", 3, SUPPLIERS.authorize(&[])),
        ("a framework's sealed state and nonce", 2, SUPPLIERS.authorize(&state_and_nonce)),
        ("FAPI", 3, SUPPLIERS.authorize(&fapi)),
        ("hints", 3, SUPPLIERS.authorize(&hinted)),
    ]
}

#[test]
fn usual_requests_fit_beside_each_other_without_a_row() {
    for (what, at_once, path) in requests() {
        let deployment = Deployment::new();
        let mut browser = Browser::new(&deployment);
        for at in 1..=at_once {
            browser.open(&path).page("sign-in");
            assert_eq!(held(&browser).len(), at, "{what}");
            fits(&browser, what);
        }
        assert_eq!(rows(&deployment, "requests"), 0, "{what}");
    }
}

#[test]
fn what_was_answered_makes_room_before_a_row_is_written() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let state = "s".repeat(900);
    for email in ["a@partner.example", "b@partner.example", "c@partner.example"] {
        browser.cookies.remove("__Host-sid");
        let path = SUPPLIERS.authorize(&[("prompt", "create"), ("state", &state)]);
        let page = browser.open(&path).page("sign-up");
        let page = browser.submit(&page, &[("email", email)]).page("code");
        let code = deployment.mailed_code(email);
        let page = browser.submit(&page, &[("code", &code)]).page("password");
        let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
        browser.submit(&page, &SUPPLIER_ANSWERS).code();
        fits(&browser, email);
        assert_eq!(rows(&deployment, "requests"), 0, "{email}");
    }
}

#[test]
fn forty_at_once_are_few_again_with_the_next_page_and_the_pages_that_made_room_begin_anew() {
    for state in ["state-1".to_owned(), "s".repeat(900), "s".repeat(3000)] {
        let deployment = Deployment::new();
        let mut browser = Browser::new(&deployment);
        let begun: Vec<Response> = (0..40)
            .map(|_| deployment.send(get(&SUPPLIERS.authorize(&[("state", &state)]))))
            .collect();
        for response in &begun {
            browser.keep_cookies(response);
        }
        let before = weight(&browser);
        assert!(before > ROOM || state.len() > 1000, "{before}");
        let paths: Vec<&str> =
            begun.iter().map(|begun| begun.header("location").unwrap()).collect();
        let shown = browser.open(paths[0]).page("sign-in");
        fits(&browser, "forty");
        browser.open(&shown.action).page("sign-in");
        let mut anew = 0;
        for path in &paths[1..] {
            let response = browser.send(get(path));
            if response.status == 303 {
                is_anew(&browser.follow(response).page("sign-in"));
                anew += 1;
            }
            fits(&browser, "forty");
        }
        assert!(anew >= 3, "{anew}");
    }
}

#[test]
fn forty_pages_at_once_leave_some_that_go_on() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let begun: Vec<Response> =
        (0..40).map(|_| deployment.send(get(&SUPPLIERS.authorize(&[])))).collect();
    for response in &begun {
        browser.keep_cookies(response);
    }
    let pages: Vec<Request> = begun
        .iter()
        .map(|begun| browser.with_cookies(get(begun.header("location").unwrap())))
        .collect();
    for page in pages {
        let answer = deployment.send(page);
        assert_eq!(answer.status, 200);
        browser.keep_cookies(&answer);
    }
    fits(&browser, "forty");
    assert!(held(&browser).len() >= 2);
}

#[test]
fn large_requests_and_longer_ones_stay_within_the_room() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    for size in [900, 1_000, 1_200, 1_300, 4_000, 10, 1_250, 500] {
        let state = "s".repeat(size);
        let page = browser.open(&SUPPLIERS.authorize(&[("state", &state)])).page("sign-in");
        fits(&browser, &format!("{size}"));
        let long = format!("{}@{}.example", "a".repeat(60), "b".repeat(60));
        let page = browser.submit(&page, &[("email", &long), ("password", "x")]).page("sign-in");
        fits(&browser, &format!("{size} and an address"));
        let links = format!("{}&lang=de", page.action);
        browser.open(&links).page("sign-in");
        fits(&browser, &format!("{size} in another language"));
    }
    assert_eq!(held(&browser).len(), 3);
}

#[test]
fn what_fits_a_cookie_is_refused_to_nobody_when_too_many_rows_came() {
    let deployment = Deployment::new();
    let now = now(&deployment);
    deployment.sql(&format!(
        "INSERT INTO counters (kind, subject, since, last, n) VALUES ('large-request-all', '', {now}, {now}, 2000)"
    ));
    let mut browser = Browser::new(&deployment);
    let mut pages = Vec::new();
    for _ in 0..4 {
        deployment.platform.clock.advance(1);
        let state = "s".repeat(1_200);
        pages.push(browser.open(&SUPPLIERS.authorize(&[("state", &state)])).page("sign-in"));
        fits(&browser, "without rows");
    }
    assert_eq!(rows(&deployment, "requests"), 0);
    // It is over, and the page claims nothing else.
    let over = browser.open(&pages[0].action).page("error");
    assert!(over.html.contains("made room for newer ones"), "{}", over.html);
    assert!(!over.html.contains("Nothing is lost"), "{}", over.html);
    assert!(over.html.contains("href=\"http://localhost:3000/\""), "a way on");
}

/// A sign-up with an address typed and a code mailed, which made room.
fn made_room(extra: &[(&str, &str)]) -> (Deployment, Browser, Page) {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let path = SUPPLIERS.authorize(&[&[("prompt", "create")], extra].concat());
    let page = browser.open(&path).page("sign-up");
    let page = browser.submit(&page, &[("email", EMAIL)]).page("code");
    noise(&mut browser, 3);
    (deployment, browser, page)
}

#[test]
fn the_page_of_one_that_made_room_begins_anew_once_with_nothing_that_was_typed_or_proven() {
    let large = "s".repeat(3000);
    for extra in [&[][..], &[("state", large.as_str())], &[("login_hint", "hint@partner.example")]]
    {
        let (deployment, mut browser, page) = made_room(extra);
        let runs = rows(&deployment, "runs");
        let anew = browser.open(&page.action).page("sign-up");
        is_anew(&anew);
        assert_ne!(anew.action.split('/').nth(2), page.action.split('/').nth(2));
        assert!(!anew.html.contains(EMAIL) && !anew.html.contains("hint@"), "{}", anew.html);
        assert_eq!(rows(&deployment, "runs"), runs);
        fits(&browser, "anew");
        // It is the application's own request: the answer has its state.
        deployment.platform.clock.advance(61);
        let code = browser.submit(&anew, &[("email", EMAIL)]).page("code");
        let mailed = deployment.mailed_code(EMAIL);
        let page_after = browser.submit(&code, &[("code", &mailed)]).page("password");
        let page_after =
            browser.submit(&page_after, &[("action", "no_password")]).page("attributes");
        let answer = browser.submit(&page_after, &SUPPLIER_ANSWERS).callback();
        let asked = extra.iter().find(|(name, _)| *name == "state");
        assert_eq!(answer.first("state"), asked.map_or("state-1", |(_, state)| state));
        // Once.
        assert_eq!(browser.send(get(&page.action)).status, 400);
    }
}

#[test]
fn a_form_of_one_that_made_room_is_told_too() {
    let (deployment, mut browser, page) = made_room(&[]);
    let code = deployment.mailed_code(EMAIL);
    let anew = browser.submit(&page, &[("code", &code)]).page("sign-up");
    is_anew(&anew);
    assert_eq!(rows(&deployment, "accounts"), 0);
    let (_, browser, page) = made_room(&[]);
    let foreign = with_header(post(&page.action, &[]), "sec-fetch-site", "cross-site");
    assert_eq!(browser.deployment.send(browser.with_cookies(foreign)).status, 403);
}

#[test]
fn an_address_alone_begins_nothing() {
    let (deployment, mut browser, page) = made_room(&[]);
    let mut eve = Browser::new(&deployment);
    for _ in 0..2 {
        assert_eq!(eve.send(get(&page.action)).status, 400);
        eve.cookies.insert("__Host-browser".to_owned(), "A".repeat(22));
    }
    assert_eq!(eve.send(get(&page.action)).status, 400);
    let stored = format!("{:?}", deployment.sql("SELECT * FROM requests"));
    assert!(
        !stored.contains("state-1") && !stored.contains(page.action.split('/').nth(2).unwrap())
    );
    is_anew(&browser.open(&page.action).page("sign-up"));
}

#[test]
fn it_ends_when_it_would_have_ended() {
    let (deployment, mut browser, page) = made_room(&[]);
    deployment.platform.clock.advance(24 * 3600);
    is_anew(&browser.open(&page.action).page("sign-up"));
    let (deployment, mut browser, page) = made_room(&[]);
    deployment.platform.clock.advance(24 * 3600 + 31 * 60);
    assert_eq!(browser.send(get(&page.action)).status, 400);
    deployment.schedule();
    assert_eq!(rows(&deployment, "requests"), 0, "and is purged");
}

#[test]
fn to_make_room_costs_no_trip_that_anybody_waits_for_and_what_is_over_costs_none() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    noise(&mut browser, 3);
    deployment.platform.reset_counts();
    noise(&mut browser, 1);
    assert_eq!(deployment.platform.counts().batches, 1);
    assert_eq!(rows(&deployment, "requests"), 1);
    let mut browser = Browser::new(&deployment);
    let page = at_the_last_page(&mut browser);
    browser.submit(&page, &SUPPLIER_ANSWERS).code();
    browser.cookies.remove("__Host-sid");
    noise(&mut browser, 2);
    deployment.platform.reset_counts();
    noise(&mut browser, 1);
    assert_eq!(deployment.platform.counts().batches, 0);
}

#[test]
fn whoever_sends_a_mark_or_a_time_that_is_none_changes_nothing_but_the_order() {
    let deployment = Deployment::new();
    for front in ["", "p", "d", "x", "9999999999999999999", "-1p", "1pp", "pd"] {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        let (name, value) = held(&browser)[0];
        let (name, sealed) = (name.clone(), value.split_once('.').unwrap().1.to_owned());
        browser.cookies.insert(name, format!("{front}.{sealed}"));
        browser.open(&page.action).page("sign-in");
        noise(&mut browser, 4);
    }
}

#[test]
fn the_limit_of_large_requests_holds_for_those_that_made_room() {
    let deployment = Deployment::new().in_production();
    let from = |browser: &mut Browser| {
        let request = Request { ip: Some("192.0.2.7".to_owned()), ..get(&SHOP.authorize(&[])) };
        let response = browser.send(request);
        assert_eq!(response.status, 303);
    };
    let mut browser = Browser::new(&deployment);
    for _ in 0..120 {
        from(&mut browser);
    }
    assert_eq!(rows(&deployment, "requests"), 100);
}
