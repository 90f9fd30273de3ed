//! Words and texts in rows that this version does not know: an error, never a default.

use crate::encode::fitting;
use crate::ports::BatchError;
use crate::protocol::Proofs;
use serde::de::DeserializeOwned;

/// `known`, or the error that `column` holds a word which nobody knows.
pub(super) fn word<T>(known: Option<T>, column: &'static str) -> Result<T, BatchError> {
    known.ok_or(BatchError::Unreadable(column))
}

/// What the JSON of `column` says.
pub(super) fn json<T: DeserializeOwned>(text: &str, column: &'static str) -> Result<T, BatchError> {
    word(fitting::read(text.as_bytes()).ok(), column)
}

/// The proofs of `column`, one at least.
pub(super) fn proofs(text: &str, column: &'static str) -> Result<Proofs, BatchError> {
    word(Proofs::read(text).filter(|proofs| proofs.iter().next().is_some()), column)
}
