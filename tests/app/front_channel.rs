//! OpenID Connect Front-Channel Logout 1.0: the sign-out page loads the applications of the session that asked for it, may
//! load nothing else, and goes on (security.md R59).

use crate::browser::*;
use crate::people::*;
use vestibule::http::Form;
use vestibule::native::Markup;

const HOME: &str = "http://localhost:3000/";
const ANN: &str = "ann@partner.example";

/// Two applications that asked to be loaded.
fn deployment() -> Deployment {
    let deployment = Deployment::new();
    for (app, uri) in [
        (SUPPLIERS, "http://localhost:3000/signed-out?from=vestibule"),
        (PROCUREMENT, "http://localhost:3001/signed-out"),
    ] {
        let asks = format!(r#""frontchannelLogoutUri": "{uri}", "type": "web""#);
        deployment.edit(&format!("app/{}", app.client_id), r#""type": "web""#, &asks);
    }
    deployment
}

/// Ann in both applications; the ID token of the first.
fn ann(deployment: &Deployment) -> (Browser, String) {
    let (mut browser, tokens) = tokens(deployment, SUPPLIERS, ANN);
    let code = browser.open(&PROCUREMENT.authorize(&[])).code();
    assert_eq!(deployment.send(PROCUREMENT.redeem(&code)).status, 200);
    (browser, token(&tokens, "id_token").to_owned())
}

fn logout(parameters: &[(&str, &str)]) -> String {
    let pairs = parameters.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    format!("/logout?{}", Form(pairs).encode())
}

/// The frames of a page, in order.
fn frames(page: &str) -> Vec<String> {
    let mut frames: Vec<String> = Markup::read(page)
        .all("iframe")
        .map(|frame| frame.attribute("src").unwrap().to_owned())
        .collect();
    frames.sort();
    frames
}

fn onward(page: &str) -> Option<String> {
    let page = Markup::read(page);
    let refresh = page.all("meta").find(|meta| meta.attribute("http-equiv") == Some("refresh"))?;
    Some(refresh.attribute("content").unwrap().to_owned())
}

fn policy(page: &Page) -> String {
    let policy = page.headers.iter().find(|(name, _)| name == "content-security-policy");
    policy.unwrap().1.clone()
}

#[test]
fn the_page_loads_each_application_with_issuer_and_session_and_goes_on_with_state() {
    let deployment = deployment();
    let (mut browser, hint) = ann(&deployment);
    let path =
        logout(&[("id_token_hint", &hint), ("post_logout_redirect_uri", HOME), ("state", "a&b")]);
    let page = browser.open(&path).page("signed-out");
    assert_eq!(page.status, 200);
    let sid = claims(&hint)["sid"].as_str().unwrap().to_owned();
    let told = Form(vec![("iss".into(), ISSUER.into()), ("sid".into(), sid)]).encode();
    let expected = [
        format!("http://localhost:3000/signed-out?from=vestibule&{told}"),
        format!("http://localhost:3001/signed-out?{told}"),
    ];
    assert_eq!(frames(&page.html), expected);
    assert_eq!(onward(&page.html).as_deref(), Some("2;url=http://localhost:3000/?state=a%26b"));
    let policy = policy(&page);
    let sources = policy.split("; ").find(|part| part.starts_with("frame-src "));
    assert_eq!(sources, Some("frame-src http://localhost:3000 http://localhost:3001"));
    browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    // The session is over: its applications are told once.
    let response = browser.send(get(&path));
    assert_eq!(
        (response.status, response.header("location")),
        (303, Some("http://localhost:3000/?state=a%26b"))
    );
}

#[test]
fn after_asking_the_page_loads_them_too_and_stays() {
    let deployment = deployment();
    let (mut browser, _) = ann(&deployment);
    let path = logout(&[("client_id", "woodgrove-suppliers"), ("post_logout_redirect_uri", HOME)]);
    let page = browser.open(&path).page("sign-out");
    assert!(frames(&page.html).is_empty());
    let page = browser.submit(&page, &[("logout-confirm", "true")]).page("signed-out");
    assert_eq!((frames(&page.html).len(), onward(&page.html)), (2, None));
    assert!(
        page.html.contains("signed out") && page.html.contains("href=\"http://localhost:3000/\"")
    );
}

#[test]
fn without_a_frame_to_load_there_is_no_page() {
    let deployment = Deployment::new();
    let (mut browser, hint) = ann(&deployment);
    let path = logout(&[("id_token_hint", &hint), ("post_logout_redirect_uri", HOME)]);
    let response = browser.send(get(&path));
    assert_eq!((response.status, response.header("location")), (303, Some(HOME)));
    let page = browser.open("/logout").page("signed-out");
    assert!(!policy(&page).contains("frame-src"));
}

#[test]
fn an_application_that_is_gone_keeps_nobody_from_signing_out() {
    let deployment = deployment();
    let (mut browser, hint) = ann(&deployment);
    deployment.platform.kv.delete("app/woodgrove-procurement");
    deployment.platform.clock.advance(120);
    let path = logout(&[("id_token_hint", &hint), ("post_logout_redirect_uri", HOME)]);
    let page = browser.open(&path).page("signed-out");
    assert_eq!(frames(&page.html).len(), 1);
}
