//! The mail that was sent. Development only.

use super::layout::{self, Step};
use super::{Frame, Problems};
use maud::{Markup, html};

/// A mail that was sent.
#[derive(Debug, Clone, Copy)]
pub struct Mail<'a> {
    /// The recipient's address.
    pub to: &'a str,
    /// The subject line.
    pub subject: &'a str,
    /// The plain text.
    pub text: &'a str,
    /// The same as HTML.
    pub html: &'a str,
    /// When, ISO 8601.
    pub sent_at: &'a str,
}

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Outbox<'a> {
    /// The mails, newest first.
    pub mails: Vec<Mail<'a>>,
}

/// The page.
pub fn page(frame: &Frame, values: &Outbox) -> Markup {
    let words = frame.words;
    let title = words.text("outbox.title");
    layout::document(
        frame,
        &Step::new("outbox", title, &Problems::default()),
        &html! {
            (layout::heading(title, &html! { (words.text("outbox.lead")) }))
            @if values.mails.is_empty() { p { (words.text("outbox.empty")) } }
            @for sent in &values.mails { (mail(frame, sent)) }
        },
    )
}

fn mail(frame: &Frame, mail: &Mail) -> Markup {
    html! {
        article.mail {
            h2 dir="auto" { (mail.subject) }
            p.note { bdi dir="ltr" { (mail.to) } " · " time datetime=(mail.sent_at) { (mail.sent_at) } }
            pre dir="auto" tabindex="0" { (mail.text) }
            details {
                summary { (frame.words.text("outbox.html")) }
                iframe sandbox="" title=(mail.subject) srcdoc=(mail.html) {}
            }
        }
    }
}
