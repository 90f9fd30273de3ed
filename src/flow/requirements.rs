//! After every sign-in, silent ones included, this decides what to ask: exactly what the flow requires and
//! the account lacks.

use super::{ExistingAccounts, Flow, Input, Person, Terms, answer};
use crate::encode::{hash, time};
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// What one page asks for.
#[derive(Debug, Clone, Default)]
pub struct Asking<'a> {
    /// The page's place in the flow.
    pub page: usize,
    /// How many pages ask a new person; none with an account, whose pages are only those that lack something.
    pub of: Option<usize>,
    /// Its fields.
    pub inputs: Vec<&'a Input>,
    /// The terms below them.
    pub terms: Vec<&'a Terms>,
    /// Whether it is the last that asks.
    pub last: bool,
    /// Whether the person may put it off.
    pub may_skip: bool,
}

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

/// How many pages ask a new person; terms alone make one, too.
pub fn pages(flow: &Flow) -> usize {
    flow.pages.len().max(usize::from(!flow.terms.is_empty()))
}

/// What page `page` asks a new person: everything on it, and the terms if it is the last.
pub fn of_new_person(flow: &Flow, page: usize) -> Asking<'_> {
    let pages = pages(flow);
    let last = page + 1 >= pages;
    Asking {
        page,
        of: Some(pages),
        inputs: flow.pages.get(page).map(|page| page.inputs.iter().collect()).unwrap_or_default(),
        terms: if last { flow.terms.iter().collect() } else { Vec::new() },
        last,
        may_skip: false,
    }
}

/// What the flow requires and a person with an account lacks; none when nothing.
pub fn lacking<'a>(
    flow: &'a Flow,
    person: &Person,
    answers: &Map<String, Value>,
) -> Option<Asking<'a>> {
    let lacks = |input: &&Input| {
        let known = answers.get(&input.attribute);
        let known = known.or_else(|| person.account.attributes.get(&input.attribute));
        input.required && !answer::holds(input, known)
    };
    let mut asking = flow.pages.iter().enumerate().filter_map(|(page, inputs)| {
        let inputs: Vec<&Input> = inputs.inputs.iter().filter(lacks).collect();
        (!inputs.is_empty()).then_some((page, inputs))
    });
    let first = asking.next();
    let last = asking.next().is_none();
    let terms: Vec<&Terms> = flow
        .terms
        .iter()
        .filter(|terms| last && terms.required && !person.accepted(&terms.id, &terms.version))
        .collect();
    let (page, inputs) = first.unwrap_or_default();
    (!inputs.is_empty() || !terms.is_empty()).then_some(Asking {
        page,
        of: None,
        inputs,
        terms,
        last,
        may_skip: false,
    })
}

/// A hash of what the flow requires of accounts today: equal on an enrolment, nothing need be looked for.
pub fn fingerprint(flow: &Flow) -> String {
    let mut text = String::new();
    for input in flow.pages.iter().flat_map(|page| &page.inputs).filter(|input| input.required) {
        let options: Vec<&str> = input.options.iter().map(|option| option.value.as_str()).collect();
        let pattern = input.pattern.as_ref().map_or("", |pattern| pattern.source.as_str());
        let _ = writeln!(
            text,
            "{}\t{:?}\t{:?}\t{pattern}\t{:?}\t{}\t{:?}\t{:?}\t{options:?}",
            input.attribute,
            input.data_type,
            input.input_type,
            input.min_length,
            input.max_length,
            input.minimum,
            input.maximum
        );
    }
    for terms in flow.terms.iter().filter(|terms| terms.required) {
        let _ = writeln!(text, "terms\t{}\t{}", terms.id, terms.version);
    }
    hash::sha256(&text)
}
