//! Sign out: asked, so that another site can't do it in silence.

use super::layout::{self, Step};
use super::{Form, Frame, Problems};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct SignOut<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// Who is signed in, if known.
    pub email: Option<&'a str>,
    /// What a developer wants to know.
    pub details: &'a [(String, String)],
}

/// The page.
pub fn page(frame: &Frame, values: &SignOut) -> Markup {
    let words = frame.words;
    let title = words.text("signOut.title");
    let lead = words.isolate("signOut.lead", &[("tenant", frame.tenant)]);
    layout::document(
        frame,
        &Step::new("sign-out", title, &Problems::default()),
        &html! {
            (layout::heading(title, &lead))
            @if let Some(email) = values.email { (layout::account(email)) }
            (layout::form(frame, &values.form, &html! {
                button type="submit" id="logout-confirm" name="logout-confirm" value="true" {
                    (words.text("signOut.button"))
                }
            }))
            (layout::details(values.details))
        },
    )
}
