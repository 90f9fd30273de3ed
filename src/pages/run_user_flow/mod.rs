//! *Run user flow*: which flow, for which application, with what. For administrators, so its words are English alone.

pub mod preview;
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
    /// The application's `client_id`.
    pub client_id: String,
    /// Its name.
    pub application: String,
    /// The flow's id.
    pub flow: String,
}

/// The values of the page.
#[derive(Debug, Clone)]
pub struct RunUserFlow<'a> {
    /// Proof that this page was shown to this browser.
    pub token: &'a str,
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
                input type="hidden" name="token" value=(values.token);
                (fields(frame, values, &problems))
                button type="submit" { "Run user flow" }
            }
            @if !values.flows.is_empty() { (previews(values.flows)) }
        },
    )
}

fn fields(frame: &Frame, values: &RunUserFlow, problems: &Problems) -> Markup {
    let words = frame.words;
    let runs: Vec<_> = values
        .runs
        .iter()
        .map(|Run { client_id, application, flow }| {
            (format!("{client_id} {flow}"), format!("{application} · {flow}"))
        })
        .collect();
    let runs: Vec<_> = runs.iter().map(|(value, label)| (value.as_str(), label.as_str())).collect();
    let languages: Vec<_> =
        values.languages.iter().map(|language| (language.tag(), language.own_name())).collect();
    let choice = |name, label, options: &[(&str, &str)], need| {
        let chosen = [entered(values, name).to_owned()];
        let options = &choice::plain(options);
        let choice =
            Choice { name, label, help: None, options, chosen: &chosen, autocomplete: None, need };
        match name {
            "session" => choice::radio(words, &choice, problems),
            _ => choice::list(words, &choice, problems),
        }
    };
    let line = |name, help, need| {
        let (kind, value) = ("text", entered(values, name));
        let line =
            Line { name, kind, label: name, value, help, latin: true, need, ..Line::default() };
        field::line(words, &line, problems)
    };
    let ago = "How long ago somebody may have signed in, in seconds.";
    html! {
        (choice("run", "Application and user flow", runs.as_slice(), Need::Required))
        (choice("session", "Who is signed in", &SESSIONS, Need::Required))
        (choice("language", "Language of the pages", &languages, Need::Optional))
        (choice("prompt", "prompt", &PROMPTS, Need::Optional))
        (line("login_hint", Some("An address to fill in."), Need::Optional))
        (line("scope", None, Need::Required))
        (line("max_age", Some(ago), Need::Optional))
    }
}

/// What was entered into a field, or what it begins with.
fn entered<'a>(values: &RunUserFlow<'a>, name: &str) -> &'a str {
    match (name, values.entered.first(name)) {
        ("scope", "") => "openid profile email",
        ("session", "") => "new",
        (_, entered) => entered,
    }
}

fn previews(flows: &[String]) -> Markup {
    html! {
        section.development {
            h2 { "Look at the pages without running them" }
            ul { @for flow in flows {
                li { a href=(Route::Preview(flow.clone()).path()) { (flow) } }
            } }
        }
    }
}
