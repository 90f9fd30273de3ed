//! What a new person is asked, page by page: everything the flow has for them, and the terms on its last page. A page
//! that would show nothing is passed over.

use super::{Access, Asking, Flow, Input, settled, show_if};
use crate::encode::gather::Gather;
use serde_json::{Map, Value};
use std::ops::Range;

/// How many pages the flow has; terms alone make one, too.
pub fn pages(flow: &Flow) -> usize {
    flow.pages.len().max(usize::from(!flow.terms.is_empty()))
}

/// The first page from `from` on that shows something to who has answered `answers` to those before it.
pub fn next_page(flow: &Flow, from: usize, answers: &Map<String, Value>) -> Option<usize> {
    let known = settled::known(flow, None, answers);
    (from..pages(flow)).find(|page| shows_something(flow, *page, &known))
}

/// How many pages must be answered before `page` is: all up to the one before it that shows something.
pub fn answered_before(flow: &Flow, page: usize, answers: &Map<String, Value>) -> usize {
    let known = settled::known(flow, None, answers);
    (0..page).rev().find(|page| shows_something(flow, *page, &known)).map_or(0, |page| page + 1)
}

/// What page `page` asks who has answered `answers` to those before it.
pub fn page<'a>(flow: &'a Flow, page: usize, answers: &Map<String, Value>) -> Asking<'a> {
    let known = settled::known(flow, None, answers);
    let shows = |page: &usize| shows_something(flow, *page, &known);
    let before = (0..page).filter(shows).count();
    let coming = coming(flow, page + 1, &fields(flow, page..pages(flow)), &known);
    let inputs = show_if::possible(flow, &fields(flow, page..page + 1), &known);
    Asking {
        page,
        place: Some((before + 1, before + 1 + coming)),
        values: Asking::values(&inputs, |input| holds(input, answers)),
        inputs,
        terms: if has_terms(flow, page) { flow.terms.iter().gather() } else { Vec::new() },
        last: coming == 0,
        may_skip: false,
        known,
    }
}

/// What page `page` asks somebody, whatever that rests on.
pub fn whole_page(flow: &Flow, page: usize) -> Asking<'_> {
    let nothing = Map::new();
    let inputs = fields(flow, page..page + 1);
    let values = Asking::values(&inputs, |input| holds(input, &nothing));
    Asking { inputs, values, ..self::page(flow, page, &nothing) }
}

fn holds(input: &Input, answers: &Map<String, Value>) -> Option<Value> {
    let answered = answers.get(&input.attribute).filter(|_| input.is_editable());
    answered.or(input.default.as_ref()).cloned()
}

/// How many pages from `from` on show something, or will where `asked` are answered so.
fn coming(flow: &Flow, from: usize, asked: &[&Input], known: &Map<String, Value>) -> usize {
    let possible = show_if::possible(flow, asked, known);
    let shows = |page: &usize| {
        let of_page = |input: &&Input| possible.iter().any(|one| one.attribute == input.attribute);
        has_terms(flow, *page) || flow.inputs(*page).any(|input| of_page(&input))
    };
    (from..pages(flow)).filter(shows).count()
}

fn shows_something(flow: &Flow, page: usize, known: &Map<String, Value>) -> bool {
    let fields = fields(flow, page..page + 1);
    has_terms(flow, page) || !show_if::possible(flow, &fields, known).is_empty()
}

fn has_terms(flow: &Flow, page: usize) -> bool {
    page + 1 >= pages(flow) && !flow.terms.is_empty()
}

/// The fields of pages that people see, wherever they apply.
fn fields(flow: &Flow, pages: Range<usize>) -> Vec<&Input> {
    let is_shown = |input: &&Input| match input.access {
        Access::Editable => true,
        Access::ReadOnly => input.default.is_some(),
        Access::Hidden => false,
    };
    pages.flat_map(|page| flow.inputs(page)).filter(is_shown).gather()
}
