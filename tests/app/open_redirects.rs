//! Nobody is sent by us to an application that nobody of the tenant's speaks for, unless they went on to it from that browser
//! before (RFC 9700 §4.11.2): they read where it leads, and go on themselves.

use crate::browser::*;
use crate::registration::{app, guarded, registered};
use serde_json::json;
use vestibule::http::{Form, Request, Response};
use vestibule::native::Markup;
use vestibule::ports::OutboundResponse;

const THERE: &str = "https://evil.example:8443/there";
const ANN: &str = "ann@partner.example";
const DESCRIBED: &str = "https://evil.example/client.json";

/// A deployment that takes strangers, one that registered itself, and one that describes itself.
fn strangers() -> (Deployment, [App; 2]) {
    let deployment = guarded();
    let documents =
        "\"clientIdMetadataDocuments\": {\"flows\": [\"supplier\"]}, \"defaultLanguage\"";
    deployment.edit("tenant", "\"defaultLanguage\"", documents);
    deployment.platform.clock.advance(61);
    let described = json!({"client_id": DESCRIBED, "redirect_uris": [THERE]}).to_string();
    deployment.platform.outbound.answer_with(move |_| {
        let answer = OutboundResponse::new(200, described.clone());
        Ok(answer.with_header("content-type", "application/json"))
    });
    let metadata = json!({
        "redirect_uris": [THERE, "https://evil.example/elsewhere"],
        "post_logout_redirect_uris": ["https://evil.example/out"],
        "client_name": "Woodgrove",
    });
    let registered = app(&registered(&deployment, &metadata));
    let described = App { client_id: DESCRIBED, redirect_uri: THERE, secret: None };
    (deployment, [registered, described])
}

/// What stands in the way of a redirect: a page that says where its one way on leads, and that goes nowhere by itself.
fn way_on(response: &Response) -> (String, Form) {
    assert_eq!(response.header("location"), None);
    let page = Markup::read(&response.body);
    assert_eq!(page.first("main").unwrap().attribute("data-page"), Some("leave"));
    let moves = |meta: &vestibule::native::Element| meta.attribute("http-equiv").is_some();
    assert!(!page.all("meta").any(moves), "{}", response.body);
    assert!(!response.body.contains("submit()"), "{}", response.body);
    if let Some(link) = page.all("a").find(|link| link.attribute("id") == Some("go-on")) {
        let href = link.attribute("href").unwrap();
        let (place, query) = href.split_once(['?', '#']).unwrap_or((href, ""));
        return (place.to_owned(), Form::parse(query.as_bytes()));
    }
    let hidden = page.all("input").map(|input| {
        let of = |attribute| input.attribute(attribute).unwrap().to_owned();
        (of("name"), of("value"))
    });
    let form = Form(hidden.collect());
    (page.first("form").unwrap().attribute("action").unwrap().to_owned(), form)
}

fn framed(mut request: Request) -> Request {
    request.headers.0.push(("sec-fetch-dest".into(), "iframe".into()));
    request
}

fn logout(parameters: &[(&str, &str)]) -> String {
    let pairs = parameters.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    format!("/logout?{}", Form(pairs).encode())
}

/// Signs Ann up in this browser, who agrees; the code.
fn consented(browser: &mut Browser, app: App) -> String {
    crate::registration::sign_up(browser, app, ANN)
}

const ERRORS: [(&str, &str, &str); 13] = [
    ("prompt", "none", "login_required"),
    ("response_type", "x", "unsupported_response_type"),
    ("response_type", "", "invalid_request"),
    ("response_mode", "x", "invalid_request"),
    ("scope", "profile", "invalid_scope"),
    ("prompt", "none login", "invalid_request"),
    ("max_age", "x", "invalid_request"),
    ("claims", "x", "invalid_request"),
    ("code_challenge_method", "plain", "invalid_request"),
    ("user_flow", "customer", "invalid_request"),
    ("registration", "{}", "registration_not_supported"),
    ("request", "x", "invalid_request_object"),
    ("request_uri", "urn:ietf:params:oauth:request_uri:x", "invalid_request_uri"),
];

