//! A person who answers whatever page is shown, until the application has them back.

use super::forgotten::{asks, forgotten};
use crate::browser::*;
use crate::markup::{hidden, unescape};
use crate::steps::{EMAIL, Fields};
use regex_lite::Regex;

/// How a walk ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// At the application, with a code.
    App,
    /// At the application, which was told that there is no access.
    Denied,
    /// At the way home that a page shows, where the application begins anew.
    Home,
}

/// More pages than any walk has.
const TOO_MANY: usize = 30;

/// Goes on from where the browser landed, however long it takes. `typed` is asked for by no page again, but filled in.
///
/// # Errors
/// What is wrong, and on which page.
pub fn walk(browser: &mut Browser, typed: &Fields, from: Landed) -> Result<End, String> {
    let mut landed = from;
    let mut names = Vec::new();
    for _ in 0..TOO_MANY {
        let page = match landed {
            Landed::Callback(location) => return at_the_application(browser, &location),
            Landed::Page(page) => page,
        };
        names.push(page.step.clone());
        if page.status >= 500 {
            return Err(format!("{} at {names:?}", page.status));
        }
        if let Some(field) = forgotten(&page, typed) {
            return Err(format!("{field} is asked again at {names:?}"));
        }
        wait_if_told(browser, &page);
        landed = if page.step == "error" {
            match way_on(browser, &page) {
                Some(landed) => landed,
                None if page.html.contains("href=\"http://localhost:300") => return Ok(End::Home),
                None => return Err(format!("no way on at {names:?}: {}", page.html)),
            }
        } else {
            answer(browser, &page)
        };
    }
    Err(format!("a loop: {names:?}"))
}

/// What the application makes of an answer: whose tokens its code is good for.
fn at_the_application(browser: &Browser, location: &str) -> Result<End, String> {
    let app =
        [SUPPLIERS, PROCUREMENT].into_iter().find(|app| location.starts_with(app.redirect_uri));
    let app = app.ok_or_else(|| format!("the end is at {location}"))?;
    let answer = Landed::Callback(location.to_owned()).callback();
    match (answer.first("code"), answer.first("error"), answer.first("state")) {
        ("", "access_denied", "state-1") => Ok(End::Denied),
        (code, "", "state-1") => {
            let tokens = json(&browser.deployment.send(app.redeem(code)));
            let told = claims(tokens["id_token"].as_str().ok_or_else(|| tokens.to_string())?);
            let right = told["email"] == EMAIL && told["nonce"] == "nonce-1";
            right.then_some(End::App).ok_or_else(|| format!("tokens for {told}"))
        }
        _ => Err(format!("the application is told {answer:?}")),
    }
}

/// A page that says when it can be tried again is tried again then.
fn wait_if_told(browser: &Browser, page: &Page) {
    let after = page.headers.iter().find(|(name, _)| name == "retry-after");
    if let Some(seconds) = after.and_then(|(_, value)| value.parse().ok()) {
        browser.deployment.platform.clock.advance(seconds);
    }
}

/// Presses an error page's first button, if it is one of ours.
pub fn way_on(browser: &mut Browser, page: &Page) -> Option<Landed> {
    if !page.action.is_empty() {
        let typed = hidden(&page.html);
        let typed = typed.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let typed: Vec<_> = typed.filter(|(name, _)| *name != "token").collect();
        return Some(browser.submit(page, &typed));
    }
    let link = Regex::new(r#"<a class="button" href="(/[^"]*)""#).unwrap();
    let link = unescape(&link.captures(&page.html)?[1]);
    Some(browser.open(&link))
}

/// Answers a step as it asks.
fn answer(browser: &mut Browser, page: &Page) -> Landed {
    match page.step.as_str() {
        "sign-in" => browser.submit(page, &[("email", EMAIL), ("action", "email_code")]),
        "sign-up" | "reset" => browser.submit(page, &[("email", EMAIL)]),
        "code" if page.status == 422 || !asks(page, "code") => {
            browser.submit(page, &[("action", "resend")])
        }
        "code" => {
            let code = browser.deployment.mailed_code(EMAIL);
            browser.submit(page, &[("code", &code)])
        }
        "password" => browser.submit(page, &[("action", "no_password")]),
        "new-password" => browser.submit(page, &[("password", "another good password")]),
        "consent" => browser.submit(page, &[("action", "approve")]),
        "attributes" => browser.submit(page, &attributes(page)),
        _ => browser.submit(page, &[]),
    }
}

/// Good answers to what a page asks; terms in the version that it shows.
fn attributes(page: &Page) -> Vec<(&'static str, &str)> {
    let known = SUPPLIER_ANSWERS.into_iter().chain(CUSTOMER_ANSWERS);
    let asked = known.filter(|(name, _)| asks(page, name));
    let terms = Regex::new(r#"name="terms-[^"]*" value="([^"]*)""#).unwrap();
    let version = terms.captures(&page.html).and_then(|found| found.get(1));
    let version = version.map_or("", |version| version.as_str());
    asked
        .map(|(name, value)| (name, if name.starts_with("terms-") { version } else { value }))
        .collect()
}
