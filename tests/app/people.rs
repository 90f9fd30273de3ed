//! People with accounts, in as few steps as possible: without a password nothing is hashed.

use crate::browser::*;
use serde_json::Value;

/// Signs up for the flow of `app` without a password; the landing after the last step.
pub fn join(browser: &mut Browser, app: App, email: &str) -> Landed {
    let page = prove_new_address(browser, app, email);
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    browser.submit(&page, answers(app))
}

/// Goes as far as the password page, the address proven.
pub fn prove_new_address(browser: &mut Browser, app: App, email: &str) -> Page {
    let page = ask_for_code(browser, app, email);
    let code = browser.deployment.mailed_code(email);
    browser.submit(&page, &[("code", &code)]).page("password")
}

/// Goes as far as the code page of signing up.
pub fn ask_for_code(browser: &mut Browser, app: App, email: &str) -> Page {
    let page = browser.open(&app.authorize(&[("prompt", "create")])).page("sign-up");
    browser.submit(&page, &[("email", email)]).page("code")
}

/// Goes as far as the code page of signing in.
pub fn ask_for_code_to_sign_in(browser: &mut Browser, app: App, email: &str) -> Page {
    let page = browser.open(&app.authorize(&[])).page("sign-in");
    browser.submit(&page, &[("email", email), ("action", "email_code")]).page("code")
}

/// Goes from the sign-in page to that for a forgotten password.
pub fn forget_password(browser: &mut Browser, app: App) -> Page {
    let page = browser.open(&app.authorize(&[])).page("sign-in");
    browser.open(&page.action.replace("/sign-in", "/reset")).page("reset")
}

/// What a new person answers in the flow of `app`.
pub fn answers(app: App) -> &'static [(&'static str, &'static str)] {
    if app.client_id == SHOP.client_id { &CUSTOMER_ANSWERS } else { &SUPPLIER_ANSWERS }
}

/// A new account's browser and the tokens that `app` got for it.
pub fn tokens(deployment: &Deployment, app: App, email: &str) -> (Browser, Value) {
    let mut browser = Browser::new(deployment);
    let code = join(&mut browser, app, email).code();
    let response = deployment.send(app.redeem(&code));
    assert_eq!(response.status, 200, "{}", response.body);
    (browser, json(&response))
}

/// A token of a token response.
pub fn token<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name].as_str().unwrap()
}

/// Asks userinfo with a token in the header.
pub fn userinfo(token: &str) -> vestibule::http::Request {
    with_header(get("/userinfo"), "authorization", &format!("Bearer {token}"))
}

/// A request with one more header.
pub fn with_header(
    mut request: vestibule::http::Request,
    name: &str,
    value: &str,
) -> vestibule::http::Request {
    request.headers.0.push((name.into(), value.into()));
    request
}

/// A transaction's cookie without what differs by chance.
pub fn without_seals(text: &str) -> String {
    let sealed = regex_lite::Regex::new("__Host-tx-[^=]*=[^;]*;").unwrap();
    sealed.replace_all(text, "__Host-tx-ID=SEALED;").into_owned()
}

/// What switches something off.
pub fn disable(kind: &str, id: &str) -> String {
    vestibule::store::disabled::Switch::of(kind, id).unwrap().off()
}

/// What switches it on again.
pub fn enable(kind: &str, id: &str) -> String {
    vestibule::store::disabled::Switch::of(kind, id).unwrap().on()
}

/// Another deployment, with keys of its own.
pub fn another_issuer() -> Deployment {
    let deployment = Deployment::new();
    let es256 = r#""type": "web", "signingAlgorithm": "ES256""#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, es256);
    deployment
}
