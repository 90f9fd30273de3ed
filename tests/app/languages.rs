//! Which language a page speaks, and how a person chooses another one on it.

use crate::browser::{App, Browser, Deployment, SHOP, SUPPLIERS, get};
use regex_lite::Regex;
use vestibule::http::Response;

/// A browser that wants `accepted`.
fn open(browser: &mut Browser, path: &str, accepted: &str) -> Response {
    let mut response = ask(browser, path, accepted);
    while let Some(location) = response.header("location").map(str::to_owned) {
        response = ask(browser, &location, accepted);
    }
    response
}

fn ask(browser: &mut Browser, path: &str, accepted: &str) -> Response {
    let mut request = get(path);
    request.headers.0.push(("accept-language".into(), accepted.into()));
    browser.send(request)
}

fn authorize(app: App, ui_locales: &str) -> String {
    app.authorize(&[("ui_locales", ui_locales)])
}

fn language(response: &Response) -> &str {
    let language = response.header("content-language").unwrap();
    assert!(response.body.contains(&format!("<html lang=\"{language}\"")), "{}", response.body);
    language
}

/// The menu's link to `tag`.
fn link(response: &Response, tag: &str) -> String {
    let pattern = format!(r#"<a href="([^"]*lang={tag})""#);
    let found = Regex::new(&pattern).unwrap().captures(&response.body);
    found.unwrap_or_else(|| panic!("no link to {tag}: {}", response.body))[1].replace("&amp;", "&")
}

#[test]
fn a_page_speaks_as_asked_then_as_chosen_then_as_the_browser_then_as_the_tenant() {
    let deployment = Deployment::new();
    let browser = &mut Browser::new(&deployment);
    assert_eq!(language(&open(browser, &authorize(SUPPLIERS, ""), "sv, nb")), "en");
    assert_eq!(language(&open(browser, &authorize(SUPPLIERS, ""), "fr;q=0.5, ar-EG")), "ar");
    let page = open(browser, &authorize(SUPPLIERS, ""), "ar");
    open(browser, &link(&page, "en"), "ar");
    assert_eq!(browser.cookies["__Host-lang"], "en");
    assert_eq!(language(&open(browser, &authorize(SUPPLIERS, ""), "ar")), "en");
    assert_eq!(language(&open(browser, &authorize(SUPPLIERS, "xx ar"), "en")), "ar");
}

#[test]
fn a_choice_leads_back_to_the_same_page_and_is_kept_for_a_year() {
    let deployment = Deployment::new();
    let browser = &mut Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    let page = browser.submit(&page, &[("email", "ann@partner.example")]).page("code");
    let action = page.action.clone();
    let shown = ask(browser, &action, "en");
    let response = ask(browser, &link(&shown, "ar"), "en");
    assert_eq!((response.status, response.header("location")), (303, Some(action.as_str())));
    let cookie = response.header("set-cookie").unwrap();
    assert_eq!(cookie, "__Host-lang=ar; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=31536000");
    let page = browser.open(&action).page("code");
    assert!(page.html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{}", page.html);
}

#[test]
fn a_choice_on_a_page_goes_before_what_the_application_wants_until_the_walk_ends() {
    let deployment = Deployment::new();
    let browser = &mut Browser::new(&deployment);
    let page = open(browser, &authorize(SUPPLIERS, "ar"), "en");
    assert_eq!(language(&page), "ar");
    let page = open(browser, &link(&page, "en"), "en");
    assert_eq!(language(&page), "en");
    assert_eq!(language(&open(browser, &authorize(SUPPLIERS, "ar"), "en")), "ar");
}

#[test]
fn a_page_that_refuses_answers_offers_the_languages_of_its_step() {
    let deployment = Deployment::new();
    let browser = &mut Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let refused = browser.submit(&page, &[("email", "ann"), ("password", "x")]).page("sign-in");
    assert_eq!(refused.status, 422);
    let pattern = r#"<a href="([^"]*lang=ar)""#;
    let found = Regex::new(pattern).unwrap().captures(&refused.html);
    let page = browser.open(&found.unwrap()[1].replace("&amp;", "&")).page("sign-in");
    assert_eq!(page.status, 200);
    assert!(page.html.contains("lang=\"ar\" dir=\"rtl\""));
}

#[test]
fn a_language_that_is_not_shipped_changes_nothing() {
    let deployment = Deployment::new();
    let browser = &mut Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    for tag in ["xx", "EN", "", "ar%0d%0aset-cookie:x", "%22"] {
        let response = browser.send(get(&format!("{}&lang={tag}", page.action)));
        assert_eq!((response.status, response.header("location")), (200, None), "{tag}");
        assert!(!browser.cookies.contains_key("__Host-lang"), "{tag}");
    }
    browser.cookies.insert("__Host-lang".into(), "<xx>".into());
    assert_eq!(language(&open(browser, &SUPPLIERS.authorize(&[]), "ar")), "ar");
}

#[test]
fn a_choice_leads_to_our_own_pages_alone() {
    let deployment = Deployment::new();
    let browser = &mut Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let path = page.action.split('?').next().unwrap();
    let address = format!("{path}?client_id=a%0d%0ab&x=//evil.example&lang=ar");
    let response = browser.send(get(&address));
    assert_eq!(response.header("location"), Some(format!("{path}?client_id=a%0D%0Ab").as_str()));
}

#[test]
fn a_tenant_offers_the_languages_it_names_and_no_menu_for_one() {
    let deployment = Deployment::new();
    deployment.edit("tenant", "\"mail\":", r#""languages": ["ar", "en"], "mail":"#);
    let browser = &mut Browser::new(&deployment);
    let page = open(browser, &authorize(SHOP, "de"), "de");
    assert_eq!(language(&page), "en");
    assert_eq!(page.body.matches(" hreflang=").count(), 2);
    deployment.edit("tenant", r#"["ar", "en"]"#, r#"["en"]"#);
    let deployment = deployment.new_isolate();
    let browser = &mut Browser::new(&deployment);
    let page = open(browser, &authorize(SHOP, "ar"), "ar");
    assert_eq!(language(&page), "en");
    assert!(!page.body.contains(" hreflang="), "{}", page.body);
}

#[test]
fn signing_out_can_change_its_language_and_keeps_its_application() {
    let deployment = Deployment::new();
    let browser = &mut Browser::new(&deployment);
    let page = open(browser, "/logout?client_id=woodgrove-shop&state=s&ui_locales=en", "en");
    let page = open(browser, &link(&page, "ar"), "en");
    assert_eq!(language(&page), "ar");
    assert!(page.body.contains("client_id=woodgrove-shop"), "{}", page.body);
}
