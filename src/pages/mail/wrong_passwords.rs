//! The mail that tells of wrong passwords. It asks for nothing, and its link only leads to the application.

use super::{Rendered, frame};
use crate::branding::MailColors;
use crate::pages::Words;

/// The values of the mail.
#[derive(Debug, Clone, Copy)]
pub struct WrongPasswords<'a> {
    /// The company.
    pub tenant: &'a str,
    /// How many in a row.
    pub guesses: i64,
    /// Where the application is; left out unless it is a web address.
    pub home: &'a str,
    /// What follows the company's accent.
    pub colors: MailColors,
}

/// The mail.
pub fn mail(words: &Words, values: &WrongPasswords) -> Rendered {
    let guesses = values.guesses.to_string();
    let subject = words.fill("mail.wrongPasswords.subject", &[("tenant", values.tenant)]);
    let what = [("tenant", values.tenant), ("guesses", guesses.as_str())];
    let what = words.fill("mail.wrongPasswords.what", &what);
    let forgot = words.text("signIn.forgot");
    let advice = words.fill("mail.wrongPasswords.advice", &[("forgot", forgot)]);
    let letter = (subject, values.tenant, values.colors);
    frame::notice(words, letter, &[&what], &advice, values.home)
}
