//! A browser without scripts, and an application, for the tests: cookies, forms, redirects.

use crate::support::{block_on, platform};
use crate::woodgrove::woodgrove;
use regex_lite::Regex;
use std::ops::Deref;
use std::rc::Rc;
use vestibule::config::Variables;
use vestibule::http::{Form, Request, Response};
use vestibule::native::{self, Cookies, Markup};
use vestibule::ports::{ConfigStore, Mailer};

pub use crate::woodgrove::{sample_images, samples};

pub const ISSUER: &str = "https://localhost:8787";
pub const MASTER_KEY: &str = "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";

/// A deployment with the sample tenant: one isolate on the native platform.
#[derive(Clone)]
pub struct Deployment(native::Deployment);

impl Deref for Deployment {
    type Target = native::Deployment;

    fn deref(&self) -> &native::Deployment {
        &self.0
    }
}

impl Deployment {
    pub fn new() -> Self {
        let deployment = native::Deployment::new(platform(), &variables("development", MASTER_KEY));
        woodgrove(&deployment.platform);
        Self(deployment)
    }

    /// The same in production: mail leaves by the binding, and networks are counted.
    pub fn in_production(&self) -> Self {
        self.in_production_with(|_| {})
    }

    /// The same deployment in a new isolate.
    pub fn new_isolate(&self) -> Self {
        Self(native::Deployment { isolate: Rc::default(), ..self.0.clone() })
    }

    /// The same with another master key setting.
    pub fn with_master_keys(&self, keys: &str) -> Self {
        self.with(&variables("development", keys))
    }

    /// The same in production, with more settings than it needs.
    pub fn in_production_with(&self, set: impl FnOnce(&mut Variables)) -> Self {
        self.platform.mail.set_bound(true);
        let mut variables = variables("production", MASTER_KEY);
        set(&mut variables);
        self.with(&variables)
    }

    fn with(&self, variables: &Variables) -> Self {
        Self(native::Deployment::new(self.platform.clone(), variables))
    }

    /// Edits a document as text.
    pub fn edit(&self, key: &str, from: &str, to: &str) {
        let read = block_on(self.platform.read(&[key.to_owned()]));
        let text = read.unwrap().remove(0).unwrap();
        assert!(text.contains(from), "{key} does not hold {from}");
        self.platform.kv.put(key, &text.replace(from, to));
    }

    /// The newest code that was mailed to `address`.
    pub fn mailed_code(&self, address: &str) -> String {
        let mails = block_on(self.platform.outbox(Some(address))).unwrap();
        let sent = self.platform.mail.sent();
        let sent = sent.iter().rev().filter(|mail| mail.to == address).map(|mail| &mail.text);
        let code = Regex::new(r"^.*\b(\d{8})\b").unwrap();
        let mut codes =
            mails.iter().map(|mail| &mail.text).chain(sent).filter_map(|text| code.captures(text));
        codes.next().unwrap()[1].to_owned()
    }

    /// A test's own look at the database.
    pub fn sql(&self, text: &str) -> Vec<serde_json::Map<String, serde_json::Value>> {
        use vestibule::ports::{Database, Statement};
        let text = format!("{OWN_SQL}{text}");
        block_on(self.platform.batch(vec![Statement::new(&text, &[])])).unwrap().remove(0).0
    }
}

/// What tests ask the database on their own account begins so.
pub const OWN_SQL: &str = "/* a test's */ ";

/// Whatever a test has the Worker send is looked at.
impl Drop for Deployment {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let work = self.platform.database.work.borrow();
            crate::statements::check(work.keys().filter(|sql| !sql.starts_with(OWN_SQL)));
        }
    }
}

fn variables(environment: &str, keys: &str) -> Variables {
    Variables {
        issuer: Some(ISSUER.into()),
        environment: Some(environment.into()),
        master_key: Some(keys.into()),
        ..Variables::default()
    }
}

pub fn get(path: &str) -> Request {
    native::get(ISSUER, path)
}

pub fn post(path: &str, fields: &[(&str, &str)]) -> Request {
    native::post(ISSUER, path, &form(fields))
}

