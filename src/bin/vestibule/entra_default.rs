//! What Graph's fields hold before they are answered, as our `default`. Graph writes every value as a text, several with
//! commas between them.

use crate::ledger::Ledger;
use serde_json::{Map, Value, json};

/// The `defaultValue` at `pointer`, for our field `input`; none if it says nothing, or is no answer to it.
pub fn read(ledger: &Ledger<'_>, pointer: &str, input: &Map<String, Value>) -> Option<Value> {
    let given = ledger.peek(pointer)?;
    let text = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
    if text.is_empty() {
        ledger.keep(pointer, "says nothing");
        return None;
    }
    let value = typed(&text, input);
    match value {
        Some(_) => ledger.keep(pointer, "default"),
        None => ledger.drop(pointer, "it is no answer to this field"),
    }
    value
}

/// The options at `pointer` that are chosen beforehand.
pub fn of_options(ledger: &Ledger<'_>, pointer: &str, input: &Map<String, Value>) -> Option<Value> {
    let mut chosen = Vec::new();
    for option in ledger.items(pointer) {
        let flag = ledger.flag(&format!("{option}/isDefault"), "default").unwrap_or(false);
        let value = ["value", "name"]
            .iter()
            .find_map(|name| ledger.peek(&format!("{option}/{name}")).and_then(Value::as_str));
        chosen.extend(value.filter(|_| flag));
    }
    typed(&chosen.join(","), input)
}

fn typed(text: &str, input: &Map<String, Value>) -> Option<Value> {
    let is_option = |value: &&str| {
        let options = input.get("options").and_then(Value::as_array);
        options.into_iter().flatten().any(|option| option.get("value") == Some(&json!(value)))
    };
    match input.get("inputType").and_then(Value::as_str)? {
        "checkbox" => text.to_ascii_lowercase().parse::<bool>().ok().map(Value::from),
        "number" => text.parse::<i64>().ok().map(Value::from),
        "radio" | "list" => Some(text).filter(is_option).map(Value::from),
        "multipleChoice" => {
            let values: Vec<&str> =
                text.split(',').map(str::trim_ascii).filter(is_option).collect();
            (!values.is_empty()).then(|| json!(values))
        }
        _ => Some(text).filter(|text| !text.is_empty()).map(Value::from),
    }
}
