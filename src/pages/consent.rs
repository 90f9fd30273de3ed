//! Consent: whether the application may get the person's data.

use super::layout::{self, Step};
use super::{Form, Frame, Problems, Words, application};
use maud::{Markup, html};

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Consent<'a> {
    /// Where the form goes.
    pub form: Form<'a>,
    /// Whose data it is.
    pub email: &'a str,
    /// The host of an application that is known by its address alone.
    pub host: Option<String>,
    /// Whether its answer goes to a program on the person's device.
    pub on_device: bool,
    /// The scopes asked, by name.
    pub scopes: Vec<&'a str>,
    /// What of APIs is asked: the scope's name, and more about it.
    pub api_scopes: Vec<(&'a str, Option<&'a str>)>,
    /// What the application's own claims tell, in the person's words.
    pub claims: Vec<String>,
    /// Whether the application keeps access while the person is away.
    pub offline: bool,
    /// What is wrong.
    pub problems: Problems,
}

/// The page.
pub fn page(frame: &Frame, values: &Consent) -> Markup {
    let words = frame.words;
    let title = words.fill("consent.title", &[("application", frame.place())]);
    let lead = words.isolate("consent.lead", &[("application", frame.place())]);
    layout::document(
        frame,
        &Step::new("consent", &title, &values.problems),
        &html! {
            (application::heading(frame, &title, &lead))
            (layout::summary(frame, &values.problems))
            (layout::account(values.email))
            ul.grants {
                @for sentence in sentences(words, values) { li { (sentence) } }
                @for (name, description) in &values.api_scopes {
                    li { div { (name) @if let Some(more) = description { p.note { (more) } } } }
                }
            }
            @if values.host.is_some() || values.on_device {
                div.caution {
                    @if let Some(host) = &values.host {
                        p { (words.isolate("consent.host", &[("host", host)])) }
                    }
                    @if values.on_device { p { (words.text("consent.device")) } }
                }
            }
            (layout::form(frame, &values.form, &html! {
                button type="submit" id="approve" name="action" value="approve" {
                    (words.text("consent.approve"))
                }
                button type="submit" class="secondary" id="deny" name="action" value="deny" formnovalidate {
                    (words.text("consent.deny"))
                }
            }))
            p.note { (words.fill("consent.note", &[("application", frame.place())])) }
            (application::policies(frame))
        },
    )
}

fn sentences(words: &Words, values: &Consent) -> Vec<String> {
    let offline = values.offline.then_some("consent.offline");
    let claims = (!values.claims.is_empty()).then(|| {
        let list = values.claims.join(words.text("form.comma"));
        words.fill("consent.claims", &[("claims", &list)])
    });
    of_scopes(words, &values.scopes)
        .into_iter()
        .chain(claims)
        .chain(offline.map(|key| words.text(key).to_owned()))
        .collect()
}

/// What scopes tell, a sentence each.
fn of_scopes(words: &Words, scopes: &[&str]) -> Vec<String> {
    let keys = scopes.iter().filter_map(|scope| scope_key(scope));
    keys.map(|key| words.text(key).to_owned()).collect()
}

/// All that scopes tell and allow, a sentence each.
pub fn allowed_by(words: &Words, scopes: &[&str]) -> Vec<String> {
    let offline = scopes.contains(&"offline_access").then(|| words.text("consent.offline"));
    of_scopes(words, scopes).into_iter().chain(offline.map(str::to_owned)).collect()
}

/// What a scope tells; `offline_access` is told by [`Consent::offline`].
fn scope_key(scope: &str) -> Option<&'static str> {
    match scope {
        "openid" => Some("consent.openid"),
        "profile" => Some("consent.profile"),
        "email" => Some("consent.email"),
        "address" => Some("consent.address"),
        "phone" => Some("consent.phone"),
        _ => None,
    }
}
