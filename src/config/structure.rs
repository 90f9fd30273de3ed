//! A document's structure against its JSON Schema: every fault, and the document without what is at fault, so that the rest
//! can be looked at too. It knows the part of JSON Schema that our types make (`generate`): `type`, `properties`,
//! `required`, `additionalProperties`, `items`, `const`, `enum`, `oneOf` of words, `anyOf` of types, `$ref`, `format`
//! and `minimum` of numbers.

use super::fault::{At, Faults, Mends};
use crate::encode::gather::Gather;
use serde_json::{Map, Value};

/// Words that a later version may have: the field, the word.
const NOT_YET: [(&str, &str); 6] = [
    ("identityProviders", "google"),
    ("identityProviders", "facebook"),
    ("identityProviders", "apple"),
    ("identityProviders", "microsoft"),
    ("identityProviders", "microsoftEntraId"),
    ("tokenEndpointAuthMethod", "tls_client_auth"),
];

/// Tells every fault of `document`'s structure, and gives what is left without them.
pub fn mend(document: Value, schema: &Value, faults: &mut Faults) -> Value {
    let mut walk = Walk { root: schema, mends: Mends::default() };
    let mended = walk.value(document, schema, &faults.root());
    let mends = walk.mends;
    faults.set_mends(mends);
    mended.unwrap_or_else(|| Value::Object(Map::new()))
}

struct Walk<'a> {
    root: &'a Value,
    mends: Mends,
}

impl<'a> Walk<'a> {
    /// The value as far as it fits; none if it does not.
    fn value(&mut self, value: Value, schema: &'a Value, at: &At<'_>) -> Option<Value> {
        let schema = self.resolve(schema);
        if let Some(words) = words(schema) {
            return self.word(value, &words, at);
        }
        let Some(schema) = self.branch(&value, schema) else {
            let wanted = type_names(schema).join(" or ");
            return self.leave_out(at, format!("expected {wanted}, found {}", found(&value)));
        };
        if let Some(words) = words(schema) {
            return self.word(value, &words, at);
        }
        match value {
            Value::Object(object) => Some(self.object(object, schema, at)),
            Value::Array(array) => Some(self.array(array, schema, at)),
            Value::Number(number) => match out_of_range(&number, schema) {
                Some(sentence) => self.leave_out(at, sentence),
                None => Some(Value::Number(number)),
            },
            other => Some(other),
        }
    }

    fn object(&mut self, object: Map<String, Value>, schema: &'a Value, at: &At<'_>) -> Value {
        let properties = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties");
        let mut kept = Map::new();
        for name in required(schema).filter(|name| !object.contains_key(*name)) {
            at.fault_of_structure(format!("missing field `{name}`"));
            self.mends.absent.push(at.field(name).pointer);
        }
        for (key, value) in object {
            let at = &at.field(&key);
            let schema = properties.and_then(|known| known.get(&key)).or(others);
            let value = match schema {
                Some(Value::Bool(false)) => {
                    self.leave_out(at, format!("unknown field `{key}`; {}", fields(properties)))
                }
                Some(schema) => self.value(value, schema, at),
                None => Some(value),
            };
            if let Some(value) = value {
                kept.insert(key, value);
            }
        }
        Value::Object(kept)
    }

    fn array(&mut self, array: Vec<Value>, schema: &'a Value, at: &At<'_>) -> Value {
        let Some(items) = schema.get("items") else {
            return Value::Array(array);
        };
        let mut kept = Vec::with_capacity(array.len());
        for (index, item) in array.into_iter().enumerate() {
            match self.value(item, items, &at.item(index)) {
                Some(item) => kept.push(item),
                None => self.mends.items.push((at.pointer.clone(), index)),
            }
        }
        Value::Array(kept)
    }

    fn word(&mut self, value: Value, words: &[&str], at: &At<'_>) -> Option<Value> {
        let allowed = words.join(", ");
        match value.as_str() {
            Some(word) if words.contains(&word) => Some(value),
            Some(word) if is_not_yet(word, &at.pointer) => {
                self.leave_out(at, format!("`{word}` is not yet available; allowed: {allowed}"))
            }
            Some(word) => {
                self.leave_out(at, format!("`{word}` is not allowed; allowed: {allowed}"))
            }
            None => {
                self.leave_out(at, format!("expected one of {allowed}; found {}", found(&value)))
            }
        }
    }

    fn leave_out(&mut self, at: &At<'_>, sentence: String) -> Option<Value> {
        at.fault_of_structure(sentence);
        self.mends.absent.push(at.pointer.clone());
        None
    }

    fn resolve(&self, schema: &'a Value) -> &'a Value {
        schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| self.root.pointer(reference.strip_prefix('#')?))
            .unwrap_or(schema)
    }

    /// The part of `schema` that is for values of this type: itself, or one of its `anyOf`.
    fn branch(&self, value: &Value, schema: &'a Value) -> Option<&'a Value> {
        match schema.get("anyOf").and_then(Value::as_array) {
            Some(branches) => branches
                .iter()
                .map(|branch| self.resolve(branch))
                .find(|branch| is_type(value, branch)),
            None => is_type(value, schema).then_some(schema),
        }
    }
}

fn is_not_yet(word: &str, pointer: &str) -> bool {
    let within = |field: &str| pointer.split('/').any(|segment| segment == field);
    NOT_YET.iter().any(|(field, later)| *later == word && within(field))
        || (word.starts_with("oidc/") && within("identityProviders"))
}

/// The words that a value may be, if the schema lists them.
fn words(schema: &Value) -> Option<Vec<&str>> {
    if let Some(word) = schema.get("const") {
        return Some(word.as_str().into_iter().collect());
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return Some(words.iter().filter_map(Value::as_str).collect());
    }
    let branches = schema.get("oneOf").and_then(Value::as_array)?;
    Some(branches.iter().filter_map(words).flatten().collect())
}

fn required(schema: &Value) -> impl Iterator<Item = &str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn fields(properties: Option<&Map<String, Value>>) -> String {
    let names: Vec<_> = properties
        .into_iter()
        .flat_map(Map::keys)
        .map(String::as_str)
        .filter(|name| !name.starts_with('$'))
        .gather();
    format!("allowed: {}", names.join(", "))
}

fn is_type(value: &Value, schema: &Value) -> bool {
    match schema.get("type").and_then(Value::as_str) {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer" | "number") => value.is_number(),
        _ => true,
    }
}

fn type_names(schema: &Value) -> Vec<&'static str> {
    if let Some(branches) = schema.get("anyOf").and_then(Value::as_array) {
        return branches.iter().flat_map(type_names).gather();
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("object") => vec!["an object"],
        Some("array") => vec!["an array"],
        Some("string") => vec!["a string"],
        Some("boolean") => vec!["true or false"],
        Some("integer") => vec!["a whole number"],
        _ => vec!["a number"],
    }
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null; leave the field out instead",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn out_of_range(number: &serde_json::Number, schema: &Value) -> Option<String> {
    let range = match schema.get("format").and_then(Value::as_str) {
        Some("uint32") => 0..=i64::from(u32::MAX),
        _ => i64::MIN..=i64::MAX,
    };
    match number.as_i64() {
        Some(whole) if range.contains(&whole) => None,
        Some(_) => Some(format!("is {number}; allowed: {} to {}", range.start(), range.end())),
        None => Some(format!("expected a whole number, found {number}")),
    }
}
