//! A transaction: one authorization request in one browser. The request is sealed into a cookie of its own
//! (AES-256-GCM, bound to purpose, issuer and id), never into a URL or form field; no proof, counter, answer
//! or password is ever in it. It goes on until 30 minutes after its browser last asked for one of its pages (WCAG
//! 2.2.1: who takes long is not sent back); for a day more it only begins the same request again.

use super::site::Site;
use crate::encode::gather::in_order;
use crate::encode::{base64url, hash};
use crate::failure::Failure;
use crate::flow::Flow;
use crate::http::{Cookie, cookie, cookies_with_prefix};
use crate::language::Language;
use crate::pages::problem::Kind;
use crate::ports::Platform;
use crate::protocol::{AuthorizationRequest, lifetime};
use crate::secrets::{self, Purpose};
use crate::store::{Sender, requests};
use serde::{Deserialize, Serialize};

/// What fits a cookie: browsers drop larger ones without a word.
const COOKIE_LIMIT: usize = 2400;
/// How many transactions a browser holds; the oldest makes room.
const MOST: usize = 3;

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
    secret: String,
    sealed_at: i64,
    /// The key of its row, where it is too large for a cookie.
    row: Option<String>,
}

impl Transaction {
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

#[derive(Serialize, Deserialize)]
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
    Transaction { id, browser, request, flow_version, secret, sealed_at: site.now, row: None }
}

/// The cookies of a transaction that begins: its own, and those that make room for it. Where nobody is `signed_in`, a
/// request too large for a cookie is one that anybody sends.
///
/// # Errors
/// When a request too large for a cookie can't be kept, or too many are.
pub async fn cookies<P: Platform>(
    site: &Site<'_, P>,
    transaction: &Transaction,
    signed_in: bool,
) -> Result<Vec<Cookie>, Failure> {
    let network = site.network();
    let sender = if signed_in { Sender::Known } else { Sender::Anybody(network.as_deref()) };
    let sealed = seal(site, transaction, sender).await?;
    let sealed = sealed
        .ok_or_else(|| Failure::person(Kind::Unavailable).because("large_requests_throttled"))?;
    let mut cookies = drop_oldest(site);
    cookies.push(sealed);
    Ok(cookies)
}

/// The cookie anew, where something was typed that its pages should know, or time has passed.
///
/// # Errors
/// When a request too large for a cookie can't be kept.
pub async fn renew<P: Platform>(
    site: &Site<'_, P>,
    transaction: &Transaction,
    typed: Option<&str>,
) -> Result<Option<Cookie>, Failure> {
    let hint = typed.filter(|typed| transaction.request.login_hint.as_deref() != Some(typed));
    if hint.is_none() && site.now - transaction.sealed_at < lifetime::TRANSACTION_RENEWAL {
        return Ok(None);
    }
    let mut transaction = transaction.clone();
    if let Some(hint) = hint {
        transaction.request.login_hint = Some(hint.to_owned());
    }
    let network = site.network();
    seal(site, &transaction, Sender::Anybody(network.as_deref())).await
}

/// The cookie anew, where the application wants languages and the person chose one.
///
/// # Errors
/// When a request too large for a cookie can't be kept.
pub async fn in_language<P: Platform>(
    site: &Site<'_, P>,
    transaction: &Transaction,
    language: Language,
) -> Result<Option<Cookie>, Failure> {
    if transaction.request.ui_locales.as_deref().is_none_or(|wanted| wanted == language.tag()) {
        return Ok(None);
    }
    let mut transaction = transaction.clone();
    transaction.request.ui_locales = Some(language.tag().to_owned());
    let network = site.network();
    seal(site, &transaction, Sender::Anybody(network.as_deref())).await
}

/// The cookie; none where the request is too large for it and too many of those came.
async fn seal<P: Platform>(
    site: &Site<'_, P>,
    transaction: &Transaction,
    sender: Sender<'_>,
) -> Result<Option<Cookie>, Failure> {
    let sealed = Sealed {
        request: transaction.request.clone(),
        flow_version: transaction.flow_version.clone(),
        browser: transaction.secret.clone(),
        at: site.now,
    };
    let text = serde_json::to_vec(&sealed)
        .map_err(|error| Failure::Us { reason: error.to_string(), temporary: false })?;
    let bound = [site.issuer(), transaction.id.as_str()];
    let nonce = site.platform.random_bytes::<12>();
    let sealed_text =
        secrets::seal(&site.settings.master_keys, Purpose::Transaction, nonce, &bound, &text);
    // The time stands in front, so that the oldest can be found without opening any.
    let mut value = format!("{}.{sealed_text}", site.now);
    if value.len() > COOKIE_LIMIT {
        let row = transaction.row.as_deref();
        let Some(key) = keep(site, row, &sealed_text, sender).await? else { return Ok(None) };
        value = format!("{}.row.{key}", site.now);
    }
    Ok(Some(make(site, &transaction.id, &value, None)))
}

