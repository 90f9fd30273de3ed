//! The faults of configuration documents. Development only.

use super::layout::{self, Step};
use super::{Frame, Problems};
use maud::{Markup, html};

/// A fault of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The document's key in KV.
    pub document: String,
    /// Where in it, as a JSON pointer.
    pub pointer: String,
    /// What is wrong, with what is allowed.
    pub sentence: String,
}

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Faults {
    /// Every fault.
    pub faults: Vec<Fault>,
}

/// The page.
pub fn page(frame: &Frame, values: &Faults) -> Markup {
    let words = frame.words;
    let title = words.text("faults.title");
    layout::document(
        frame,
        &Step::new("faults", title, &Problems::whole(title)),
        &html! {
            (layout::heading(title, &html! { (words.text("faults.lead")) }))
            (list(&values.faults))
        },
    )
}

/// The faults as a list, for any page.
pub fn list(faults: &[Fault]) -> Markup {
    html! {
        dl.details dir="ltr" {
            @for fault in faults {
                dt { code { (fault.document) } " " code { (fault.pointer) } }
                dd { (fault.sentence) }
            }
        }
    }
}
