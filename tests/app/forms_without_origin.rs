//! Browsers that don't say where a form was sent from (`Origin: null`, and no `Sec-Fetch-Site`): the token of the page decides,
//! and it holds a secret of the browser that the page was shown to. The table has every form that there is.

use crate::browser::*;
use crate::people::*;
use crate::steps::{self, EMAIL, STEPS, Step};
use regex_lite::Regex;
use std::collections::BTreeSet;
use std::fs;
use vestibule::http::{Method, Request, Response};
use vestibule::native::Markup;

/// A page with a form, shown in one browser and in another.
struct Shown {
    browser: Browser,
    page: Page,
    fields: steps::Fields,
    /// The token of the same page in another browser.
    foreign: String,
}

type Show = fn() -> Shown;

/// The forms that are no step of a flow.
const FORMS: [(&str, Show); 6] = [
    ("account", account),
    ("sign-out", sign_out),
    ("device", device),
    ("device-confirm approved", || device_confirm("approve")),
    ("device-confirm denied", || device_confirm("deny")),
    ("run-user-flow", run_user_flow),
];

/// Pages whose forms go to an application, and that of an error, which sends a form of ours again, with its token.
const OTHERS: [&str; 3] = ["form-post", "leave", "error"];

fn shown() -> Vec<(String, Shown)> {
    let outside = FORMS.iter().map(|(name, show)| ((*name).to_owned(), show()));
    let of_steps = STEPS.iter().map(|(name, open)| {
        let Step { browser, page, fields, .. } = open(steps::fresh());
        // The native platform's secrets follow one another, so that this one is at another place.
        let other = steps::fresh();
        other.deployment.send(get("/device"));
        let foreign = open(other).page.token;
        ((*name).to_owned(), Shown { browser, page, fields, foreign })
    });
    outside.chain(of_steps).collect()
}

