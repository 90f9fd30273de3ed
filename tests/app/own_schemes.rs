//! The way back to a scheme of the application's own (RFC 8252 §7.1): a redirect where a tap began it, else a page
//! that goes on by itself and has a button.

use crate::browser::*;
use vestibule::http::{Form, Response};

const OWN_SCHEME: App = App { redirect_uri: "com.woodgrove.mobile:/callback", ..MOBILE };

/// Where the page goes on to, by itself and by its button; nothing on the way there redirects.
fn goes_on_to(response: &Response) -> String {
    assert_eq!((response.status, response.header("location")), (200, None));
    assert!(response.body.contains("data-page=\"return\""));
    assert!(response.body.contains("Return to Woodgrove mobile"));
    let (_, refresh) = response.body.split_once("content=\"0;url=").unwrap();
    let place = refresh.split('"').next().unwrap();
    assert!(response.body.contains(&format!("<a class=\"button\" href=\"{place}\">")));
    place.replace("&amp;", "&")
}

fn answer(response: &Response) -> Form {
    let place = goes_on_to(response);
    let query = place.strip_prefix("com.woodgrove.mobile:/callback?").unwrap();
    Form::parse(query.as_bytes())
}

fn is_a_redirect(response: &Response, to: &str) {
    let location = response.header("location").unwrap();
    assert!(response.status == 303 && location.starts_with(to), "{location}");
}

#[test]
fn a_silent_sign_in_goes_back_by_a_page_and_the_code_works() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_customer(&mut browser, OWN_SCHEME, "kim@home.example").code();
    for prompt in ["", "none"] {
        let response = browser.send(get(&OWN_SCHEME.authorize(&[("prompt", prompt)])));
        let form = answer(&response);
        assert_eq!((form.first("state"), form.first("iss")), ("state-1", ISSUER));
        assert_eq!(deployment.send(OWN_SCHEME.redeem(form.first("code"))).status, 200);
    }
    is_a_redirect(&browser.send(get(&MOBILE.authorize(&[]))), MOBILE.redirect_uri);
}

#[test]
fn errors_go_back_by_a_page_and_what_the_request_said_is_escaped() {
    let deployment = Deployment::new();
    let state = "\"><script>'&;url=https://evil.example";
    for (parameter, code) in [
        (("prompt", "none"), "login_required"),
        (("scope", "profile"), "invalid_scope"),
        (("request", "x"), "invalid_request_object"),
    ] {
        let path = |app: App| app.authorize(&[parameter, ("state", state)]);
        let form = answer(&deployment.send(get(&path(OWN_SCHEME))));
        assert_eq!((form.first("error"), form.first("state")), (code, state));
        is_a_redirect(&deployment.send(get(&path(MOBILE))), MOBILE.redirect_uri);
    }
}

#[test]
fn who_may_not_go_in_tells_the_application_by_a_page() {
    let deployment = Deployment::new();
    deployment.edit("flow/customer", "\"signUp\": \"open\"", "\"signUp\": \"closed\"");
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&OWN_SCHEME.authorize(&[("prompt", "create")])).page("error");
    let deny = page.html.split("href=\"").find(|rest| rest.contains("/deny")).unwrap();
    let deny = deny.split('"').next().unwrap().replace("&amp;", "&");
    let response = browser.send(get(&deny));
    assert_eq!(answer(&response).first("error"), "access_denied");
}

#[test]
fn a_tap_goes_back_by_a_redirect() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let landed = sign_up_customer(&mut browser, OWN_SCHEME, "kim@home.example");
    let Landed::Callback(location) = landed else { panic!("{landed:?}") };
    assert!(location.starts_with("com.woodgrove.mobile:/callback?code="), "{location}");
}

#[test]
fn signing_out_goes_back_by_a_page() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = sign_up_customer(&mut browser, MOBILE, "kim@home.example").code();
    let tokens = json(&deployment.send(MOBILE.redeem(&code)));
    let query = Form(vec![
        ("id_token_hint".into(), tokens["id_token"].as_str().unwrap().into()),
        ("post_logout_redirect_uri".into(), "com.woodgrove.mobile:/".into()),
    ]);
    let path = format!("/logout?{}", query.encode());
    for _ in ["signed in", "signed out by now"] {
        assert_eq!(goes_on_to(&browser.send(get(&path))), "com.woodgrove.mobile:/");
    }
}
