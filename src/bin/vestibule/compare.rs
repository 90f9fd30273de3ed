//! What differs between two JSON values, by JSON pointer (RFC 6901).

use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;

/// Fields that tell the items of an array apart, in documents.
const NAMES: [&str; 7] = ["attribute", "id", "value", "name", "sha256", "secret", "plain"];
/// Values are shown up to here, in characters.
const SHOWN: usize = 100;

/// One difference.
pub enum Edit {
    /// It is there now. The pointer is of the new value.
    Added(String, Value),
    /// It is gone. The pointer is of the old value.
    Removed(String, Value),
    /// It was the first and is the second. The pointer is of the new value.
    Changed(String, Value, Value),
    /// The items of an array stand in another order.
    Moved(String, Vec<String>),
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added(pointer, is) => write!(f, "+ {pointer}: {}", shown(is)),
            Self::Removed(pointer, was) => write!(f, "- {pointer}: {}", shown(was)),
            Self::Changed(pointer, was, is) => {
                write!(f, "~ {pointer}: {} → {}", shown(was), shown(is))
            }
            Self::Moved(pointer, order) => write!(f, "~ {pointer}: order {}", order.join(", ")),
        }
    }
}

/// Every difference between `was` and `is`, both at `pointer`.
pub fn edits(was: &Value, is: &Value, pointer: &str) -> Vec<Edit> {
    match (was, is) {
        _ if was == is => Vec::new(),
        (Value::Object(_), Value::Object(_)) => members(was, is, pointer),
        (Value::Array(old), Value::Array(new)) => match (names(old), names(new)) {
            (Some(old_names), Some(new_names)) => {
                named_items((old, &old_names), (new, &new_names), pointer)
            }
            _ => items(old, new, pointer),
        },
        _ => vec![Edit::Changed(pointer.to_owned(), was.clone(), is.clone())],
    }
}

fn members(was: &Value, is: &Value, pointer: &str) -> Vec<Edit> {
    let keys: BTreeSet<&String> = [was, is]
        .into_iter()
        .filter_map(Value::as_object)
        .flat_map(|object| object.keys())
        .collect();
    let of = |key: &String| {
        let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
        either(was.get(key), is.get(key), pointer.clone(), pointer)
    };
    keys.into_iter().flat_map(of).collect()
}

/// Items by their places.
fn items(old: &[Value], new: &[Value], pointer: &str) -> Vec<Edit> {
    let of = |index| {
        let pointer = format!("{pointer}/{index}");
        either(old.get(index), new.get(index), pointer.clone(), pointer)
    };
    (0..old.len().max(new.len())).flat_map(of).collect()
}

/// Items by what they are called, wherever they stand.
fn named_items(
    (old, old_names): (&[Value], &[String]),
    (new, new_names): (&[Value], &[String]),
    pointer: &str,
) -> Vec<Edit> {
    let place = |names: &[String], name: &String| names.iter().position(|other| other == name);
    let mut found = Vec::new();
    for (index, (name, was)) in old_names.iter().zip(old).enumerate() {
        let now = place(new_names, name);
        let is = now.and_then(|now| new.get(now));
        let new_pointer = format!("{pointer}/{}", now.unwrap_or(index));
        found.extend(either(Some(was), is, format!("{pointer}/{index}"), new_pointer));
    }
    for (index, (name, is)) in new_names.iter().zip(new).enumerate() {
        if place(old_names, name).is_none() {
            found.push(Edit::Added(format!("{pointer}/{index}"), is.clone()));
        }
    }
    let stayed = |names: &[String], others: &[String]| -> Vec<String> {
        names.iter().filter(|name| others.contains(name)).cloned().collect()
    };
    if stayed(old_names, new_names) != stayed(new_names, old_names) {
        found.push(Edit::Moved(pointer.to_owned(), new_names.to_vec()));
    }
    found
}

fn either(
    was: Option<&Value>,
    is: Option<&Value>,
    old_pointer: String,
    new_pointer: String,
) -> Vec<Edit> {
    match (was, is) {
        (Some(was), Some(is)) => edits(was, is, &new_pointer),
        (Some(was), None) => vec![Edit::Removed(old_pointer, was.clone())],
        (None, Some(is)) => vec![Edit::Added(new_pointer, is.clone())],
        (None, None) => Vec::new(),
    }
}

/// What each item is called, if each has a name of its own.
fn names(items: &[Value]) -> Option<Vec<String>> {
    let name = |item: &Value| {
        let field = |field| item.get(field).and_then(Value::as_str);
        item.as_str().or_else(|| NAMES.into_iter().find_map(field)).map(str::to_owned)
    };
    let names: Vec<String> = items.iter().map(name).collect::<Option<_>>()?;
    (names.iter().collect::<BTreeSet<_>>().len() == names.len()).then_some(names)
}

fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
