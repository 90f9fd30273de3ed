//! The answers to a page of attributes and terms, and what the page shows of them when it is given again.

use crate::flow::{Asking, page_answers};
use crate::http::Form;
use crate::journey::walk::Walk;
use crate::pages::{Problems, sentences};
use crate::ports::Platform;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What was typed, as values; null takes an earlier answer back.
pub struct Read {
    /// Attribute → value.
    pub answers: Map<String, Value>,
    /// Terms → version.
    pub terms: Map<String, Value>,
}

/// Why the page is given again.
pub struct Again {
    /// The answer's status.
    pub status: u16,
    /// What is wrong; nothing where the page asks for more than it did.
    pub problems: Problems,
}

/// Reads the fields that are asked, and no others; every fault at once.
///
/// # Errors
/// Why the page is given again.
pub fn read<P: Platform>(
    walk: &Walk<'_, P>,
    asking: &Asking<'_>,
    form: &Form,
    country: Option<&str>,
) -> Result<Read, Again> {
    let words = &walk.view.words;
    let site = walk.site;
    let page = page_answers::read(&walk.flow, asking, form, country, site.now, site.platform);
    let mut terms_read = Map::new();
    let mut problems = Problems::default();
    for (input, fault) in &page.faults {
        problems.fields.push((input.attribute.clone(), sentences::answer(words, input, fault)));
    }
    for terms in &asking.terms {
        let name = format!("terms-{}", terms.id);
        if form.first(&name) == terms.version {
            terms_read.insert(terms.id.clone(), Value::String(terms.version.clone()));
        } else if terms.required {
            problems.fields.push((name, words.text("terms.required").to_owned()));
        } else {
            terms_read.insert(terms.id.clone(), Value::Null);
        }
    }
    if !problems.fields.is_empty() {
        return Err(Again { status: 422, problems });
    }
    if page.asks_more {
        walk.note("again", "asks-more");
        return Err(Again { status: 200, problems });
    }
    Ok(Read { answers: page.answers, terms: terms_read })
}

/// What each field shows: all that was typed, so that nothing is lost on an error; in the others what they hold.
pub fn held(asking: &Asking<'_>, typed: Option<&Form>) -> BTreeMap<String, Vec<String>> {
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in typed.into_iter().flat_map(|form| &form.0) {
        values.entry(name.clone()).or_default().push(value.clone());
    }
    let fields = asking.inputs.iter();
    for input in fields.filter(|input| typed.is_none() || !input.is_editable()) {
        let held = asking.values.get(&input.attribute).map(shown).unwrap_or_default();
        values.insert(input.attribute.clone(), held);
    }
    values
}

/// A kept value as the field shows it.
fn shown(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(shown).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Null => Vec::new(),
        other => vec![other.to_string()],
    }
}
