//! The mail that tells of wrong passwords. It asks for nothing, and its link only leads to the application.

use super::Rendered;
use super::frame::{self, Letter};
use crate::branding::MailColors;
use crate::pages::Words;
use maud::html;

/// The values of the mail.
#[derive(Debug, Clone, Copy)]
pub struct WrongPasswords<'a> {
    /// The company.
    pub tenant: &'a str,
    /// How many in a row.
    pub guesses: i64,
    /// Where the application is; left out unless it is a web address.
    pub home: Option<&'a str>,
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
    let home = values.home.filter(|home| super::is_web(home));
    let mut text = vec![what.clone(), advice.clone()];
    text.extend(home.map(str::to_owned));
    text.push(values.tenant.to_owned());
    let content = html! {
        h1 style=(frame::HEADING) { (subject) }
        p style=(frame::TEXT) { (what) }
        p style=(frame::TEXT) {
            (advice)
            @if let Some(home) = home {
                " " a class="link" dir="ltr" style=(frame::link(values.colors)) href=(home) { (home) }
            }
        }
    };
    let letter = Letter {
        tenant: values.tenant,
        subject: &subject,
        content: &content,
        colors: values.colors,
    };
    Rendered { html: frame::document(words, &letter), subject, text: text.join("\n\n") + "\n" }
}
