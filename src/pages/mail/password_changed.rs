//! The mail that tells of a new password. It asks for nothing and its link only leads to the application.

use super::{Rendered, frame};
use crate::branding::MailColors;
use crate::pages::Words;

/// The values of the mail.
#[derive(Debug, Clone, Copy)]
pub struct PasswordChanged<'a> {
    /// The application on whose way it was changed.
    pub application: &'a str,
    /// The company.
    pub tenant: &'a str,
    /// Where the application is; left out unless it is a web address.
    pub home: &'a str,
    /// What follows the company's accent.
    pub colors: MailColors,
}

/// The mail.
pub fn mail(words: &Words, values: &PasswordChanged) -> Rendered {
    let subject = words.fill("mail.passwordChanged.subject", &[("tenant", values.tenant)]);
    let what = words.fill("mail.passwordChanged.what", &[("tenant", values.tenant)]);
    let ended = words.text("mail.passwordChanged.ended");
    let warning =
        words.fill("mail.passwordChanged.warning", &[("application", values.application)]);
    let letter = (subject, values.tenant, values.colors);
    frame::notice(words, letter, &[&what, ended], &warning, values.home)
}
