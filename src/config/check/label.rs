//! Texts that people read.

use super::{links, markup};
use crate::config::fault::{Faults, segment};
use crate::config::raw;
use crate::encode::typed;
use crate::protocol::Label;

/// More than any label, title or sentence needs.
const LONGEST: usize = 2000;

/// A label, if one is given.
pub fn optional(raw: Option<raw::Label>, pointer: &str, faults: &mut Faults) -> Option<Label> {
    short(raw, pointer, LONGEST, faults)
}

/// A label of up to `longest` characters, if one is given.
pub fn short(
    raw: Option<raw::Label>,
    pointer: &str,
    longest: usize,
    faults: &mut Faults,
) -> Option<Label> {
    let check_text = |text: &str, at: &str, faults: &mut Faults| {
        self::text(text, at, longest, faults);
        links::refuse(text, at, faults);
    };
    raw.map(|raw| check(raw, pointer, faults, check_text))
}

/// A label that may hold links, if one is given.
pub fn linked(raw: Option<raw::Label>, pointer: &str, faults: &mut Faults) -> Option<Label> {
    let check_text = |text: &str, at: &str, faults: &mut Faults| {
        self::text(text, at, LONGEST, faults);
        links::check(text, at, faults);
    };
    raw.map(|raw| check(raw, pointer, faults, check_text))
}

/// A label of several lines that may hold links, of up to `longest` characters, if one is given.
pub fn lines(
    raw: Option<raw::Label>,
    pointer: &str,
    longest: usize,
    faults: &mut Faults,
) -> Option<Label> {
    let check_text = |text: &str, at: &str, faults: &mut Faults| {
        self::text(&text.replace('\n', " "), at, longest, faults);
        links::check(text, at, faults);
    };
    raw.map(|raw| check(raw, pointer, faults, check_text))
}

/// A label whose absence is a fault of the document's structure.
pub fn required(raw: Option<raw::Label>, pointer: &str, faults: &mut Faults) -> Label {
    optional(raw, pointer, faults).unwrap_or_default()
}

/// A label whose texts `check_text` judges: each with its pointer.
pub fn check(
    raw: raw::Label,
    pointer: &str,
    faults: &mut Faults,
    check_text: impl Fn(&str, &str, &mut Faults),
) -> Label {
    match raw {
        raw::Label::All(text) => {
            check_text(&text, pointer, faults);
            Label([(String::new(), text)].into())
        }
        raw::Label::ByLanguage(texts) => {
            if texts.is_empty() {
                faults.add_to_whole(
                    pointer,
                    "holds no text; it must have one for at least one language",
                );
            }
            for (language, text) in &texts {
                let pointer = format!("{pointer}/{}", segment(language));
                if !is_language_tag(language) {
                    faults.add(
                        &pointer,
                        format!("`{language}` is not a language tag such as en or ar"),
                    );
                }
                check_text(text, &pointer, faults);
            }
            Label(texts)
        }
    }
}

/// A text of one line that is there, and up to `longest` characters.
pub fn text(text: &str, pointer: &str, longest: usize, faults: &mut Faults) {
    if typed::is_blank(text) {
        faults.add(pointer, "is empty");
    }
    if text.chars().any(char::is_control) {
        faults.add(pointer, "holds a line break or another control character");
    }
    if let Some(found) = markup::first(text) {
        let shown: String = found.chars().take(40).collect();
        faults.add(
            pointer,
            format!(
                "holds markup, which people would read as it stands: `{shown}`; allowed: plain text"
            ),
        );
    }
    let length = text.chars().count();
    if length > longest {
        faults.add(pointer, format!("is {length} characters long; allowed: up to {longest}"));
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
