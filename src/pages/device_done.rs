//! The person is through, and goes on at their device.

use super::layout::{self, Step};
use super::{Frame, Problems};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Done {
    /// Whether the device gets its tokens.
    pub approved: bool,
}

/// The page.
pub fn page(frame: &Frame, values: &Done) -> Markup {
    let words = frame.words;
    let (title, lead) = if values.approved {
        (words.text("device.doneTitle"), words.text("device.doneLead"))
    } else {
        (words.text("device.deniedTitle"), words.text("device.deniedLead"))
    };
    layout::document(
        frame,
        &Step::new("device-done", title, &Problems::default()),
        &html! { (layout::heading(title, &html! { (lead) })) },
    )
}
