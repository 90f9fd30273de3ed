//! The limits that a field sets: lengths of texts, the range of numbers.

use super::input;
use crate::config::fault::Faults;
use crate::config::raw::flow::Input as Raw;
use crate::flow::{AttributeDefinition, InputType};

/// That lengths are for texts, and within the attribute's.
pub fn check_lengths(
    raw: &Raw,
    input_type: Option<InputType>,
    attribute: Option<&AttributeDefinition>,
    pointer: &str,
    faults: &mut Faults,
) {
    for (given, name) in [(raw.min_length, "minLength"), (raw.max_length, "maxLength")] {
        if given.is_some() && !input_type.is_none_or(InputType::is_text) {
            faults.add(format!("{pointer}/{name}"), input::FOR_TEXTS);
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

/// That a range is for numbers, and is one.
pub fn check_numbers(raw: &Raw, input_type: Option<InputType>, pointer: &str, faults: &mut Faults) {
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
