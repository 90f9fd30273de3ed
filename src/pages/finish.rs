//! Everything is answered, and only the way on is left.

use super::layout::{self, Step};
use super::{Form, Frame, Problems};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Finish<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// Whose answers they are.
    pub email: &'a str,
    /// Where one begins as someone else.
    pub switch: &'a str,
}

/// The page.
pub fn page(frame: &Frame, values: &Finish) -> Markup {
    let words = frame.words;
    let title = words.text("finish.title");
    let lead = words.isolate("finish.lead", &[("application", frame.place())]);
    layout::document(
        frame,
        &Step::new("finish", title, &Problems::default()),
        &html! {
            (layout::heading(title, &lead))
            (layout::account(values.email))
            (layout::form(frame, &values.form, &html! {
                button type="submit" { (words.text("form.continue")) }
            }))
            p.instead { a href=(values.switch) { (words.text("continue.switch")) } }
        },
    )
}
