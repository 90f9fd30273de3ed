//! The proven address has no account yet.

use super::layout::{self, Step};
use super::{Form, Frame, Problems};
use crate::encode::email;
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct NoAccount<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// The address.
    pub email: &'a str,
    /// Where another address can be given.
    pub change: &'a str,
}

/// The page.
pub fn page(frame: &Frame, values: &NoAccount) -> Markup {
    let words = frame.words;
    let title = words.text("noAccount.title");
    let lead = words.isolate("noAccount.lead", &[("email", &email::shown(values.email))]);
    layout::document(
        frame,
        &Step::new("no-account", title, &Problems::default()),
        &html! {
            (layout::heading(title, &lead))
            (layout::form(frame, &values.form, &html! {
                button type="submit" { (words.text("noAccount.button")) }
            }))
            p.instead { a href=(values.change) { (words.text("form.otherEmail")) } }
        },
    )
}