/// What `path` shows to `browser` and, as `foreign`, to another one of the same deployment.
fn both(
    mut browser: Browser,
    mut other: Browser,
    path: &str,
    fields: &[(&'static str, &str)],
) -> Shown {
    let open = |browser: &mut Browser| match browser.open(path) {
        Landed::Page(page) => page,
        Landed::Callback(location) => panic!("{path} leads to {location}"),
    };
    let (page, foreign) = (open(&mut browser), open(&mut other).token);
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Shown { browser, page, fields, foreign }
}

/// Two people who are signed in to an application that asks for consent.
fn signed_in() -> (Browser, Browser) {
    let mut browser = steps::fresh();
    let mut other = Browser::new(&browser.deployment);
    join(&mut browser, SUPPLIERS, EMAIL).code();
    join(&mut other, SUPPLIERS, "b@partner.example").code();
    (browser, other)
}

fn account() -> Shown {
    let (mut browser, mut other) = signed_in();
    for browser in [&mut browser, &mut other] {
        let page = browser.open(&PROCUREMENT.authorize(&[])).page("consent");
        browser.submit(&page, &[("action", "approve")]).code();
    }
    both(browser, other, "/account", &[("withdraw", PROCUREMENT.client_id)])
}

fn sign_out() -> Shown {
    let (browser, other) = signed_in();
    both(browser, other, "/logout", &[("logout-confirm", "true")])
}

fn device() -> Shown {
    let browser = steps::fresh();
    let other = Browser::new(&browser.deployment);
    both(browser, other, "/device", &[("user_code", "BCDF-GHJK")])
}

/// A device waits, and nobody is signed in.
fn device_confirm(action: &'static str) -> Shown {
    let browser = steps::fresh();
    let web = r#""type": "web""#;
    let grant = "urn:ietf:params:oauth:grant-type:device_code";
    let grants = format!(r#"{web}, "grantTypes": ["authorization_code", "{grant}"]"#);
    browser.deployment.edit("app/woodgrove-suppliers", web, &grants);
    let mut asks = SUPPLIERS.token(&[("scope", "openid")]);
    "/device_authorization".clone_into(&mut asks.path);
    let told = json(&browser.deployment.send(asks));
    let code = told["user_code"].as_str().unwrap();
    let other = Browser::new(&browser.deployment);
    let fields = [("user_code", code), ("action", action)];
    both(browser, other, &format!("/device?user_code={code}"), &fields)
}

fn run_user_flow() -> Shown {
    let browser = steps::fresh();
    let other = Browser::new(&browser.deployment);
    let fields = [("run", "demo-shop customer"), ("session", "new"), ("scope", "openid")];
    both(browser, other, "/run-user-flow", &fields)
}

/// The form with `token`, without a word of where it was sent from.
fn sent(shown: &Shown, token: &str, more: &[(&str, &str)], origin: Option<&str>) -> Request {
    let mut pairs = vec![("token", token)];
    pairs.extend(shown.fields.iter().map(|(name, value)| (*name, value.as_str())));
    pairs.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    pairs.extend(more);
    let mut request = shown.browser.with_cookies(post(&shown.page.action, &pairs));
    request.headers.0.retain(|(name, _)| !name.starts_with("sec-") && name != "origin");
    request.headers.0.extend(origin.map(|origin| ("origin".to_owned(), origin.to_owned())));
    request
}

/// Everything that a request could have changed.
fn state(deployment: &Deployment) -> String {
    let tables = [
        "accounts",
        "runs",
        "mailed_codes",
        "sessions",
        "codes",
        "consents",
        "device_codes",
        "requests",
    ];
    tables.map(|table| format!("{:?}", deployment.sql(&format!("SELECT * FROM {table}")))).concat()
}

fn is_refused(response: &Response, what: &str) {
    assert_eq!(response.status, 403, "{what}: {}", response.body);
    assert_eq!(response.header("location"), None, "{what}");
    assert_eq!(response.header("set-cookie"), None, "{what}");
    assert!(response.body.contains("href=\""), "{what}: a way on");
}

#[test]
fn without_an_origin_another_browsers_token_is_refused_and_the_pages_own_is_taken() {
    for (name, shown) in shown() {
        assert_ne!(shown.page.token, "", "{name}");
        assert_ne!(shown.page.token, shown.foreign, "{name}");
        let deployment = shown.browser.deployment.clone();
        let before = state(&deployment);
        for origin in [Some("null"), None] {
            for token in [shown.foreign.as_str(), ""] {
                for more in [&[][..], &[("action", "more-time")]] {
                    // That is an answer on the pages of flows alone.
                    if !more.is_empty() && !shown.page.action.starts_with("/flow/") {
                        continue;
                    }
                    let what = format!("{name}, {origin:?}, {more:?}");
                    is_refused(&deployment.send(sent(&shown, token, more, origin)), &what);
                    assert_eq!(state(&deployment), before, "{what}");
                }
            }
        }
        let foreign = sent(&shown, &shown.page.token, &[], Some("https://evil.example"));
        is_refused(&deployment.send(foreign), &name);
        let own = deployment.send(sent(&shown, &shown.page.token, &[], Some("null")));
        assert!(own.status == 303 || own.status == 200, "{name}: {} {}", own.status, own.body);
        assert_eq!(own.header("x-vestibule-error"), None, "{name}");
    }
}

#[test]
fn without_its_browsers_secret_a_token_is_nothing() {
    for (name, mut shown) in shown() {
        shown.browser.cookies.retain(|cookie, _| !cookie.ends_with("-browser"));
        shown.browser.cookies.retain(|cookie, _| !cookie.ends_with("-sid"));
        shown.browser.cookies.retain(|cookie, _| !cookie.contains("-tx-"));
        let deployment = shown.browser.deployment.clone();
        let before = state(&deployment);
        let answer = deployment.send(sent(&shown, &shown.page.token, &[], Some("null")));
        // Who is not signed in has nothing to sign out of or to withdraw, and reads so.
        assert!(matches!(answer.status, 200 | 303 | 400 | 403), "{name}: {}", answer.status);
        assert_eq!(state(&deployment), before, "{name}");
    }
}

#[test]
fn what_is_typed_into_a_late_page_of_somebody_elses_is_not_taken() {
    let browser = steps::fresh();
    let Step { mut browser, page, .. } =
        Step::at(browser, SUPPLIERS.authorize(&[]), "sign-in", &[("email", EMAIL)]);
    browser.deployment.platform.clock.advance(31 * 60);
    let forged = Page { token: "x".to_owned(), ..page.clone() };
    let typed = [("email", "eve@evil.example")];
    assert!(!browser.submit(&forged, &typed).page("sign-in").html.contains("eve@evil.example"));
    assert!(browser.submit(&page, &typed).page("sign-in").html.contains("eve@evil.example"));
}

/// The pages of the golden files that post a form.
fn pages_with_forms() -> BTreeSet<String> {
    let folder = format!("{}/tests/pages/golden", env!("CARGO_MANIFEST_DIR"));
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|kind| kind == "html"));
    let pages = files.filter_map(|file| {
        let page = Markup::read(&fs::read_to_string(file).unwrap());
        page.all("form").find(|form| form.attribute("method") == Some("post"))?;
        Some(page.first("main")?.attribute("data-page")?.to_owned())
    });
    pages.collect()
}

#[test]
fn no_page_with_a_form_is_forgotten_here() {
    let mut tried: BTreeSet<String> =
        shown().iter().map(|(_, shown)| shown.page.step.clone()).collect();
    tried.extend(OTHERS.map(str::to_owned));
    assert_eq!(tried, pages_with_forms());
}

/// What answers a POST and is no form of ours: programs' endpoints, and where applications send people.
const NO_FORMS: [&str; 7] = [
    "/authorize",
    "/par",
    "/device_authorization",
    "/token",
    "/userinfo",
    "/introspect",
    "/revoke",
];

#[test]
fn no_address_that_takes_a_post_is_forgotten_here() {
    let deployment = Deployment::new();
    let routes = Regex::new(r#"(?m)^    \w+, "[^"]+", "(/[^"]*)","#).unwrap();
    let paths = routes.captures_iter(include_str!("../../src/route.rs"));
    let paths: Vec<String> = paths.map(|found| found[1].to_owned()).collect();
    assert!(paths.len() > 15, "{paths:?}");
    let takes_a_post = |path: &&String| {
        let mut request = get(path);
        request.method = Method::Other;
        let answer = deployment.send(request);
        answer.header("allow").unwrap_or_default().contains("POST")
    };
    let found: BTreeSet<&str> = paths.iter().filter(takes_a_post).map(String::as_str).collect();
    let shown = shown();
    let tried = shown.iter().map(|(_, shown)| shown.page.action.split('?').next().unwrap());
    let tried: BTreeSet<&str> = tried
        .filter(|path| !path.starts_with("/flow/"))
        .chain(NO_FORMS)
        .chain(["/register"])
        .collect();
    assert_eq!(found, tried);
}
