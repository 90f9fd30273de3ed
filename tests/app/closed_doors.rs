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

/// Meets the closed door: the page that everybody is shown there.
fn met(what: &str, browser: &mut Browser, landed: Landed) -> String {
    let told = is_told(browser, landed, what);
    let made = "SELECT * FROM accounts WHERE email <> 'kim@home.example'";
    assert!(browser.deployment.sql(made).is_empty(), "{what}");
    assert!(browser.deployment.sql("SELECT * FROM enrolments WHERE flow = 'supplier'").is_empty());
    told
}

fn asked_to_sign_up() -> String {
    let mut browser = Browser::new(&close(&Deployment::new()));
    let landed = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")]));
    met("prompt=create", &mut browser, landed)
}

fn page_at(browser: &mut Browser, door: &str) -> Page {
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    assert!(!page.html.contains("/sign-up"), "no way to it is offered");
    browser.open(&page.action.replace("/sign-in", &format!("/{door}"))).page(door)
}

fn new_address_at(door: &str) -> [String; 2] {
    let mut browser = Browser::new(&close(&Deployment::new()));
    let page = page_at(&mut browser, door);
    let landed = prove(&mut browser, &page, NEW);
    let told = met(door, &mut browser, landed);
    let landed = browser.open(&page.action.replace(&format!("/{door}"), "/refused"));
    [told, met("the page once more", &mut browser, landed)]
}

/// Sign-up closes while the page that `open` leads to is before the person, who sends it with `fields`.
fn form_of_before(
    what: &str,
    open: impl Fn(&mut Browser) -> Page,
    fields: &[(&str, &str)],
) -> String {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let form = open(&mut browser);
    browser.deployment = close(&deployment);
    let landed = browser.submit(&form, fields);
    met(what, &mut browser, landed)
}

fn forms_of_before() -> [String; 4] {
    let answers: Vec<_> = SUPPLIER_ANSWERS.into_iter().chain([("action", "no_password")]).collect();
    let sign_up = |browser: &mut Browser| {
        browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up")
    };
    let no_account = |browser: &mut Browser| {
        let form = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        prove(browser, &form, NEW).page("no-account")
    };
    let password = |browser: &mut Browser| prove_new_address(browser, SUPPLIERS, NEW);
    let attributes = |browser: &mut Browser| {
        let form = password(browser);
        browser.submit(&form, &[("action", "no_password")]).page("attributes")
    };
    [
        form_of_before("the form of sign-up", sign_up, &[("email", NEW)]),
        form_of_before("the way from an address without an account", no_account, &[]),
        form_of_before("password", password, &answers),
        form_of_before("attributes", attributes, &answers),
    ]
}

fn session_of_another_flow() -> String {
    let open = Deployment::new();
    let mut browser = Browser::new(&open);
    join(&mut browser, SHOP, "kim@home.example").code();
    browser.deployment = close(&open);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("continue");
    let landed = browser.submit(&page, &[]);
    met("a session of another flow", &mut browser, landed)
}

fn account_of_another_flow_at(door: &str) -> String {
    let open = Deployment::new();
    join(&mut Browser::new(&open), SHOP, "kim@home.example").code();
    let mut browser = Browser::new(&close(&open));
    let page = page_at(&mut browser, door);
    let landed = prove(&mut browser, &page, "kim@home.example");
    met("an account of another flow", &mut browser, landed)
}

fn password_of_another_flow() -> String {
    let open = Deployment::new();
    sign_up_customer(&mut Browser::new(&open), SHOP, "kim@home.example").code();
    let mut browser = Browser::new(&close(&open));
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let landed = browser.submit(&page, &[("email", "kim@home.example"), ("password", PASSWORD)]);
    met("a password of another flow's account", &mut browser, landed)
}

#[test]
fn every_door_shows_the_same_page_and_makes_no_account() {
    let mut pages = vec![asked_to_sign_up()];
    pages.extend(["sign-in", "reset"].into_iter().flat_map(new_address_at));
    pages.extend(forms_of_before());
    pages.push(session_of_another_flow());
    pages.extend(["sign-in", "reset"].map(account_of_another_flow_at));
    pages.push(password_of_another_flow());
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
