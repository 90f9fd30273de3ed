//! Ids that documents choose: of applications, flows, attributes, terms.

use crate::config::fault::At;
use crate::protocol::client_id::{REGISTERED, is_registered_id};
use crate::protocol::first_party::FIRST_PARTY;

/// A `client_id`, from the document's key.
pub fn client(id: &str, at: &At<'_>) {
    document(id, "client_id", at);
    if FIRST_PARTY.contains(&id.to_ascii_lowercase().as_str()) {
        at.fault(format!("`{id}` is the platform's own application; no document may take its id"));
    }
    if is_registered_id(id) {
        at.fault(format!("a client_id that begins with {REGISTERED} is for dynamic registration"));
    }
}

/// A flow's id, from the document's key.
pub fn flow(id: &str, at: &At<'_>) {
    document(id, "flow's id", at);
}

/// An API's id, from the document's key.
pub fn api(id: &str, at: &At<'_>) {
    document(id, "API's id", at);
}

/// Whether an application, a flow or an API may have this id.
pub fn is_document_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.starts_with(|first: char| first.is_ascii_alphanumeric())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

fn document(id: &str, what: &str, at: &At<'_>) {
    if !is_document_id(id) {
        at.fault(format!(
            "the {what} must be 1 to 64 of A-Z, a-z, 0-9, `.`, `_` and `-`, the first a letter or digit"
        ));
    }
}

/// What JavaScript finds in any object, and `JSON.stringify` and `await` call: there, an application that reads a claim of such
/// a name, or copies it, reads or changes something else.
const OF_EVERY_OBJECT: [&str; 10] = [
    "constructor",
    "prototype",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
    "toJSON",
    "then",
];

/// Finds fault with a name, or a part of one between dots, that objects of JavaScript have.
pub fn not_of_every_object(name: &str, at: &At<'_>) {
    let taken = |part: &str| part.starts_with("__") || OF_EVERY_OBJECT.contains(&part);
    if name.split('.').any(taken) {
        at.fault(format!("`{name}` is a name that objects of JavaScript have; choose another"));
    }
}

/// An id within a document, that fields of pages and claims of tokens are named by.
pub fn is_camel_case(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The id of terms.
pub fn is_terms_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.starts_with(|first: char| first.is_ascii_alphanumeric())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
