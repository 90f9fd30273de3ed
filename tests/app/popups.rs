//! An application that says `display=popup` watches the window that it opened (OpenID Connect Core §3.1.2.1): no page of that
//! walk parts the two, whatever kind of application it is. Without it a page of a web application stands alone.

use crate::browser::*;
use vestibule::http::Form;

const EMAIL: &str = "ann@partner.example";

/// What a page does to the window that opened it.
fn opener(page: &Page) -> &str {
    let name = "cross-origin-opener-policy";
    let header = page.headers.iter().find(|(known, _)| known == name);
    header.map_or("", |(_, value)| value.as_str())
}

/// Every page from `path`, which begins a sign-up for procurement, to the answer in a form.
fn walk(deployment: &Deployment, path: &str) -> Vec<Page> {
    let mut browser = Browser::new(deployment);
    let mut pages = vec![browser.open(path).page("sign-up")];
    let mut go = |page: &str, fields: &[(&str, &str)]| {
        let last: &Page = pages.last().unwrap();
        let next = browser.submit(last, fields).page(page);
        pages.push(next);
    };
    go("sign-up", &[("email", "no address")]);
    go("code", &[("email", EMAIL)]);
    let code = deployment.mailed_code(EMAIL);
    go("password", &[("code", &code)]);
    go("attributes", &[("action", "no_password")]);
    go("consent", &SUPPLIER_ANSWERS);
    go("form-post", &[("action", "approve")]);
    pages
}

fn deployment() -> Deployment {
    let deployment = Deployment::new();
    let consent = r#""type": "web", "consent": "once""#;
    deployment.edit("app/woodgrove-procurement", r#""type": "web""#, consent);
    deployment
}

fn path(display: &str) -> String {
    let extra = [("prompt", "create"), ("response_mode", "form_post"), ("display", display)];
    PROCUREMENT.authorize(&extra)
}

#[test]
fn every_page_of_a_walk_keeps_the_opener_where_the_request_says_popup_and_nowhere_else() {
    for (display, expected) in
        [("popup", "unsafe-none"), ("", "same-origin"), ("page", "same-origin")]
    {
        for page in walk(&deployment(), &path(display)) {
            assert_eq!(opener(&page), expected, "{display}: {}", page.step);
        }
    }
}

#[test]
fn so_it_is_where_the_request_was_pushed() {
    let deployment = deployment();
    let query = path("popup");
    let query = Form::parse(query.split_once('?').unwrap().1.as_bytes());
    let fields = query.0.iter().filter(|(name, _)| name != "client_id");
    let fields: Vec<(&str, &str)> = fields.map(|(name, value)| (&**name, &**value)).collect();
    let mut request = PROCUREMENT.token(&fields);
    "/par".clone_into(&mut request.path);
    let told = json(&deployment.send(request));
    let uri = told["request_uri"].as_str().unwrap().replace(':', "%3A");
    let pushed = format!("/authorize?client_id={}&request_uri={uri}", PROCUREMENT.client_id);
    for page in walk(&deployment, &pushed) {
        assert_eq!(opener(&page), "unsafe-none", "{}", page.step);
    }
}

#[test]
fn a_page_that_tells_of_an_error_keeps_it_too() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&path("popup")).page("sign-up");
    let changed = Page { token: "changed".into(), ..page };
    let problem = browser.submit(&changed, &[("email", EMAIL)]).page("error");
    assert_eq!(opener(&problem), "unsafe-none", "{}", problem.html);
    // The application is told by a form, which it can take in that window alone.
    let bad = format!("{}&max_age=x", path("popup"));
    let told = browser.open(&bad).page("form-post");
    assert_eq!(opener(&told), "unsafe-none");
    let silent = [("prompt", "none"), ("response_mode", "form_post"), ("display", "popup")];
    let told = browser.open(&PROCUREMENT.authorize(&silent)).page("form-post");
    assert_eq!(opener(&told), "unsafe-none");
}
