//! A clock that can be set.

use std::cell::Cell;
use std::time::SystemTime;

/// The real time until it is set.
#[derive(Default)]
pub struct NativeClock {
    set_to: Cell<Option<i64>>,
}

impl NativeClock {
    /// Stands still at `seconds` since 1970.
    pub fn set(&self, seconds: i64) {
        self.set_to.set(Some(seconds));
    }

    /// Goes `seconds` on (or back), and stands still there.
    pub fn advance(&self, seconds: i64) {
        self.set(self.seconds() + seconds);
    }

    /// Seconds since 1970.
    pub fn seconds(&self) -> i64 {
        self.set_to.get().unwrap_or_else(system_seconds)
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the port that others get theirs from")]
fn system_seconds() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
