//! Hidden fields and parameters of a step's address, changed: refused, or without effect, and never a failure
//! (ASVS 5.0 §7.2.1; security.md R20).

use crate::browser::*;
use crate::markup::hidden;
use crate::people::*;
use crate::steps::{form, steps};
use vestibule::http::{Method, Request, Response};

const STRANGE: [&str; 12] = [
    "",
    "x",
    "new-0",
    "new-99999999999999999999",
    "session",
    "session-",
    "enter",
    "00000000-0000-4000-8000-000000000000",
    "-9223372036854775808",
    "\r\nset-cookie: a=b",
    "é\u{1F980}\u{0}",
    "<script>alert(1)</script>",
];

/// Not a failure of ours, and nothing of what was sent stands in a header or, unescaped, in the page.
fn is_plain(response: &Response, what: &str) {
    assert!(response.status < 500, "{what}: {}", response.status);
    assert!(!response.body.contains("<script>alert"), "{what}");
    for (name, value) in &response.headers {
        let plain = value.chars().all(|c| c == ' ' || c.is_ascii_graphic());
        assert!(plain, "{what}: {name}: {value}");
    }
}

/// A request with a parameter of its address changed.
fn with_parameter(request: &Request, name: &str, value: &str) -> Request {
    let mut query = request.query_form();
    query.0.retain(|(known, _)| known != name);
    query.0.push((name.to_owned(), value.to_owned()));
    Request { query: query.encode(), ..request.clone() }
}

#[test]
fn any_parameter_of_any_steps_address_can_be_anything() {
    for step in steps() {
        let sent = form(&step.page, &step.fields);
        let mut late = form(&step.page, &step.fields);
        late.method = Method::Get;
        for name in ["for", "client_id", "at", "again", "other"] {
            for value in STRANGE {
                let what = format!("{} {name}={value}", step.page.action);
                for request in [&sent, &late] {
                    let request = with_parameter(request, name, value);
                    // Each without the cookies that it sets, so that the step stays where it is.
                    let alone = step.deployment.send(request.clone());
                    is_plain(&alone, &what);
                }
                let mut more_time = post(&step.page.action, &[("action", "more-time")]);
                more_time = with_parameter(&more_time, name, value);
                let request = step.browser.with_cookies(more_time);
                is_plain(&step.deployment.send(request), &format!("{what} more time"));
            }
        }
    }
}

#[test]
fn another_page_token_or_variant_is_refused_at_every_step() {
    let others = steps();
    for (at, mut step) in steps().into_iter().enumerate() {
        let sent = form(&step.page, &step.fields);
        // The same step of another transaction, and each other step.
        let own = step.page.token.clone();
        let tokens = others.iter().map(|other| other.page.token.clone());
        let tokens = tokens.filter(|token| *token != own);
        let flipped = step.page.token.chars().rev().collect();
        for token in tokens.chain([String::new(), flipped, "A".repeat(22)]) {
            let page = Page { token, ..step.page.clone() };
            let response = step.browser.send(form(&page, &step.fields));
            assert_eq!(response.status, 403, "{at} {}", page.action);
        }
        let made_for_others = ["session", "new-7", "reset", "enter", "x"];
        let variant = sent.query_form().first("for").to_owned();
        for other in made_for_others.into_iter().filter(|_| !variant.is_empty()) {
            if other != variant {
                let response = step.browser.send(with_parameter(&sent, "for", other));
                assert_eq!(response.status, 403, "{at} {} {other}", step.page.action);
            }
        }
    }
}

#[test]
fn a_page_holds_no_hidden_field_but_its_token_and_an_unknown_action_does_nothing_of_its_own() {
    for mut step in steps() {
        let names: Vec<String> =
            hidden(&step.page.html).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["token"], "{}", step.page.action);
        for action in
            STRANGE.into_iter().chain(["resend", "skip", "deny", "approve", "no_password"])
        {
            if step.page.step == "consent" && action == "deny" {
                continue;
            }
            let form = [("token", step.page.token.as_str()), ("action", action)];
            let response = step.browser.send(post(&step.page.action, &form));
            is_plain(&response, &format!("{} {action}", step.page.action));
        }
    }
}

