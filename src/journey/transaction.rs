//! Where a transaction is: sealed in a cookie of its own, or in a row, where it is too large for that. It goes on until 30 minutes
//! after its browser last asked for one of its pages (WCAG 2.2.1: who takes long is not sent back); for a day more it only
//! begins the same request again.

use super::sealed_transaction::held;
use super::transaction_cookies::{Came, Held, LARGEST, Room};
use super::{made_room, transaction_cookies as cookies};
use crate::encode::hash;
use crate::failure::{Failure, Kind};
use crate::http::{Cookie, cookies_with_prefix};
use crate::ports::Platform;
use crate::protocol::lifetime;
use crate::request::site::Site;
use crate::store::{Sender, requests};

pub use super::sealed_transaction::{Opened, Transaction, begin, open};

/// When a transaction was last used is told again after so many seconds.
const USED_AGAIN: i64 = 60;

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
    with_room(site, Some(cookie), &room, signed_in).await
}

/// The cookies of a page that was asked for: its transaction's, anew where its request was `changed`, where it came
/// further, or where time has passed; and those that have no room beside it.
///
/// # Errors
/// When a request too large for a cookie can't be kept.
pub async fn renew<P: Platform>(
    site: &Site<'_, P>,
    transaction: &mut Transaction,
    changed: bool,
    came: Came,
) -> Result<Vec<Cookie>, Failure> {
    let old = site.now - transaction.sealed_at >= lifetime::TRANSACTION_RENEWAL;
    let mut placed = None;
    if changed || old {
        (transaction.came, transaction.sealed_at) = (came, site.now);
        placed = seal(site, transaction, false).await?;
    }
    let (cookie, room) = match placed {
        Some((cookie, room)) => (Some(cookie), room),
        None => match held(site, &transaction.id) {
            Some(held) => used(site, held, came),
            None => return Ok(Vec::new()),
        },
    };
    with_room(site, cookie, &room, false).await
}

/// The cookie with the time of this use, where that is worth it, and what has no room beside it.
fn used<'r, P: Platform>(
    site: &Site<'r, P>,
    held: Held<'_>,
    came: Came,
) -> (Option<Cookie>, Room<'r>) {
    let value = cookies::value(site.now, came, held.sealed);
    let room = Room::for_cookie(site, held.id, &value);
    let is_told = site.now - held.used_at >= USED_AGAIN || came != held.came;
    (is_told.then(|| cookies::bring(site, held.id, value)), room)
}

/// A cookie, and those that make room for it.
async fn with_room<P: Platform>(
    site: &Site<'_, P>,
    cookie: Option<Cookie>,
    room: &Room<'_>,
    signed_in: bool,
) -> Result<Vec<Cookie>, Failure> {
    let mut all: Vec<Cookie> =
        room.gone.iter().map(|held| cookies::forget(site, held.id)).collect();
    all.extend(made_room::keep(site, &room.gone, signed_in).await?);
    all.extend(cookie);
    Ok(all)
}

/// The cookie, and what makes room for it. It is of a row where it is too large, or too large beside the others. None where too
/// many such rows came, and no cookie holds it.
async fn seal<'r, P: Platform>(
    site: &Site<'r, P>,
    transaction: &Transaction,
    signed_in: bool,
) -> Result<Option<(Cookie, Room<'r>)>, Failure> {
    let id = transaction.id.as_str();
    let sealed = transaction.sealed(site)?;
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

/// Whether this browser brought any transaction along.
pub fn any<P: Platform>(site: &Site<P>) -> bool {
    !cookies_with_prefix(&site.request.headers, &site.cookie_name("tx-")).is_empty()
}