fn form(fields: &[(&str, &str)]) -> Form {
    Form(fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
}

/// A page with its form, as a person sees it.
#[derive(Debug, Clone)]
pub struct Page {
    pub status: u16,
    pub step: String,
    pub html: String,
    pub action: String,
    pub token: String,
    pub headers: Vec<(String, String)>,
}

impl Page {
    fn read(response: &Response) -> Self {
        let page = Markup::read(&response.body);
        let of = |element: &str, attribute: &str| {
            let element = page.first(element);
            element.and_then(|element| element.attribute(attribute)).unwrap_or_default().to_owned()
        };
        let token = page.all("input").find(|input| input.attribute("name") == Some("token"));
        Self {
            status: response.status,
            step: of("main", "data-page"),
            action: of("form", "action"),
            token: token.and_then(|token| token.attribute("value")).unwrap_or_default().to_owned(),
            html: response.body.clone(),
            headers: response.headers.clone(),
        }
    }
}

/// Where following redirects ended.
#[derive(Debug, Clone)]
pub enum Landed {
    /// On a page of the issuer's.
    Page(Page),
    /// At an application's redirect URI.
    Callback(String),
}

impl Landed {
    pub fn page(self, step: &str) -> Page {
        match self {
            Self::Page(page) if page.step == step => page,
            other => panic!("expected the page {step}, landed on {other:#?}"),
        }
    }

    pub fn callback(self) -> Form {
        let sent = |location: &str| {
            let query = location.split_once('?').map_or("", |(_, query)| query);
            Form::parse(query.as_bytes())
        };
        match self {
            Self::Callback(location) => sent(&location),
            // The person goes on themselves.
            Self::Page(page) if page.step == "leave" => {
                let page = Markup::read(&page.html);
                sent(page.with_id("go-on").unwrap().attribute("href").unwrap())
            }
            Self::Page(page) => {
                panic!("expected a callback, landed on {}: {}", page.step, page.html)
            }
        }
    }

    pub fn code(self) -> String {
        let form = self.callback();
        assert_eq!(form.first("iss"), ISSUER);
        assert!(!form.first("code").is_empty(), "no code: {form:?}");
        form.first("code").to_owned()
    }
}

/// A browser: its cookies, and the deployment it talks to.
pub struct Browser {
    pub deployment: Deployment,
    pub cookies: Cookies,
}

impl Browser {
    pub fn new(deployment: &Deployment) -> Self {
        Self { deployment: deployment.clone(), cookies: Cookies::new() }
    }

    /// Sends a request with this browser's cookies and keeps those of the answer.
    pub fn send(&mut self, request: Request) -> Response {
        let request = self.with_cookies(request);
        let response = self.deployment.send(request);
        self.keep_cookies(&response);
        response
    }

    pub fn with_cookies(&self, request: Request) -> Request {
        native::with_cookies(&self.cookies, request)
    }

    pub fn keep_cookies(&mut self, response: &Response) {
        native::keep_cookies(&mut self.cookies, response);
    }

    /// Follows redirects to a page, or out of the issuer.
    pub fn follow(&mut self, response: Response) -> Landed {
        let mut response = response;
        for _ in 0..10 {
            let Some(location) = response.header("location").map(str::to_owned) else {
                return Landed::Page(Page::read(&response));
            };
            let path = location.strip_prefix(ISSUER).unwrap_or(&location);
            if !path.starts_with('/') || path.starts_with("/demo/") {
                return Landed::Callback(location);
            }
            assert_eq!(response.status, 303, "{location}");
            response = self.send(get(path));
        }
        panic!("too many redirects");
    }

    pub fn open(&mut self, path: &str) -> Landed {
        let response = self.send(get(path));
        self.follow(response)
    }

    /// Sends a page's form; its token goes along.
    pub fn submit(&mut self, page: &Page, fields: &[(&str, &str)]) -> Landed {
        let mut all = vec![("token", page.token.as_str())];
        all.extend(fields);
        let response = self.send(native::submit(ISSUER, &page.action, &form(&all)));
        self.follow(response)
    }
}

/// An application and what it needs to get tokens.
#[derive(Debug, Clone, Copy)]
pub struct App {
    pub client_id: &'static str,
    pub redirect_uri: &'static str,
    pub secret: Option<&'static str>,
}

pub const SUPPLIERS: App = App {
    client_id: "woodgrove-suppliers",
    redirect_uri: "http://localhost:3000/callback",
    secret: Some("woodgrove-suppliers-sample-secret"),
};
pub const PROCUREMENT: App = App {
    client_id: "woodgrove-procurement",
    redirect_uri: "http://localhost:3001/callback",
    secret: Some("woodgrove-procurement-sample-secret"),
};
pub const SHOP: App =
    App { client_id: "woodgrove-shop", redirect_uri: "http://localhost:3000/spa", secret: None };

pub const MOBILE: App = App {
    client_id: "woodgrove-mobile",
    redirect_uri: "http://127.0.0.1:49152/callback",
    secret: None,
};

pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

impl App {
    /// An authorization request with `extra` parameters.
    pub fn authorize(&self, extra: &[(&str, &str)]) -> String {
        let mut pairs: Vec<(String, String)> = [
            ("response_type", "code"),
            ("client_id", self.client_id),
            ("redirect_uri", self.redirect_uri),
            ("scope", "openid profile email offline_access"),
            ("state", "state-1"),
            ("nonce", "nonce-1"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        for (name, value) in extra {
            pairs.retain(|(known, _)| known != name);
            if !value.is_empty() {
                pairs.push(((*name).to_owned(), (*value).to_owned()));
            }
        }
        format!("/authorize?{}", Form(pairs).encode())
    }

    /// A token request with `fields` and this application's credentials.
    pub fn token(&self, fields: &[(&str, &str)]) -> Request {
        let mut form = vec![("client_id", self.client_id)];
        if let Some(secret) = self.secret {
            form.push(("client_secret", secret));
        }
        form.extend(fields);
        post("/token", &form)
    }

    pub fn redeem(&self, code: &str) -> Request {
        self.token(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", self.redirect_uri),
            ("code_verifier", VERIFIER),
        ])
    }

    pub fn refresh(&self, token: &str) -> Request {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)])
    }
}

