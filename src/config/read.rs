//! Text to raw document: everything that can be wrong before its meaning is looked at.

#[cfg(not(target_arch = "wasm32"))]
use super::fault::Fault;
use super::fault::Faults;
use super::{json, structure};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads `text`. What does not fit `schema` is left out, and a fault says so.
pub(super) fn read<T: DeserializeOwned + Default>(
    document: &str,
    text: &str,
    schema: &Value,
) -> (T, Faults) {
    let mut faults = Faults::new(document);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let raw = match json::parse(text) {
        Ok((value, repeated)) => {
            for pointer in repeated {
                faults.add_structural(pointer, "stands in its object twice; once is allowed");
            }
            let mended = structure::mend(value, schema, &mut faults);
            // The schema is made from the types: what fits it is theirs.
            serde_json::from_value(mended).unwrap_or_else(|error| {
                faults.add_structural("", error.to_string());
                T::default()
            })
        }
        Err(error) => {
            faults.add_structural("", format!("is not JSON: {error}"));
            T::default()
        }
    };
    (raw, faults)
}

/// Reads the file `document` of another kind than configuration by its JSON Schema.
///
/// # Errors
/// Every fault of its text and structure.
#[cfg(not(target_arch = "wasm32"))]
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
