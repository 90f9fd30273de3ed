//! What is settled before and after a page is answered: what is known of a person, what the flow gives where nobody can
//! answer, and which answers stay.

use super::{Flow, Input, Person, show_if};
use crate::encode::gather::Gather;
use serde_json::{Map, Value};

/// What is known of a person who gave `answers`. Who is new to the flow gets what it gives where they have no value.
pub fn known(
    flow: &Flow,
    person: Option<&Person>,
    answers: &Map<String, Value>,
) -> Map<String, Value> {
    let is_new = person.is_none_or(|person| person.enrolled.is_none());
    let mut known = if is_new { given_anywhere(flow) } else { Map::new() };
    known.extend(person.into_iter().flat_map(|person| person.account.attributes.clone()));
    known.extend(answers.clone());
    known
}

/// What who is new to the flow gets where nobody can answer, as far as it applies: attribute → value.
pub fn given(flow: &Flow, known: &Map<String, Value>) -> Map<String, Value> {
    let mut given = given_anywhere(flow);
    given.retain(|id, _| flow.input(id).is_some_and(|input| show_if::applies(flow, input, known)));
    given
}

/// The answers with those taken back, as null, that do not apply, the earlier ones among them.
pub fn kept(
    flow: &Flow,
    known: &Map<String, Value>,
    earlier: &Map<String, Value>,
    answers: Map<String, Value>,
) -> Map<String, Value> {
    let mut kept = answers;
    for input in flow.pages.iter().flat_map(|page| &page.inputs) {
        let id = &input.attribute;
        let answered = kept.contains_key(id) || earlier.contains_key(id);
        if answered && !show_if::applies(flow, input, known) {
            kept.insert(id.clone(), Value::Null);
        }
    }
    kept
}

/// What the flow gives where nobody can answer, whether or not it applies: attribute → value.
pub fn given_anywhere(flow: &Flow) -> Map<String, Value> {
    let inputs = flow.pages.iter().flat_map(|page| &page.inputs);
    let default = |input: &Input| Some((input.attribute.clone(), input.default.clone()?));
    inputs.filter(|input| !input.is_editable()).filter_map(default).gather()
}

/// The attributes whose answers no account keeps.
pub fn unkept(flow: &Flow) -> Vec<&str> {
    let inputs = flow.pages.iter().flat_map(|page| &page.inputs);
    inputs.filter(|input| !input.write_to_directory).map(|input| input.attribute.as_str()).gather()
}
