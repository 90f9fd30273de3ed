//! A field that asks for an attribute.

use super::{default, label, limits, options, pattern, show_if};
use crate::config::fault::At;
use crate::config::raw::flow::Input as Raw;
use crate::encode::gather::Gather;
use crate::flow::{Access, AttributeDefinition, Input, InputType, Tenant};

/// The field; none if what it asks for, or how, can't be told.
pub fn check(raw: Raw, tenant: &Tenant, at: &At<'_>) -> Option<Input> {
    let input_type = raw.shown_as;
    let attribute = attribute(raw.attribute.as_deref(), tenant, at);
    if let (Some(input_type), Some(attribute)) = (input_type, attribute) {
        check_fit(input_type, attribute, at);
    }
    limits::check_lengths(&raw, input_type, attribute, at);
    let [minimum, maximum] = limits::numbers(&raw, input_type, at);
    let [earliest, latest] = match input_type {
        Some(InputType::Date) => limits::days(&raw, at),
        _ => [None, None],
    };
    let options = options::check(raw.options, input_type, attribute, &at.field("options"));
    let message = label::optional(raw.pattern_message, &at.field("patternMessage"));
    let pattern =
        pattern::check(raw.pattern, message, input_type.is_none_or(InputType::is_text), at);
    let label = match input_type {
        Some(InputType::Checkbox) => label::linked(raw.label, &at.field("label")),
        _ => label::optional(raw.label, &at.field("label")),
    };
    let help = label::linked(raw.help, &at.field("help"));
    if raw.placeholder.is_some() && !input_type.is_none_or(has_placeholder) {
        at.field("placeholder").fault("is for the input types that people type into, but date");
    }
    let placeholder = label::optional(raw.placeholder, &at.field("placeholder"));
    let attribute = attribute?;
    let mut input = Input {
        label,
        help,
        placeholder,
        access: access(raw.hidden, raw.editable),
        write_to_directory: raw.write_to_directory.unwrap_or(true),
        show_if: raw.show_if.and_then(show_if::read),
        required: raw.required.unwrap_or(false),
        pattern,
        min_length: raw.min_length.map(|length| length as usize),
        max_length: raw.max_length.map_or(attribute.max_length, |length| length as usize),
        minimum,
        maximum,
        earliest,
        latest,
        options,
        ..Input::new(attribute, input_type?)
    };
    input.default = raw.default.and_then(|raw| default::check(raw, &input, &at.field("default")));
    Some(input)
}

fn access(hidden: Option<bool>, editable: Option<bool>) -> Access {
    match (hidden, editable) {
        (Some(true), _) => Access::Hidden,
        (_, Some(false)) => Access::ReadOnly,
        _ => Access::Editable,
    }
}

fn has_placeholder(input_type: InputType) -> bool {
    input_type.is_text() || input_type == InputType::Number
}

fn attribute<'a>(
    id: Option<&str>,
    tenant: &'a Tenant,
    at: &At<'_>,
) -> Option<&'a AttributeDefinition> {
    let id = id?;
    let at = &at.field("attribute");
    if id == "email" {
        at.fault("email is what people sign in with: every flow asks for it, on a page of its own");
        return None;
    }
    let attribute = tenant.attributes.get(id);
    if attribute.is_none() {
        let known: Vec<_> =
            tenant.attributes.keys().map(String::as_str).filter(|id| *id != "email").gather();
        at.fault(format!("`{id}` is not an attribute; allowed: {}", known.join(", ")));
    }
    attribute
}

fn check_fit(input_type: InputType, attribute: &AttributeDefinition, at: &At<'_>) {
    let data_type = attribute.data_type;
    if input_type.data_type() != data_type {
        let fitting = InputType::ALL.into_iter().filter(|one| one.data_type() == data_type);
        let words: Vec<_> = fitting.map(InputType::name).collect();
        at.field("inputType").fault(format!(
            "does not fit {}, which is {}; allowed: {}",
            attribute.id,
            data_type.name(),
            words.join(", ")
        ));
    }
}
