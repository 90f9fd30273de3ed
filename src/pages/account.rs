//! A person's own page: what they agreed to that applications get, and its end.

use super::layout::{self, Step};
use super::{Form, Frame, Problems};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Account<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// Who is signed in.
    pub email: Option<&'a str>,
    /// What they agreed to.
    pub allowed: Vec<Allowed>,
}

/// What one application was allowed.
#[derive(Debug, Clone)]
pub struct Allowed {
    /// Its id.
    pub client_id: String,
    /// Its name.
    pub name: String,
    /// What it may do, in the person's words.
    pub told: Vec<String>,
    /// The day that it was agreed to, `2026-11-22`.
    pub since: String,
}

/// The page.
pub fn page(frame: &Frame, values: &Account) -> Markup {
    let words = frame.words;
    let title = words.text("account.title");
    let lead = if values.allowed.is_empty() { "account.none" } else { "account.lead" };
    let lead = words.isolate(lead, &[("tenant", frame.tenant)]);
    layout::document(
        frame,
        &Step::new("account", title, &Problems::default()),
        &html! {
            (layout::heading(title, &lead))
            @if let Some(email) = values.email { (layout::account(email)) }
            @if !values.allowed.is_empty() {
                (layout::form(frame, &values.form, &html! {
                    @for allowed in &values.allowed { (section(frame, allowed)) }
                }))
            }
        },
    )
}

fn section(frame: &Frame, allowed: &Allowed) -> Markup {
    let words = frame.words;
    html! {
        section.allowed {
            h2 { bdi { (allowed.name) } }
            p.note { (words.isolate("account.since", &[("date", &allowed.since)])) }
            ul.grants { @for sentence in &allowed.told { li { (sentence) } } }
            button.secondary type="submit" name="withdraw" value=(allowed.client_id) {
                (words.fill("account.withdraw", &[("application", &allowed.name)]))
            }
        }
    }
}

/// The page for nobody, with `applications` in which they can sign in: name and address.
pub fn nobody(frame: &Frame, applications: &[(String, String)]) -> Markup {
    let words = frame.words;
    let title = words.text("account.nobody.title");
    let lead = words.isolate("account.nobody.lead", &[("tenant", frame.tenant)]);
    let step = Step::new("account", title, &Problems::default());
    layout::document(
        frame,
        &step,
        &html! {
            (layout::heading(title, &lead))
            @for (name, home) in applications {
                p { a.button.secondary href=(home) { bdi { (name) } } }
            }
        },
    )
}
