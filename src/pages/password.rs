//! A password for a new account.

use super::field::{self, Line, Need};
use super::layout::{self, Step};
use super::{Form, Frame, Problems};
use maud::{Markup, html};

/// Whose password is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A new account's.
    NewAccount,
    /// That of an account whose password was forgotten.
    Account,
}

/// The values of the page.
#[derive(Debug, Clone)]
pub struct NewPassword<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// Whose password it will be.
    pub whose: Whose,
    /// The account's address: shown, and read by password managers.
    pub email: &'a str,
    /// The fewest characters it may have.
    pub minimum: usize,
    /// Whether one can go on without a password.
    pub without_password: bool,
    /// What is wrong.
    pub problems: Problems,
}

/// The page.
pub fn page(frame: &Frame, values: &NewPassword) -> Markup {
    let words = frame.words;
    let step = match values.whose {
        Whose::NewAccount => Step::new("password", words.text("password.title"), &values.problems),
        Whose::Account => {
            Step::new("new-password", words.text("newPassword.title"), &values.problems)
        }
    };
    let lead = match values.whose {
        Whose::NewAccount => words.isolate("password.lead", &[("tenant", frame.tenant)]),
        Whose::Account => words.isolate("newPassword.lead", &[("tenant", frame.tenant)]),
    };
    let help = words.fill("password.help", &[("minimum", &values.minimum.to_string())]);
    let email = Line { need: Need::Nothing, ..field::email(words, values.email) };
    let password = Line {
        help: Some(&help),
        focus: values.problems.is_empty(),
        ..field::password(words, "new-password")
    };
    layout::document(
        frame,
        &Step { password: true, ..step },
        &html! {
            (layout::heading(step.title, &lead))
            (layout::summary(frame, &values.problems))
            (layout::form(frame, &values.form, &html! {
                (field::line(words, &email, &values.problems))
                (field::line(words, &password, &values.problems))
                button type="submit" { (words.text("form.continue")) }
                @if values.without_password {
                    button type="submit" class="secondary" name="action" value="no_password" formnovalidate {
                        (words.text("password.without"))
                    }
                }
            }))
        },
    )
}
