//! Signed out.

use super::layout::{self, Step};
use super::{Frame, Problems};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct SignedOut<'a> {
    /// Where the application is, if one is known.
    pub home: Option<&'a str>,
}

/// The page.
pub fn page(frame: &Frame, values: &SignedOut) -> Markup {
    let words = frame.words;
    let title = words.text("signedOut.title");
    let lead = words.isolate("signedOut.lead", &[("tenant", frame.tenant)]);
    layout::document(
        frame,
        &Step::new("signed-out", title, &Problems::default()),
        &html! {
            (layout::heading(title, &lead))
            @if let Some(home) = values.home { (layout::way_home(frame, home)) }
        },
    )
}
