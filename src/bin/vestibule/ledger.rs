//! A JSON document of which every property is accounted for: read, or named as having no counterpart.

use serde_json::Value;
use std::cell::RefCell;

/// The document and what became of its properties so far.
pub struct Ledger<'a> {
    root: &'a Value,
    entries: RefCell<Vec<Entry>>,
}

/// What became of a property and all that is in it.
pub struct Entry {
    /// Its JSON pointer.
    pub pointer: String,
    /// What became of it, in a few words.
    pub fate: String,
    /// Whether our documents say it too.
    pub kept: bool,
}

impl<'a> Ledger<'a> {
    /// Nothing of `root` is accounted for yet.
    pub fn new(root: &'a Value) -> Self {
        Self { root, entries: RefCell::default() }
    }

    /// The value at `pointer`, accounted for by nobody yet; null counts as absent.
    pub fn peek(&self, pointer: &str) -> Option<&'a Value> {
        self.root.pointer(pointer).filter(|value| !value.is_null())
    }

    /// The text at `pointer`, which goes to `target`.
    pub fn text(&self, pointer: &str, target: &str) -> Option<&'a str> {
        let text = self.peek(pointer)?.as_str()?;
        self.keep(pointer, target);
        Some(text)
    }

    /// The yes or no at `pointer`, which goes to `target`.
    pub fn flag(&self, pointer: &str, target: &str) -> Option<bool> {
        let flag = self.peek(pointer)?.as_bool()?;
        self.keep(pointer, target);
        Some(flag)
    }

    /// The pointers of the items of the array at `pointer`.
    pub fn items(&self, pointer: &str) -> Vec<String> {
        let length = self.peek(pointer).and_then(Value::as_array).map_or(0, Vec::len);
        (0..length).map(|index| format!("{pointer}/{index}")).collect()
    }

    /// Our documents say it, at `target`.
    pub fn keep(&self, pointer: &str, target: &str) {
        self.note(pointer, format!("→ {target}"), true);
    }

    /// Our documents can't say it: why.
    pub fn drop(&self, pointer: &str, why: &str) {
        if self.peek(pointer).is_some() {
            self.note(pointer, format!("no counterpart: {why}"), false);
        }
    }

    /// What became of every property, in the order of the document; those that nobody asked for have no counterpart.
    pub fn close(self) -> Vec<Entry> {
        let mut noted = self.entries.into_inner();
        let mut entries = Vec::new();
        let mut leaves = Vec::new();
        collect_leaves(self.root, String::new(), &mut leaves);
        for (pointer, value) in leaves {
            let covers = |entry: &Entry| {
                pointer
                    .strip_prefix(&entry.pointer)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            if let Some(at) = noted.iter().position(covers) {
                entries.push(noted.remove(at));
            } else if !entries.iter().any(covers) {
                entries.push(unknown(pointer, value));
            }
        }
        entries
    }

    fn note(&self, pointer: &str, fate: String, kept: bool) {
        self.entries.borrow_mut().push(Entry { pointer: pointer.to_owned(), fate, kept });
    }
}

/// Of what nobody asked for.
fn unknown(pointer: String, value: &Value) -> Entry {
    let empty = match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    if empty {
        return Entry { pointer, fate: "says nothing".to_owned(), kept: true };
    }
    if pointer.contains("@odata.") {
        return Entry { pointer, fate: "names the kind alone".to_owned(), kept: true };
    }
    Entry { pointer, fate: format!("no counterpart; it is {value}"), kept: false }
}

/// Every value that holds no other, with its pointer.
fn collect_leaves<'a>(value: &'a Value, pointer: String, leaves: &mut Vec<(String, &'a Value)>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect_leaves(member, format!("{pointer}/{key}"), leaves);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                collect_leaves(item, format!("{pointer}/{index}"), leaves);
            }
        }
        _ => leaves.push((pointer, value)),
    }
}
