//! The log, kept.

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

    /// Writes a line.
    pub fn write(&self, line: &str) {
        self.lines.borrow_mut().push(line.to_owned());
    }
}
