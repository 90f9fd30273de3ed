//! What of a script does not hold.

use crate::config::Fault;

/// The script's name where a fault names its document.
pub const SCRIPT: &str = "script";

/// What did not hold in one visit.
pub struct Faults {
    /// The visit, as a JSON pointer into the script.
    pub pointer: String,
    /// All that was found so far.
    pub found: Vec<Fault>,
}

impl Faults {
    /// Notes that at `pointer` within the visit something does not hold.
    pub fn add(&mut self, pointer: &str, sentence: impl Into<String>) {
        self.found.push(Fault {
            document: SCRIPT.to_owned(),
            pointer: format!("{}{pointer}", self.pointer),
            sentence: sentence.into(),
        });
    }
}

/// `name` as a segment of a JSON pointer (RFC 6901).
pub fn segment(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
