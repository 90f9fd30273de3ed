//! Texts that people read.

use super::{links, markup};
use crate::config::fault::At;
use crate::config::raw;
use crate::encode::typed;
use crate::protocol::Label;

/// More than any label, title or sentence needs.
const LONGEST: usize = 2000;

/// A label, if one is given.
pub fn optional(raw: Option<raw::Label>, at: &At<'_>) -> Option<Label> {
    short(raw, LONGEST, at)
}

/// A label of up to `longest` characters, if one is given.
pub fn short(raw: Option<raw::Label>, longest: usize, at: &At<'_>) -> Option<Label> {
    let check_text = |text: &str, at: &At<'_>| {
        self::text(text, longest, at);
        links::refuse(text, at);
    };
    raw.map(|raw| check(raw, at, check_text))
}

/// A label that may hold links, if one is given.
pub fn linked(raw: Option<raw::Label>, at: &At<'_>) -> Option<Label> {
    let check_text = |text: &str, at: &At<'_>| {
        self::text(text, LONGEST, at);
        links::check(text, at);
    };
    raw.map(|raw| check(raw, at, check_text))
}

/// A label of several lines that may hold links, of up to `longest` characters, if one is given.
pub fn lines(raw: Option<raw::Label>, longest: usize, at: &At<'_>) -> Option<Label> {
    let check_text = |text: &str, at: &At<'_>| {
        self::text(&text.replace('\n', " "), longest, at);
        links::check(text, at);
    };
    raw.map(|raw| check(raw, at, check_text))
}

/// A label whose absence is a fault of the document's structure.
pub fn required(raw: Option<raw::Label>, at: &At<'_>) -> Label {
    optional(raw, at).unwrap_or_default()
}

/// A label whose texts `check_text` judges: each with its place.
pub fn check(raw: raw::Label, at: &At<'_>, check_text: impl Fn(&str, &At<'_>)) -> Label {
    match raw {
        raw::Label::All(text) => {
            check_text(&text, at);
            Label([(String::new(), text)].into())
        }
        raw::Label::ByLanguage(texts) => {
            if texts.is_empty() {
                at.fault_of_whole("holds no text; it must have one for at least one language");
            }
            for (language, text) in &texts {
                let at = &at.field(language);
                if !is_language_tag(language) {
                    at.fault(format!("`{language}` is not a language tag such as en or ar"));
                }
                check_text(text, at);
            }
            Label(texts)
        }
    }
}

/// A text of one line that is there, and up to `longest` characters.
pub fn text(text: &str, longest: usize, at: &At<'_>) {
    if typed::is_blank(text) {
        at.fault("is empty");
    }
    if text.chars().any(char::is_control) {
        at.fault("holds a line break or another control character");
    }
    if let Some(found) = markup::first(text) {
        let shown: String = found.chars().take(40).collect();
        at.fault(format!(
            "holds markup, which people would read as it stands: `{shown}`; allowed: plain text"
        ));
    }
    let length = text.chars().count();
    if length > longest {
        at.fault(format!("is {length} characters long; allowed: up to {longest}"));
    }
}

/// `en`, `ar`, `pt-BR`, `zh-Hant`.
fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    subtags.next().is_some_and(|language| {
        (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase())
    }) && subtags.all(|subtag| {
        (2..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}
