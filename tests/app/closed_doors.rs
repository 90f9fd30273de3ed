//! A sign-up that is closed is closed at every door: one page, then `access_denied` (security.md R25, R66).

use crate::browser::*;
use crate::people::*;

const NEW: &str = "new@partner.example";

fn close(deployment: &Deployment) -> Deployment {
    deployment.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    deployment.new_isolate()
}

/// The page, and where its way on leads.
fn is_told(browser: &mut Browser, landed: Landed, what: &str) -> String {
    let page = landed.page("error");
    assert_eq!(page.status, 403, "{what}");
    let link = regex_lite::Regex::new(r#"href="([^"]*/deny[^"]*)""#).unwrap();
    let way = link.captures(&page.html).unwrap()[1].replace("&amp;", "&");
    let told = browser.open(&way).callback();
    assert_eq!((told.first("error"), told.first("state")), ("access_denied", "state-1"), "{what}");
    let heading = regex_lite::Regex::new("<h1>[^<]*</h1><p>[^<]*</p>").unwrap();
    heading.find(&page.html).unwrap().as_str().to_owned()
}

fn prove(browser: &mut Browser, page: &Page, email: &str) -> Landed {
    let page = browser.submit(page, &[("email", email), ("action", "email_code")]).page("code");
    let code = browser.deployment.mailed_code(email);
    browser.submit(&page, &[("code", &code)])
}

#[test]
fn every_door_shows_the_same_page_and_makes_no_account() {
    let mut pages = Vec::new();
    let mut met = |what: &str, browser: &mut Browser, landed: Landed| {
        pages.push(is_told(browser, landed, what));
        let made = "SELECT * FROM accounts WHERE email <> 'kim@home.example'";
        assert!(browser.deployment.sql(made).is_empty(), "{what}");
        assert!(
            browser.deployment.sql("SELECT * FROM enrolments WHERE flow = 'supplier'").is_empty()
        );
    };
    let fresh = || Browser::new(&close(&Deployment::new()));

    let mut browser = fresh();
    let landed = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")]));
    met("prompt=create", &mut browser, landed);

    for door in ["sign-in", "reset"] {
        let mut browser = fresh();
        let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        assert!(!page.html.contains("/sign-up"), "no way to it is offered");
        let page = browser.open(&page.action.replace("/sign-in", &format!("/{door}"))).page(door);
        let landed = prove(&mut browser, &page, NEW);
        met(door, &mut browser, landed);
        let landed = browser.open(&page.action.replace(&format!("/{door}"), "/refused"));
        met("the page once more", &mut browser, landed);
    }

    let open = Deployment::new();
    let mut browser = Browser::new(&open);
    let form = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    browser.deployment = close(&open);
    let landed = browser.submit(&form, &[("email", NEW)]);
    met("the form of sign-up", &mut browser, landed);

    let open = Deployment::new();
    let mut browser = Browser::new(&open);
    let form = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let form = prove(&mut browser, &form, NEW).page("no-account");
    browser.deployment = close(&open);
    let landed = browser.submit(&form, &[]);
    met("the way from an address without an account", &mut browser, landed);

    for (what, steps) in [("password", 0), ("attributes", 1)] {
        let open = Deployment::new();
        let mut browser = Browser::new(&open);
        let mut form = prove_new_address(&mut browser, SUPPLIERS, NEW);
        if steps > 0 {
            form = browser.submit(&form, &[("action", "no_password")]).page(what);
        }
        browser.deployment = close(&open);
        let fields: Vec<_> =
            SUPPLIER_ANSWERS.into_iter().chain([("action", "no_password")]).collect();
        let landed = browser.submit(&form, &fields);
        met(what, &mut browser, landed);
    }

    let open = Deployment::new();
    let mut browser = Browser::new(&open);
    join(&mut browser, SHOP, "kim@home.example").code();
    browser.deployment = close(&open);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("continue");
    let landed = browser.submit(&page, &[]);
    met("a session of another flow", &mut browser, landed);

    for door in ["sign-in", "reset"] {
        let open = Deployment::new();
        join(&mut Browser::new(&open), SHOP, "kim@home.example").code();
        let mut browser = Browser::new(&close(&open));
        let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        let page = browser.open(&page.action.replace("/sign-in", &format!("/{door}"))).page(door);
        let landed = prove(&mut browser, &page, "kim@home.example");
        met("an account of another flow", &mut browser, landed);
    }

    let open = Deployment::new();
    sign_up_customer(&mut Browser::new(&open), SHOP, "kim@home.example").code();
    let mut browser = Browser::new(&close(&open));
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let landed = browser.submit(&page, &[("email", "kim@home.example"), ("password", PASSWORD)]);
    met("a password of another flow's account", &mut browser, landed);

    pages.dedup();
    assert_eq!(pages.len(), 1, "{pages:#?}");
}

#[test]
fn who_is_enrolled_comes_in_all_the_same() {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, NEW).code();
    let mut browser = Browser::new(&close(&deployment));
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    browser.submit(&page, &[("email", NEW), ("password", PASSWORD)]).code();
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    prove(&mut browser, &page, NEW).code();
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    let page = browser.open(&page.action.replace("/sign-in", "/reset")).page("reset");
    let page = prove(&mut browser, &page, NEW).page("new-password");
    browser.submit(&page, &[("password", "another good password")]).code();
}
