//! Which of the limits that an isolate counts by itself left a trace: each does once an hour.

use std::cell::RefCell;

/// The kinds of limits that left a trace, and the hour in which each last did.
#[derive(Debug, Default)]
pub struct Traced(RefCell<Vec<(&'static str, i64)>>);

impl Traced {
    /// Whether a limit bites for the first time in this hour.
    pub fn is_first(&self, kind: &'static str, now: i64) -> bool {
        let hour = now / 3600;
        let mut traced = self.0.borrow_mut();
        if traced.contains(&(kind, hour)) {
            return false;
        }
        traced.retain(|(known, _)| *known != kind);
        traced.push((kind, hour));
        true
    }
}
