//! A transaction: one authorization request in one browser. The request is sealed into a cookie of its own
//! (AES-256-GCM, bound to purpose, issuer and id), never into a URL or form field; no proof, counter, answer
//! or password is ever in it. It goes on until 30 minutes after its browser last asked for one of its pages (WCAG
//! 2.2.1: who takes long is not sent back); for a day more it only begins the same request again.

use super::made_room;
use super::site::Site;
use super::transaction_cookies::{self as cookies, Came, Held, LARGEST, Room};
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

/// When a transaction was last used is told again after so many seconds.
const USED_AGAIN: i64 = 60;

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
    sealed_at: i64,
    /// The key of its row, where it is too large for a cookie.
    row: Option<String>,
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
    let (came, sealed_at, row) = (Came::Begun, site.now, None);
    Transaction { id, browser, request, flow_version, came, secret, sealed_at, row }
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
    let sealed = seal(site, transaction, signed_in).await?;
    let (cookie, room) = sealed
        .ok_or_else(|| Failure::person(Kind::Unavailable).because("large_requests_throttled"))?;
    Ok(with_room(site, Some(cookie), &room, signed_in))
}

/// The cookies of a page that was asked for: its transaction's, anew where something was typed that its other pages should
/// know, where it came further, or where time has passed; and those that have no room beside it.
///
/// # Errors
/// When a request too large for a cookie can't be kept.
pub async fn renew<P: Platform>(
    site: &Site<'_, P>,
    transaction: &Transaction,
    typed: Option<&str>,
    came: Came,
) -> Result<Vec<Cookie>, Failure> {
    let hint = typed.filter(|typed| transaction.request.login_hint.as_deref() != Some(typed));
    if hint.is_some() || site.now - transaction.sealed_at >= lifetime::TRANSACTION_RENEWAL {
        let mut transaction = Transaction { came, ..transaction.clone() };
        if let Some(hint) = hint {
            transaction.request.login_hint = Some(hint.to_owned());
        }
        if let Some((cookie, room)) = seal(site, &transaction, false).await? {
            return Ok(with_room(site, Some(cookie), &room, false));
        }
    }
    let Some(held) = held(site, &transaction.id) else { return Ok(Vec::new()) };
    let value = cookies::value(site.now, came, held.sealed);
    let room = Room::for_cookie(site, held.id, &value);
    let used = site.now - held.used_at >= USED_AGAIN || came != held.came;
    let cookie = used.then(|| cookies::bring(site, held.id, value));
    Ok(with_room(site, cookie, &room, false))
}

/// The cookie anew, where the application wants languages and the person chose one.
///
/// # Errors
/// When a request too large for a cookie can't be kept.
pub async fn in_language<P: Platform>(
    site: &Site<'_, P>,
    transaction: &Transaction,
    language: Language,
) -> Result<Vec<Cookie>, Failure> {
    if transaction.request.ui_locales.as_deref().is_none_or(|wanted| wanted == language.tag()) {
        return Ok(Vec::new());
    }
    let mut transaction = transaction.clone();
    transaction.request.ui_locales = Some(language.tag().to_owned());
    let Some((cookie, room)) = seal(site, &transaction, false).await? else {
        return Ok(Vec::new());
    };
    Ok(with_room(site, Some(cookie), &room, false))
}

/// A cookie, and those that make room for it.
fn with_room<P: Platform>(
    site: &Site<'_, P>,
    cookie: Option<Cookie>,
    room: &Room<'_>,
    signed_in: bool,
) -> Vec<Cookie> {
    let mut all: Vec<Cookie> =
        room.gone.iter().map(|held| cookies::forget(site, held.id)).collect();
    all.extend(made_room::keep(site, &room.gone, signed_in));
    all.extend(cookie);
    all
}

/// The cookie, and what makes room for it. It is of a row where it is too large, or too large beside the others. None where too
/// many such rows came, and no cookie holds it.
async fn seal<'r, P: Platform>(
    site: &Site<'r, P>,
    transaction: &Transaction,
    signed_in: bool,
) -> Result<Option<(Cookie, Room<'r>)>, Failure> {
    let sealed = Sealed {
        request: transaction.request.clone(),
        flow_version: transaction.flow_version.clone(),
        browser: transaction.secret.clone(),
        at: site.now,
    };
    let text = serde_json::to_vec(&sealed)
        .map_err(|error| Failure::Us { reason: error.to_string(), temporary: false })?;
    let id = transaction.id.as_str();
    let bound = [site.issuer(), id];
    let nonce = site.platform.random_bytes::<12>();
    let sealed =
        secrets::seal(&site.settings.master_keys, Purpose::Transaction, nonce, &bound, &text);
    let value = |sealed: &str| cookies::value(site.now, transaction.came, sealed);
    let inline = value(&sealed);
    let row = transaction.row.as_deref();
    // As much as the key of a row weighs.
    let of_row = value(&format!("row.{}", row.unwrap_or(id)));
    let room = Room::for_cookie(site, id, &of_row);
    if room.fits(site, id, &inline) {
        return Ok(Some((cookies::bring(site, id, inline), room)));
    }
    let fits = inline.len() <= LARGEST;
    let wider = Room::for_cookie(site, id, &inline);
    if fits && wider.ends_no_more_than(&room) {
        return Ok(Some((cookies::bring(site, id, inline), wider)));
    }
    let network = site.network();
    let sender = if signed_in { Sender::Known } else { Sender::Anybody(network.as_deref()) };
    if let Some(key) = keep(site, row, &sealed, sender).await? {
        return Ok(Some((cookies::bring(site, id, value(&format!("row.{key}"))), room)));
    }
    Ok(fits.then(|| (cookies::bring(site, id, inline), wider)))
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
    let Some(held) = held(site, id) else { return Ok(Opened::Gone) };
    let row = held.sealed.strip_prefix("row.");
    let kept = match row {
        Some(key) => requests::read(site.platform, &hash::sha256(key)).await?,
        None => Some(held.sealed.to_owned()),
    };
    let Some(opened) = kept.and_then(|sealed| unseal(site, id, &sealed)) else {
        return Ok(Opened::Gone);
    };
    let row = row.map(str::to_owned);
    Ok(Transaction { came: held.came, row, ..opened }.at(site.now))
}

/// The cookie that this browser brought for `id`.
fn held<'r, P: Platform>(site: &Site<'r, P>, id: &'r str) -> Option<Held<'r>> {
    let value = cookie(&site.request.headers, &cookies::name(site, id))?;
    Held::read(site, id, value)
}

/// The transaction `id` of what was sealed.
pub fn unseal<P: Platform>(site: &Site<P>, id: &str, sealed: &str) -> Option<Transaction> {
    let bound = [site.issuer(), id];
    let keys = &site.settings.master_keys;
    let text = secrets::open(keys, Purpose::Transaction, &bound, sealed)?;
    let sealed = serde_json::from_slice::<Sealed>(&text).ok()?;
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

/// Whether this browser brought any transaction along.
pub fn any<P: Platform>(site: &Site<P>) -> bool {
    !cookies_with_prefix(&site.request.headers, &site.cookie_name("tx-")).is_empty()
}
