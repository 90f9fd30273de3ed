//! The limits that a field sets: lengths of texts, the range of numbers and of days.

use super::pattern::for_texts;
use crate::config::fault::At;
use crate::config::raw::flow::{Bound, Input as Raw};
use crate::flow::{AttributeDefinition, Day, InputType};

/// How a document names a day.
const DAYS: &str = "2026-11-22, today, and from today as in today-18y, today+6m, today+30d";
/// The days that a field takes where the document does not say: those whose year is written with four digits …
const USUAL_DAYS: [&str; 2] = ["1000-01-01", "9999-12-31"];
/// … and of somebody who lives.
const BIRTHDAYS: [&str; 2] = ["1850-01-01", "today"];

/// That lengths are for texts, and within the attribute's.
pub fn check_lengths(
    raw: &Raw,
    input_type: Option<InputType>,
    attribute: Option<&AttributeDefinition>,
    at: &At<'_>,
) {
    for (given, name) in [(raw.min_length, "minLength"), (raw.max_length, "maxLength")] {
        if given.is_some() && !input_type.is_none_or(InputType::is_text) {
            at.field(name).fault(for_texts());
        }
    }
    let limit = attribute.map(|attribute| attribute.max_length);
    if let (Some(length), Some(limit)) = (raw.max_length, limit)
        && !(1..=limit).contains(&(length as usize))
    {
        at.field("maxLength")
            .fault(format!("is {length}; allowed: 1 to {limit}, the attribute's own limit"));
    }
    let longest = raw.max_length.map(|length| length as usize).or(limit);
    if let (Some(shortest), Some(longest)) = (raw.min_length, longest)
        && shortest as usize > longest
    {
        at.field("minLength")
            .fault(format!("is {shortest}, more than the longest allowed, {longest}"));
    }
}

/// The smallest and the largest number of a field. That they are for numbers, and a range.
pub fn numbers(raw: &Raw, input_type: Option<InputType>, at: &At<'_>) -> [Option<i64>; 2] {
    for (given, name) in [(&raw.minimum, "minimum"), (&raw.maximum, "maximum")] {
        let (Some(given), Some(input_type)) = (given, input_type) else { continue };
        let must = match (input_type, given) {
            (InputType::Number, Bound::Number(_)) | (InputType::Date, Bound::Day(_)) => continue,
            (InputType::Number, _) => "must be a whole number".to_owned(),
            (InputType::Date, _) => format!("must be a day; allowed: {DAYS}"),
            _ => "is for the input types number and date alone".to_owned(),
        };
        at.field(name).fault(must);
    }
    let numbers = [&raw.minimum, &raw.maximum].map(|bound| match bound {
        Some(Bound::Number(number)) => Some(*number),
        _ => None,
    });
    if let [Some(minimum), Some(maximum)] = numbers
        && minimum > maximum
    {
        at.field("minimum").fault(format!("is {minimum}, more than maximum, {maximum}"));
    }
    numbers
}

/// The first and the last day of a field for days. That they are days, and a range; one that is fixed and one that moves with
/// today may be, at some time.
pub fn days(raw: &Raw, at: &At<'_>) -> [Option<Day>; 2] {
    let [first, last] =
        if raw.attribute.as_deref() == Some("birthdate") { BIRTHDAYS } else { USUAL_DAYS };
    let day = |bound: &Option<Bound>, name: &str, usual| {
        let Some(Bound::Day(text)) = bound else { return Day::parse(usual) };
        let day = Day::parse(text);
        if day.is_none() {
            at.field(name).fault(format!("`{text}` is no day; allowed: {DAYS}"));
        }
        day
    };
    let days = [day(&raw.minimum, "minimum", first), day(&raw.maximum, "maximum", last)];
    let crossed = match &days {
        [Some(Day::On(first)), Some(Day::On(last))] => first > last,
        [Some(first @ Day::FromToday { .. }), Some(last @ Day::FromToday { .. })] => {
            first.at(0) > last.at(0)
        }
        _ => false,
    };
    if crossed {
        at.field("minimum").fault("is a later day than maximum");
    }
    days
}
