//! A field with `showIf` is asked only where the field that it names has one of the answers it says, and is asked
//! itself. What does not apply is neither required nor kept, whatever was sent for it.

use super::{Condition, Flow, Input};
use crate::encode::gather::Gather;
use serde_json::{Map, Value};

/// Whether a field applies to who gave `answers`.
pub fn applies(flow: &Flow, input: &Input, answers: &Map<String, Value>) -> bool {
    let Some(condition) = &input.show_if else { return true };
    condition.holds(answers.get(&condition.attribute))
        && flow.input(&condition.attribute).is_some_and(|decides| applies(flow, decides, answers))
}

/// Those of the fields `asked` that apply, or will where others of them are answered so.
pub fn possible<'a>(
    flow: &Flow,
    asked: &[&'a Input],
    answers: &Map<String, Value>,
) -> Vec<&'a Input> {
    let is_possible = |input: &&&'a Input| match rests_on(asked, input) {
        Some(first) => applies(flow, first, answers),
        None => true,
    };
    asked.iter().filter(is_possible).copied().gather()
}

/// The field at whose condition the answers end that `asked` can still give: what decides `input`, what decides that,
/// and so on; none where the first of them has no condition.
fn rests_on<'a>(asked: &[&'a Input], input: &'a Input) -> Option<&'a Input> {
    let condition = input.show_if.as_ref()?;
    match find(asked, condition) {
        Some(decides) => rests_on(asked, decides),
        None => Some(input),
    }
}

/// Whether a field of a page with the fields `asked`, which are all possible, stands on it while `answers` are what the
/// page holds. Where something is chosen on the page, the browser shows what follows by itself.
pub fn stands_on_page(asked: &[&Input], input: &Input, answers: &Map<String, Value>) -> bool {
    let Some(condition) = &input.show_if else { return true };
    find(asked, condition).is_none_or(|decides| {
        let told =
            decides.input_type.is_chosen() || condition.holds(answers.get(&decides.attribute));
        told && stands_on_page(asked, decides, answers)
    })
}

/// The field among `asked` that decides, if people answer it there.
fn find<'a>(asked: &[&'a Input], condition: &Condition) -> Option<&'a Input> {
    let decides = asked.iter().find(|input| input.attribute == condition.attribute);
    decides.copied().filter(|input| input.is_editable())
}

/// Whether what a page asks, or what the flow gives, can rest on answers to other pages.
pub fn needs_other_pages(flow: &Flow) -> bool {
    flow.pages.iter().any(|page| {
        page.inputs.iter().any(|input| {
            let elsewhere = |condition: &Condition| {
                page.inputs.iter().all(|other| other.attribute != condition.attribute)
            };
            input
                .show_if
                .as_ref()
                .is_some_and(|condition| !input.is_editable() || elsewhere(condition))
        })
    })
}
