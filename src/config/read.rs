//! Text to raw document: everything that can be wrong before its meaning is looked at.

use super::fault::Faults;
use serde::de::DeserializeOwned;

/// Reads `text`. What can't be read is left out, and a fault says so.
pub(super) fn read<T: DeserializeOwned + Default>(document: &str, text: &str) -> (T, Faults) {
    let mut faults = Faults::new(document);
    let raw = serde_json::from_str(text).unwrap_or_else(|error| {
        faults.add_structural("", error.to_string());
        T::default()
    });
    (raw, faults)
}
