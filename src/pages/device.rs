//! The code that a device shows.

use super::field::{self, Line};
use super::layout::{self, Step};
use super::{Form, Frame, Problems};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Device<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// What was typed.
    pub typed: &'a str,
    /// What is wrong.
    pub problems: Problems,
}

/// The page.
pub fn page(frame: &Frame, values: &Device) -> Markup {
    let words = frame.words;
    let title = words.text("device.title");
    let lead = html! { (words.text("device.lead")) };
    let code = Line {
        name: "user_code",
        kind: "text",
        label: words.text("field.userCode"),
        value: values.typed,
        placeholder: Some("BCDF-GHJK"),
        autocomplete: Some("off"),
        focus: values.problems.is_empty(),
        latin: true,
        ..Line::default()
    };
    layout::document(
        frame,
        &Step::new("device", title, &values.problems),
        &html! {
            (layout::heading(title, &lead))
            (layout::summary(frame, &values.problems))
            (layout::form(frame, &values.form, &html! {
                (field::line(words, &code, &values.problems))
                button type="submit" { (words.text("form.continue")) }
            }))
        },
    )
}