#[test]
fn fields_that_no_page_asks_for_reach_neither_run_nor_account() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
    let extra = [
        ("action", "no_password"),
        ("account", "x"),
        ("user_type", "member"),
        ("email", "boss@woodgrove.example"),
        ("intent", "reset"),
    ];
    let page = browser.submit(&page, &extra).page("attributes");
    let extra = [("jobTitle", "Boss"), ("country", "NO"), ("email", "boss@woodgrove.example")];
    let fields: Vec<_> = SUPPLIER_ANSWERS.into_iter().chain(extra).collect();
    browser.submit(&page, &fields).code();
    let dump = format!(
        "{:?}{:?}",
        deployment.sql("SELECT * FROM accounts"),
        deployment.sql("SELECT * FROM attributes")
    );
    assert!(!dump.contains("oss") && !dump.contains("country") && dump.contains("guest"), "{dump}");
}

/// The same path and query at another step.
fn at_step(page: &Page, step: &str) -> String {
    let (path, query) = page.action.split_once('?').unwrap();
    format!("{}/{step}?{query}", path.rsplit_once('/').unwrap().0)
}

#[test]
fn a_step_that_the_run_is_not_at_leads_to_the_one_it_is_at_whatever_is_posted() {
    let names = [
        "sign-in",
        "sign-up",
        "reset",
        "code",
        "no-account",
        "exists",
        "password",
        "new-password",
        "attributes",
        "consent",
        "continue",
        "finish",
        "refused",
        "deny",
        "nothing",
    ];
    for mut step in steps() {
        for name in names {
            let path = at_step(&step.page, name);
            let what = format!("{} at {name}", step.page.action);
            for action in ["", "more-time"] {
                let form = [("token", step.page.token.as_str()), ("action", action)];
                if !path.starts_with(step.page.action.split('?').next().unwrap()) {
                    let response = step.browser.send(post(&path, &form));
                    is_plain(&response, &what);
                }
            }
            let Landed::Page(page) = step.browser.open(&path) else { continue };
            assert!(
                page.status < 500 && page.html.contains("<a ") || page.html.contains("<button"),
                "{what}"
            );
        }
        // None of that was a step: the page's own form is as good as before.
        let response = step.browser.send(form(&step.page, &step.fields));
        assert!(response.status == 303, "{}: {}", step.page.action, response.body);
        let location = response.header("location").unwrap();
        assert!(!location.contains("error="), "{}: {location}", step.page.action);
    }
}

#[test]
fn another_flows_or_applications_page_is_refused_here() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let supplier = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
    let customer = prove_new_address(&mut browser, SHOP, "kim@home.example");
    let procurement = prove_new_address(&mut browser, PROCUREMENT, "bob@partner.example");
    for (page, token) in [(&supplier, &customer), (&customer, &supplier), (&supplier, &procurement)]
    {
        let foreign = Page { token: token.token.clone(), ..page.clone() };
        let refused = browser.submit(&foreign, &[("action", "no_password")]).page("error");
        assert_eq!(refused.status, 403);
    }
    // The application in an address is for error pages alone.
    let renamed = Page { action: supplier.action.replace("suppliers", "shop"), ..supplier };
    let page = browser.submit(&renamed, &[("action", "no_password")]).page("attributes");
    assert!(page.action.contains("client_id=woodgrove-suppliers"));
}

#[test]
fn more_time_opens_no_page_that_is_closed() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    deployment.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    browser.deployment = deployment.new_isolate();
    let fields = [("email", "ann@partner.example"), ("action", "more-time")];
    let told = browser.submit(&page, &fields).page("error");
    assert_eq!(told.status, 403);
    let path = at_step(&page, "code");
    let posted = Page { action: path, ..page };
    assert_ne!(browser.submit(&posted, &[("action", "more-time")]).page("error").status, 500);
}