#[test]
fn no_error_of_authorize_sends_anybody_to_a_stranger_without_a_page() {
    let (deployment, strangers) = strangers();
    for app in strangers {
        for (name, value, error) in ERRORS {
            for mode in ["query", "fragment", "form_post"] {
                let mode = if name == "response_mode" { value } else { mode };
                let path = app.authorize(&[("response_mode", mode), (name, value)]);
                let response = deployment.send(get(&path));
                let (place, form) = way_on(&response);
                assert_eq!((response.status, place.as_str()), (400, THERE), "{path}");
                assert_eq!(form.first("error"), error, "{path}");
                assert_eq!((form.first("state"), form.first("iss")), ("state-1", ISSUER));
                assert!(response.body.contains("evil.example:8443"), "{}", response.body);
                assert_eq!(response.header("x-vestibule-error"), Some(error));
                assert!(response.body.contains(response.header("x-correlation-id").unwrap()));
                let log = deployment.platform.log.lines();
                let line =
                    log.iter().rev().find(|line| line.contains("\"event\":\"error\"")).unwrap();
                assert!(line.contains("\"audience\":\"person\"") && line.contains(error), "{line}");
            }
        }
    }
}

#[test]
fn nor_does_a_request_that_was_pushed_or_posted() {
    let (deployment, [stranger, _]) = strangers();
    let path = stranger.authorize(&[("prompt", "none")]);
    let (_, query) = path.split_once('?').unwrap();
    let fields = Form::parse(query.as_bytes());
    let others = fields.0.iter().filter(|(name, _)| name != "client_id");
    let fields: Vec<(&str, &str)> = others.map(|(name, value)| (&**name, &**value)).collect();
    let mut push = stranger.token(&fields);
    "/par".clone_into(&mut push.path);
    let pushed = json(&deployment.send(push));
    let pushed = pushed["request_uri"].as_str().unwrap();
    let query = Form(vec![
        ("client_id".into(), stranger.client_id.into()),
        ("request_uri".into(), pushed.into()),
    ]);
    let opened = deployment.send(get(&format!("/authorize?{}", query.encode())));
    assert_eq!(way_on(&opened).1.first("error"), "login_required");

    let mut all = fields;
    all.push(("client_id", stranger.client_id));
    let posted = deployment.send(post("/authorize", &all));
    let location = posted.header("location").unwrap().to_owned();
    assert!(location.starts_with("/authorize?"), "{location}");
    assert_eq!(way_on(&deployment.send(get(&location))).1.first("error"), "login_required");
}

#[test]
fn who_went_on_to_it_from_this_browser_is_sent_there_and_to_no_other_stranger() {
    let (deployment, [one, other]) = strangers();
    let mut browser = Browser::new(&deployment);
    let silent = |browser: &mut Browser, app: App| {
        browser.send(get(&app.authorize(&[("prompt", "none"), ("max_age", "0")])))
    };
    way_on(&silent(&mut browser, one));
    consented(&mut browser, one);
    let response = silent(&mut browser, one);
    assert_eq!(response.status, 303, "{}", response.body);
    assert!(response.header("location").unwrap().starts_with(THERE));
    let posted =
        one.authorize(&[("prompt", "none"), ("max_age", "0"), ("response_mode", "form_post")]);
    assert!(browser.send(get(&posted)).body.contains("data-page=\"form-post\""));
    way_on(&silent(&mut browser, other));
    way_on(&silent(&mut Browser::new(&deployment), one));
    // Signing out changes nothing about that.
    browser.cookies.remove("__Host-sid");
    assert_eq!(silent(&mut browser, one).status, 303);
}

#[test]
fn who_did_not_agree_has_not_gone_on_to_it() {
    let (deployment, [stranger, _]) = strangers();
    let mut browser = Browser::new(&deployment);
    let page = sign_up_supplier(&mut browser, stranger, ANN).page("consent");
    // Their own answer sends them back; later nothing does.
    let told = browser.submit(&page, &[("action", "deny")]);
    let Landed::Callback(location) = told else { panic!("{told:?}") };
    assert!(location.starts_with(THERE) && location.contains("access_denied"), "{location}");
    way_on(&browser.send(get(&stranger.authorize(&[("response_type", "x")]))));
}

#[test]
fn who_agreed_in_another_browser_gets_their_code_and_is_known_from_then_on() {
    let (deployment, [stranger, _]) = strangers();
    consented(&mut Browser::new(&deployment), stranger);
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    browser.submit(&page, &[("email", ANN), ("password", PASSWORD)]).code();
    let wrong = stranger.authorize(&[("response_type", "x")]);
    way_on(&browser.send(get(&wrong)));
    let response = browser.send(get(&stranger.authorize(&[])));
    assert!(response.header("location").unwrap().contains("code="), "{response:?}");
    assert_eq!(browser.send(get(&wrong)).status, 303);
}

