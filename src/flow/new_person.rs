//! What a new person is asked, page by page: everything the flow has for them, and the terms on its last page. A page
//! that would show nothing is passed over.

use super::{Access, Asking, Flow, Input};
use serde_json::{Map, Value};

/// How many pages the flow has; terms alone make one, too.
pub fn pages(flow: &Flow) -> usize {
    flow.pages.len().max(usize::from(!flow.terms.is_empty()))
}

/// The first page from `from` on that shows something.
pub fn next_page(flow: &Flow, from: usize) -> Option<usize> {
    (from..pages(flow)).find(|page| shows_something(flow, *page))
}

/// How many pages must be answered before `page` is: all up to the one before it that shows something.
pub fn answered_before(flow: &Flow, page: usize) -> usize {
    (0..page).rev().find(|page| shows_something(flow, *page)).map_or(0, |page| page + 1)
}

/// What page `page` asks who has answered `answers` so far.
pub fn page<'a>(flow: &'a Flow, page: usize, answers: &Map<String, Value>) -> Asking<'a> {
    let shown =
        |pages: std::ops::Range<usize>| pages.filter(|page| shows_something(flow, *page)).count();
    let inputs: Vec<&Input> = flow.inputs(page).filter(|input| is_shown(input)).collect();
    let holds = |input: &Input| {
        let answered = answers.get(&input.attribute).filter(|_| input.is_editable());
        answered.or(input.default.as_ref()).cloned()
    };
    let with_terms = page + 1 >= pages(flow);
    Asking {
        page,
        place: Some((shown(0..page) + 1, shown(0..pages(flow)))),
        values: Asking::values(&inputs, holds),
        inputs,
        terms: if with_terms { flow.terms.iter().collect() } else { Vec::new() },
        last: next_page(flow, page + 1).is_none(),
        may_skip: false,
    }
}

/// What an account gets that is new to the flow, where people can't answer: attribute → value.
pub fn given(flow: &Flow) -> Map<String, Value> {
    let inputs =
        flow.pages.iter().flat_map(|page| &page.inputs).filter(|input| !input.is_editable());
    inputs.filter_map(|input| Some((input.attribute.clone(), input.default.clone()?))).collect()
}

fn shows_something(flow: &Flow, page: usize) -> bool {
    let terms = page + 1 >= pages(flow) && !flow.terms.is_empty();
    terms || flow.inputs(page).any(is_shown)
}

fn is_shown(input: &Input) -> bool {
    match input.access {
        Access::Editable => true,
        Access::ReadOnly => input.default.is_some(),
        Access::Hidden => false,
    }
}
