//! A field that asks for an attribute.

use super::{label, pattern, unique};
use crate::config::fault::Faults;
use crate::config::raw::flow::{ChoiceOption as RawOption, Input as Raw};
use crate::flow::{AttributeDefinition, ChoiceOption, DataType, Input, InputType, Tenant};

/// The most choices of one field.
const MOST_OPTIONS: usize = 500;

/// The field; none if what it asks for, or how, can't be told.
pub fn check(raw: Raw, pointer: &str, tenant: &Tenant, faults: &mut Faults) -> Option<Input> {
    let input_type = raw.input_type.map(InputType::from);
    let attribute = attribute(raw.attribute.as_deref(), pointer, tenant, faults);
    if let (Some(input_type), Some(attribute)) = (input_type, attribute) {
        check_fit(input_type, attribute, pointer, faults);
    }
    check_lengths(&raw, input_type, attribute, pointer, faults);
    check_numbers(&raw, input_type, pointer, faults);
    let options = options(raw.options, input_type, attribute, pointer, faults);
    let message =
        label::optional(raw.pattern_message, &format!("{pointer}/patternMessage"), faults);
    let pattern =
        pattern::check(raw.pattern, message, input_type.is_none_or(is_text), pointer, faults);
    let label = label::optional(raw.label, &format!("{pointer}/label"), faults);
    let help = label::optional(raw.help, &format!("{pointer}/help"), faults);
    let attribute = attribute?;
    Some(Input {
        attribute: attribute.id.clone(),
        data_type: attribute.data_type,
        label,
        help,
        input_type: input_type?,
        required: raw.required.unwrap_or(false),
        pattern,
        min_length: raw.min_length.map(|length| length as usize),
        max_length: raw.max_length.map_or(attribute.max_length, |length| length as usize),
        minimum: raw.minimum,
        maximum: raw.maximum,
        options,
    })
}

fn attribute<'a>(
    id: Option<&str>,
    pointer: &str,
    tenant: &'a Tenant,
    faults: &mut Faults,
) -> Option<&'a AttributeDefinition> {
    let id = id?;
    let pointer = format!("{pointer}/attribute");
    if id == "email" {
        faults.add(
            &pointer,
            "email is what people sign in with: every flow asks for it, on a page of its own",
        );
        return None;
    }
    let attribute = tenant.attributes.get(id);
    if attribute.is_none() {
        let known: Vec<_> =
            tenant.attributes.keys().map(String::as_str).filter(|id| *id != "email").collect();
        faults.add(&pointer, format!("`{id}` is not an attribute; allowed: {}", known.join(", ")));
    }
    attribute
}

fn check_fit(
    input_type: InputType,
    attribute: &AttributeDefinition,
    pointer: &str,
    faults: &mut Faults,
) {
    let (data_type, allowed): (_, &[(InputType, &str)]) = match attribute.data_type {
        DataType::String => (
            "string",
            &[
                (InputType::Text, "text"),
                (InputType::Phone, "phone"),
                (InputType::List, "list"),
                (InputType::Radio, "radio"),
            ],
        ),
        DataType::Boolean => ("boolean", &[(InputType::Checkbox, "checkbox")]),
        DataType::Integer => ("integer", &[(InputType::Number, "number")]),
        DataType::Date => ("date", &[(InputType::Date, "date")]),
        DataType::StringCollection => {
            ("stringCollection", &[(InputType::MultipleChoice, "multipleChoice")])
        }
    };
    if !allowed.iter().any(|(fitting, _)| *fitting == input_type) {
        let words: Vec<_> = allowed.iter().map(|(_, word)| *word).collect();
        faults.add(
            format!("{pointer}/inputType"),
            format!(
                "does not fit {}, which is {data_type}; allowed: {}",
                attribute.id,
                words.join(", ")
            ),
        );
    }
}

fn is_text(input_type: InputType) -> bool {
    matches!(input_type, InputType::Text | InputType::Phone)
}

fn is_choice(input_type: InputType) -> bool {
    matches!(input_type, InputType::List | InputType::Radio | InputType::MultipleChoice)
}

fn check_lengths(
    raw: &Raw,
    input_type: Option<InputType>,
    attribute: Option<&AttributeDefinition>,
    pointer: &str,
    faults: &mut Faults,
) {
    for (given, name) in [(raw.min_length, "minLength"), (raw.max_length, "maxLength")] {
        if given.is_some() && !input_type.is_none_or(is_text) {
            faults.add(format!("{pointer}/{name}"), "is for the input types text and phone alone");
        }
    }
    let limit = attribute.map(|attribute| attribute.max_length);
    if let (Some(length), Some(limit)) = (raw.max_length, limit)
        && !(1..=limit).contains(&(length as usize))
    {
        faults.add(
            format!("{pointer}/maxLength"),
            format!("is {length}; allowed: 1 to {limit}, the attribute's own limit"),
        );
    }
    let longest = raw.max_length.map(|length| length as usize).or(limit);
    if let (Some(shortest), Some(longest)) = (raw.min_length, longest)
        && shortest as usize > longest
    {
        faults.add(
            format!("{pointer}/minLength"),
            format!("is {shortest}, more than the longest allowed, {longest}"),
        );
    }
}

fn check_numbers(raw: &Raw, input_type: Option<InputType>, pointer: &str, faults: &mut Faults) {
    for (given, name) in [(raw.minimum, "minimum"), (raw.maximum, "maximum")] {
        if given.is_some() && input_type.is_some_and(|input_type| input_type != InputType::Number) {
            faults.add(format!("{pointer}/{name}"), "is for the input type number alone");
        }
    }
    if let (Some(minimum), Some(maximum)) = (raw.minimum, raw.maximum)
        && minimum > maximum
    {
        faults.add(
            format!("{pointer}/minimum"),
            format!("is {minimum}, more than maximum, {maximum}"),
        );
    }
}

fn options(
    raw: Option<Vec<RawOption>>,
    input_type: Option<InputType>,
    attribute: Option<&AttributeDefinition>,
    pointer: &str,
    faults: &mut Faults,
) -> Vec<ChoiceOption> {
    let pointer = format!("{pointer}/options");
    let count = raw.as_ref().map_or(0, Vec::len);
    match input_type.map(is_choice) {
        Some(true) if count == 0 => {
            faults
                .add(&pointer, "is empty; list, radio and multipleChoice need at least one option");
        }
        Some(false) if raw.is_some() => {
            faults.add(&pointer, "is for the input types list, radio and multipleChoice alone");
        }
        _ if count > MOST_OPTIONS => {
            faults.add(&pointer, format!("holds {count}; allowed: up to {MOST_OPTIONS}"));
        }
        _ => {}
    }
    let raw = raw.unwrap_or_default();
    unique::check(
        raw.iter().map(|option| option.value.as_ref()),
        |index| format!("{pointer}/{index}/value"),
        faults,
    );
    let longest = attribute.map_or(usize::MAX, |attribute| attribute.max_length);
    raw.into_iter()
        .enumerate()
        .map(|(index, option)| {
            let pointer = format!("{pointer}/{index}");
            let value = option.value.inspect(|value| {
                label::text(value, &format!("{pointer}/value"), longest, faults);
            });
            ChoiceOption {
                label: label::required(option.label, &format!("{pointer}/label"), faults),
                value: value.unwrap_or_default(),
            }
        })
        .collect()
}
