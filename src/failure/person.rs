//! What a person is told of a failure.

use super::kind::Kind;

/// What a person is told.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonFailure {
    /// The sentence.
    pub kind: Kind,
    /// What to say in place of the kind's sentence.
    pub sentence: Option<String>,
    /// Why, more closely than the code says, where that is known: for the log.
    pub reason: &'static str,
    /// What a developer wants to know; shown in development alone.
    pub details: Vec<(String, String)>,
    /// A way into the application, where that is another than its own address.
    pub home: Option<String>,
    /// How the same can be tried again.
    pub retry: Option<Retry>,
}

impl PersonFailure {
    /// A page of this kind, without more.
    pub fn new(kind: Kind) -> Self {
        Self { kind, sentence: None, reason: "", details: Vec::new(), home: None, retry: None }
    }
}

/// How the same can be tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Retry {
    /// An address of ours.
    Link(String),
    /// A form that sends what was typed again.
    Form {
        /// Where to.
        action: String,
        /// Names and values, without passwords.
        fields: Vec<(String, String)>,
    },
}
