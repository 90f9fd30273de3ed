//! A deployment in memory with the documents of a folder, and the application that people come from.

use crate::config::Variables;
use crate::encode::base64url;
use crate::flow::Flow;
use crate::http::{Form, Request};
use crate::native::{Deployment, NativePlatform, block_on, post};
use crate::ports::{Clock, Mailer, Randomness, SentMail};
use crate::protocol::{Application, ResponseMode, pkce};
use chrono::{NaiveDate, NaiveTime};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Where the issuer is: in development, where mail stays in the outbox.
pub const ISSUER: &str = "http://localhost:8787";

/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// The world of a simulation.
pub struct World {
    /// The deployment.
    pub deployment: Deployment,
    /// The application.
    pub application: Application,
    /// The flow.
    pub flow: Flow,
    /// Where the application is answered.
    pub redirect_uri: String,
    /// The application's secret; none if it has none.
    secret: Option<String>,
}

impl World {
    /// A world with `documents` (key → text), of which `application` and `flow` are checked ones. A secret of the
    /// application's is replaced by one that is known here.
    ///
    /// # Errors
    /// When the database can't be made.
    pub fn new(
        documents: &BTreeMap<String, String>,
        application: Application,
        flow: Flow,
    ) -> Result<Self, String> {
        let platform = NativePlatform::new().map_err(|error| format!("{error:?}"))?;
        for (key, text) in documents {
            platform.kv.put(key, text);
        }
        let secret = (!application.is_public()).then(|| random::<32>(&platform));
        if let Some(secret) = &secret {
            let key = format!("app/{}", application.client_id);
            let text = documents.get(&key).map(String::as_str).unwrap_or_default();
            platform.kv.put(&key, &with_secret(text, secret)?);
        }
        let variables = Variables {
            issuer: Some(ISSUER.to_owned()),
            environment: Some("development".to_owned()),
            master_key: Some(format!("k1:{}", random::<32>(&platform))),
            ..Variables::default()
        };
        let redirect_uri = application.redirect_uris.first().cloned().unwrap_or_default();
        let deployment = Deployment::new(platform, &variables);
        Ok(Self { deployment, application, flow, redirect_uri, secret })
    }

    /// The issuer.
    pub fn issuer(&self) -> &'static str {
        ISSUER
    }

    /// The time stands still: at noon of `day`, or now.
    pub fn begin(&self, day: Option<&str>) {
        let day = day.and_then(|day| day.parse::<NaiveDate>().ok());
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
        let seconds = day.map(|day| day.and_time(noon).and_utc().timestamp());
        let platform = &self.deployment.platform;
        platform.clock.set(seconds.unwrap_or_else(|| platform.now()));
    }

    /// The time goes on.
    pub fn advance(&self, seconds: i64) {
        self.deployment.platform.clock.advance(seconds);
    }

    /// The time there.
    pub fn now(&self) -> i64 {
        self.deployment.platform.now()
    }

    /// The mail that was sent, newest first.
    pub fn mail(&self) -> Vec<SentMail> {
        block_on(self.deployment.platform.outbox(None)).unwrap_or_default()
    }

    /// The authorization request with `extra` parameters, which come before our own.
    pub fn authorize(&self, extra: &Form) -> String {
        let allowed = self.application.scopes.iter().map(|scope| scope.name());
        let scopes: Vec<_> =
            allowed.filter(|name| ["openid", "profile", "email"].contains(name)).collect();
        let challenge = pkce::answered_challenge(Some(VERIFIER)).ok().flatten().unwrap_or_default();
        let mut pairs = extra.0.clone();
        let query = self.application.response_modes.contains(&ResponseMode::Query);
        for (name, value) in [
            ("response_type", "code"),
            ("response_mode", if query { "query" } else { "form_post" }),
            ("client_id", &self.application.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("user_flow", &self.flow.id),
            ("scope", &scopes.join(" ")),
            ("state", "simulation"),
            ("nonce", "simulation"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ] {
            if extra.first(name).is_empty() {
                pairs.push((name.to_owned(), value.to_owned()));
            }
        }
        format!("/authorize?{}", Form(pairs).encode())
    }

    /// The request that redeems `code`.
    pub fn redeem(&self, code: &str) -> Request {
        let mut pairs = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_uri),
            ("code_verifier", VERIFIER),
            ("client_id", &self.application.client_id),
        ];
        pairs.extend(self.secret.iter().map(|secret| ("client_secret", secret.as_str())));
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        post(ISSUER, "/token", &Form(pairs.into_iter().map(owned).collect()))
    }
}

fn random<const N: usize>(platform: &NativePlatform) -> String {
    base64url::encode(&platform.random_bytes::<N>())
}

/// The application's document with `secret` alone, sent in the body.
fn with_secret(text: &str, secret: &str) -> Result<String, String> {
    let mut document: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if let Some(fields) = document.as_object_mut() {
        fields.insert("clientSecrets".to_owned(), json!([{"plain": secret}]));
        fields.remove("tokenEndpointAuthMethod");
    }
    Ok(document.to_string())
}
