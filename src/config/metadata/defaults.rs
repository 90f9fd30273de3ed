//! What is registered of members that are left out (RFC 7591 §2, §3.2.1).

use super::document;
use crate::protocol::{Allowance, GrantType, Scope};
use serde_json::{Map, Value, json};

/// Adds what is left out, and leaves of the scopes those that are known and allowed.
pub fn fill(metadata: &mut Map<String, Value>, allowance: &Allowance) {
    let application_type = if document::is_native(metadata) { "native" } else { "web" };
    let grants: Vec<&str> = allowance.grants.iter().map(|grant| grant.name()).collect();
    let defaults = [
        // None at all is a fault of theirs.
        ("redirect_uris", json!([])),
        ("application_type", json!(application_type)),
        ("grant_types", json!(grants)),
        ("response_types", json!(["code"])),
        ("id_token_signed_response_alg", json!("RS256")),
        ("subject_type", json!("public")),
    ];
    for (member, value) in defaults {
        metadata.entry(member).or_insert(value);
    }
    let scope = scopes(metadata, allowance);
    metadata.insert("scope".to_owned(), Value::String(scope));
    // Others that name no method may send their secret either way, as libraries do.
    if application_type == "native" {
        metadata.entry("token_endpoint_auth_method").or_insert(json!("none"));
    }
}

/// No `scope` is every scope. `openid` is always among them, and `offline_access` where there are refresh tokens, which are
/// given for it.
fn scopes(metadata: &Map<String, Value>, allowance: &Allowance) -> String {
    let asked = metadata.get("scope").and_then(Value::as_str);
    let grants = metadata.get("grant_types").and_then(Value::as_array);
    let refreshes = grants.into_iter().flatten().any(|name| name == GrantType::RefreshToken.name());
    let wanted = |name: &&str| {
        *name == Scope::OpenId.name()
            || (*name == Scope::OfflineAccess.name() && refreshes)
            || asked.is_none_or(|asked| asked.split(' ').any(|asked| asked == *name))
    };
    let own = allowance.scopes.iter().map(|scope| scope.name());
    let of_apis = allowance.apis.iter().flat_map(|api| &api.delegated_scopes).map(String::as_str);
    own.chain(of_apis).filter(wanted).collect::<Vec<_>>().join(" ")
}
