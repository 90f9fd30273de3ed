//! What a field holds before it is answered must be an answer to it.

use crate::config::fault::At;
use crate::config::raw::flow::Answer as Raw;
use crate::encode::unicode::Unicode;
use crate::flow::{DataType, Day, Input, answer};
use serde_json::{Value, json};

/// Documents write domains in ASCII.
struct AsWritten;

impl Unicode for AsWritten {
    fn nfkc(&self, text: &str) -> String {
        text.to_owned()
    }

    fn domain_to_ascii(&self, _domain: &str) -> Option<String> {
        None
    }
}

/// The default in the form in which an answer is kept; none if it is no answer to `input`.
pub fn check(raw: Raw, input: &Input, at: &At<'_>) -> Option<Value> {
    let value = value(raw);
    let kept = match value.as_str() {
        Some(text) if input.input_type.is_text() => {
            answer::read(input, &[text], None, &AsWritten).ok().flatten()
        }
        _ => answer::judge(input, &value).is_ok().then(|| value.clone()),
    };
    let kept = kept.filter(|kept| !is_outside(input, kept));
    if kept.is_none() {
        at.fault(format!("{value} is no answer to this field; allowed: {}", allowed(input)));
    }
    kept
}

/// Whether it is a day that the field never takes, whatever day it is today.
fn is_outside(input: &Input, kept: &Value) -> bool {
    let day = kept.as_str().filter(|_| input.data_type == DataType::Date);
    day.is_some_and(|day| {
        matches!(&input.earliest, Some(Day::On(first)) if *day < **first)
            || matches!(&input.latest, Some(Day::On(last)) if *day > **last)
    })
}

/// An answer as JSON.
pub fn value(raw: Raw) -> Value {
    match raw {
        Raw::Ticked(ticked) => json!(ticked),
        Raw::Number(number) => json!(number),
        Raw::Text(text) => json!(text),
        Raw::Several(values) => json!(values),
    }
}

/// What answers a field, in a few words.
pub fn allowed(input: &Input) -> String {
    let options: Vec<_> = input.options.iter().map(|option| option.value.as_str()).collect();
    let options = options.join(", ");
    match input.data_type {
        _ if !input.input_type.has_options() => input.input_type.answer().to_owned(),
        DataType::StringCollection => format!("a list of {options}"),
        _ => options,
    }
}
