//! A transaction: one authorization request in one browser. It is sealed (AES-256-GCM, bound to purpose, issuer and id), and never
//! in a URL or form field. No proof, counter, answer or password is ever in it.

use super::transaction_cookies::{Came, Held, name};
use crate::encode::{base64url, fitting, hash};
use crate::failure::{Failure, Ours};
use crate::flow::Flow;
use crate::http::cookie;
use crate::ports::Platform;
use crate::protocol::{AuthorizationRequest, lifetime};
use crate::request::site::Site;
use crate::secrets::{self, Purpose};
use crate::store::requests;
use serde::{Deserialize, Serialize};

/// A transaction.
#[derive(Debug, Clone)]
pub struct Transaction {
    /// Its id, in addresses.
    pub id: String,
    /// SHA-256 of the secret that only this browser's cookie holds.
    pub browser: String,
    /// What the application asked for.
    pub request: AuthorizationRequest,
    /// The version of the flow that the person began on.
    pub flow_version: String,
    /// How far it came.
    pub came: Came,
    secret: String,
    /// When it was sealed.
    pub sealed_at: i64,
    /// The key of its row, where it is too large for a cookie.
    pub row: Option<String>,
}

impl Transaction {
    /// Until when its request can begin again.
    pub fn ends_at(&self) -> i64 {
        self.sealed_at + lifetime::TRANSACTION + lifetime::TRANSACTION_RESTART
    }

    /// What is left of it `now`.
    pub fn at(self, now: i64) -> Opened {
        if now < self.sealed_at + lifetime::TRANSACTION {
            Opened::Live(self)
        } else if now < self.ends_at() {
            Opened::Late(self)
        } else {
            Opened::Gone
        }
    }

    /// What a cookie or a row holds of it.
    ///
    /// # Errors
    /// None, as long as a request can be written as JSON.
    pub fn sealed<P: Platform>(&self, site: &Site<P>) -> Result<String, Failure> {
        let sealed = Written {
            request: &self.request,
            flow_version: &self.flow_version,
            browser: &self.secret,
            at: self.sealed_at,
        };
        let text = serde_json::to_vec(&sealed)
            .map_err(|error| Failure::Us(Ours::Lasting(error.to_string())))?;
        let (keys, nonce) = (&site.settings.master_keys, site.platform.random_bytes::<12>());
        let bound = [site.issuer(), self.id.as_str()];
        Ok(secrets::seal(keys, Purpose::Transaction, nonce, &bound, &text))
    }

    /// The secret of the session that it opens: the same each time, so that a form that is sent again opens no other one, and
    /// brings this one where the first answer was lost. Only this browser's cookie holds what it is made of.
    pub fn session_secret<P: Platform>(&self, site: &Site<P>) -> String {
        let parts = [self.id.as_str(), &self.secret];
        base64url::encode(&site.settings.master_keys.mac(Purpose::Session, &parts))
    }
}

/// What a browser brought for an id.
#[derive(Debug, Clone)]
pub enum Opened {
    /// It goes on.
    Live(Transaction),
    /// It is over, but the same request can begin again.
    Late(Transaction),
    /// Nothing that opens.
    Gone,
}

/// What is sealed, as it is written.
#[derive(Serialize)]
struct Written<'a> {
    #[serde(rename = "q")]
    request: &'a AuthorizationRequest,
    #[serde(rename = "v")]
    flow_version: &'a str,
    #[serde(rename = "b")]
    browser: &'a str,
    #[serde(rename = "t")]
    at: i64,
}

/// The same, as it is read.
#[derive(Deserialize)]
struct Sealed {
    #[serde(rename = "q")]
    request: AuthorizationRequest,
    #[serde(rename = "v", default)]
    flow_version: String,
    #[serde(rename = "b")]
    browser: String,
    #[serde(rename = "t")]
    at: i64,
}

/// A new transaction.
pub fn begin<P: Platform>(
    site: &Site<P>,
    request: AuthorizationRequest,
    flow: &Flow,
) -> Transaction {
    let (id, secret) = (site.random::<16>(), site.random::<16>());
    let browser = hash::sha256(&secret);
    let flow_version = flow.version.clone();
    let (came, sealed_at, row) = (Came::Begun, site.now, None);
    Transaction { id, browser, request, flow_version, came, secret, sealed_at, row }
}

/// Opens what this browser holds for `id`.
///
/// # Errors
/// When a request that was too large for a cookie can't be read.
pub async fn open<P: Platform>(site: &Site<'_, P>, id: &str) -> Result<Opened, Failure> {
    let Some(held) = held(site, id) else { return Ok(Opened::Gone) };
    let row = held.sealed.strip_prefix("row.");
    let kept = match row {
        Some(key) => requests::read(site.platform, &hash::sha256(key)).await?,
        None => Some(held.sealed.to_owned()),
    };
    let Some(mut opened) = kept.and_then(|sealed| unseal(site, id, &sealed)) else {
        return Ok(Opened::Gone);
    };
    opened.came = held.came;
    opened.row = row.map(str::to_owned);
    Ok(opened.at(site.now))
}

/// The cookie that this browser brought for `id`.
pub fn held<'r, P: Platform>(site: &Site<'r, P>, id: &'r str) -> Option<Held<'r>> {
    let value = cookie(&site.request.headers, &name(site, id))?;
    Held::read(site, id, value)
}

/// The transaction `id` of what was sealed.
pub fn unseal<P: Platform>(site: &Site<P>, id: &str, sealed: &str) -> Option<Transaction> {
    let bound = [site.issuer(), id];
    let keys = &site.settings.master_keys;
    let text = secrets::open(keys, Purpose::Transaction, &bound, sealed)?;
    let sealed = fitting::read::<Sealed>(&text).ok()?;
    Some(Transaction {
        id: id.to_owned(),
        browser: hash::sha256(&sealed.browser),
        request: sealed.request,
        flow_version: sealed.flow_version,
        came: Came::Begun,
        secret: sealed.browser,
        sealed_at: sealed.at,
        row: None,
    })
}
