//! The answer to the application as a form that submits itself (OAuth 2.0 Form Post Response Mode).

use super::layout::{self, Step};
use super::{Frame, Problems};
use maud::{Markup, PreEscaped, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct FormPost<'a> {
    /// The redirect URI.
    pub action: &'a str,
    /// What is sent.
    pub parameters: &'a [(String, String)],
}

/// The page.
pub fn page(frame: &Frame, values: &FormPost) -> Markup {
    let words = frame.words;
    let title = words.text("formPost.title");
    let lead = words.isolate("formPost.lead", &[("application", frame.place())]);
    layout::document(
        frame,
        &Step::new("form-post", title, &Problems::default()),
        &html! {
            (layout::heading(title, &lead))
            form method="post" action=(values.action) {
                @for (name, value) in values.parameters {
                    input type="hidden" name=(name) value=(value);
                }
                button type="submit" { (words.text("form.continue")) }
            }
            @if let Some(nonce) = frame.nonce {
                script nonce=(nonce) { (PreEscaped("document.forms[0].submit()")) }
            }
        },
    )
}
