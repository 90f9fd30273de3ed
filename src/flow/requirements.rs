//! After every sign-in, silent ones included, this decides what to ask: exactly what the flow requires and
//! the account lacks.

use super::{
    Access, Asking, ExistingAccounts, Flow, Input, Person, Terms, answer, settled, show_if,
};
use crate::encode::gather::Gather;
use crate::encode::{hash, time};
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// Whether what the flow requires is asked of a person with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// It is not.
    Nothing,
    /// It is, and the person may put it off.
    May,
    /// It is, before they go on.
    Must,
}

/// What the flow demands of this person today. Who never completed the flow is new to it, whatever it says of
/// existing accounts.
pub fn demand(flow: &Flow, person: &Person, now: i64) -> Demand {
    match &flow.existing_accounts {
        _ if person.enrolled.is_none() => Demand::Must,
        ExistingAccounts::SkippableUntil(day) if time::day(now) < *day => Demand::May,
        ExistingAccounts::Ask | ExistingAccounts::SkippableUntil(_) => Demand::Must,
        ExistingAccounts::Leave => Demand::Nothing,
    }
}

/// What the flow requires and a person with an account lacks; none when nothing.
pub fn lacking<'a>(
    flow: &'a Flow,
    person: &Person,
    answers: &Map<String, Value>,
) -> Option<Asking<'a>> {
    let known = settled::known(flow, Some(person), answers);
    let is_new = person.enrolled.is_none();
    let lacks = |input: &&Input| {
        (input.is_demanded() || (is_new && input.required && input.is_editable()))
            && !answer::holds(input, known.get(&input.attribute))
    };
    let pages = 0..flow.pages.len();
    let lacked: Vec<&Input> =
        pages.clone().flat_map(|page| flow.inputs(page)).filter(lacks).gather();
    let lacked = show_if::possible(flow, &lacked, &known);
    let is_asked = |input: &Input| lacked.iter().any(|one| one.attribute == input.attribute);
    let mut asking = pages.filter(|page| flow.inputs(*page).any(is_asked));
    let (page, last) = (asking.next(), asking.next().is_none());
    let terms: Vec<&Terms> = flow
        .terms
        .iter()
        .filter(|terms| last && terms.required && !person.accepted(&terms.id, &terms.version))
        .gather();
    if page.is_none() && terms.is_empty() {
        return None;
    }
    let holds = |input: &Input| {
        let default = input.default.as_ref().filter(|_| input.is_editable());
        known.get(&input.attribute).or(default).cloned()
    };
    let is_shown = |input: &&Input| match input.access {
        Access::Editable => is_asked(input),
        Access::ReadOnly => holds(input).is_some() && show_if::applies(flow, input, &known),
        Access::Hidden => false,
    };
    let inputs: Vec<&Input> =
        page.into_iter().flat_map(|page| flow.inputs(page)).filter(is_shown).gather();
    Some(Asking {
        page: page.unwrap_or_default(),
        place: None,
        values: Asking::values(&inputs, holds),
        inputs,
        known,
        terms,
        last,
        may_skip: false,
    })
}

/// A hash of what the flow requires of accounts today: equal on an enrolment, nothing need be looked for.
pub fn fingerprint(flow: &Flow) -> String {
    let mut text = String::new();
    for input in flow.pages.iter().flat_map(|page| &page.inputs).filter(|input| input.is_demanded())
    {
        let options: Vec<&str> = input.options.iter().map(|option| option.value.as_str()).collect();
        let pattern = input.pattern.as_ref().map_or("", |pattern| pattern.source.as_str());
        let _ = writeln!(
            text,
            "{}\t{:?}\t{:?}\t{pattern}\t{:?}\t{}\t{:?}\t{:?}\t{options:?}\t{:?}",
            input.attribute,
            input.data_type,
            input.input_type,
            input.min_length,
            input.max_length,
            input.minimum,
            input.maximum,
            input.show_if
        );
    }
    for terms in flow.terms.iter().filter(|terms| terms.required) {
        let _ = writeln!(text, "terms\t{}\t{}", terms.id, terms.version);
    }
    hash::sha256(&text)
}
