//! The cookie that says which applications people went on to from a browser.

use crate::browser::*;
use crate::registration::{app, guarded, registered, sign_up};
use serde_json::json;
use vestibule::http::Response;

const KNOWN: &str = "__Host-known";
const CALLBACK: &str = "https://third.example/callback";

fn third(deployment: &Deployment) -> App {
    app(&registered(deployment, &json!({"redirect_uris": [CALLBACK]})))
}

/// Whether an error goes to the application without a page.
fn is_known(browser: &mut Browser, app: App) -> bool {
    browser.send(get(&app.authorize(&[("response_type", "x")]))).status == 303
}

fn cookie_of(response: &Response) -> Option<&str> {
    let mut cookies = response.headers.iter().filter(|(name, _)| name == "set-cookie");
    cookies.find_map(|(_, value)| value.strip_prefix("__Host-known="))
}

#[test]
fn it_is_of_this_host_alone_lasts_400_days_and_tells_nothing() {
    let deployment = guarded();
    let app = third(&deployment);
    let mut browser = Browser::new(&deployment);
    let page = sign_up_supplier(&mut browser, app, "ann@partner.example").page("consent");
    let fields = [("token", page.token.as_str()), ("action", "approve")];
    let response = browser.send(post(&page.action, &fields));
    let cookie = cookie_of(&response).unwrap();
    let (value, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(attributes, "Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=34560000");
    assert_eq!(value.len(), 16);
    // Another issuer's, or another key's, would be another.
    let elsewhere = deployment.with_master_keys("k2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA");
    browser.deployment = elsewhere.new_isolate();
    assert!(!is_known(&mut browser, app));
    let both = format!("k2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA {MASTER_KEY}");
    browser.deployment = deployment.with_master_keys(&both).new_isolate();
    assert!(is_known(&mut browser, app));
}

#[test]
fn what_we_did_not_write_counts_for_nothing() {
    let deployment = guarded();
    let (one, other) = (third(&deployment), third(&deployment));
    let mut browser = Browser::new(&deployment);
    sign_up(&mut browser, one, "ann@partner.example");
    let good = browser.cookies[KNOWN].clone();
    assert!(is_known(&mut browser, one) && !is_known(&mut browser, other));
    let shifted = format!("A{good}");
    let turned: String = good.chars().rev().collect();
    for value in ["", "x", &good[1..], &shifted, &turned, one.client_id, &"A".repeat(5000)] {
        browser.cookies.insert(KNOWN.to_owned(), value.to_owned());
        assert!(!is_known(&mut browser, one), "{value}");
    }
    // A bad part does not spoil the others.
    browser.cookies.insert(KNOWN.to_owned(), format!("{}{good}", "A".repeat(16)));
    assert!(is_known(&mut browser, one));
    // Twice is never.
    let mut twice = get(&one.authorize(&[("response_type", "x")]));
    twice.headers.0.push(("cookie".into(), format!("{KNOWN}={good}; {KNOWN}={good}")));
    assert_eq!(deployment.send(twice).status, 400);
}

#[test]
fn the_newest_twenty_are_kept_and_using_one_again_makes_it_the_newest() {
    let deployment = guarded();
    let apps: Vec<App> = (0..22).map(|_| third(&deployment)).collect();
    let mut browser = Browser::new(&deployment);
    sign_up(&mut browser, apps[0], "ann@partner.example");
    let mut go_on = |at: usize| {
        let landed = browser.open(&apps[at].authorize(&[]));
        if let Landed::Page(page) = landed {
            browser.submit(&page, &[("action", "approve")]).code();
        }
    };
    (1..20).for_each(&mut go_on);
    go_on(0);
    (20..22).for_each(&mut go_on);
    assert_eq!(browser.cookies[KNOWN].len(), 20 * 16);
    let known: Vec<bool> = apps.iter().map(|app| is_known(&mut browser, *app)).collect();
    let expected: Vec<bool> = (0..22).map(|at| at != 1 && at != 2).collect();
    assert_eq!(known, expected);
}
