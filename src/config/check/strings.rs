//! Words of pages and mails that a tenant (`strings/{language}`) or a flow (`strings`) writes itself.

use super::label;
use crate::config::fault::At;
use crate::config::read::read;
use crate::config::{Fault, schemas};
use crate::language::{Language, Overrides, plural, shipped, shipped_text};
use crate::protocol::nearest;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The longest text, in characters.
const LONGEST: usize = 2000;

/// Without it a mailed code's mail is of no use.
const NEEDED: &str = "code";

/// Checks the document `strings/{language}`: a flat object, key → text.
///
/// # Errors
/// Every fault of the document.
pub fn check_strings(language: &str, text: &str) -> Result<Overrides, Vec<Fault>> {
    let (strings, faults) =
        read::<BTreeMap<String, String>>(&format!("strings/{language}"), text, &schemas::STRINGS);
    let at = &faults.root();
    check_language(language, at);
    check_texts(&strings, at);
    let faults = faults.into_vec();
    if faults.is_empty() { Ok(Rc::new(strings)) } else { Err(faults) }
}

/// A flow's own words, by language. As with labels, it may be one that the tenant does not offer today.
pub fn of_flow(
    raw: Option<BTreeMap<String, BTreeMap<String, String>>>,
    at: &At<'_>,
) -> BTreeMap<Language, Overrides> {
    let mut checked = BTreeMap::new();
    for (tag, texts) in raw.unwrap_or_default() {
        let at = &at.field(&tag);
        let language = check_language(&tag, at);
        check_texts(&texts, at);
        checked.extend(language.map(|language| (language, Rc::new(texts))));
    }
    checked
}

fn check_language(tag: &str, at: &At<'_>) -> Option<Language> {
    let language = Language::of_tag(tag);
    if language.is_none() {
        let tags: Vec<_> = Language::ALL.iter().map(|language| language.tag()).collect();
        let allowed = tags.join(", ");
        at.fault(format!("`{tag}` is not a language of the pages; allowed: {allowed}"));
    }
    language
}

fn check_texts(texts: &BTreeMap<String, String>, at: &At<'_>) {
    for (key, text) in texts {
        let at = &at.field(key);
        label::text(text, LONGEST, at);
        match shipped_text(Language::En, key) {
            Some(english) => check_placeholders(text, english, at),
            // The nearest key of very many would take long to find.
            None if at.is_full() => at.fault(""),
            None => at.fault(unknown(key)),
        }
    }
}

/// A placeholder may be left out; one that nothing is filled into would be read as it stands.
fn check_placeholders(text: &str, english: &str, at: &At<'_>) {
    let known: Vec<&str> = plural::names(english).collect();
    for name in plural::names(text).filter(|name| !known.contains(name)) {
        let mut allowed: Vec<_> = known.iter().map(|name| format!("{{{name}}}")).collect();
        if allowed.is_empty() {
            allowed.push("none".to_owned());
        }
        let allowed = allowed.join(", ");
        at.fault(format!("nothing is filled into `{{{name}}}` here; allowed: {allowed}"));
    }
    if known.contains(&NEEDED) && !plural::names(text).any(|name| name == NEEDED) {
        at.fault(format!("lacks {{{NEEDED}}}, which people need"));
    }
}

fn unknown(key: &str) -> String {
    let keys = shipped(Language::En).map(|(key, _)| key);
    let hint =
        nearest(keys, key).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    format!(
        "`{key}` is no text of the pages or mails{hint} Allowed: the keys of assets/locales/en.json"
    )
}
