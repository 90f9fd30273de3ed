//! Sign in: e-mail and password, or a mailed code.

use super::choice::{self, Tick};
use super::field::{self, Line, Need};
use super::layout::{self, Step};
use super::{Form, Frame, Problems, application, links};
use crate::flow::IdentityProviders;
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
    /// What the flow offers.
    pub providers: &'a IdentityProviders,
    /// Where a forgotten password is replaced.
    pub reset: Option<&'a str>,
    /// Where one can sign up.
    pub sign_up: Option<&'a str>,
    /// Whether an earlier page was left for too long.
    pub again: Option<&'static str>,
    /// What is wrong.
    pub problems: Problems,
}

/// The page.
pub fn page(frame: &Frame, values: &SignIn) -> Markup {
    let words = frame.words;
    let title = words.text("signIn.title");
    let step = Step {
        password: values.providers.has_password(),
        ..Step::new("sign-in", title, &values.problems)
    };
    let lead = words.isolate("signIn.lead", &[("application", frame.place())]);
    layout::document(
        frame,
        &step,
        &html! {
            (application::heading(frame, title, &lead))
            (layout::again(frame, values.again))
            (layout::summary(frame, &values.problems))
            (layout::form(frame, &values.form, &html! { (fields(frame, values)) (buttons(frame, values)) }))
            @if let Some(href) = values.sign_up {
                p.instead {
                    (words.fill("signIn.new", &[("tenant", frame.tenant)])) " "
                    a href=(href) { (words.text("signIn.signUp")) }
                }
            }
            @if let Some(text) = &frame.brand.sign_in_text { p.sign-in-text { (links::marked(text)) } }
            (application::policies(frame))
        },
    )
}

fn fields(frame: &Frame, values: &SignIn) -> Markup {
    let words = frame.words;
    let focus = values.problems.is_empty() && values.again.is_none();
    let code_only = !values.providers.has_password();
    let email = Line {
        help: code_only.then(|| words.text("signIn.emailHelp")),
        focus: focus && values.email.is_empty(),
        placeholder: frame.brand.username_hint.as_deref(),
        ..field::email(words, values.email)
    };
    let password = Line {
        focus: focus && !values.email.is_empty(),
        ..field::password(words, "current-password")
    };
    let keep = html! { (words.text("signIn.keep")) };
    html! {
        (field::line(words, &email, &values.problems))
        @if values.providers.has_password() {
            (field::line(words, &password, &values.problems))
            @if let Some(href) = values.reset {
                p.beside { a href=(href) { (words.text("signIn.forgot")) } }
            }
        }
        (choice::tick(words, &Tick {
            name: "keep",
            value: "true",
            label: &keep,
            help: None,
            ticked: values.keep_signed_in,
            class: None,
            need: Need::Nothing,
        }, &values.problems))
    }
}

fn buttons(frame: &Frame, values: &SignIn) -> Markup {
    let words = frame.words;
    html! {
        @if values.providers.has_password() {
            button type="submit" { (words.text("signIn.button")) }
            @if values.providers.has_mailed_code() {
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
