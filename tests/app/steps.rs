//! Every step of a flow, each open in a browser of its own.

use crate::browser::*;
use crate::people::*;
use vestibule::http::Request;

/// A page that waits for its form.
pub struct Step {
    pub deployment: Deployment,
    pub browser: Browser,
    pub page: Page,
    /// A good answer.
    pub fields: Vec<(&'static str, String)>,
}

const EMAIL: &str = "a@partner.example";

/// The pages of every step.
pub fn steps() -> Vec<Step> {
    [
        sign_in,
        sign_up,
        code,
        password,
        attributes,
        continue_as,
        consent,
        consent_of_new,
        exists,
        no_account,
        reset,
        new_password,
    ]
    .iter()
    .map(|open| open(fresh()))
    .collect()
}

/// The sample tenant, in which procurement asks for consent once.
fn fresh() -> Browser {
    let deployment = Deployment::new();
    deployment.edit(
        "app/woodgrove-procurement",
        r#""type": "web""#,
        r#""type": "web", "consent": "once""#,
    );
    Browser::new(&deployment)
}

fn step(browser: Browser, page: Page, fields: &[(&'static str, &str)]) -> Step {
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Step { deployment: browser.deployment.clone(), browser, page, fields }
}

fn sign_in(mut browser: Browser) -> Step {
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    step(browser, page, &[("email", EMAIL), ("action", "email_code")])
}

fn sign_up(mut browser: Browser) -> Step {
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    step(browser, page, &[("email", EMAIL)])
}

fn code(mut browser: Browser) -> Step {
    let page = ask_for_code(&mut browser, SUPPLIERS, EMAIL);
    let code = browser.deployment.mailed_code(EMAIL);
    step(browser, page, &[("code", &code)])
}

fn password(mut browser: Browser) -> Step {
    let page = prove_new_address(&mut browser, SUPPLIERS, EMAIL);
    step(browser, page, &[("action", "no_password")])
}

fn attributes(mut browser: Browser) -> Step {
    let page = prove_new_address(&mut browser, SUPPLIERS, EMAIL);
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    step(browser, page, &SUPPLIER_ANSWERS)
}

fn continue_as(mut browser: Browser) -> Step {
    join(&mut browser, SHOP, "kim@home.example").code();
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("continue");
    step(browser, page, &[])
}

fn consent(mut browser: Browser) -> Step {
    join(&mut browser, SUPPLIERS, EMAIL).code();
    let page = browser.open(&PROCUREMENT.authorize(&[])).page("consent");
    step(browser, page, &[("action", "approve")])
}

fn consent_of_new(mut browser: Browser) -> Step {
    let page = join(&mut browser, PROCUREMENT, EMAIL).page("consent");
    step(browser, page, &[("action", "approve")])
}

fn exists(mut browser: Browser) -> Step {
    join(&mut Browser::new(&browser.deployment), SUPPLIERS, EMAIL).code();
    let page = ask_for_code(&mut browser, SUPPLIERS, EMAIL);
    let code = browser.deployment.mailed_code(EMAIL);
    let page = browser.submit(&page, &[("code", &code)]).page("exists");
    step(browser, page, &[])
}

fn no_account(mut browser: Browser) -> Step {
    let page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, EMAIL);
    let code = browser.deployment.mailed_code(EMAIL);
    let page = browser.submit(&page, &[("code", &code)]).page("no-account");
    step(browser, page, &[])
}

fn reset(mut browser: Browser) -> Step {
    let page = forget_password(&mut browser, SUPPLIERS);
    step(browser, page, &[("email", EMAIL)])
}

fn new_password(mut browser: Browser) -> Step {
    sign_up_supplier(&mut Browser::new(&browser.deployment), SUPPLIERS, EMAIL).code();
    let page = forget_password(&mut browser, SUPPLIERS);
    let page = browser.submit(&page, &[("email", EMAIL)]).page("code");
    let code = browser.deployment.mailed_code(EMAIL);
    let page = browser.submit(&page, &[("code", &code)]).page("new-password");
    step(browser, page, &[("password", "another good password")])
}

/// A page's form as a browser sends it.
pub fn form(page: &Page, fields: &[(&'static str, String)]) -> Request {
    let mut pairs = vec![("token", page.token.as_str())];
    pairs.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
    post(&page.action, &pairs)
}
