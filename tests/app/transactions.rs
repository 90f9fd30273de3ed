//! Transactions: what a browser holds for them, for how long, and what becomes of one that is lost, late or
//! foreign.

use crate::browser::*;
use crate::people::*;
use vestibule::http::Response;

fn transaction_cookies(browser: &Browser) -> Vec<&String> {
    browser.cookies.keys().filter(|name| name.starts_with("__Host-tx-")).collect()
}

fn has_a_way_on(response: &Response, what: &str) {
    assert_eq!(response.status, 400, "{what}");
    assert!(response.body.contains("href=\"http://localhost:3000/\""), "{what}: {}", response.body);
}

#[test]
fn an_address_names_the_application_and_nothing_more() {
    let deployment = Deployment::new();
    for client in ["nobody", "../tenant", "", "%00"] {
        let path = format!("/flow/abc/code?client_id={client}");
        let response = deployment.send(get(&path));
        assert_eq!((response.status, response.header("location")), (400, None), "{client}");
    }
}

#[test]
fn a_cookie_that_is_changed_foreign_or_there_twice_counts_as_none() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let name = transaction_cookies(&browser)[0].clone();
    let value = browser.cookies[&name].clone();
    let mut other = Browser::new(&deployment);
    other.open(&SHOP.authorize(&[])).page("sign-in");
    let foreign = other.cookies[transaction_cookies(&other)[0]].clone();
    let middle = value.len() / 2;
    let flipped = if value.as_bytes()[middle] == b'A' { "B" } else { "A" };
    for changed in [
        String::new(),
        "x".to_owned(),
        ".".repeat(50),
        "1.row.".to_owned(),
        "1.row.x".to_owned(),
        foreign,
        value[..value.len() - 1].to_owned(),
        format!("{value}A"),
        format!("{}{flipped}{}", &value[..middle], &value[middle + 1..]),
        value.replace("k1", "k2"),
        value.split_once('.').unwrap().1.to_owned(),
        "é\u{1F980}".to_owned(),
        "A".repeat(8000),
    ] {
        let request = with_header(get(&page.action), "cookie", &format!("{name}={changed}"));
        has_a_way_on(&deployment.send(request), &changed);
    }
    for header in [
        format!("{name}={value}; {name}={value}"),
        format!("{name}={value}; {name}="),
        format!("{}={value}", name.to_ascii_lowercase()),
        format!("{}={value}", name.trim_start_matches("__Host-")),
        value.clone(),
        ";;;=;".to_owned(),
    ] {
        has_a_way_on(&deployment.send(with_header(get(&page.action), "cookie", &header)), &header);
    }
    let two_headers = with_header(get(&page.action), "cookie", "a=b");
    let two_headers = with_header(two_headers, "cookie", &format!("{name}={value}"));
    assert_eq!(deployment.send(two_headers).status, 200);
}

#[test]
fn a_session_cookie_that_is_none_is_no_session() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let secret = browser.cookies["__Host-sid"].clone();
    let silent = SUPPLIERS.authorize(&[("prompt", "none")]);
    for header in [
        format!("__Host-sid={secret}; __Host-sid={secret}"),
        format!("__Host-sid={secret}A"),
        format!("__Host-sid={}", secret.to_ascii_lowercase()),
        format!("sid={secret}"),
        "__Host-sid=".to_owned(),
        format!("__Host-sid={}", "A".repeat(43)),
        format!("__Host-sid={}", "é".repeat(43)),
        format!("__Host-sid=\"{secret}\""),
    ] {
        let response = deployment.send(with_header(get(&silent), "cookie", &header));
        assert!(response.header("location").unwrap().contains("error=login_required"), "{header}");
    }
    let good = with_header(get(&silent), "cookie", &format!("__Host-sid={secret}"));
    assert!(deployment.send(good).header("location").unwrap().contains("code="));
}

