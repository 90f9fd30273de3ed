//! What widespread clients send, as they mean it: a server may leave out what it does not offer, and its answer says what is
//! registered (RFC 7591 §2, §3.2.1).

use crate::protocol::{Allowance, GrantType};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Leaves out what says nothing, what is not offered beside something that is, and what stands in a list again.
pub fn take(sent: &mut Map<String, Value>, allowance: &Allowance) {
    sent.retain(|member, value| !says_nothing(member, value));
    for items in sent.values_mut().filter_map(Value::as_array_mut) {
        let mut seen = BTreeSet::new();
        items.retain(|item| seen.insert(item.to_string()));
    }
    let is_offered =
        |name: &str| GrantType::named(name).is_some_and(|grant| allowance.grants.contains(&grant));
    narrow(sent, "grant_types", is_offered);
    narrow(sent, "response_types", |name| name == "code");
}

/// Whether a member is as if left out: an address without letters, a list of addresses without one, a scope without names.
/// Without redirect URIs there is no application.
fn says_nothing(member: &str, value: &Value) -> bool {
    let plain = member.split('#').next().unwrap_or_default();
    match value {
        Value::String(text) if plain.ends_with("_uri") => text.is_empty(),
        Value::String(text) if plain == "scope" => text.split(' ').all(str::is_empty),
        Value::Array(items) if plain.ends_with("_uris") && plain != "redirect_uris" => {
            items.is_empty()
        }
        _ => false,
    }
}

/// Leaves of a list what is offered; where nothing is, the list has a fault of its own.
fn narrow(sent: &mut Map<String, Value>, member: &str, is_offered: impl Fn(&str) -> bool) {
    let Some(items) = sent.get_mut(member).and_then(Value::as_array_mut) else { return };
    let keeps = |item: &Value| item.as_str().is_none_or(&is_offered);
    if items.iter().any(|item| item.as_str().is_some_and(&is_offered)) {
        items.retain(keeps);
    }
}
