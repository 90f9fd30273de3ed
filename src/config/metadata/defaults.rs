//! What is registered of members that are left out (RFC 7591 §2, §3.2.1).

use super::document;
use crate::protocol::{Allowance, Scope, scope};
use serde_json::{Map, Value, json};

/// Adds what is left out, and leaves of the scopes those that are known and allowed.
pub fn fill(metadata: &mut Map<String, Value>, allowance: &Allowance) {
    let scope = scopes(metadata.get("scope").and_then(Value::as_str), allowance);
    metadata.insert("scope".to_owned(), Value::String(scope));
    let application_type = if document::is_native(metadata) { "native" } else { "web" };
    let defaults = [
        // None at all is a fault of theirs.
        ("redirect_uris", json!([])),
        ("application_type", json!(application_type)),
        ("grant_types", json!(["authorization_code", "refresh_token"])),
        ("response_types", json!(["code"])),
        ("id_token_signed_response_alg", json!("RS256")),
        ("subject_type", json!("public")),
    ];
    for (member, value) in defaults {
        metadata.entry(member).or_insert(value);
    }
    // Others that name no method may send their secret either way, as libraries do.
    if application_type == "native" {
        metadata.entry("token_endpoint_auth_method").or_insert(json!("none"));
    }
}

/// No `scope` is every scope; `openid` is always among them, since every request asks for it.
fn scopes(asked: Option<&str>, allowance: &Allowance) -> String {
    let wanted = |scope: &Scope| {
        let named = |asked: &str| asked.split(' ').any(|name| name == scope.name());
        *scope == Scope::OpenId || asked.is_none_or(named)
    };
    let scopes: Vec<Scope> = allowance.scopes.iter().copied().filter(wanted).collect();
    scope::join(&scopes)
}
