//! The mail that carries a code.

use super::Rendered;
use crate::pages::Words;
use maud::{DOCTYPE, Markup, html};

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
}

/// The mail.
pub fn mail(words: &Words, values: &CodeMail) -> Rendered {
    let minutes = values.minutes.to_string();
    let home =
        values.home.filter(|home| home.starts_with("https://") || home.starts_with("http://"));
    let fill = |key| {
        words.fill(
            key,
            &[
                ("code", values.code),
                ("application", values.application),
                ("tenant", values.tenant),
                ("minutes", &minutes),
                ("home", home.unwrap_or_default()),
            ],
        )
    };
    let mut lines = vec![fill("mail.code.first"), fill("mail.code.use"), fill("mail.code.ignore")];
    if home.is_some() {
        lines.push(fill("mail.code.home"));
    }
    lines.push(values.tenant.to_owned());
    Rendered {
        subject: fill("mail.code.subject"),
        text: lines.join("\n\n") + "\n",
        html: String::new(),
    }
}
