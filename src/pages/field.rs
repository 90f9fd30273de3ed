//! One field: label, help, error and input, tied together for those who do not see them.

use super::{Problems, Words, links};
use crate::encode::email;
use maud::{Markup, html};

/// What is asked of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Need {
    /// An answer.
    #[default]
    Required,
    /// An answer, if they like: the field says so.
    Optional,
    /// Nothing: an offer, or a value that can't be changed.
    Nothing,
}

/// The keyboard of an e-mail address. Its field's type is `text`: of `email` browsers change what was typed, and so where
/// mail goes (Chromium maps a domain by the transitional processing of UTS 46, which makes `ß` `ss`).
pub const EMAIL: Option<&str> = Some("email");

/// A field of one line.
#[derive(Default, Clone, Copy)]
pub struct Line<'a> {
    /// Its name and id.
    pub name: &'a str,
    /// Its `type`.
    pub kind: &'static str,
    /// What people read above it.
    pub label: &'a str,
    /// A sentence below the label.
    pub help: Option<&'a str>,
    /// What it holds.
    pub value: &'a str,
    /// An example, shown while it is empty.
    pub placeholder: Option<&'a str>,
    /// What a browser may fill in.
    pub autocomplete: Option<&'static str>,
    /// Which keyboard a phone shows.
    pub inputmode: Option<&'static str>,
    /// The first day that it takes.
    pub min: Option<&'a str>,
    /// The last day that it takes.
    pub max: Option<&'a str>,
    /// What is asked of the person; with nothing asked, the value can't be changed.
    pub need: Need,
    /// Whether the focus is here when the page is shown.
    pub focus: bool,
    /// Whether its value is written left to right in every language, as an address or a number is.
    pub latin: bool,
}

/// The field with its label, help and error.
pub fn line(words: &Words, line: &Line, problems: &Problems) -> Markup {
    html! {
        div.field {
            label for=(line.name) { (line.label) (optional(words, line.need)) }
            (help(line.name, line.help))
            (wrong(words, line.name, problems.of(line.name)))
            @if line.kind == "password" { div.secret { (input(words, line, problems)) } }
            @else { (input(words, line, problems)) }
        }
    }
}

/// A field of several lines, with its label, help and error.
pub fn lines(words: &Words, line: &Line, problems: &Problems) -> Markup {
    html! {
        div.field {
            label for=(line.name) { (line.label) (optional(words, line.need)) }
            (help(line.name, line.help))
            (wrong(words, line.name, problems.of(line.name)))
            textarea id=(line.name) name=(line.name) rows="4" placeholder=[line.placeholder]
                autocomplete=[line.autocomplete]
                readonly[line.need == Need::Nothing]
                aria-required=[(line.need == Need::Required).then_some("true")]
                aria-invalid=[problems.concern(line.name).then_some("true")]
                aria-describedby=[described_by(line.name, line.help.is_some(), problems)] {
                // The first line break is no part of the value (HTML, "Parsing").
                "\n" (line.value)
            }
        }
    }
}

/// An e-mail address that names an account.
pub fn email<'a>(words: &'a Words, value: &'a str) -> Line<'a> {
    Line {
        name: "email",
        kind: "text",
        label: words.text("field.email"),
        value,
        autocomplete: Some("username"),
        inputmode: EMAIL,
        latin: true,
        ..Line::default()
    }
}

/// A password; never filled in by the server.
pub fn password<'a>(words: &'a Words, autocomplete: &'static str) -> Line<'a> {
    Line {
        name: "password",
        kind: "password",
        label: words.text("field.password"),
        autocomplete: Some(autocomplete),
        latin: true,
        ..Line::default()
    }
}

/// The label of a field that is the same on every page.
pub fn label<'a>(words: &'a Words, name: &str) -> Option<&'a str> {
    match name {
        "email" => Some(words.text("field.email")),
        "password" => Some(words.text("field.password")),
        "code" => Some(words.text("field.code")),
        "user_code" => Some(words.text("field.userCode")),
        _ => None,
    }
}

fn input(words: &Words, line: &Line, problems: &Problems) -> Markup {
    let secret = line.kind == "password";
    let address = (line.inputmode == EMAIL).then(|| email::shown(line.value));
    let plain = line.latin.then_some("none");
    html! {
        input type=(line.kind) id=(line.name) name=(line.name)
            value=[(!secret).then_some(address.as_deref().unwrap_or(line.value))]
            placeholder=[line.placeholder] autocomplete=[line.autocomplete] inputmode=[line.inputmode]
            min=[line.min] max=[line.max]
            dir=[line.latin.then_some("ltr")] autocapitalize=[plain]
            spellcheck=[line.latin.then_some("false")]
            data-show=[secret.then(|| words.text("password.show"))]
            data-hide=[secret.then(|| words.text("password.hide"))]
            readonly[line.need == Need::Nothing] autofocus[line.focus]
            aria-required=[(line.need == Need::Required).then_some("true")]
            aria-invalid=[problems.concern(line.name).then_some("true")]
            aria-describedby=[described_by(line.name, line.help.is_some(), problems)];
    }
}

/// The ids of what describes a field: its help, its error, and the summary that is about it.
pub fn described_by(name: &str, help: bool, problems: &Problems) -> Option<String> {
    let ids = [
        help.then(|| format!("{name}-help")),
        problems.of(name).map(|_| format!("{name}-error")),
        problems.about.contains(&name).then(|| "problems".to_owned()),
    ];
    let ids: Vec<String> = ids.into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The sentence below a label.
pub fn help(name: &str, help: Option<&str>) -> Markup {
    html! { @if let Some(help) = help { p.help id={ (name) "-help" } { (links::linked(help)) } } }
}

/// The sentence that says what is wrong with a field.
pub fn wrong(words: &Words, name: &str, error: Option<&str>) -> Markup {
    html! {
        @if let Some(error) = error {
            p.wrong id={ (name) "-error" } {
                span.unseen { (words.text("form.errorPrefix")) " " }
                (error)
            }
        }
    }
}

/// The mark of a field that can be left empty.
pub fn optional(words: &Words, need: Need) -> Markup {
    html! {
        @if need == Need::Optional { " " span.optional { (words.text("field.optional")) } }
    }
}
