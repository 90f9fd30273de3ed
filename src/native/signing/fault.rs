//! Why something can't be signed, opened or verified.

use crate::ports::SigningError;

/// The error that says `why`.
#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
pub fn fault(why: impl ToString) -> SigningError {
    SigningError(why.to_string())
}
