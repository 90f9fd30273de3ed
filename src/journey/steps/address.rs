//! An address that was typed into a page.

use crate::encode::email::EmailAddress;
use crate::journey::walk::Walk;
use crate::pages::{Problems, sentences};
use crate::ports::Platform;

/// Reads it.
///
/// # Errors
/// What is wrong with it, at the field.
pub fn read<P: Platform>(walk: &Walk<'_, P>, typed: &str) -> Result<EmailAddress, Problems> {
    EmailAddress::parse(typed, walk.site.platform)
        .map_err(|fault| Problems::field("email", sentences::email(&walk.view.words, &fault)))
}
