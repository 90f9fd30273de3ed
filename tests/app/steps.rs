//! Every step of a flow, each open in a browser of its own, with the pages that led to it.

use crate::browser::*;
use crate::people::*;
use std::mem::replace;
use vestibule::http::Request;

/// What is typed and chosen on a page.
pub type Fields = Vec<(&'static str, String)>;

/// A page that waits for its form.
pub struct Step {
    pub deployment: Deployment,
    pub browser: Browser,
    /// The request that all began with.
    pub authorize: String,
    /// The pages before, and what was answered.
    pub before: Vec<(Page, Fields)>,
    pub page: Page,
    /// A good answer.
    pub fields: Fields,
    /// All that was sent.
    pub sent: Fields,
}

/// Opens a step in a browser that was nowhere yet.
pub type Open = fn(Browser) -> Step;

/// Whoever is on the way.
pub const EMAIL: &str = "a@partner.example";

/// Every step that has a form.
pub const STEPS: [(&str, Open); 18] = [
    ("sign-in", sign_in),
    ("sign-up", sign_up),
    ("reset", reset),
    ("code to sign up", code),
    ("code to sign in", code_to_sign_in),
    ("code to reset", code_to_reset),
    ("no-account", no_account),
    ("exists", exists),
    ("password", password),
    ("new-password", new_password),
    ("attributes", attributes),
    ("attributes, 1 of 2", first_attributes),
    ("attributes, 2 of 2", second_attributes),
    ("attributes of an account", attributes_of_account),
    ("consent", consent),
    ("consent of a new account", consent_of_new),
    ("continue", continue_as),
    ("finish", finish),
];

/// The pages of every step.
pub fn steps() -> Vec<Step> {
    STEPS.iter().map(|(_, open)| open(fresh())).collect()
}

/// The sample tenant, in which procurement asks for consent once, with a key that signs fast.
pub fn fresh() -> Browser {
    let deployment = Deployment::new();
    let web = r#""type": "web""#;
    let es256 = r#""type": "web", "signingAlgorithm": "ES256""#;
    deployment.edit("app/woodgrove-suppliers", web, es256);
    deployment.edit("app/woodgrove-procurement", web, &format!(r#"{es256}, "consent": "once""#));
    Browser::new(&deployment)
}

impl Step {
    /// The first page that a request leads to; `fields` answer it.
    pub fn at(
        mut browser: Browser,
        authorize: String,
        page: &str,
        fields: &[(&'static str, &str)],
    ) -> Self {
        let page = browser.open(&authorize).page(page);
        let deployment = browser.deployment.clone();
        let (before, sent) = (Vec::new(), Vec::new());
        Self { deployment, browser, authorize, before, page, fields: owned(fields), sent }
    }

    /// Sends the form, which leads to `page`; `fields` answer that.
    fn then(mut self, page: &str, fields: &[(&'static str, &str)]) -> Self {
        let sent = (self.page.clone(), self.fields.clone());
        let page = self.send(&sent).page(page);
        self.page = page;
        self.fields = owned(fields);
        self.before.push(sent);
        self
    }

    /// The same on the page of the mailed code, which is typed right.
    pub fn then_code(self) -> Self {
        let mut step = self.then("code", &[]);
        step.fields = owned(&[("code", &step.deployment.mailed_code(EMAIL))]);
        step
    }

    /// Sends a page's form, or opens it again where it has none.
    pub fn send(&mut self, (page, fields): &(Page, Fields)) -> Landed {
        if page.token.is_empty() {
            return self.browser.open(&page.action);
        }
        self.sent.extend(fields.iter().cloned());
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.browser.submit(page, &fields)
    }
}

fn owned(fields: &[(&'static str, &str)]) -> Fields {
    fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

fn sign_in(browser: Browser) -> Step {
    let fields = [("email", EMAIL), ("action", "email_code")];
    Step::at(browser, SUPPLIERS.authorize(&[]), "sign-in", &fields)
}

fn sign_up(browser: Browser) -> Step {
    let create = SUPPLIERS.authorize(&[("prompt", "create")]);
    Step::at(browser, create, "sign-up", &[("email", EMAIL)])
}

fn reset(browser: Browser) -> Step {
    join(&mut Browser::new(&browser.deployment), SUPPLIERS, EMAIL).code();
    let mut step = sign_in(browser);
    let page = step.browser.open(&step.page.action.replace("/sign-in", "/reset")).page("reset");
    let fields = replace(&mut step.fields, owned(&[("email", EMAIL)]));
    step.before.push((replace(&mut step.page, page), fields));
    step
}

fn code(browser: Browser) -> Step {
    sign_up(browser).then_code()
}

pub fn code_to_sign_in(browser: Browser) -> Step {
    sign_in(browser).then_code()
}

fn code_to_reset(browser: Browser) -> Step {
    reset(browser).then_code()
}

fn no_account(browser: Browser) -> Step {
    code_to_sign_in(browser).then("no-account", &[])
}

fn exists(browser: Browser) -> Step {
    join(&mut Browser::new(&browser.deployment), SUPPLIERS, EMAIL).code();
    code(browser).then("exists", &[])
}

fn password(browser: Browser) -> Step {
    code(browser).then("password", &[("action", "no_password")])
}

pub fn new_password(browser: Browser) -> Step {
    let fields = [("email", EMAIL), ("password", "another good password")];
    code_to_reset(browser).then("new-password", &fields)
}

pub fn attributes(browser: Browser) -> Step {
    password(browser).then("attributes", &SUPPLIER_ANSWERS)
}

fn first_attributes(browser: Browser) -> Step {
    let asked = r#"{ "attribute": "businessName", "inputType": "text", "required": true },"#;
    let next_page = r#"{ "attribute": "businessName", "inputType": "text" } ] }, { "inputs": ["#;
    browser.deployment.edit("flow/supplier", asked, next_page);
    password(browser).then("attributes", &SUPPLIER_ANSWERS[..2])
}

fn second_attributes(browser: Browser) -> Step {
    first_attributes(browser).then("attributes", &SUPPLIER_ANSWERS[2..])
}

pub fn attributes_of_account(browser: Browser) -> Step {
    continue_as(browser).then("attributes", &SUPPLIER_ANSWERS)
}

pub fn consent(mut browser: Browser) -> Step {
    join(&mut browser, SUPPLIERS, EMAIL).code();
    Step::at(browser, PROCUREMENT.authorize(&[]), "consent", &[("action", "approve")])
}

pub fn consent_of_new(browser: Browser) -> Step {
    let create = PROCUREMENT.authorize(&[("prompt", "create")]);
    Step::at(browser, create, "sign-up", &[("email", EMAIL)])
        .then_code()
        .then("password", &[("action", "no_password")])
        .then("attributes", &SUPPLIER_ANSWERS)
        .then("consent", &[("action", "approve")])
}

fn continue_as(mut browser: Browser) -> Step {
    join(&mut browser, SHOP, EMAIL).code();
    Step::at(browser, SUPPLIERS.authorize(&[]), "continue", &[])
}

/// Consent is not asked for any more while its page is open.
pub fn finish(browser: Browser) -> Step {
    let mut step = consent_of_new(browser);
    step.deployment.edit("app/woodgrove-procurement", r#", "consent": "once""#, "");
    step.deployment.platform.clock.advance(61);
    let page = step.browser.open(&step.page.action).page("finish");
    let sent = (replace(&mut step.page, page), replace(&mut step.fields, owned(&[])));
    step.before.push(sent);
    step
}

/// The flow takes nobody new in: a page without a form.
pub fn refused(browser: Browser) -> Step {
    browser.deployment.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    let mut step = code_to_sign_in(browser);
    let sent = (step.page.clone(), step.fields.clone());
    let mut page = step.send(&sent).page("error");
    page.action = step.page.action.replace("/code", "/refused");
    step.before.push(sent);
    Step { page, fields: owned(&[]), ..step }
}

/// The person reached the application, and the last page is still in the browser's history.
pub fn done(browser: Browser) -> Step {
    let mut step = attributes(browser);
    let sent = (step.page.clone(), step.fields.clone());
    step.send(&sent).code();
    step
}

/// A page's form as a browser sends it.
pub fn form(page: &Page, fields: &[(&'static str, String)]) -> Request {
    let mut pairs = vec![("token", page.token.as_str())];
    pairs.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
    post(&page.action, &pairs)
}