/// The JSON of a response.
pub fn json(response: &Response) -> serde_json::Value {
    serde_json::from_str(&response.body).unwrap_or_else(|_| panic!("not JSON: {response:?}"))
}

/// The claims of a JWT, unverified.
pub fn claims(token: &str) -> serde_json::Value {
    let part = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&vestibule::encode::base64url::decode(part).unwrap()).unwrap()
}

pub const PASSWORD: &str = "correct horse battery";

/// Signs up for the suppliers' flow; the landing after the last step.
pub fn sign_up_supplier(browser: &mut Browser, app: App, email: &str) -> Landed {
    let page = browser.open(&app.authorize(&[("prompt", "create")])).page("sign-up");
    let page = browser.submit(&page, &[("email", email)]).page("code");
    let code = browser.deployment.mailed_code(email);
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("password", PASSWORD)]).page("attributes");
    browser.submit(&page, &SUPPLIER_ANSWERS)
}

pub const SUPPLIER_ANSWERS: [(&str, &str); 5] = [
    ("displayName", "Ann Lee"),
    ("businessName", "Lee & Co"),
    ("businessRegistrationCode", "AB123456"),
    ("phoneNumber", "+4712345678"),
    ("terms-supplierTerms", "1"),
];

pub const CUSTOMER_ANSWERS: [(&str, &str); 6] = [
    ("givenName", "Kim"),
    ("surname", "Park"),
    ("country", "NO"),
    ("postalCode", "0150"),
    ("interests", "cooking"),
    ("interests", "gardening"),
];

/// Signs up for the customers' flow.
pub fn sign_up_customer(browser: &mut Browser, app: App, email: &str) -> Landed {
    let page = browser.open(&app.authorize(&[("prompt", "create")])).page("sign-up");
    let page = browser.submit(&page, &[("email", email)]).page("code");
    let code = browser.deployment.mailed_code(email);
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("password", PASSWORD)]).page("attributes");
    browser.submit(&page, &CUSTOMER_ANSWERS)
}
