//! The code that was mailed.

use super::field::{self, Line};
use super::layout::{self, Step};
use super::{Form, Frame, Problems};
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
    let lead = words.isolate(key, &[("email", values.email)]);
    let content = if values.new_code_only { resend(frame) } else { ask(frame, values) };
    layout::document(
        frame,
        &Step::new("code", title, &values.problems),
        &html! {
            (layout::heading(title, &lead))
            (layout::summary(frame, &values.problems))
            (layout::form(frame, &values.form, &content))
            p.instead { a href=(values.change) { (words.text("code.change")) } }
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
        button type="submit" class="secondary" name="action" value="resend" formnovalidate {
            (words.text("code.resend"))
        }
    }
}

fn resend(frame: &Frame) -> Markup {
    html! {
        input type="hidden" name="action" value="resend";
        button type="submit" { (frame.words.text("code.resendNew")) }
    }
}
