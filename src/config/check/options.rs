//! The choices of a list, radio buttons or multiple choice.

use super::{label, unique};
use crate::config::fault::At;
use crate::config::raw::flow::ChoiceOption as Raw;
use crate::encode::gather::Gather;
use crate::flow::{AttributeDefinition, ChoiceOption, InputType};

/// The most choices of one field.
const MOST_OPTIONS: usize = 500;

/// The choices of a field that is shown as `input_type` and asks for `attribute`.
pub fn check(
    raw: Option<Vec<Raw>>,
    input_type: Option<InputType>,
    attribute: Option<&AttributeDefinition>,
    at: &At<'_>,
) -> Vec<ChoiceOption> {
    check_place(raw.as_deref(), input_type, at);
    let raw = raw.unwrap_or_default();
    unique::check(raw.iter().map(|option| option.value.as_ref()), |index| {
        at.item(index).field("value")
    });
    let longest = attribute.map_or(usize::MAX, |attribute| attribute.max_length);
    raw.into_iter()
        .enumerate()
        .map(|(index, option)| {
            let at = &at.item(index);
            if let Some(value) = &option.value {
                label::text(value, longest, &at.field("value"));
            }
            let at = &at.field("label");
            let label = match input_type {
                Some(InputType::List) => label::optional(option.label, at),
                _ => label::linked(option.label, at),
            };
            ChoiceOption {
                label: label.unwrap_or_default(),
                value: option.value.unwrap_or_default(),
            }
        })
        .gather()
}

/// Whether there may be choices, or must be.
fn check_place(raw: Option<&[Raw]>, input_type: Option<InputType>, at: &At<'_>) {
    let count = raw.map_or(0, <[_]>::len);
    match input_type.map(InputType::has_options) {
        Some(true) if count == 0 => {
            let sentence = format!(
                "is empty; {} need at least one option",
                InputType::those(InputType::has_options)
            );
            at.fault_of_whole(sentence);
        }
        Some(false) if raw.is_some() => {
            at.fault(format!(
                "is for the input types {} alone",
                InputType::those(InputType::has_options)
            ));
        }
        _ if count > MOST_OPTIONS => {
            at.fault(format!("holds {count}; allowed: up to {MOST_OPTIONS}"));
        }
        _ => {}
    }
}
