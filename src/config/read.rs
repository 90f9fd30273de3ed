//! Text to raw document: everything that can be wrong before its meaning is looked at.

use super::fault::Fault;
use super::fault::Faults;
use super::{json, structure};
use crate::encode::fitting::Fitting;
use serde::de::DeserializeOwned;
use serde_json::{Error, Value};

/// The longest document, in bytes. KV would keep 25 MB, the history of what served 2 MB.
const LONGEST: usize = 512 * 1024;

/// Reads `text`. What does not fit `schema` is left out, and a fault says so.
pub(super) fn read<T: DeserializeOwned + Default>(
    document: &str,
    text: &str,
    schema: &Value,
) -> (T, Faults) {
    let (mended, faults) = mend(document, text, schema);
    // The schema is made from the types: what fits it is theirs.
    let raw = mended.and_then(|mended| told(T::deserialize(Fitting(mended)), &faults));
    (raw.unwrap_or_default(), faults)
}

/// The JSON of a document without what does not fit; none where there is no JSON.
fn mend(document: &str, text: &str, schema: &Value) -> (Option<Value>, Faults) {
    let mut faults = Faults::new(document);
    match parse(text, &faults) {
        Ok(value) => (Some(structure::mend(value, schema, &mut faults)), faults),
        Err(sentence) => {
            faults.root().fault_of_structure(sentence);
            (None, faults)
        }
    }
}

fn told<T>(read: Result<T, Error>, faults: &Faults) -> Option<T> {
    read.map_err(|error| faults.root().fault_of_structure(error.to_string())).ok()
}

/// The JSON of a document, which some editors begin with a mark.
fn parse(text: &str, faults: &Faults) -> Result<Value, String> {
    if text.len() > LONGEST {
        return Err(format!("is {} bytes long; allowed: up to {LONGEST}", text.len()));
    }
    if text.contains(char::REPLACEMENT_CHARACTER) {
        return Err("is not UTF-8, or was not when it was saved: it holds U+FFFD".to_owned());
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (value, repeated) = json::parse(text).map_err(|error| not_json(text, &error))?;
    for pointer in repeated {
        faults.at(pointer).fault_of_structure("stands in its object twice; once is allowed");
    }
    Ok(value)
}

fn not_json(text: &str, error: &Error) -> String {
    if error.to_string().starts_with("recursion limit") {
        return "nests more than 127 objects and lists in each other".to_owned();
    }
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
    let rest = line.get(error.column().saturating_sub(1)..).unwrap_or_default();
    let hint = if rest.starts_with(['/', '#']) { "; JSON has no comments" } else { "" };
    format!("is not JSON: {error}{hint}")
}

/// Reads the file `document` of another kind than configuration by its JSON Schema.
///
/// # Errors
/// Every fault of its text and structure.
pub fn read_by_schema<T: DeserializeOwned + Default>(
    document: &str,
    text: &str,
    schema: &str,
) -> Result<T, Vec<Fault>> {
    let schema = serde_json::from_str(schema).unwrap_or_default();
    let (value, faults) = read(document, text, &schema);
    let faults = faults.into_vec();
    if faults.is_empty() { Ok(value) } else { Err(faults) }
}
