//! The mail that tells of a new password. It asks for nothing and its link only leads to the application.

use super::Rendered;
use super::frame::{self, Letter};
use crate::branding::MailColors;
use crate::pages::Words;
use maud::html;

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
    let home = Some(values.home).filter(|home| super::is_web(home));
    let mut text = vec![what.clone(), ended.to_owned(), warning.clone()];
    text.extend(home.map(str::to_owned));
    text.push(values.tenant.to_owned());
    let content = html! {
        h1 style=(frame::HEADING) { (subject) }
        p style=(frame::TEXT) { (what) " " (ended) }
        p class="quiet" style=(frame::QUIET) {
            (warning)
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
