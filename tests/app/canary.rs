//! The log never holds what a person or an application wants kept: whoever reads it can't act as either, and
//! does not learn who came.

use crate::browser::*;
use crate::markup::hidden;
use crate::people::*;
use std::collections::BTreeSet;
use vestibule::http::{Form, Method, Response};
use vestibule::native::Fault;
use vestibule::ports::FetchError;

const EMAIL: &str = "canary-address@partner.example";
const SECRET: &str = "canary-password-typed";

/// What must not be in the log, and the browser that it is collected from.
struct Watch {
    browser: Browser,
    kept: BTreeSet<String>,
}

impl Watch {
    fn new(deployment: &Deployment) -> Self {
        Self { browser: Browser::new(deployment), kept: BTreeSet::new() }
    }

    fn keep(&mut self, value: &str) {
        if value.len() > 5 {
            self.kept.insert(value.to_owned());
        }
    }

    fn look(&mut self, landed: Landed) -> Landed {
        match &landed {
            Landed::Page(page) => {
                for (_, value) in hidden(&page.html) {
                    self.keep(&value);
                }
            }
            Landed::Callback(location) => {
                let query = location.split_once('?').map_or("", |(_, query)| query);
                let told = Form::parse(query.as_bytes());
                self.keep(told.first("code"));
            }
        }
        for value in self.browser.cookies.clone().values() {
            self.keep(value);
        }
        landed
    }

    fn open(&mut self, path: &str) -> Landed {
        let landed = self.browser.open(path);
        self.look(landed)
    }

    fn submit(&mut self, page: &Page, fields: &[(&str, &str)]) -> Landed {
        for (_, value) in fields.iter().filter(|(name, _)| *name != "action") {
            self.keep(value);
        }
        let landed = self.browser.submit(page, fields);
        self.look(landed)
    }

    fn mailed_code(&mut self) -> String {
        let code = self.browser.deployment.mailed_code(EMAIL);
        self.keep(&code);
        code
    }

    fn tokens(&mut self, response: &Response) -> serde_json::Value {
        let tokens = json(response);
        for name in ["access_token", "refresh_token", "id_token"] {
            self.keep(tokens[name].as_str().unwrap_or_default());
        }
        tokens
    }

    /// No line of the log holds what was collected.
    fn assert_silent(&self) {
        let lines = self.browser.deployment.platform.log.lines();
        assert!(!lines.is_empty() && !self.kept.is_empty());
        for line in &lines {
            let found: Vec<_> = self.kept.iter().filter(|kept| line.contains(*kept)).collect();
            assert!(found.is_empty(), "{found:?} in {line}");
        }
    }
}

const REQUEST: [(&str, &str); 2] =
    [("state", "canary-state-value"), ("nonce", "canary-nonce-value")];

fn authorize(extra: &[(&str, &str)]) -> String {
    SUPPLIERS.authorize(&[&REQUEST, extra].concat())
}

const ANSWERS: [(&str, &str); 5] = [
    ("displayName", "Canary Displayed"),
    ("businessName", "Canary Business"),
    ("businessRegistrationCode", "CN987654"),
    ("phoneNumber", "+4798765432"),
    ("terms-supplierTerms", "1"),
];

/// A sign-up with wrong tries at its code, a resend, and a fault of the database at each step.
fn sign_up(watch: &mut Watch) -> String {
    let page = watch.open(&authorize(&[("prompt", "create"), ("login_hint", EMAIL)]));
    let page = page.page("sign-up");
    watch.submit(&page, &[("email", "canary-no-address")]).page("sign-up");
    watch.browser.deployment.platform.database.fail_batch(1, Fault::Unreached);
    watch.submit(&page, &[("email", EMAIL)]).page("error");
    let page = watch.submit(&page, &[("email", EMAIL)]).page("code");
    watch.mailed_code();
    watch.submit(&page, &[("code", "canary-wrong-code")]).page("code");
    watch.browser.deployment.platform.clock.advance(120);
    watch.submit(&page, &[("action", "resend")]).page("code");
    let code = watch.mailed_code();
    let page = watch.submit(&page, &[("code", &code)]).page("password");
    watch.submit(&page, &[("password", "canary")]).page("password");
    let page = watch.submit(&page, &[("password", SECRET)]).page("attributes");
    watch.submit(&page, &[("displayName", "Canary Alone")]).page("attributes");
    watch.browser.deployment.platform.database.fail_batch(1, Fault::AnswerLost);
    watch.submit(&page, &ANSWERS).page("error");
    watch.submit(&page, &ANSWERS).code()
}

/// A forgotten password: a wrong code, too short a password, and a good one.
fn reset(watch: &mut Watch) {
    watch.browser.cookies.clear();
    watch.browser.deployment.platform.clock.advance(2 * 3600);
    let page = watch.open(&authorize(&[])).page("sign-in");
    let page = watch.open(&page.action.replace("/sign-in", "/reset")).page("reset");
    let page = watch.submit(&page, &[("email", EMAIL)]).page("code");
    watch.submit(&page, &[("code", "canary-wrong-reset")]).page("code");
    let code = watch.mailed_code();
    let page = watch.submit(&page, &[("code", &code)]).page("new-password");
    watch.submit(&page, &[("password", "canary2")]).page("new-password");
    watch.submit(&page, &[("password", "canary-password-new")]).code();
}

