//! The log, kept.

use super::NativePlatform;
use crate::ports::Log;
use std::cell::RefCell;

/// The lines that were written.
#[derive(Default)]
pub struct NativeLog {
    lines: RefCell<Vec<String>>,
}

impl NativeLog {
    /// The lines written so far, oldest first.
    pub fn lines(&self) -> Vec<String> {
        self.lines.borrow().clone()
    }
}

impl Log for NativePlatform {
    fn log(&self, line: &str) {
        self.log.lines.borrow_mut().push(line.to_owned());
    }
}
