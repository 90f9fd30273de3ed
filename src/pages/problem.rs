//! An error that can't go back to the application: told to the person.

use super::layout::{self, Step};
use super::{Frame, Problems};
use crate::failure::Retry;
use maud::{Markup, html};

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
    /// How the same can be tried again.
    pub retry: Option<Retry>,
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
            (layout::details(&values.details))
            (layout::reference(frame, values.code, values.correlation))
        },
    )
}

fn ways_on(frame: &Frame, values: &Problem) -> Markup {
    let again = frame.words.text("problem.retry");
    html! {
        @match &values.retry {
            Some(Retry::Link(href)) => p { a.button href=(href) { (again) } },
            Some(Retry::Form { action, fields }) => form method="post" action=(action) {
                @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
                button type="submit" { (again) }
            },
            None => {},
        }
        @if let Some(home) = values.home {
            @let class = if values.retry.is_some() { "button secondary" } else { "button" };
            p { a class=(class) href=(home) { (frame.words.fill("form.home", &[("application", frame.place())])) } }
        }
    }
}
