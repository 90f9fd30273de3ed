//! The code that was mailed.

use super::field::{self, Line};
use super::layout::{self, Step};
use super::{Form, Frame, Problems, sentences};
use crate::encode::email;
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Code<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// The address that the code was sent to.
    pub email: &'a str,
    /// Where another address can be given.
    pub change: &'a str,
    /// What was typed.
    pub typed: &'a str,
    /// In how many minutes a new code can be had, if not now.
    pub wait: Option<i64>,
    /// What is wrong.
    pub problems: Problems,
    /// Whether the tries are used up: then only a new code helps.
    pub new_code_only: bool,
}

/// The page.
pub fn page(frame: &Frame, values: &Code) -> Markup {
    let words = frame.words;
    let title = words.text("code.title");
    let key = if values.new_code_only { "code.sendNew" } else { "code.sent" };
    let sent = words.isolate(key, &[("email", &email::shown(values.email))]);
    let lead = html! { (sent) " " a href=(values.change) { (words.text("code.change")) } };
    let content = if values.new_code_only { resend(frame, values) } else { ask(frame, values) };
    layout::document(
        frame,
        &Step::new("code", title, &values.problems),
        &html! {
            (layout::heading(title, &lead))
            (layout::summary(frame, &values.problems))
            (layout::form(frame, &values.form, &content))
            @if let Some(outbox) = frame.outbox {
                p.development {
                    (words.text("code.outbox")) " "
                    a href=(outbox) target="_blank" rel="noopener" { (words.text("code.outboxLink")) }
                }
            }
        },
    )
}

fn ask(frame: &Frame, values: &Code) -> Markup {
    let words = frame.words;
    let code = Line {
        name: "code",
        kind: "text",
        label: words.text("field.code"),
        value: values.typed,
        help: Some(words.text("code.help")),
        autocomplete: Some("one-time-code"),
        inputmode: Some("numeric"),
        focus: values.problems.is_empty(),
        latin: true,
        ..Line::default()
    };
    html! {
        (field::line(words, &code, &values.problems))
        button type="submit" { (words.text("form.continue")) }
        (when(frame, values))
        button type="submit" class="secondary" name="action" value="resend" formnovalidate {
            (words.text("code.resend"))
        }
    }
}

/// When a new code can be had.
fn when(frame: &Frame, values: &Code) -> Markup {
    let words = frame.words;
    let sentence = values.wait.map_or_else(
        || words.text("code.resendNow").to_owned(),
        |minutes| sentences::resend(words, minutes),
    );
    html! { p.when { (sentence) } }
}

fn resend(frame: &Frame, values: &Code) -> Markup {
    html! {
        @if values.wait.is_some() { (when(frame, values)) }
        input type="hidden" name="action" value="resend";
        button type="submit" { (frame.words.text("code.resendNew")) }
    }
}
