//! What stands at addresses of others: one guarded GET, which must be answered with 200. How often an isolate asks one
//! address is bounded.

use super::remembered::Remembered;
use crate::config::Mode;
use crate::http::NamedBy;
use crate::ports::{FetchError, Outbound, OutboundRequest, OutboundResponse};
use std::cell::RefCell;

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
    /// In how many seconds to try again, where it was not asked since too many asked.
    pub throttled: Option<i64>,
}

impl Nothing {
    /// Nothing, of which whoever named the address may read all.
    pub fn told(told: String, status: Option<u16>) -> Self {
        Self { reason: told.clone(), told, status, throttled: None }
    }

    /// Nothing, since too many asked.
    pub fn throttled(seconds: i64) -> Self {
        let told = format!("it was asked too often; try again in {seconds} s");
        Self { throttled: Some(seconds), ..Self::told(told, None) }
    }
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
        .map_err(|FetchError(wrong)| Nothing::told(wrong, None))?;
    request.headers = vec![("accept".to_owned(), accept.to_owned())];
    match outbound.fetch(request).await {
        Ok(answer) if answer.status == 200 => Ok(answer),
        Ok(answer) => {
            Err(Nothing::told(format!("it answers {}", answer.status), Some(answer.status)))
        }
        Err(FetchError(reason)) => {
            Err(Nothing { reason, ..Nothing::told("it does not answer".to_owned(), None) })
        }
    }
}

/// How often addresses were asked.
#[derive(Default)]
pub struct Looks(RefCell<Remembered<Look, MOST>>);

#[derive(Default, Clone, Copy)]
struct Look {
    /// When it was last asked in vain.
    failed_at: Option<i64>,
    /// Since when and how often it was asked within a minute.
    asked: (i64, u32),
}

impl Look {
    /// In how many seconds it may be asked; none for now.
    fn wait(&self, now: i64) -> Option<i64> {
        let (since, times) = self.asked;
        let pause = self.failed_at.map(|at| at + PAUSE);
        let minute = (times >= MOST_A_MINUTE).then_some(since + 60);
        pause.max(minute).map(|until| until - now).filter(|seconds| *seconds > 0)
    }
}

impl Looks {
    /// In how many seconds `url` may be asked; none for now.
    pub fn wait(&self, url: &str, now: i64) -> Option<i64> {
        self.0.borrow().get(url)?.wait(now)
    }

    /// Counts a look at `url`, if there may be one.
    pub fn may(&self, url: &str, now: i64) -> bool {
        let mut looks = self.0.borrow_mut();
        let mut look = looks.get(url).copied().unwrap_or_default();
        if look.wait(now).is_some() {
            return false;
        }
        if now >= look.asked.0 + 60 {
            look.asked = (now, 0);
        }
        look.asked.1 += 1;
        looks.put(url, look);
        true
    }

    /// Notes how a look at `url` ended.
    pub fn ended(&self, url: &str, well: bool, now: i64) {
        if let Some(look) = self.0.borrow_mut().get_mut(url) {
            look.failed_at = (!well).then_some(now);
        }
    }
}
