//! An error that can't go back to the application: told to the person.

use super::layout::{self, Step};
use super::{Frame, Problems, Words};
use maud::{Markup, html};

/// What went wrong, as the person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// No application has that `client_id`.
    UnknownApplication,
    /// The redirect URI is not registered.
    RedirectUri,
    /// The request can't be understood.
    BadRequest,
    /// The transaction ran out, or its cookie is gone.
    Gone,
    /// The transaction has been finished.
    Finished,
    /// The browser refuses cookies.
    Cookies,
    /// The request came from another site, or without its token.
    Forbidden,
    /// There is no such page.
    NotFound,
    /// The page does not answer that method.
    Method,
    /// The request is too large.
    TooLarge,
    /// Too many requests.
    Throttled,
    /// The account has no access to the application, and can't get it here.
    NoAccess,
    /// Application or user flow is switched off.
    Disabled,
    /// A fault of ours.
    Server,
    /// Something that we need does not answer.
    Unavailable,
    /// The deployment has no valid configuration.
    NotConfigured,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::UnknownApplication,
        Self::RedirectUri,
        Self::BadRequest,
        Self::Gone,
        Self::Finished,
        Self::Cookies,
        Self::Forbidden,
        Self::NotFound,
        Self::Method,
        Self::TooLarge,
        Self::Throttled,
        Self::NoAccess,
        Self::Disabled,
        Self::Server,
        Self::Unavailable,
        Self::NotConfigured,
    ];

    /// The heading.
    pub fn title(self, words: &Words) -> String {
        words.text(self.keys().0).to_owned()
    }

    /// What it means and what helps.
    pub fn sentence(self, words: &Words) -> String {
        words.text(self.keys().1).to_owned()
    }

    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::UnknownApplication => {
                ("problem.unknownApplication.title", "problem.unknownApplication.sentence")
            }
            Self::RedirectUri => ("problem.redirectUri.title", "problem.redirectUri.sentence"),
            Self::BadRequest => ("problem.badRequest.title", "problem.badRequest.sentence"),
            Self::Gone => ("problem.gone.title", "problem.gone.sentence"),
            Self::Finished => ("problem.finished.title", "problem.finished.sentence"),
            Self::Cookies => ("problem.cookies.title", "problem.cookies.sentence"),
            Self::Forbidden => ("problem.forbidden.title", "problem.forbidden.sentence"),
            Self::NotFound => ("problem.notFound.title", "problem.notFound.sentence"),
            Self::Method => ("problem.method.title", "problem.method.sentence"),
            Self::TooLarge => ("problem.tooLarge.title", "problem.tooLarge.sentence"),
            Self::Throttled => ("problem.throttled.title", "problem.throttled.sentence"),
            Self::NoAccess => ("problem.noAccess.title", "problem.noAccess.sentence"),
            Self::Disabled => ("problem.disabled.title", "problem.disabled.sentence"),
            Self::Server => ("problem.server.title", "problem.server.sentence"),
            Self::Unavailable => ("problem.unavailable.title", "problem.unavailable.sentence"),
            Self::NotConfigured => {
                ("problem.notConfigured.title", "problem.notConfigured.sentence")
            }
        }
    }
}

/// The values of the page.
#[derive(Debug, Clone, Default)]
pub struct Problem<'a> {
    /// The heading.
    pub title: String,
    /// What it means and what helps.
    pub sentence: String,
    /// The code, as on the wire.
    pub code: &'a str,
    /// What finds the log line.
    pub correlation: &'a str,
    /// What a developer wants to know: name and value. Development only.
    pub details: Vec<(String, String)>,
    /// Where the application is.
    pub home: Option<&'a str>,
    /// Where the same can be tried again.
    pub retry: Option<&'a str>,
}

/// The page.
pub fn page(frame: &Frame, values: &Problem) -> Markup {
    let words = frame.words;
    layout::document(
        frame,
        &Step::new("error", &values.title, &Problems::whole(&*values.title)),
        &html! {
            div.heading {
                p.eyebrow { (words.text("problem.error")) }
                h1 { (values.title) }
                p { (values.sentence) }
            }
            (ways_on(frame, values))
            @if !values.details.is_empty() {
                dl.details dir="ltr" {
                    @for (name, value) in &values.details { dt { (name) } dd { (value) } }
                }
            }
            p.note {
                (words.text("problem.reference")) " "
                bdi dir="ltr" { code { (values.code) } " · " code { (values.correlation) } }
            }
        },
    )
}

fn ways_on(frame: &Frame, values: &Problem) -> Markup {
    html! {
        @if let Some(retry) = values.retry {
            p { a.button href=(retry) { (frame.words.text("problem.retry")) } }
        }
        @if let Some(home) = values.home {
            @let class = if values.retry.is_some() { "button secondary" } else { "button" };
            p { a class=(class) href=(home) { (frame.words.fill("form.home", &[("application", frame.place())])) } }
        }
    }
}
