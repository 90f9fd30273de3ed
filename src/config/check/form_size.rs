//! That what people may answer on a page fits into a request.

use crate::config::Fault;
use crate::config::fault::Faults;
use crate::flow::{DataType, Flow, Input, InputType};
use crate::http::Request;
use url::form_urlencoded::byte_serialize;

/// The most bytes of form that a character takes: four of UTF-8, three each.
const CHARACTER: usize = 12;
/// What a form holds beside its answers: the page's token, and which button was pressed.
const REST: usize = 100;
/// The most characters in which a phone number, a whole number or a day is written.
const SHORT: usize = 64;

/// The faults of pages whose answers can be larger than a request. Only who writes documents hears of them: a flow that serves
/// goes on, since hardly anybody fills every field with the rarest letters.
pub fn check(flow: &Flow) -> Vec<Fault> {
    let terms: usize = flow
        .terms
        .iter()
        .map(|terms| field(&format!("terms-{}", terms.id), size(&terms.version)))
        .sum();
    let last = flow.pages.len().saturating_sub(1);
    let faults = Faults::new(format!("flow/{}", flow.id));
    for (index, page) in flow.pages.iter().enumerate() {
        let inputs: usize =
            page.inputs.iter().filter(|input| input.is_editable()).map(answer).sum();
        let form = inputs + REST + if index == last { terms } else { 0 };
        if form > Request::BODY_LIMIT {
            faults.root().field("pages").item(index).field("inputs").fault(format!(
                "answers can take {form} bytes, as much as {CHARACTER} a character, and a request may have {}; put fields \
                 on another page, or give texts a smaller maxLength",
                Request::BODY_LIMIT
            ));
        }
    }
    faults.into_vec()
}

/// The most bytes that the answer to a field takes in a form.
fn answer(input: &Input) -> usize {
    let of = |value| field(&input.attribute, value);
    let options = input.options.iter().map(|option| size(&option.value));
    match (input.input_type, input.data_type) {
        (kind, DataType::StringCollection) if kind.has_options() => options.map(of).sum(),
        (kind, _) if kind.has_options() => of(options.max().unwrap_or_default()),
        (kind, _) if kind.is_chosen() => of(SHORT),
        (InputType::Phone | InputType::Number | InputType::Date, _) => of(CHARACTER * SHORT),
        _ => of(CHARACTER * input.max_length),
    }
}

/// `name=value&`.
fn field(name: &str, value: usize) -> usize {
    size(name) + value + 2
}

fn size(text: &str) -> usize {
    byte_serialize(text.as_bytes()).map(str::len).sum()
}
