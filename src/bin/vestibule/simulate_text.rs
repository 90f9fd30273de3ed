//! What a simulation saw, to be read.

use serde_json::{Map, Value};
use std::fmt::Write;
use vestibule::simulation::{Answer, Ending, Field, Report, Seen};

/// The report, line by line.
pub fn of(report: &Report) -> String {
    let mut text = String::new();
    for (at, visit) in report.visits.iter().enumerate() {
        let _ = writeln!(text, "Visit {}", at + 1);
        for seen in &visit.pages {
            page(&mut text, seen);
        }
        ending(&mut text, &visit.ending);
    }
    text
}

fn page(text: &mut String, seen: &Seen) {
    let page = &seen.page;
    let _ = writeln!(text, "  {}: {}", page.page, page.title);
    if let Some(problem) = &page.problem {
        let _ = writeln!(text, "    ! {problem}");
    }
    for shown in &page.fields {
        let _ = writeln!(text, "    {}", field(shown, seen.answers.get(&shown.name)));
        if let Some(error) = &shown.error {
            let _ = writeln!(text, "      ! {error}");
        }
    }
    for mail in &seen.mails {
        let _ = writeln!(text, "    mail to {}: {}", mail.to, mail.subject);
    }
}

fn field(field: &Field, answer: Option<&Answer>) -> String {
    let need = if field.required { ", required" } else { "" };
    let mut line = format!("{} ({}{need}) {}", field.name, field.kind, field.label);
    if !field.options.is_empty() {
        let values: Vec<_> =
            field.options.iter().take(8).map(|(value, _)| value.as_str()).collect();
        let more = if field.options.len() > values.len() { " …" } else { "" };
        let _ = write!(line, " [{}{more}]", values.join(" "));
    }
    let given = match answer {
        Some(Answer::Text(text)) => text.clone(),
        Some(Answer::Tick(ticked)) => ticked.to_string(),
        Some(Answer::Several(values)) => values.join(" "),
        None => field.value.join(" "),
    };
    if !given.is_empty() {
        let _ = write!(line, " = {given}");
    }
    line
}

fn ending(text: &mut String, ending: &Ending) {
    if let Some(error) = &ending.error {
        let why = ending.error_description.as_deref().unwrap_or_default();
        let _ = writeln!(text, "  The application is told {error}: {why}");
    }
    for (name, values) in [
        ("Account", &ending.account),
        ("ID token", &ending.id_token),
        ("Access token", &ending.access_token),
        ("Userinfo", &ending.userinfo),
    ] {
        if let Some(values) = values {
            object(text, name, values);
        }
    }
}

fn object(text: &mut String, name: &str, values: &Map<String, Value>) {
    let _ = writeln!(text, "  {name}");
    for (name, value) in values {
        let _ = writeln!(text, "    {name}: {value}");
    }
}
