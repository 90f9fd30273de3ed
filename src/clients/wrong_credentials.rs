//! Wrong credentials are throttled without locking the right ones out (RFC 6749 §2.3.1): each is compared first, so that
//! what is right always passes; who sends wrong ones again and again is told to wait. The count is this isolate's and
//! decides nothing else: it costs no write, but that of the limit's trace, and a secret of 128 random bits needs no
//! better one.

use crate::failure::Failure;
use crate::memory::remembered::Remembered;
use crate::ports::Platform;
use crate::protocol::{Cause, OAuthError};
use crate::request::limits;
use crate::request::site::Site;
use std::cell::RefCell;

/// So many in a window are told what was wrong.
const MOST: u32 = 20;
/// The window that begins with the first, in seconds.
const WINDOW: i64 = 60;
/// The most networks, each with the application it calls itself, that are remembered.
const REMEMBERED: usize = 1000;

/// Wrong credentials of late, by network and application.
#[derive(Debug, Default)]
pub struct WrongCredentials(RefCell<Remembered<Window, REMEMBERED>>);

#[derive(Debug, Clone, Copy)]
struct Window {
    since: i64,
    n: u32,
}

/// `failure`, or where it is one of too many wrong credentials from its network for `client_id`, 429.
pub fn counted<P: Platform>(site: &Site<P>, client_id: &str, failure: Failure) -> Failure {
    let (cause, kind) = match &failure {
        Failure::Client { error, .. } => match error.cause {
            Cause::SecretWrong | Cause::AssertionSignature => {
                (Cause::SecretsThrottled, "wrong-secrets")
            }
            Cause::InitialAccessToken | Cause::RegistrationToken => {
                (Cause::TokensThrottled, "wrong-tokens")
            }
            _ => return failure,
        },
        _ => return failure,
    };
    let Some(network) = site.network() else { return failure };
    let key = site.counter("wrong-credentials", &format!("{network} {client_id}"));
    let Some(seconds) = site.isolate.wrong_credentials.count(&key, site.now) else {
        return failure;
    };
    limits::trace(site, kind);
    let description = format!("wrong, too often from your network; try again in {seconds} s");
    let error = OAuthError::new(cause, description).after(seconds);
    Failure::Client { error, status: 429, challenge: None }
}

impl WrongCredentials {
    /// Counts one; for how many seconds there were too many, if there were.
    fn count(&self, key: &str, now: i64) -> Option<i64> {
        let mut memory = self.0.borrow_mut();
        let known = memory.get_mut(key).filter(|window| now < window.since.saturating_add(WINDOW));
        let Some(window) = known else {
            memory.put(key, Window { since: now, n: 1 });
            return None;
        };
        window.n = window.n.saturating_add(1);
        (window.n > MOST).then(|| (window.since + WINDOW - now).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_begins_with_the_first_and_ends_by_itself() {
        let wrong = WrongCredentials::default();
        let count = |now| wrong.count("a", now);
        assert!((0..MOST).all(|_| count(100).is_none()));
        assert_eq!((count(100), count(159)), (Some(60), Some(1)));
        assert_eq!(wrong.count("b", 159), None);
        assert_eq!(count(160), None);
    }
}
