//! What the tests share.

use serde_json::Value;
use vestibule::config::{Fault, Mode};

/// Where documents are checked for.
pub fn mode(development: bool) -> Mode {
    Mode { development, issuer: "http://localhost:8787".to_owned() }
}

/// Production, but for what a test says.
pub fn production() -> Mode {
    Mode { development: false, issuer: "https://login.woodgrove.example".to_owned() }
}

/// `document` with the value at `pointer` set, or, for null, removed.
pub fn with(mut document: Value, pointer: &str, value: Value) -> String {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/");
    let parent = document.pointer_mut(parent).unwrap();
    match (parent, value) {
        (Value::Object(object), Value::Null) => drop(object.remove(&key)),
        (Value::Object(object), value) => drop(object.insert(key, value)),
        (Value::Array(array), value) => array[key.parse::<usize>().unwrap()] = value,
        _ => panic!("{pointer} leads nowhere"),
    }
    document.to_string()
}

/// Asserts that there is one fault, at `pointer`, whose sentence holds `words`.
#[track_caller]
pub fn assert_only_fault<T>(result: Result<T, Vec<Fault>>, pointer: &str, words: &str) {
    let faults = result.err().unwrap_or_default();
    let fits = matches!(faults.as_slice(), [fault] if fault.pointer == pointer && fault.sentence.contains(words));
    assert!(fits, "expected {pointer}: …{words}…, got {}", lines(&faults));
}

/// The faults, one a line.
pub fn lines(faults: &[Fault]) -> String {
    faults.iter().fold(String::new(), |lines, fault| lines + &format!("\n  {fault}"))
}
