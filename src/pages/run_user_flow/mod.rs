//! *Run user flow*: which flow, for which application, with what. For administrators, so its words are English alone.

pub mod result;

use super::choice::{self, Choice};
use super::field::{self, Line, Need};
use super::layout::{self, Step};
use super::{Frame, Problems};
use crate::http::Form;
use crate::language::Language;
use crate::route::Route;
use maud::{Markup, html};

/// What `prompt` may be, with what it does.
const PROMPTS: [(&str, &str); 5] = [
    ("create", "create: begin at sign-up"),
    ("login", "login: sign in again"),
    ("consent", "consent: ask for consent"),
    ("select_account", "select_account: ask which account"),
    ("none", "none: show no page"),
];

/// Who counts as signed in.
const SESSIONS: [(&str, &str); 2] =
    [("new", "Nobody: as in a new browser"), ("any", "Whoever is signed in in this browser")];

/// An application with one of its flows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// `client_id` and flow, with a space between.
    pub value: String,
    /// What administrators read.
    pub label: String,
}

/// The values of the page.
#[derive(Debug, Clone)]
pub struct RunUserFlow<'a> {
    /// What can be run.
    pub runs: &'a [Run],
    /// Every flow's id.
    pub flows: &'a [String],
    /// The tenant's languages.
    pub languages: &'a [Language],
    /// What was entered.
    pub entered: &'a Form,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// The page.
pub fn page(frame: &Frame, values: &RunUserFlow) -> Markup {
    let problems = values.problem.clone().map(Problems::whole).unwrap_or_default();
    let title = "Run user flow";
    let lead = "Goes through a user flow as an application would send people there, and shows the tokens it would \
                get. They are issued to this page alone. Accounts that are made on the way are marked as tests.";
    layout::document(
        frame,
        &Step::new("run-user-flow", title, &problems),
        &html! {
            (layout::heading(title, &html! { (lead) }))
            (layout::summary(frame, &problems))
            form method="post" action=(Route::RunUserFlow.path()) novalidate {
                (fields(frame, values, &problems))
                button type="submit" { "Run user flow" }
            }
            @if !values.flows.is_empty() { (previews(values.flows)) }
        },
    )
}

fn fields(frame: &Frame, values: &RunUserFlow, problems: &Problems) -> Markup {
    let words = frame.words;
    let entered = |name: &str| values.entered.first(name);
    let list = |name, label, options: &[(&str, &str)], need| {
        let chosen = [entered(name).to_owned()];
        let none =
            Choice { name, label, help: None, options, chosen: &chosen, autocomplete: None, need };
        choice::list(words, &none, problems)
    };
    let line = |name, label, value, help| {
        let none = Line {
            name,
            kind: "text",
            label,
            value,
            help,
            latin: true,
            need: Need::Optional,
            ..Line::default()
        };
        field::line(words, &none, problems)
    };
    let runs: Vec<_> =
        values.runs.iter().map(|run| (run.value.as_str(), run.label.as_str())).collect();
    let languages: Vec<_> =
        values.languages.iter().map(|language| (language.tag(), language.own_name())).collect();
    let scope = match entered("scope") {
        "" => "openid profile email",
        scope => scope,
    };
    let session = [if entered("session") == "any" { "any" } else { "new" }.to_owned()];
    let who = Choice {
        name: "session",
        label: "Who is signed in",
        help: None,
        options: &SESSIONS,
        chosen: &session,
        autocomplete: None,
        need: Need::Required,
    };
    html! {
        (list("run", "Application and user flow", &runs, Need::Required))
        (choice::radio(words, &who, problems))
        (list("language", "Language of the pages", &languages, Need::Optional))
        (list("prompt", "prompt", &PROMPTS, Need::Optional))
        (line("login_hint", "login_hint", entered("login_hint"), Some("An address to fill in.")))
        (line("scope", "scope", scope, None))
        (line("max_age", "max_age", entered("max_age"), Some("How long ago somebody may have signed in, in seconds.")))
    }
}

fn previews(flows: &[String]) -> Markup {
    html! {
        section.development {
            h2 { "Look at the pages without running them" }
            ul { @for flow in flows {
                li { a href=(Route::Preview { flow: flow.clone(), page: None }.path()) { (flow) } }
            } }
        }
    }
}
