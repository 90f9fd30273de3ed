//! Where an application leads that nobody of the tenant's speaks for, and that nobody went on to from this browser yet: the
//! person reads it, and goes on themselves.

use super::form_post::FormPost;
use super::layout::{self, Step};
use super::{Frame, Problems};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Leave<'a> {
    /// The host or scheme that it leads to.
    pub place: &'a str,
    /// How one gets there.
    pub way: Way<'a>,
    /// The code of the error that the application is told.
    pub code: &'a str,
    /// What finds the log line.
    pub correlation: &'a str,
}

/// How one gets there.
#[derive(Debug, Clone)]
pub enum Way<'a> {
    /// By an address.
    Link(&'a str),
    /// By a form that the browser posts.
    Form(FormPost<'a>),
}

/// The page.
pub fn page(frame: &Frame, values: &Leave) -> Markup {
    let words = frame.words;
    let title = words.fill("return.title", &[("application", values.place)]);
    layout::document(
        frame,
        &Step::new("leave", &title, &Problems::default()),
        &html! {
            div.heading { h1 { (words.isolate("return.title", &[("application", values.place)])) } }
            (way_on(frame, values.place, &values.way))
            (layout::reference(frame, values.code, values.correlation))
        },
    )
}

/// What the person should know, and the button.
pub fn way_on(frame: &Frame, place: &str, way: &Way) -> Markup {
    let words = frame.words;
    let lead = [("application", frame.place()), ("place", place)];
    let lead = words.isolate("return.unknown", &lead);
    let button = words.isolate("return.title", &[("application", place)]);
    html! {
        div.caution { p { (lead) } }
        @match way {
            Way::Link(href) => p { a.button #go-on href=(href) { (button) } },
            Way::Form(FormPost { action, parameters }) => form method="post" action=(action) {
                @for (name, value) in *parameters { input type="hidden" name=(name) value=(value); }
                button type="submit" id="go-on" { (button) }
            },
        }
    }
}
