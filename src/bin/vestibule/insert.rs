//! Members put into an object of a JSON text that people wrote: the rest of it stays as it is.

use serde_json::{Map, Value};

/// `text`, an object, with `members` in its member `key`, an object that is made if it is not there.
pub fn members(text: &str, key: &str, members: &Map<String, Value>) -> Option<String> {
    let lines: Vec<String> =
        members.iter().map(|(id, value)| format!("\n    \"{id}\": {value}")).collect();
    let lines = lines.join(",");
    let (at, inserted) = match start_of(text, key) {
        Some(at) => {
            let empty = text.get(at..)?.trim_ascii_start().starts_with('}');
            (at, if empty { format!("{lines}\n  ") } else { format!("{lines},") })
        }
        None => (text.find('{')? + 1, format!("\n  \"{key}\": {{{lines}\n  }},")),
    };
    Some(format!("{}{inserted}{}", text.get(..at)?, text.get(at..)?))
}

/// Where the object that is the member `key` of `text` has its first member.
fn start_of(text: &str, key: &str) -> Option<usize> {
    let mut depth = 0;
    let mut string = None;
    let mut escaped = false;
    let mut last = "";
    for (at, c) in text.char_indices() {
        match (string, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(from), '"') => {
                last = text.get(from..at)?;
                string = None;
            }
            (None, '"') => string = Some(at + 1),
            (None, '{') if depth == 1 && last == key => return Some(at + 1),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => depth -= 1,
            (None, ',') => last = "",
            _ => {}
        }
    }
    None
}
