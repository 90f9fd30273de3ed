//! No error page is a dead end: whatever is wrong with a step's form, the page leads back to the step and to the
//! application.

use crate::browser::*;
use crate::people::*;
use crate::steps::{Step, form, steps};
use vestibule::http::{Body, Method, Request, Response};
use vestibule::native::Fault;

fn leads_on(response: &Response, status: u16, what: &str) {
    assert_eq!(response.status, status, "{what}");
    assert!(response.body.contains("data-page=\"error\""), "{what}");
    assert!(response.body.contains("Back to Woodgrove "), "{what}: {}", response.body);
}

/// Whether a page has a link to `address`.
fn has_link(response: &Response, address: &str) -> bool {
    response.body.contains(&format!("href=\"{}\"", address.replace('&', "&amp;")))
}

/// What can be wrong with a step's form: the status of its page, and the request.
fn wrong(step: &Step) -> Vec<(&'static str, u16, Request)> {
    let good = || form(&step.page, &step.fields);
    let json = vec![("content-type".to_owned(), "application/json".to_owned())];
    vec![
        ("of another site", 403, with_header(good(), "origin", "https://evil.example")),
        ("too large", 413, Request { body: Body::TooLarge, ..good() }),
        ("no form", 400, Request { headers: vestibule::http::Headers(json), ..good() }),
        ("without its token", 403, post(&step.page.action, &[])),
    ]
}

#[test]
fn a_wrong_form_of_any_step_leads_back_to_the_step_and_to_the_application() {
    for mut step in steps() {
        let action = step.page.action.clone();
        for (what, status, request) in wrong(&step) {
            let response = step.browser.send(request);
            let what = format!("{what}: {action}");
            leads_on(&response, status, &what);
            let step = action.split('?').next().unwrap();
            assert!(
                response.body.contains(&format!("href=\"{step}?")),
                "{what}: {}",
                response.body
            );
        }
        let response = step.browser.send(Request { method: Method::Other, ..get(&action) });
        leads_on(&response, 405, &action);
        assert!(response.header("allow").is_some(), "{action}");
    }
}

#[test]
fn any_step_that_meets_a_fault_of_the_database_can_be_sent_again_from_its_error_page() {
    for mut step in steps() {
        step.deployment.platform.database.fail_batch(1, Fault::Unreached);
        let response = step.browser.send(form(&step.page, &step.fields));
        leads_on(&response, 503, &step.page.action);
        let action = step.page.action.replace('&', "&amp;");
        let again = format!("<form method=\"post\" action=\"{action}\">");
        assert!(response.body.contains(&again), "{}", response.body);
        // The answer may lead to the application, and from there anywhere.
        let policy = response.header("content-security-policy").unwrap();
        assert!(!policy.contains("form-action"), "{policy}");
    }
}

#[test]
fn a_page_of_no_step_leads_to_the_application_that_its_address_names() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let nowhere = page.action.replace("sign-in", "nowhere");
    leads_on(&browser.send(get(&nowhere)), 404, "no such step");
    leads_on(&Browser::new(&deployment).send(get(&page.action)), 400, "another browser");
    let flows = r#""flows": ["supplier"]"#;
    deployment.edit("app/woodgrove-suppliers", flows, r#""flows": ["customer"]"#);
    deployment.platform.clock.advance(61);
    leads_on(&browser.send(get(&page.action)), 403, "a flow that is no longer named");
}

#[test]
fn a_sign_out_that_meets_a_fault_can_be_tried_again() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let path = "/logout?client_id=woodgrove-suppliers&state=a";
    deployment.platform.database.fail_batch(1, Fault::Unreached);
    let response = browser.send(get(path));
    leads_on(&response, 503, "the page");
    assert!(has_link(&response, path), "{}", response.body);
    let page = browser.open(path).page("sign-out");
    deployment.platform.database.fail_batch(1, Fault::Unreached);
    let again = browser.submit(&page, &[("logout-confirm", "true")]).page("error");
    browser.submit(&again, &[("logout-confirm", "true")]).page("signed-out");
}
