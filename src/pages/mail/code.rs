//! The mail that carries a code. The text's first line begins with it, which a phone shows without opening the mail.

use super::Rendered;
use super::frame::{self, Letter};
use crate::branding::MailColors;
use crate::pages::Words;
use maud::html;

/// The values of the mail.
#[derive(Debug, Clone, Copy)]
pub struct CodeMail<'a> {
    /// The application that the person is on the way to.
    pub application: &'a str,
    /// The company.
    pub tenant: &'a str,
    /// The code.
    pub code: &'a str,
    /// How long it works.
    pub minutes: u32,
    /// Where the application is; left out unless it is a web address.
    pub home: Option<&'a str>,
    /// What follows the company's accent.
    pub colors: MailColors,
}

/// The mail.
pub fn mail(words: &Words, values: &CodeMail) -> Rendered {
    let minutes = values.minutes.to_string();
    let subject = words.fill("mail.code.subject", &[("application", values.application)]);
    let first = words
        .fill("mail.code.first", &[("code", values.code), ("application", values.application)]);
    let usage = words.fill("mail.code.use", &[("minutes", &minutes)]);
    let warning = words.fill("mail.code.warning", &[("tenant", values.tenant)]);
    let lost = words.text("mail.code.lost");
    let home = values.home.filter(|home| super::is_web(home));

    let mut text = vec![first, usage.clone(), warning.clone()];
    text.extend(home.map(|home| format!("{lost}\n{home}")));
    text.push(values.tenant.to_owned());
    let content = html! {
        h1 style=(frame::HEADING) { (subject) }
        p class="code" dir="ltr" style=(frame::code(values.colors)) { (values.code) }
        p style=(frame::TEXT) { (usage) }
        p class="quiet" style=(frame::QUIET) { (warning) }
        @if let Some(home) = home {
            p class="quiet" style=(frame::QUIET) {
                (lost) " " a class="link" dir="ltr" style=(frame::link(values.colors)) href=(home) { (home) }
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
