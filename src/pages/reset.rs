//! A forgotten password: the e-mail address of the account.

use super::field::{self, Line};
use super::layout::{self, Step};
use super::{Form, Frame, Problems};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Reset<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// The address known or typed so far.
    pub email: &'a str,
    /// Where one signs in with the password.
    pub sign_in: &'a str,
    /// Whether an earlier page was left for too long.
    pub again: Option<&'static str>,
    /// What is wrong.
    pub problems: Problems,
}

/// The page.
pub fn page(frame: &Frame, values: &Reset) -> Markup {
    let words = frame.words;
    let title = words.text("reset.title");
    let lead = html! { (words.text("reset.lead")) };
    let email = Line {
        focus: values.problems.is_empty() && values.again.is_none(),
        ..field::email(words, values.email)
    };
    layout::document(
        frame,
        &Step::new("reset", title, &values.problems),
        &html! {
            (layout::heading(title, &lead))
            (layout::again(frame, values.again))
            (layout::summary(frame, &values.problems))
            (layout::form(frame, &values.form, &html! {
                (field::line(words, &email, &values.problems))
                button type="submit" { (words.text("signIn.codeButton")) }
            }))
            p.instead { a href=(values.sign_in) { (words.text("reset.back")) } }
        },
    )
}
