//! Back to an application of the person's own device. Browsers drop a redirect to a scheme of its own that no tap
//! began (Chrome Custom Tabs do), so this page goes on by itself, and has a button.

use super::layout::{self, Step};
use super::{Frame, Problems};
use maud::{Markup, html};

/// The page; `location` is the redirect URI with the answer's parameters.
pub fn page(frame: &Frame, location: &str) -> Markup {
    let words = frame.words;
    let title = words.fill("return.title", &[("application", frame.place())]);
    let lead = words.isolate("return.lead", &[("application", frame.place())]);
    let step = Step::new("return", &title, &Problems::default());
    layout::document(
        frame,
        &Step { onward: Some((0, location)), ..step },
        &html! {
            (layout::heading(&title, &lead))
            p { a.button href=(location) { (title) } }
        },
    )
}
