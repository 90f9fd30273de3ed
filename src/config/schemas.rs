//! The JSON Schemas that the documents' types make: shipped for editors (`assets/schema`), and what the structure of
//! documents is checked against, everywhere; for that without their descriptions (`build.rs`).

use serde_json::Value;
use std::sync::LazyLock;

/// Of the document `tenant`.
pub static TENANT: LazyLock<Value> =
    LazyLock::new(|| shipped(include_str!(concat!(env!("OUT_DIR"), "/tenant.schema.json"))));
/// Of documents `app/…`.
pub static APP: LazyLock<Value> =
    LazyLock::new(|| shipped(include_str!(concat!(env!("OUT_DIR"), "/app.schema.json"))));
/// Of documents `api/…`.
pub static API: LazyLock<Value> =
    LazyLock::new(|| shipped(include_str!(concat!(env!("OUT_DIR"), "/api.schema.json"))));
/// Of documents `flow/…`.
pub static FLOW: LazyLock<Value> =
    LazyLock::new(|| shipped(include_str!(concat!(env!("OUT_DIR"), "/flow.schema.json"))));
/// Of documents `strings/…`.
pub static STRINGS: LazyLock<Value> =
    LazyLock::new(|| shipped(r#"{"type": "object", "additionalProperties": {"type": "string"}}"#));

/// A test reads each: what is shipped can be read.
fn shipped(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}
