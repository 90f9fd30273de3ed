//! Continue as the person who is signed in, to an application that is new to them.

use super::layout::{self, Step};
use super::{Form, Frame, Problems, application};
use crate::encode::email;
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct ContinueAs<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// Who is signed in.
    pub email: &'a str,
    /// Whether the answer goes to a program on the person's device.
    pub on_device: bool,
    /// Where one signs in as someone else.
    pub switch: &'a str,
}

/// The page.
pub fn page(frame: &Frame, values: &ContinueAs) -> Markup {
    let words = frame.words;
    let title = words.fill("continue.title", &[("application", frame.place())]);
    let lead = words.isolate("continue.lead", &[("tenant", frame.tenant)]);
    layout::document(
        frame,
        &Step::new("continue", &title, &Problems::default()),
        &html! {
            (application::heading(frame, &title, &lead))
            (layout::account(values.email))
            @if values.on_device { div.caution { p { (words.text("consent.device")) } } }
            (layout::form(frame, &values.form, &html! {
                button type="submit" { (words.isolate("continue.button", &[("email", &email::shown(values.email))])) }
            }))
            p.instead { a href=(values.switch) { (words.text("continue.switch")) } }
        },
    )
}
