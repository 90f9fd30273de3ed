//! The Worker's log.

use super::Edge;
use crate::ports::Log;
use worker::console_log;

impl Log for Edge {
    fn log(&self, line: &str) {
        console_log!("{line}");
    }
}
