//! The world of the valid requests: a person who is signed in, an application with a secret and a key, one that proves itself
//! by a key, a device, a registration.

use super::requests::*;
use crate::browser::*;
use crate::dpop::proof;
use crate::people::*;
use crate::registration::{INITIAL, call};
use crate::signer::*;
use serde_json::{Value, json};
use vestibule::encode::base64url;
use vestibule::http::{Form, Method, Request};
use vestibule::ports::Randomness;
use vestibule::protocol::SigningAlgorithm;

pub struct World {
    pub deployment: Deployment,
    pub browser: Browser,
    pub(super) key: Signer,
    /// The last answer of the token endpoint to a code.
    pub(super) tokens: Value,
    pub(super) bound: String,
    /// A code that was not redeemed.
    pub(super) code: String,
    pub(super) registration: Value,
    pub(super) device: Value,
    pub(super) flow: Page,
    pub(super) people: usize,
}

impl World {
    pub fn new() -> Self {
        let deployment = Deployment::new();
        let key = Signer::new(SigningAlgorithm::ES256);
        let keys = json!({"keys": [key.jwk(&json!({}))]});
        let grants = json!(["authorization_code", "refresh_token", DEVICE_CODE]);
        let change = |document: &str, changes: Value| {
            let mut read: Value = serde_json::from_str(&samples()[document]).unwrap();
            read.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            read.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            deployment.platform.kv.put(document, &read.to_string());
        };
        change(
            "app/woodgrove-suppliers",
            json!({"grantTypes": grants, "jwks": keys, "consent": "once"}),
        );
        let by_key = json!({"tokenEndpointAuthMethod": "private_key_jwt", "clientSecrets": null, "jwks": keys});
        change("app/woodgrove-procurement", by_key);
        let tokens = json!([{"plain": INITIAL}]);
        let registration = json!({"flows": ["supplier"], "initialAccessTokens": tokens});
        change("tenant", json!({"registration": registration}));
        let mut walking = Browser::new(&deployment);
        let flow = walking.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
        let mut world = Self {
            browser: walking,
            deployment,
            key,
            tokens: Value::Null,
            bound: String::new(),
            code: String::new(),
            registration: Value::Null,
            device: Value::Null,
            flow,
            people: 0,
        };
        world.renew();
        world
    }

    /// Makes what counts once, or was ended, anew.
    pub fn renew(&mut self) {
        self.code = self.sign_in();
        let request = redeem_with_proof(self);
        self.bound = token(&self.answer(request), "access_token").to_owned();
        self.code = self.sign_in();
        let request = redeem(self);
        self.tokens = self.answer(request);
        let request = register(self);
        self.registration = self.answer(request);
        let request = device_authorization(self);
        self.device = self.answer(request);
        self.code = self.sign_in();
        self.flow = self.browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    }

    fn answer(&self, request: Request) -> Value {
        json(&self.deployment.send(request))
    }

    /// Signs somebody in, unless the session of the last one is still there.
    pub fn sign_in(&mut self) -> String {
        let silent = SUPPLIERS.authorize(&[("prompt", "none")]);
        if let Landed::Callback(location) = self.browser.open(&silent)
            && location.contains("code=")
        {
            return Landed::Callback(location).code();
        }
        self.people += 1;
        self.browser.cookies.retain(|name, _| name.contains("tx-"));
        let address = format!("ann{}@partner.example", self.people);
        let page = join(&mut self.browser, SUPPLIERS, &address).page("consent");
        self.browser.submit(&page, &[("action", "approve")]).code()
    }

    /// What each is good for one thing.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        let told = |answer: &Value, name: &str| answer[name].as_str().unwrap().to_owned();
        let request = SUPPLIERS.redeem("x");
        vec![
            ("access token", told(&self.tokens, "access_token")),
            ("bound access token", self.bound.clone()),
            ("ID token", told(&self.tokens, "id_token")),
            ("refresh token", told(&self.tokens, "refresh_token")),
            ("code", self.code.clone()),
            ("device code", told(&self.device, "device_code")),
            ("user code", told(&self.device, "user_code")),
            ("initial access token", INITIAL.to_owned()),
            ("registration access token", told(&self.registration, "registration_access_token")),
            ("registered secret", told(&self.registration, "client_secret")),
            ("client assertion", self.assertion()),
            ("request object", self.object()),
            ("proof", proof(&self.deployment, &self.key, &request, &json!({}), &json!({}))),
            ("form's token", self.flow.token.clone()),
        ]
    }

    pub(super) fn assertion(&self) -> String {
        let (id, now) = (PROCUREMENT.client_id, now(&self.deployment));
        let jti = base64url::encode(&self.deployment.platform.random_bytes::<12>());
        let claims = json!({"iss": id, "sub": id, "aud": ISSUER, "jti": jti, "exp": now + 60});
        self.key.sign(&json!({"typ": "JWT"}), &claims)
    }

    pub(super) fn object(&self) -> String {
        let query = SUPPLIERS.authorize(&[]);
        let mut claims: Value = Form::parse(query.split_once('?').unwrap().1.as_bytes())
            .0
            .into_iter()
            .map(|(name, value)| (name, json!(value)))
            .collect();
        claims["iss"] = json!(SUPPLIERS.client_id);
        claims["aud"] = json!(ISSUER);
        claims["exp"] = json!(now(&self.deployment) + 60);
        self.key.sign(&json!({"typ": "oauth-authz-req+jwt"}), &claims)
    }

    /// A request of the registered application to its registration.
    pub fn registration_request(&self, method: Method, body: Option<&Value>) -> Request {
        let told = &self.registration;
        let path = told["registration_client_uri"].as_str().unwrap().replace(ISSUER, "");
        call(method, &path, token(told, "registration_access_token"), body)
    }

    pub(super) fn session(&mut self, request: Request) -> Request {
        self.sign_in();
        self.browser.with_cookies(request)
    }
}
