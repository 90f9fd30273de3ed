//! The sample pages of a user flow, framed at the width of a phone and of a desktop. For administrators, in English.

use crate::http::Form;
use crate::language::Language;
use crate::pages::choice::{self, Choice};
use crate::pages::field::Need;
use crate::pages::layout::{self, Step};
use crate::pages::{Frame, Problems};
use crate::route::Route;
use maud::{Markup, html};

/// The widths: class and name.
const WIDTHS: [(&str, &str); 2] = [("phone", "Phone"), ("desktop", "Desktop")];

/// The values of the page.
#[derive(Debug, Clone)]
pub struct Preview<'a> {
    /// The flow's id.
    pub flow: &'a str,
    /// The applications that name the flow: `client_id` and name.
    pub applications: &'a [(String, String)],
    /// The tenant's languages.
    pub languages: &'a [Language],
    /// The language of the sample pages.
    pub language: Language,
    /// The chosen application and the sample pages' names; none where no application names the flow.
    pub samples: Option<(&'a str, &'a [String])>,
    /// The sample page asked for; the first if there is no such one.
    pub sample: &'a str,
}

/// The page.
pub fn page(frame: &Frame, values: &Preview) -> Markup {
    let title = format!("Pages of {}", values.flow);
    let lead = "With sample values. Nothing can be sent, and nobody is asked.";
    let none = "No application names this user flow, so nobody sees its pages.";
    layout::document(
        frame,
        &Step::new("preview", &title, &Problems::default()),
        &html! {
            (layout::heading(&title, &html! { (if values.samples.is_some() { lead } else { none }) }))
            @if let Some((client_id, samples)) = values.samples { (chosen(frame, values, client_id, samples)) }
            p.instead { a href=(Route::RunUserFlow.path()) { "Run user flow" } }
        },
    )
}

fn chosen(frame: &Frame, values: &Preview, client_id: &str, samples: &[String]) -> Markup {
    let asked = samples.iter().find(|name| *name == values.sample);
    let Some(sample) = asked.or(samples.first()) else { return html! {} };
    let list = |name, label, options: &[(&str, &str)], chosen: &str| {
        let (chosen, options) = ([chosen.to_owned()], &choice::plain(options));
        let need = Need::Nothing;
        let list =
            Choice { name, label, help: None, options, chosen: &chosen, autocomplete: None, need };
        choice::list(frame.words, &list, &Problems::default())
    };
    let pages: Vec<_> = samples.iter().map(|name| (name.as_str(), name.as_str())).collect();
    let applications: Vec<_> =
        values.applications.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    let languages: Vec<_> =
        values.languages.iter().map(|language| (language.tag(), language.own_name())).collect();
    html! {
        form.preview method="get" action=(address(values, None)) {
            (list("page", "Page", &pages, sample))
            (list("language", "Language", &languages, values.language.tag()))
            (list("app", "Application", &applications, client_id))
            button type="submit" { "Show" }
        }
        @for (class, name) in WIDTHS {
            figure tabindex="0" {
                figcaption { (name) }
                iframe class=(class) title={ (name) ": " (sample) } sandbox="allow-same-origin"
                    src=(sample_address(values, client_id, sample)) {}
            }
        }
    }
}

fn address(values: &Preview, page: Option<&str>) -> String {
    let flow = values.flow.to_owned();
    match page {
        Some(page) => Route::PreviewPage { flow, page: page.to_owned() }.path(),
        None => Route::Preview(flow).path(),
    }
}

fn sample_address(values: &Preview, client_id: &str, sample: &str) -> String {
    let query = [("app", client_id), ("language", values.language.tag())];
    let query = Form(query.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    format!("{}?{}", address(values, Some(sample)), query.encode())
}
