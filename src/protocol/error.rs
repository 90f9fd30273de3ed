//! Errors on the wire (RFC 6749 §4.1.2.1 and §5.2).

use super::Cause;

/// An error for the client application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuthError {
    /// Why, which decides the code.
    pub cause: Cause,
    /// What was wrong and what is allowed, for the developer.
    description: String,
    /// After how many seconds the same may be tried again, where that is known.
    pub retry_after: Option<i64>,
}

impl OAuthError {
    /// An error with what its developer should read.
    pub fn new(cause: Cause, description: impl Into<String>) -> Self {
        Self { cause, description: description.into(), retry_after: None }
    }

    /// With when to try again.
    #[must_use]
    pub fn after(self, seconds: i64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// The code as it is sent.
    pub fn code(&self) -> &'static str {
        self.cause.code().name()
    }

    /// `error_description`: what was wrong, its cause, and the id that the log has; characters that may not
    /// stand there (RFC 6749 §5.2) become `'`.
    pub fn description(&self, correlation: &str) -> String {
        let cause = self.cause.name();
        format!("{} ({cause}, correlation id {correlation})", self.description)
            .chars()
            .map(|c| if matches!(c, ' '..='!' | '#'..='[' | ']'..='~') { c } else { '\'' })
            .collect()
    }
}
