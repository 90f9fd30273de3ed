//! OpenID Connect Session Management 1.0: applications can ask, without a request to the issuer, whether the person in this
//! browser is still the same (security.md R59).

use crate::browser::*;
use crate::people::*;
use vestibule::encode::{base64url, hash};
use vestibule::http::{Form, Response};

const ANN: &str = "ann@partner.example";
const BOB: &str = "bob@partner.example";
const STATE: &str = "__Host-bs";

/// The `Set-Cookie` of the browser's state in an answer.
fn brought(response: &Response) -> Option<String> {
    let mut cookies = response.headers.iter().filter(|(name, _)| name == "set-cookie");
    let (_, value) = cookies.find(|(_, value)| value.starts_with(STATE))?;
    Some(value.clone())
}

/// What our frame would say to a page at `origin` (§3.2).
fn unchanged(browser: &Browser, told: &Form, client_id: &str, origin: &str) -> bool {
    let (_, salt) = told.first("session_state").split_once('.').unwrap();
    assert!(base64url::decode(salt).unwrap().len() >= 16);
    let state = &browser.cookies[STATE];
    let hash = hash::sha256(&format!("{client_id} {origin} {state} {salt}"));
    told.first("session_state") == format!("{hash}.{salt}")
}

fn sign_in(browser: &mut Browser, email: &str) -> Form {
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    let page = browser.submit(&page, &[("email", email), ("action", "email_code")]).page("code");
    let code = browser.deployment.mailed_code(email);
    browser.submit(&page, &[("code", &code)]).callback()
}

#[test]
fn the_state_that_a_code_comes_with_is_good_for_its_application_and_origin_alone() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let signed_up = join(&mut browser, SUPPLIERS, ANN).callback();
    let (client, origin) = (SUPPLIERS.client_id, "http://localhost:3000");
    assert!(unchanged(&browser, &signed_up, client, origin));
    assert!(!unchanged(&browser, &signed_up, client, "http://localhost:3001"));
    assert!(!unchanged(&browser, &signed_up, PROCUREMENT.client_id, origin));
    // Without a page nothing changes, and the next state is salted anew.
    let state = browser.cookies[STATE].clone();
    let silent = browser.open(&SUPPLIERS.authorize(&[])).callback();
    assert!(unchanged(&browser, &silent, client, origin));
    assert_ne!(silent.first("session_state"), signed_up.first("session_state"));
    let second = browser.open(&PROCUREMENT.authorize(&[("prompt", "none")])).callback();
    assert!(unchanged(&browser, &second, PROCUREMENT.client_id, "http://localhost:3001"));
    assert_eq!(browser.cookies[STATE], state);
}

#[test]
fn the_state_changes_when_somebody_signs_in_or_out() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    join(&mut Browser::new(&deployment), SUPPLIERS, BOB).code();
    let mut told = vec![join(&mut browser, SUPPLIERS, ANN).callback()];
    told.push(sign_in(&mut browser, ANN));
    told.push(sign_in(&mut browser, BOB));
    for old in &told[..2] {
        assert!(!unchanged(&browser, old, SUPPLIERS.client_id, "http://localhost:3000"));
    }
    assert!(unchanged(&browser, &told[2], SUPPLIERS.client_id, "http://localhost:3000"));
    let page = browser.open("/logout").page("sign-out");
    browser.submit(&page, &[("logout-confirm", "true")]).page("signed-out");
    assert!(browser.cookies.contains_key(STATE), "a frame can tell that it is another");
    assert!(!unchanged(&browser, &told[2], SUPPLIERS.client_id, "http://localhost:3000"));
}

#[test]
fn the_state_is_random_for_scripts_to_read_and_opens_nothing() {
    let deployment = Deployment::new();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, ANN);
    let (secret, state) = (browser.cookies["__Host-sid"].clone(), browser.cookies[STATE].clone());
    assert_eq!(base64url::decode(&state).unwrap().len(), 16);
    assert!(!secret.contains(&state) && hash::sha256(&secret) != state);
    let hint = token(&tokens, "id_token");
    let response = browser.send(get(&format!("/logout?id_token_hint={hint}")));
    let cookie = brought(&response).unwrap();
    let value = cookie.strip_prefix("__Host-bs=").unwrap().split_once(';').unwrap();
    assert_ne!(value.0, state);
    assert_eq!(value.1, " Path=/; Secure; SameSite=None; Max-Age=2592000");
    // Where somebody is signed in and has lost it, there is another.
    join(&mut browser, SUPPLIERS, BOB).code();
    browser.cookies.remove(STATE);
    let told = browser.open(&SUPPLIERS.authorize(&[])).callback();
    assert!(unchanged(&browser, &told, SUPPLIERS.client_id, "http://localhost:3000"));
}

#[test]
fn a_scheme_of_its_own_has_no_origin_and_gets_no_state() {
    let deployment = Deployment::new();
    let own = App { redirect_uri: "com.woodgrove.mobile:/callback", ..MOBILE };
    let told = sign_up_customer(&mut Browser::new(&deployment), own, "kim@home.example").callback();
    assert!(!told.first("code").is_empty() && told.first("session_state").is_empty());
}

#[test]
fn an_error_brings_no_state() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let told = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
    assert_eq!(told.first("error"), "login_required");
    assert!(told.first("session_state").is_empty());
}

#[test]
fn the_page_of_the_frame_is_named_by_discovery_and_may_be_framed_by_anyone() {
    let deployment = Deployment::new();
    let discovery = json(&deployment.send(get("/.well-known/openid-configuration")));
    let page = discovery["check_session_iframe"].as_str().unwrap().strip_prefix(ISSUER).unwrap();
    let response = deployment.send(get(page));
    assert_eq!((response.status, response.header("x-frame-options")), (200, None));
    let policy = response.header("content-security-policy").unwrap();
    let (_, nonce) = policy.split_once("script-src 'nonce-").unwrap();
    let nonce = nonce.split_once('\'').unwrap().0;
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; script-src 'nonce-{nonce}'; base-uri 'none'; object-src 'none'; \
             form-action 'none'; frame-ancestors *"
        )
    );
    assert_eq!(response.body.matches("<script").count(), 1);
    assert!(response.body.contains(&format!("<script nonce=\"{nonce}\">")));
    assert_eq!(deployment.send(post(page, &[])).status, 405);
    // No other page may be.
    let other = deployment.send(get("/logout"));
    assert_eq!(other.header("x-frame-options"), Some("DENY"));
}
