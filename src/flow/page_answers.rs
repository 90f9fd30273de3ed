//! The answers to a page: of the fields that apply and of no others, every fault at once.

use super::answer::{self, Fault};
use super::{Asking, Flow, Input, show_if};
use crate::encode::gather::Gather;
use crate::encode::unicode::Unicode;
use crate::http::Form;
use serde_json::{Map, Value};

/// What was typed into a page, as values.
#[derive(Debug, Clone, Default)]
pub struct PageAnswers<'a> {
    /// Attribute → value; null takes an earlier answer back.
    pub answers: Map<String, Value>,
    /// What is wrong.
    pub faults: Vec<(&'a Input, Fault)>,
    /// Whether a field applies that did not stand on the page when it was sent.
    pub asks_more: bool,
}

/// Reads what a person in `country` (ISO 3166-1 alpha-2), if that is known, typed into the fields of `asking` at `now`.
pub fn read<'a>(
    flow: &Flow,
    asking: &'a Asking<'a>,
    form: &Form,
    country: Option<&str>,
    now: i64,
    unicode: &impl Unicode,
) -> PageAnswers<'a> {
    let typed = |input: &Input| {
        let value = answer::read(input, &form.all(&input.attribute), country, unicode)?;
        answer::judge_typed_day(input, value.as_ref(), now)?;
        Ok(value.unwrap_or_default())
    };
    let typed: Vec<_> = asking.editable().map(|input| (input, typed(input))).collect();
    let mut known = asking.known.clone();
    known.extend(
        typed
            .iter()
            .map(|(input, value)| (input.attribute.clone(), value.clone().unwrap_or_default())),
    );
    let mut page = PageAnswers::default();
    for (input, value) in typed {
        let id = &input.attribute;
        // What was answered before and is empty now, or does not apply any more, is taken back.
        let value = if show_if::applies(flow, input, &known) { value } else { Ok(Value::Null) };
        match value {
            _ if is_missed(flow, asking, input, form, &known) => page.asks_more = true,
            Ok(value) => drop(page.answers.insert(id.clone(), value)),
            Err(fault) => page.faults.push((input, fault)),
        }
    }
    page
}

/// What the fields hold while the page is shown: what is typed as far as it is good, else what they held before.
pub fn so_far(
    asking: &Asking<'_>,
    typed: Option<&Form>,
    unicode: &impl Unicode,
) -> Map<String, Value> {
    let Some(form) = typed else { return asking.values.clone() };
    let value = |input: &Input| {
        let typed = answer::read(input, &form.all(&input.attribute), None, unicode).ok()?;
        Some((input.attribute.clone(), typed?))
    };
    asking.editable().filter_map(value).gather()
}

/// Whether a field applies, and was not sent since an answer on the same page decided that.
fn is_missed(
    flow: &Flow,
    asking: &Asking<'_>,
    input: &Input,
    form: &Form,
    known: &Map<String, Value>,
) -> bool {
    let was_sent = form.0.iter().any(|(name, _)| *name == input.attribute);
    !was_sent
        && !show_if::stands_on_page(&asking.inputs, input, &Map::new())
        && show_if::applies(flow, input, known)
}
