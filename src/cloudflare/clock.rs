//! `Date.now()`.

use super::Edge;
use crate::ports::Clock;

impl Clock for Edge {
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds of a date fit by far")]
    fn now(&self) -> i64 {
        (js_sys::Date::now() / 1000.0).floor() as i64
    }
}
