//! The log: one structured line an event.

/// Writes lines for those who run the deployment. No address, code or secret is ever in one.
pub trait Log {
    /// Writes `line`, a JSON object.
    fn log(&self, line: &str);
}
