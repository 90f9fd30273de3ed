//! Protocol text is ASCII (RFC 6265 §5.2, RFC 9110 §5.6.3): what looks like a name or a value of ours counts for nothing.

use crate::browser::*;
use vestibule::http::{Form, Request};

/// What Unicode calls white space and HTTP does not, and marks that nobody sees.
const LOOK_ALIKES: [char; 30] = [
    '\n', '\u{b}', '\u{c}', '\r', '\u{1c}', '\u{1f}', '\u{85}', '\u{a0}', '\u{1680}', '\u{180e}',
    '\u{2000}', '\u{2001}', '\u{2002}', '\u{2003}', '\u{2004}', '\u{2005}', '\u{2006}', '\u{2007}',
    '\u{2008}', '\u{2009}', '\u{200a}', '\u{200b}', '\u{200e}', '\u{2028}', '\u{2029}', '\u{202f}',
    '\u{205f}', '\u{2060}', '\u{3000}', '\u{feff}',
];

/// `text` with each look-alike in front, behind, and at both ends.
fn disguised(text: &str) -> impl Iterator<Item = String> {
    LOOK_ALIKES.into_iter().flat_map(move |mark| {
        [format!("{mark}{text}"), format!("{text}{mark}"), format!("{mark}{text}{mark}")]
    })
}

fn with_header(mut request: Request, name: &str, value: &str) -> Request {
    request.headers.0.retain(|(known, _)| known != name);
    request.headers.0.push((name.to_owned(), value.to_owned()));
    request
}

/// A browser in which somebody is signed in, and their tokens.
fn signed_in(deployment: &Deployment) -> (Browser, serde_json::Value) {
    let mut browser = Browser::new(deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    (browser, tokens)
}

#[test]
fn a_cookie_that_looks_like_the_session_is_none() {
    let deployment = Deployment::new();
    let (browser, _) = signed_in(&deployment);
    let secret = &browser.cookies["__Host-sid"];
    let silent = get(&SUPPLIERS.authorize(&[("prompt", "none")]));
    let answer = |cookie: &str| {
        let response = deployment.send(with_header(silent.clone(), "cookie", cookie));
        response.header("location").unwrap().to_owned()
    };
    assert!(answer(&format!("a=b; \t __Host-sid={secret} ")).contains("code="));
    for name in disguised("__Host-sid").chain(["__host-sid".into(), "__Hoſt-sid".into()]) {
        let cookie = format!("a=b; {name}={secret}");
        assert!(answer(&cookie).contains("error=login_required"), "{cookie:?}");
        let beside = format!("{name}=x; __Host-sid={secret}");
        assert!(answer(&beside).contains("code="), "a look-alike takes nothing away: {beside:?}");
    }
}

#[test]
fn a_cookie_that_looks_like_a_transaction_is_none() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let (name, value) = browser.cookies.iter().find(|(name, _)| name.contains("tx-")).unwrap();
    let open =
        |cookie: &str| deployment.send(with_header(get(&page.action), "cookie", cookie)).status;
    assert_eq!(open(&format!("{name}={value}")), 200);
    for name in disguised(name) {
        assert_ne!(open(&format!("{name}={value}")), 200, "{name:?}");
    }
}

#[test]
fn credentials_behind_a_look_alike_of_a_space_are_none() {
    let deployment = Deployment::new();
    let (_, tokens) = signed_in(&deployment);
    let access = tokens["access_token"].as_str().unwrap();
    let userinfo = |header: &str| {
        deployment.send(with_header(get("/userinfo"), "authorization", header)).status
    };
    assert_eq!(userinfo(&format!("bearer \t {access} ")), 200);
    for token in disguised(access) {
        assert_eq!(userinfo(&format!("Bearer {token}")), 401, "{token:?}");
    }
    let basic = "d29vZGdyb3ZlLXN1cHBsaWVyczp3b29kZ3JvdmUtc3VwcGxpZXJzLXNhbXBsZS1zZWNyZXQ=";
    let introspect = |header: &str| {
        let request = post("/introspect", &[("token", access)]);
        deployment.send(with_header(request, "authorization", header)).status
    };
    assert_eq!(introspect(&format!("basic  {basic}")), 200);
    for credentials in disguised(basic) {
        assert_eq!(introspect(&format!("Basic {credentials}")), 401, "{credentials:?}");
    }
    assert_eq!(introspect(&format!("Baſic {basic}")), 401);
}

#[test]
fn a_media_type_that_only_looks_like_a_form_is_none() {
    let deployment = Deployment::new();
    let send = |media_type: &str| {
        let request = SUPPLIERS.token(&[("grant_type", "refresh_token"), ("refresh_token", "x")]);
        deployment.send(with_header(request, "content-type", media_type)).status
    };
    assert_eq!(send(" Application/X-WWW-Form-Urlencoded ; charset=utf-8"), 400);
    for media_type in disguised("application/x-www-form-urlencoded") {
        assert_eq!(send(&media_type), 415, "{media_type:?}");
    }
}

#[test]
fn words_of_a_parameter_are_delimited_by_spaces_alone() {
    let deployment = Deployment::new();
    let error = |name: &str, value: &str| {
        let response = deployment.send(get(&SUPPLIERS.authorize(&[(name, value)])));
        let location = response.header("location").unwrap().to_owned();
        let query = location.split_once('?').map_or("", |(_, query)| query);
        Form::parse(query.as_bytes()).first("error").to_owned()
    };
    assert_eq!(error("scope", "openid  email"), "");
    assert_eq!(error("prompt", "login  consent"), "");
    for mark in LOOK_ALIKES.into_iter().chain(['\t']) {
        let scope = format!("openid{mark}email");
        assert_eq!(error("scope", &scope), "invalid_scope", "{scope:?}");
        let prompt = format!("login{mark}consent");
        assert_eq!(error("prompt", &prompt), "invalid_request", "{prompt:?}");
        assert_eq!(error("response_type", &format!("code{mark}")), "unsupported_response_type");
    }
}

#[test]
fn a_name_that_only_looks_like_a_registered_one_gets_a_page() {
    let deployment = Deployment::new();
    for client_id in disguised(SUPPLIERS.client_id) {
        let response = deployment.send(get(&SUPPLIERS.authorize(&[("client_id", &client_id)])));
        assert_eq!((response.status, response.header("location")), (400, None), "{client_id:?}");
    }
    for redirect_uri in disguised(SUPPLIERS.redirect_uri)
        .chain([" ", "\t"].map(|space| format!("{}{space}", SUPPLIERS.redirect_uri)))
    {
        let request = get(&SUPPLIERS.authorize(&[("redirect_uri", &redirect_uri)]));
        let response = deployment.send(request);
        assert_eq!((response.status, response.header("location")), (400, None), "{redirect_uri:?}");
    }
}

#[test]
fn a_tag_that_only_looks_like_the_key_sets_is_another() {
    let deployment = Deployment::new();
    let tag = deployment.send(get("/jwks")).header("etag").unwrap().to_owned();
    let status =
        |tag: &str| deployment.send(with_header(get("/jwks"), "if-none-match", tag)).status;
    assert_eq!(status(&format!("\"x\", \t{tag} ")), 304);
    for tag in disguised(&tag) {
        assert_eq!(status(&tag), 200, "{tag:?}");
    }
}
