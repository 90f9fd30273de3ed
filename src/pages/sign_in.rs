//! Sign in: e-mail and password, or a mailed code.

use super::choice::{self, Tick};
use super::field::{self, Line, Need};
use super::layout::{self, Step};
use super::{Form, Frame, Problems};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct SignIn<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// The address known or typed so far.
    pub email: &'a str,
    /// Whether *Keep me signed in* is ticked.
    pub keep_signed_in: bool,
    /// Whether the flow offers a password.
    pub password: bool,
    /// Whether the flow offers a mailed code.
    pub email_code: bool,
    /// Where one can sign up.
    pub sign_up: Option<&'a str>,
    /// What is wrong.
    pub problems: Problems,
}

/// The page.
pub fn page(frame: &Frame, values: &SignIn) -> Markup {
    let words = frame.words;
    let title = words.text("signIn.title");
    let step = Step { password: values.password, ..Step::new("sign-in", title, &values.problems) };
    let lead = words.isolate("signIn.lead", &[("application", frame.place())]);
    layout::document(
        frame,
        &step,
        &html! {
            (layout::heading(title, &lead))
            (layout::summary(frame, &values.problems))
            (layout::form(frame, &values.form, &html! { (fields(frame, values)) (buttons(frame, values)) }))
            @if let Some(href) = values.sign_up {
                p.instead {
                    (words.fill("signIn.new", &[("tenant", frame.tenant)])) " "
                    a href=(href) { (words.text("signIn.signUp")) }
                }
            }
        },
    )
}

fn fields(frame: &Frame, values: &SignIn) -> Markup {
    let words = frame.words;
    let focus = values.problems.is_empty();
    let code_only = !values.password;
    let email = Line {
        help: code_only.then(|| words.text("signIn.emailHelp")),
        focus: focus && values.email.is_empty(),
        ..field::email(words, values.email)
    };
    let password = Line {
        focus: focus && !values.email.is_empty(),
        ..field::password(words, "current-password")
    };
    let keep = html! { (words.text("signIn.keep")) };
    html! {
        (field::line(words, &email, &values.problems))
        @if values.password { (field::line(words, &password, &values.problems)) }
        (choice::tick(words, &Tick {
            name: "keep",
            value: "true",
            label: &keep,
            help: None,
            ticked: values.keep_signed_in,
            need: Need::Nothing,
        }, &values.problems))
    }
}

fn buttons(frame: &Frame, values: &SignIn) -> Markup {
    let words = frame.words;
    html! {
        @if values.password {
            button type="submit" { (words.text("signIn.button")) }
            @if values.email_code {
                p.or { span { (words.text("signIn.or")) } }
                button type="submit" class="secondary" name="action" value="email_code" formnovalidate {
                    (words.text("signIn.emailCode"))
                }
            }
        } @else {
            button type="submit" { (words.text("signIn.codeButton")) }
        }
    }
}
