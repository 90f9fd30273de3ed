//! A fresh deployment: no configuration yet.

use super::layout::{self, Step};
use super::{Frame, Problems};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The commands that come next, in order.
    pub commands: Vec<String>,
}

/// The page.
pub fn page(frame: &Frame, values: &Setup) -> Markup {
    let words = frame.words;
    let title = words.text("setup.title");
    layout::document(
        frame,
        &Step::new("setup", title, &Problems::default()),
        &html! {
            (layout::heading(title, &html! { (words.text("setup.lead")) }))
            ol.commands {
                @for command in &values.commands { li { pre dir="ltr" tabindex="0" { code { (command) } } } }
            }
            p.note { (words.text("setup.note")) }
        },
    )
}
