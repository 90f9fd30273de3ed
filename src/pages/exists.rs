//! The proven address has an account.

use super::layout::{self, Step};
use super::{Form, Frame, Problems};
use crate::encode::email;
use maud::{Markup, html};

/// How the account goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By the code that was just right.
    Continue,
    /// By its password.
    SignIn,
    /// It has no password, which the flow wants: by choosing one.
    ChoosePassword,
}

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Exists<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// The address.
    pub email: &'a str,
    /// How its account goes on.
    pub way: Way,
    /// Where another address can be given.
    pub switch: &'a str,
}

/// The page.
pub fn page(frame: &Frame, values: &Exists) -> Markup {
    let words = frame.words;
    let title = words.text("exists.title");
    let lead = words.isolate("exists.lead", &[("email", &email::shown(values.email))]);
    let button = match values.way {
        Way::Continue => {
            words.isolate("continue.button", &[("email", &email::shown(values.email))])
        }
        Way::SignIn => html! { (words.text("exists.signIn")) },
        Way::ChoosePassword => html! { (words.text("exists.choosePassword")) },
    };
    layout::document(
        frame,
        &Step::new("exists", title, &Problems::default()),
        &html! {
            (layout::heading(title, &lead))
            (layout::form(frame, &values.form, &html! { button type="submit" { (button) } }))
            p.instead { a href=(values.switch) { (words.text("form.otherEmail")) } }
        },
    )
}