/// Keeps what is too large for a cookie, in the `row` that it has or in a new one: the row's key; none where too many came.
async fn keep<P: Platform>(
    site: &Site<'_, P>,
    row: Option<&str>,
    sealed: &str,
    sender: Sender<'_>,
) -> Result<Option<String>, Failure> {
    let end = site.now + lifetime::TRANSACTION + lifetime::TRANSACTION_RESTART;
    if let Some(key) = row {
        requests::renew(site.platform, &hash::sha256(key), sealed, end).await?;
        return Ok(Some(key.to_owned()));
    }
    let key = site.random::<16>();
    let id = hash::sha256(&key);
    let kept = requests::keep(site.platform, &id, sealed, end, sender, site.now).await?;
    Ok(kept.is_ok().then_some(key))
}

/// Opens what this browser holds for `id`.
///
/// # Errors
/// When a request that was too large for a cookie can't be read.
pub async fn open<P: Platform>(site: &Site<'_, P>, id: &str) -> Result<Opened, Failure> {
    let name = site.cookie_name(&format!("tx-{id}"));
    let Some((_, value)) =
        cookie(&site.request.headers, &name).and_then(|value| value.split_once('.'))
    else {
        return Ok(Opened::Gone);
    };
    let row = value.strip_prefix("row.");
    let kept = match row {
        Some(key) => requests::read(site.platform, &hash::sha256(key)).await?,
        None => Some(value.to_owned()),
    };
    let bound = [site.issuer(), id];
    let opened = kept
        .and_then(|text| {
            secrets::open(&site.settings.master_keys, Purpose::Transaction, &bound, &text)
        })
        .and_then(|text| serde_json::from_slice::<Sealed>(&text).ok());
    let Some(sealed) = opened else { return Ok(Opened::Gone) };
    let transaction = Transaction {
        id: id.to_owned(),
        browser: hash::sha256(&sealed.browser),
        request: sealed.request,
        flow_version: sealed.flow_version,
        secret: sealed.browser,
        sealed_at: sealed.at,
        row: row.map(str::to_owned),
    };
    let expires_at = transaction.sealed_at + lifetime::TRANSACTION;
    Ok(if site.now < expires_at {
        Opened::Live(transaction)
    } else if site.now < expires_at + lifetime::TRANSACTION_RESTART {
        Opened::Late(transaction)
    } else {
        Opened::Gone
    })
}

/// Whether this browser brought any transaction along.
pub fn any<P: Platform>(site: &Site<P>) -> bool {
    !cookies_with_prefix(&site.request.headers, &site.cookie_name("tx-")).is_empty()
}

fn drop_oldest<P: Platform>(site: &Site<P>) -> Vec<Cookie> {
    let prefix = site.cookie_name("tx-");
    let began = |value: &str| value.split_once('.').and_then(|(time, _)| time.parse::<i64>().ok());
    let held = cookies_with_prefix(&site.request.headers, &prefix)
        .into_iter()
        // A name that we would not have given is not repeated in a header.
        .filter(|(id, _)| is_id(id))
        .map(|(id, value)| (began(value).unwrap_or(0), id));
    let held = in_order(held, |one, other| one < other);
    let too_many = (held.len() + 1).saturating_sub(MOST);
    held.into_iter().take(too_many).map(|(_, id)| make(site, id, "", Some(0))).collect()
}

fn is_id(text: &str) -> bool {
    let base64url = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    text.len() == 22 && text.bytes().all(base64url)
}

fn make<P: Platform>(site: &Site<P>, id: &str, value: &str, max_age: Option<i64>) -> Cookie {
    Cookie {
        name: site.cookie_name(&format!("tx-{id}")),
        value: value.to_owned(),
        max_age,
        secure: site.settings.secure(),
        framed: false,
    }
}
