//! What stands at addresses of others: one guarded GET, which must be answered with 200, and how often an isolate may ask.

use super::room::make_room;
use crate::config::Mode;
use crate::http::NamedBy;
use crate::ports::{FetchError, Outbound, OutboundRequest, OutboundResponse};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// After an answer that was none, an address is left in peace this long, in seconds.
const PAUSE: i64 = 5;
/// An address is asked at most so often a minute.
const MOST_A_MINUTE: u32 = 10;
/// The most addresses that are remembered.
pub const MOST: usize = 200;

/// Why nothing was got.
pub struct Nothing {
    /// For who named the address.
    pub told: String,
    /// For the log.
    pub reason: String,
    /// The status code of an answer that is not 200.
    pub status: Option<u16>,
}

/// What stands at `url`.
///
/// # Errors
/// When it may not be asked, nobody answers, or not with 200.
pub async fn get(
    outbound: &impl Outbound,
    (url, named_by): (&str, NamedBy),
    mode: &Mode,
    accept: &str,
) -> Result<OutboundResponse, Nothing> {
    let mut request = OutboundRequest::get(url, named_by, mode)
        .map_err(|FetchError(reason)| Nothing { told: reason.clone(), reason, status: None })?;
    request.headers = vec![("accept".to_owned(), accept.to_owned())];
    match outbound.fetch(request).await {
        Ok(answer) if answer.status == 200 => Ok(answer),
        Ok(answer) => {
            let told = format!("it answers {}", answer.status);
            Err(Nothing { reason: told.clone(), told, status: Some(answer.status) })
        }
        Err(error) => {
            Err(Nothing { told: "it does not answer".to_owned(), reason: error.0, status: None })
        }
    }
}

/// How often addresses were asked.
#[derive(Default)]
pub struct Looks(RefCell<BTreeMap<String, Look>>);

#[derive(Default)]
struct Look {
    /// When it was last asked in vain.
    failed_at: Option<i64>,
    /// Since when and how often it was asked within a minute.
    asked: (i64, u32),
}

impl Looks {
    /// Counts a look at `url`, if there may be one.
    pub fn may(&self, url: &str, now: i64) -> bool {
        let mut looks = self.0.borrow_mut();
        make_room(&mut looks, MOST, url, |look| look.asked.0);
        let look = looks.entry(url.to_owned()).or_default();
        if now >= look.asked.0.saturating_add(60) {
            look.asked = (now, 0);
        }
        let paused = look.failed_at.is_some_and(|at| now < at.saturating_add(PAUSE));
        if paused || look.asked.1 >= MOST_A_MINUTE {
            return false;
        }
        look.asked.1 += 1;
        true
    }

    /// Notes how a look at `url` ended.
    pub fn ended(&self, url: &str, well: bool, now: i64) {
        self.0.borrow_mut().entry(url.to_owned()).or_default().failed_at = (!well).then_some(now);
    }
}