#[test]
fn a_hidden_frame_gets_its_answer_since_it_shows_no_address() {
    let (deployment, strangers) = strangers();
    for app in strangers {
        let response = deployment.send(framed(get(&app.authorize(&[("prompt", "none")]))));
        assert_eq!(response.status, 303);
        assert!(response.header("location").unwrap().starts_with(THERE));
        let mut document = get(&app.authorize(&[("prompt", "none")]));
        document.headers.0.push(("sec-fetch-dest".into(), "document".into()));
        way_on(&deployment.send(document));
    }
}

#[test]
fn a_strangers_own_scheme_opens_nothing_by_itself() {
    let (deployment, _) = strangers();
    let metadata =
        json!({"redirect_uris": ["com.evil.app:/there"], "token_endpoint_auth_method": "none"});
    let app = app(&registered(&deployment, &metadata));
    let response = deployment.send(get(&app.authorize(&[("prompt", "none")])));
    let (place, form) = way_on(&response);
    assert_eq!((place.as_str(), form.first("error")), ("com.evil.app:/there", "login_required"));
    assert!(response.body.contains("Return to com.evil.app"), "{}", response.body);
}

#[test]
fn a_hint_of_the_strangers_own_sends_nobody_there_who_signs_out_or_never_was_in() {
    let (deployment, [stranger, _]) = strangers();
    let mut own = Browser::new(&deployment);
    let code = consented(&mut own, stranger);
    let tokens = json(&deployment.send(stranger.redeem(&code)));
    let hint = tokens["id_token"].as_str().unwrap();
    let out = "https://evil.example/out";
    let path =
        logout(&[("id_token_hint", hint), ("post_logout_redirect_uri", out), ("state", "a&b")]);

    let mut nobody = Browser::new(&deployment);
    let mut bob = Browser::new(&deployment);
    sign_up_supplier(&mut bob, SUPPLIERS, "bob@partner.example").code();
    let asked = bob.open(&path).page("sign-out");
    let signed_out = bob.submit(&asked, &[("logout-confirm", "true")]).page("signed-out");
    assert!(!signed_out.html.contains("evil.example/out"), "{}", signed_out.html);
    for browser in [&mut nobody, &mut bob] {
        let response = browser.send(get(&path));
        assert_eq!((response.status, response.header("location")), (200, None));
        assert!(!response.body.contains("http-equiv=\"refresh\""), "{}", response.body);
        assert!(response.body.contains("href=\"https://evil.example/out?state=a%26b\""));
        assert!(response.body.contains(">evil.example</bdi>"), "{}", response.body);
    }
    let framed = deployment.send(framed(get(&path)));
    assert_eq!(framed.header("location"), Some("https://evil.example/out?state=a%26b"));
    // Whose browser knows it goes there: signing out, and once more.
    for _ in 0..2 {
        assert_eq!(
            own.send(get(&path)).header("location"),
            Some("https://evil.example/out?state=a%26b")
        );
    }
}

#[test]
fn a_sign_out_page_with_frames_does_not_go_on_to_a_stranger_by_itself() {
    let (deployment, _) = strangers();
    let metadata = json!({
        "redirect_uris": [THERE],
        "post_logout_redirect_uris": ["https://evil.example/out"],
        "frontchannel_logout_uri": "https://evil.example:8443/frame",
    });
    let stranger = app(&registered(&deployment, &metadata));
    for known in [true, false] {
        let mut browser = Browser::new(&deployment);
        let email = format!("ann{known}@partner.example");
        let code = crate::registration::sign_up(&mut browser, stranger, &email);
        let tokens = json(&deployment.send(stranger.redeem(&code)));
        if !known {
            browser.cookies.remove("__Host-known");
        }
        let response = browser.send(get(&logout(&[
            ("id_token_hint", tokens["id_token"].as_str().unwrap()),
            ("post_logout_redirect_uri", "https://evil.example/out"),
        ])));
        assert!(response.body.contains("<iframe"), "{}", response.body);
        assert_eq!(response.body.contains("http-equiv=\"refresh\""), known, "{}", response.body);
        assert!(response.body.contains("href=\"https://evil.example/out\""));
    }
}

#[test]
fn applications_of_the_tenants_own_get_their_redirects() {
    let (deployment, _) = strangers();
    for app in [SUPPLIERS, SHOP, MOBILE] {
        let response = deployment.send(get(&app.authorize(&[("prompt", "none")])));
        assert_eq!(response.status, 303);
        assert!(response.header("location").unwrap().starts_with(app.redirect_uri));
        let mut browser = Browser::new(&deployment);
        browser.send(get(&app.authorize(&[])));
        assert!(browser.cookies.keys().all(|name| name != "__Host-known"));
    }
}
