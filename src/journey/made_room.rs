//! Sign-ins that made room for newer ones in their browser. What their cookies sealed is kept as a row, so that their pages begin
//! the same request anew, and say so. Nothing else comes back: no proof, no answer, and no address that was typed.
//!
//! Who knows a page's address alone gets nothing. The row's key is a hash over the transaction's id and a secret of the browser
//! that the transaction was in. Otherwise somebody who saw the address could go through the flow themselves, learn the
//! application's `state`, and send the person to the application with a code of their own (RFC 9700 §4.7). Who has the
//! browser's cookies, too, had the transaction itself before. What a row seals is bound to its key, so that nobody who reads the
//! database makes a cookie of it that opens the run of the transaction's id. A row is used once, begins nothing after its
//! transaction would have ended, and counts as a large request does. Where too many came, it is not kept, and the page leads
//! back to the application.

use super::sealed_transaction::{Opened, Transaction, open, unseal};
use super::transaction_cookies::{Came, Held};
use crate::encode::hash;
use crate::failure::Failure;
use crate::http::{Cookie, Method};
use crate::ports::Platform;
use crate::protocol::lifetime;
use crate::request::browser_secret;
use crate::request::site::{Site, log_failure};
use crate::store::{Sender, requests};

/// How many are kept of those that make room at once: the ones that were used last.
const MOST: usize = 3;

/// Keeps those that make room, after the answer; the cookie with the secret that they are found by, where the browser lacks it.
/// One that was answered is over.
///
/// # Errors
/// When one that is in a row can't be read.
pub async fn keep<P: Platform>(
    site: &Site<'_, P>,
    gone: &[Held<'_>],
    signed_in: bool,
) -> Result<Option<Cookie>, Failure> {
    let secret = browser_secret::for_page(site);
    let mut left = Vec::new();
    for held in gone.iter().rev().filter(|held| held.came != Came::Done).take(MOST) {
        if let Opened::Live(mut kept) | Opened::Late(mut kept) = open(site, held.id).await? {
            kept.id = key(held.id, &secret);
            left.push((kept.sealed(site)?, kept.id));
        }
    }
    if left.is_empty() || site.request.method == Method::Head {
        return Ok(None);
    }
    let (platform, network, now) = (site.platform.clone(), site.network(), site.now);
    let correlation = site.correlation.to_owned();
    site.platform.after_response(async move {
        let sender = if signed_in { Sender::Known } else { Sender::Anybody(network.as_deref()) };
        let end = now + lifetime::TRANSACTION + lifetime::TRANSACTION_RESTART;
        for (sealed, id) in left {
            let kept = requests::keep(&platform, &id, &sealed, end, sender, now).await;
            if let Err(error) = kept {
                log_failure(&platform, &correlation, &format!("made room: {error:?}"), true);
            }
        }
    });
    Ok(browser_secret::cookie_for(site, secret))
}

/// The transaction `id` that made room in this browser, once.
///
/// # Errors
/// When the database can't be asked.
pub async fn take<P: Platform>(
    site: &Site<'_, P>,
    id: &str,
) -> Result<Option<Transaction>, Failure> {
    let secret = browser_secret::presented(site);
    if secret.is_empty() {
        return Ok(None);
    }
    let key = key(id, secret);
    let sealed = requests::take(site.platform, &key, site.now).await?;
    let left = sealed.and_then(|sealed| unseal(site, &key, &sealed));
    Ok(match left.map_or(Opened::Gone, |left| left.at(site.now)) {
        Opened::Live(left) | Opened::Late(left) => Some(left),
        Opened::Gone => None,
    })
}

/// Nobody else's: other rows' keys are hashes of one word.
fn key(id: &str, secret: &str) -> String {
    hash::sha256(&format!("made room {id} {secret}"))
}