#[test]
fn a_browser_holds_three_transactions_and_of_unused_ones_the_oldest_makes_room() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let mut pages = Vec::new();
    for _ in 0..5 {
        deployment.platform.clock.advance(1);
        pages.push(browser.open(&SUPPLIERS.authorize(&[])).page("sign-in"));
        assert!(transaction_cookies(&browser).len() <= 3);
    }
    for (at, page) in pages.iter().enumerate() {
        let request = browser.with_cookies(get(&page.action));
        assert_eq!(deployment.send(request).status, if at < 2 { 303 } else { 200 }, "{at}");
    }
}

#[test]
fn cookies_that_only_look_like_transactions_break_nothing() {
    let deployment = Deployment::new();
    let hostile = "__Host-tx-=1; __Host-tx-a b=2; __Host-tx-é=3; __Host-tx-\u{1}=4; __Host-tx-x\"y=5; \
                   __Host-tx-<script>=6; __Host-tx-q=99999999999999999999.x; __Host-tx-r=-1.x; tx-y=1";
    let request = with_header(get(&SUPPLIERS.authorize(&[])), "cookie", hostile);
    let response = deployment.send(request);
    assert_eq!(response.status, 303);
    for (name, value) in response.headers.iter().filter(|(name, _)| name == "set-cookie") {
        let set = value.split('=').next().unwrap();
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        assert!(set.chars().all(plain), "{name}: {value}");
    }
}

#[test]
fn cookies_are_for_this_host_alone_and_scripts_can_not_read_them() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let response = browser.send(get(&SUPPLIERS.authorize(&[])));
    let cookie = response.header("set-cookie").unwrap().to_owned();
    assert!(
        cookie.starts_with("__Host-tx-")
            && cookie.ends_with("; Path=/; HttpOnly; Secure; SameSite=Lax")
    );
    let page = browser.follow(response).page("sign-in");
    assert!(!page.action.contains("state-1") && !page.html.contains("state-1"));
    assert!(!page.html.contains(CHALLENGE), "nothing of the request is in the page");
}

#[test]
fn a_day_later_it_is_gone_and_the_page_leads_to_the_application() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, "ann@partner.example");
    deployment.platform.clock.advance(30 * 60 + 24 * 3600 - 1);
    browser.open(&page.action).page("sign-up");
    deployment.platform.clock.advance(1);
    has_a_way_on(&browser.send(get(&page.action)), "gone");
}

#[test]
fn what_is_typed_into_a_late_page_stays_text_and_of_a_length_that_can_be_one() {
    let deployment = Deployment::new();
    for typed in
        ["\"><script>alert(1)</script>", &"a".repeat(50_000), "x\r\nset-cookie: a=b", "\u{0}"]
    {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        deployment.platform.clock.advance(31 * 60);
        let again = browser.submit(&page, &[("email", typed)]).page("sign-in");
        assert!(!again.html.contains("<script>alert") && again.html.len() < 40_000);
        assert!(deployment.sql("SELECT * FROM requests").is_empty());
    }
}

#[test]
fn a_request_kept_in_the_database_is_its_own_browsers_alone_and_late_like_any_other() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let path = SUPPLIERS.authorize(&[("state", &"s".repeat(4000))]);
    let page = browser.open(&path).page("sign-in");
    let (name, value) = browser.cookies.iter().next().unwrap();
    assert!(value.contains(".row.") && value.len() < 100, "{name}={value}");
    let stored = format!("{:?}", deployment.sql("SELECT * FROM requests"));
    assert!(!stored.contains("ssss") && !stored.contains(value.rsplit('.').next().unwrap()));
    has_a_way_on(&deployment.send(get(&page.action)), "no cookie");
    deployment.platform.clock.advance(31 * 60);
    browser.open(&page.action).page("sign-in");
    deployment.sql("DELETE FROM requests");
    has_a_way_on(&browser.send(get(&page.action)), "row gone");
}