#[test]
fn no_line_of_the_log_holds_what_was_typed_mailed_or_given_out() {
    let deployment = Deployment::new();
    let mut watch = Watch::new(&deployment);
    for value in [EMAIL, "canary-address", VERIFIER, SUPPLIERS.secret.unwrap(), MASTER_KEY] {
        watch.keep(value);
    }
    for (_, value) in REQUEST {
        watch.keep(value);
    }
    let code = sign_up(&mut watch);
    let tokens = deployment.send(SUPPLIERS.redeem(&code));
    let tokens = watch.tokens(&tokens);
    deployment.send(SUPPLIERS.redeem(&code));
    let refreshed = deployment.send(SUPPLIERS.refresh(token(&tokens, "refresh_token")));
    watch.tokens(&refreshed);
    deployment.send(SUPPLIERS.refresh("canary-refresh-token"));
    watch.keep("canary-refresh-token");
    assert_eq!(deployment.send(userinfo(token(&tokens, "access_token"))).status, 401, "replayed");
    deployment.send(userinfo("canary-access-token"));
    watch.keep("canary-access-token");

    // By password and by code, wrong and right, in other browsers.
    for fields in [
        [("email", EMAIL), ("password", "canary-guess-1")],
        [("email", "canary-nobody@x.example"), ("password", "canary-guess-2")],
        [("email", EMAIL), ("password", SECRET)],
    ] {
        watch.browser.cookies.clear();
        let page = watch.open(&authorize(&[])).page("sign-in");
        watch.submit(&page, &fields);
    }
    watch.browser.cookies.clear();
    let page = watch.open(&authorize(&[])).page("sign-in");
    let page = watch.submit(&page, &[("email", EMAIL), ("action", "email_code")]).page("code");
    let mailed = watch.mailed_code();
    watch.submit(&page, &[("code", &mailed)]).code();

    reset(&mut watch);

    // Signing out, badly and well.
    let hint = token(&tokens, "id_token");
    watch.open(&format!("/logout?id_token_hint={hint}&id_token_hint={hint}"));
    watch.open(&format!("/logout?id_token_hint={hint}&client_id=canary-other"));
    let page = watch.open("/logout?state=canary-logout-state").page("sign-out");
    watch.submit(&page, &[("logout-confirm", "true")]).page("signed-out");
    watch.keep("canary-logout-state");
    watch.assert_silent();
}

#[test]
fn no_line_of_the_log_repeats_a_bad_request() {
    let deployment = Deployment::new();
    let mut watch = Watch::new(&deployment);
    let canary = "canary-anywhere";
    for path in [
        format!("/{canary}"),
        format!("/flow/{canary}/{canary}?client_id={canary}&{canary}"),
        authorize(&[("client_id", canary)]),
        authorize(&[("redirect_uri", "https://canary-anywhere.example/")]),
        authorize(&[(canary, "1")]) + "&canary-anywhere=2",
        authorize(&[("prompt", canary)]),
        authorize(&[("scope", "openid canary-anywhere")]),
        authorize(&[("id_token_hint", canary), ("prompt", "none")]),
        format!("/logout?{canary}=1&{canary}=2"),
        format!("/logout?client_id={canary}"),
    ] {
        watch.open(&path);
        watch.browser.send(vestibule::http::Request { method: Method::Other, ..get(&path) });
    }
    let page = watch.open(&authorize(&[])).page("sign-in");
    let no_step = Page { action: page.action.replace("sign-in", canary), ..page.clone() };
    watch.submit(&no_step, &[]).page("error");
    for form in [
        vec![("client_id", canary), ("client_secret", canary)],
        vec![(canary, "1"), (canary, "2")],
        vec![("client_id", "woodgrove-suppliers"), ("client_secret", canary)],
    ] {
        deployment.send(post("/token", &form));
        deployment.send(with_header(
            post("/token", &form),
            "authorization",
            "Basic canary-anywhere",
        ));
    }
    for part in ["-anywhere", "-state", "-nonce", "CANARY"] {
        watch.keep(part);
    }
    watch.assert_silent();
}

#[test]
fn mail_that_can_t_be_handed_over_is_logged_with_its_reason_and_without_its_address() {
    let deployment = Deployment::new().in_production();
    let api = r#""mail": { "url": "https://mail.example/", "body": { "a": "{from}", "b": "{to}", "c": "{subject}", "d": "{text}", "e": "{html}" },"#;
    deployment.edit("tenant", r#""mail": {"#, api);
    deployment.platform.outbound.answer_with(|request| {
        let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
        Err(FetchError(format!("{}: address not allowed", body["b"].as_str().unwrap())))
    });
    let mut watch = Watch::new(&deployment);
    let page = watch.open(&SHOP.authorize(&[("prompt", "create")])).page("sign-up");
    assert_eq!(watch.submit(&page, &[("email", EMAIL)]).page("sign-up").status, 503);
    let lines = deployment.platform.log.lines();
    assert!(
        lines.iter().any(|line| line.contains("failure") && line.contains("address not allowed")),
        "{lines:?}"
    );
    assert!(lines.iter().all(|line| !line.contains("canary-address")), "{lines:?}");
}
