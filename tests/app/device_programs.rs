//! A code that goes to a program on the person's device is given silently only where somebody went on to that application from
//! that browser before: any program there can listen on the port, or claim the scheme (RFC 8252 §8.6).

use crate::browser::*;
use crate::registration::{app, guarded, registered};
use serde_json::json;

const OWN_SCHEME: App = App { redirect_uri: "com.woodgrove.mobile:/callback", ..MOBILE };
const KIM: &str = "kim@home.example";

/// Kim signed up in this browser, for the shop.
fn kim(deployment: &Deployment) -> Browser {
    let mut browser = Browser::new(deployment);
    sign_up_customer(&mut browser, SHOP, KIM).code();
    browser
}

fn codes(deployment: &Deployment) -> usize {
    deployment.sql("SELECT 1 FROM codes").len()
}

/// The page that stands in the way, which names the application and says where the answer goes.
fn asked(browser: &mut Browser, app: App, name: &str) -> Page {
    let page = browser.open(&app.authorize(&[])).page("continue");
    assert!(page.html.contains(&format!("Continue to {name}")), "{}", page.html);
    assert!(page.html.contains("goes to a program on this device"), "{}", page.html);
    page
}

/// Whether a request without a page gets a code, by a redirect or by a page that goes on to a scheme.
fn is_silent(browser: &mut Browser, app: App) -> bool {
    let response = browser.send(get(&app.authorize(&[("prompt", "none")])));
    let location = response.header("location").unwrap_or(&response.body);
    location.contains("code=")
}

#[test]
fn the_person_is_asked_once_in_each_browser_and_no_code_is_written_before() {
    for app in [MOBILE, OWN_SCHEME, App { redirect_uri: "http://127.0.0.1:1/callback", ..MOBILE }] {
        let deployment = Deployment::new();
        let mut browser = kim(&deployment);
        let before = codes(&deployment);
        deployment.send(get(&app.authorize(&[])));
        deployment.platform.reset_counts();
        let told = browser.send(get(&app.authorize(&[("prompt", "none")])));
        assert_eq!(deployment.platform.counts().batches, 1);
        assert!(told.header("location").unwrap_or(&told.body).contains("interaction_required"));
        let page = asked(&mut browser, app, "Woodgrove mobile");
        assert_eq!(codes(&deployment), before, "{}", app.redirect_uri);
        let code = browser.submit(&page, &[]).code();
        assert_eq!(deployment.send(app.redeem(&code)).status, 200);
        // The program's next port is another one.
        for app in [app, MOBILE, App { redirect_uri: "http://127.0.0.1:2/callback", ..MOBILE }] {
            assert!(is_silent(&mut browser, app), "{}", app.redirect_uri);
        }

        let mut another = Browser::new(&deployment);
        let page = another.open(&SHOP.authorize(&[])).page("sign-in");
        another.submit(&page, &[("email", KIM), ("password", PASSWORD)]).code();
        assert!(!is_silent(&mut another, app));
        asked(&mut another, app, "Woodgrove mobile");
        assert!(!is_silent(&mut another, app), "a page that was only looked at");
    }
}

#[test]
fn who_signed_in_for_it_was_asked() {
    let deployment = Deployment::new();
    kim(&deployment);
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&MOBILE.authorize(&[])).page("sign-in");
    browser.submit(&page, &[("email", KIM), ("password", PASSWORD)]).code();
    assert!(is_silent(&mut browser, MOBILE));
    // So was who signed in anew since, as anybody: it is the browser that knows it.
    browser.cookies.remove("__Host-sid");
    sign_up_customer(&mut browser, SHOP, "lee@home.example").code();
    assert!(is_silent(&mut browser, MOBILE));
}

#[test]
fn no_prompt_goes_around_the_page() {
    let deployment = Deployment::new();
    let mut browser = kim(&deployment);
    let before = codes(&deployment);
    for prompt in ["", "none", "select_account", "create", "consent"] {
        for extra in [("max_age", "9999"), ("login_hint", KIM), ("response_mode", "form_post")] {
            let landed = browser.open(&MOBILE.authorize(&[("prompt", prompt), extra]));
            match landed {
                Landed::Callback(location) => {
                    assert!(prompt == "none" && location.contains("interaction_required"));
                }
                Landed::Page(page) if prompt == "none" => {
                    assert!(page.html.contains("interaction_required"), "{}", page.html);
                }
                Landed::Page(page) => {
                    assert!(["continue", "consent"].contains(&page.step.as_str()), "{}", page.step);
                    assert!(page.html.contains("goes to a program on this device"), "{prompt}");
                }
            }
        }
    }
    assert_eq!(codes(&deployment), before);
}

#[test]
fn where_consent_is_asked_that_page_is_enough() {
    let deployment = Deployment::new();
    deployment.edit("app/woodgrove-mobile", "\"flows\"", "\"consent\": \"once\", \"flows\"");
    let mut browser = kim(&deployment);
    let page = browser.open(&MOBILE.authorize(&[])).page("consent");
    assert!(page.html.contains("goes to a program on this device"), "{}", page.html);
    browser.submit(&page, &[("action", "approve")]).code();
    assert!(is_silent(&mut browser, MOBILE));
    // Another browser knows of the consent, not of the program.
    let mut another = Browser::new(&deployment);
    let page = another.open(&SHOP.authorize(&[])).page("sign-in");
    another.submit(&page, &[("email", KIM), ("password", PASSWORD)]).code();
    let page = asked(&mut another, MOBILE, "Woodgrove mobile");
    another.submit(&page, &[]).code();
    assert!(is_silent(&mut another, MOBILE));
}

#[test]
fn what_leads_to_a_site_stays_silent() {
    let deployment = Deployment::new();
    let own = "\"redirectUris\": [\"https://mobile.woodgrove.example/callback\",";
    deployment.edit("app/woodgrove-mobile", "\"redirectUris\": [", own);
    let mut browser = kim(&deployment);
    let https = App { redirect_uri: "https://mobile.woodgrove.example/callback", ..MOBILE };
    assert!(is_silent(&mut browser, https));
    assert!(is_silent(&mut browser, SHOP));
    assert!(browser.cookies.keys().all(|name| name != "__Host-known"));
    // And says nothing of the device.
    asked(&mut browser, MOBILE, "Woodgrove mobile");
}

#[test]
fn a_program_that_registered_itself_is_asked_about_in_each_browser_too() {
    let deployment = guarded();
    for (redirect, method) in [
        ("http://127.0.0.1/callback", "none"),
        ("com.example.tool:/callback", "none"),
        ("http://localhost:3999/callback", "client_secret_basic"),
    ] {
        let metadata = json!({
            "redirect_uris": [redirect], "client_name": "Tool", "token_endpoint_auth_method": method,
        });
        let tool = app(&registered(&deployment, &metadata));
        let email = format!("ann{}@partner.example", tool.client_id.len() + redirect.len());
        let mut browser = Browser::new(&deployment);
        let page = sign_up_supplier(&mut browser, tool, &email).page("consent");
        assert!(page.html.contains("goes to a program on this device"), "{}", page.html);
        browser.submit(&page, &[("action", "approve")]).code();
        assert!(is_silent(&mut browser, tool));
        let mut another = Browser::new(&deployment);
        let page = another.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        another.submit(&page, &[("email", &email), ("password", PASSWORD)]).code();
        assert!(!is_silent(&mut another, tool), "{redirect}");
        let page = asked(&mut another, tool, "Tool");
        another.submit(&page, &[]).code();
        assert!(is_silent(&mut another, tool), "{redirect}");
    }
}
