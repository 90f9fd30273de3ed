//! Whether the device is the person's own: the application, and the code once more.

use super::layout::{self, Step};
use super::{Form, Frame, Problems};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Confirm<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// The code, in its groups.
    pub code: &'a str,
}

/// The page.
pub fn page(frame: &Frame, values: &Confirm) -> Markup {
    let words = frame.words;
    let title = words.text("device.confirmTitle");
    let lead = words.isolate("device.confirmLead", &[("application", frame.place())]);
    layout::document(
        frame,
        &Step::new("device-confirm", title, &Problems::default()),
        &html! {
            (layout::heading(title, &lead))
            p.user-code { bdi dir="ltr" { (values.code) } }
            p.note { (words.text("device.confirmNote")) }
            (layout::form(frame, &values.form, &html! {
                input type="hidden" name="user_code" value=(values.code);
                button type="submit" id="approve" name="action" value="approve" {
                    (words.text("device.approve"))
                }
                button type="submit" class="secondary" id="deny" name="action" value="deny" formnovalidate {
                    (words.text("device.deny"))
                }
            }))
        },
    )
}
