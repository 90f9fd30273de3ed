//! Sign up: the e-mail address of the account to be.

use super::field::{self, Line};
use super::layout::{self, Step};
use super::{Form, Frame, Problems, application};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct SignUp<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// The address known or typed so far.
    pub email: &'a str,
    /// Where one who has an account signs in.
    pub sign_in: &'a str,
    /// Whether an earlier page was left for too long.
    pub again: Option<&'static str>,
    /// What is wrong.
    pub problems: Problems,
}

/// The page.
pub fn page(frame: &Frame, values: &SignUp) -> Markup {
    let words = frame.words;
    let title = words.text("signUp.title");
    let lead = words.isolate("signUp.lead", &[("application", frame.place())]);
    let email = Line {
        help: Some(words.text("signUp.emailHelp")),
        focus: values.problems.is_empty() && values.again.is_none(),
        placeholder: frame.brand.username_hint.as_deref(),
        ..field::email(words, values.email)
    };
    layout::document(
        frame,
        &Step::new("sign-up", title, &values.problems),
        &html! {
            (application::heading(frame, title, &lead))
            (layout::again(frame, values.again))
            (layout::summary(frame, &values.problems))
            (layout::form(frame, &values.form, &html! {
                (field::line(words, &email, &values.problems))
                button type="submit" { (words.text("form.continue")) }
            }))
            p.instead {
                (words.text("signUp.known")) " "
                a href=(values.sign_in) { (words.text("signUp.signIn")) }
            }
            (application::policies(frame))
        },
    )
}
