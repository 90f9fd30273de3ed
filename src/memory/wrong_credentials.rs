//! How often wrong credentials came of late. The count is this isolate's and decides nothing but that who sends them has to wait:
//! it costs no write, but that of the limit's trace, and a secret of 128 random bits needs no better one.

use super::remembered::Remembered;
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

impl WrongCredentials {
    /// Counts one; for how many seconds there were too many, if there were.
    pub fn count(&self, key: &str, now: i64) -> Option<i64> {
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
