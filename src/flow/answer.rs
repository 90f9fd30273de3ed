//! What counts as an answer: one function judges what a person typed and what an account already holds,
//! so that a value once valid is never asked again.

mod fault;
mod text;

pub use fault::Fault;

use super::{DataType, Input, InputType};
use crate::encode::unicode::Unicode;
use crate::encode::{time, typed};
use serde_json::{Value, json};

/// Reads what was typed into `input` by a person in `country` (ISO 3166-1 alpha-2), if that is known. `None` is an
/// optional field left empty.
///
/// # Errors
/// Why it is no answer.
pub fn read(
    input: &Input,
    typed: &[&str],
    country: Option<&str>,
    unicode: &impl Unicode,
) -> Result<Option<Value>, Fault> {
    let value = match input.input_type {
        InputType::MultipleChoice => {
            let chosen = each_once(typed, input.options.len());
            (!chosen.is_empty()).then(|| json!(chosen))
        }
        InputType::Checkbox => Some(json!(typed.contains(&"true"))),
        _ => {
            let text = text::clean(input.input_type, typed.first().copied().unwrap_or_default());
            let text = typed::trim(&text);
            if typed::is_blank(text) {
                None
            } else {
                Some(typed_value(input, text, country, unicode)?)
            }
        }
    };
    let missing = value.as_ref().is_none_or(|value| *value == json!(false));
    if input.required && missing {
        return Err(Fault::Required);
    }
    if let Some(value) = &value {
        judge(input, value)?;
    }
    Ok(value)
}

/// The values that are not empty, each once; of more than there are options one is none.
fn each_once<'a>(typed: &[&'a str], options: usize) -> Vec<&'a str> {
    let mut chosen = Vec::new();
    for value in typed.iter().filter(|value| !value.is_empty()) {
        if chosen.len() <= options && !chosen.contains(value) {
            chosen.push(*value);
        }
    }
    chosen
}

/// Whether a value that the account already holds answers `input`.
pub fn holds(input: &Input, value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::Bool(ticked)) if input.required => *ticked,
        // An option that is offered no more stays with those who chose it.
        Some(Value::String(chosen)) if !input.options.is_empty() => !chosen.is_empty(),
        Some(Value::Array(chosen)) => !chosen.is_empty() && chosen.iter().all(Value::is_string),
        Some(value) => judge(input, value).is_ok(),
    }
}

fn typed_value(
    input: &Input,
    text: &str,
    country: Option<&str>,
    unicode: &impl Unicode,
) -> Result<Value, Fault> {
    match input.data_type {
        DataType::Integer => typed::in_ascii_digits(text)
            .parse::<i64>()
            .map(|n| json!(n))
            .map_err(|_| Fault::NotANumber),
        DataType::Boolean => match text {
            "true" => Ok(json!(true)),
            "false" => Ok(json!(false)),
            _ => Err(Fault::NotAnOption),
        },
        DataType::StringCollection => Ok(json!([text])),
        DataType::Date => Ok(json!(typed::in_ascii_digits(text))),
        DataType::String => text::read(input.input_type, text, country, unicode).map(Value::String),
    }
}

/// Whether a value that is kept answers `input`.
///
/// # Errors
/// Why it does not.
pub fn judge(input: &Input, value: &Value) -> Result<(), Fault> {
    match (input.data_type, value) {
        (DataType::String, Value::String(text)) => text::judge(input, text),
        (DataType::Date, Value::String(text)) if time::is_day(text) => Ok(()),
        (DataType::Date, _) => Err(Fault::NotADate),
        (DataType::Integer, Value::Number(number)) => judge_number(input, number.as_i64()),
        (DataType::Integer, _) => Err(Fault::NotANumber),
        (DataType::Boolean, Value::Bool(_)) => Ok(()),
        (DataType::StringCollection, Value::Array(items)) => {
            let all =
                items.iter().all(|item| item.as_str().is_some_and(|item| input.has_option(item)));
            if all && !items.is_empty() { Ok(()) } else { Err(Fault::NotAnOption) }
        }
        _ => Err(Fault::NotAnOption),
    }
}

fn judge_number(input: &Input, number: Option<i64>) -> Result<(), Fault> {
    let number = number.ok_or(Fault::NotANumber)?;
    if !input.options.is_empty() && !input.has_option(&number.to_string()) {
        return Err(Fault::NotAnOption);
    }
    let low = input.minimum.is_some_and(|minimum| number < minimum);
    let high = input.maximum.is_some_and(|maximum| number > maximum);
    // JavaScript and D1 carry 53 bits.
    if low || high || number.unsigned_abs() >= 1 << 53 {
        return Err(Fault::OutOfRange(input.minimum, input.maximum));
    }
    Ok(())
}

/// Judges a day that was typed: one that an account holds was right when it was typed, and stays, though `today` has
/// moved on.
///
/// # Errors
/// When it is not between those that the field names.
pub fn judge_typed_day(input: &Input, value: Option<&Value>, now: i64) -> Result<(), Fault> {
    let typed = value.and_then(Value::as_str).filter(|_| input.data_type == DataType::Date);
    let Some(typed) = typed else { return Ok(()) };
    let [earliest, latest] = input.days(now);
    match (earliest, latest) {
        (Some(earliest), _) if *typed < *earliest => Err(Fault::TooEarly(earliest)),
        (_, Some(latest)) if *typed > *latest => Err(Fault::TooLate(latest)),
        _ => Ok(()),
    }
}

#[cfg(test)]
pub(crate) mod tests;
