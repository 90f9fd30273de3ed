//! Documents that name a retired attribute: allowed, so that it can be retired by one edit, and without effect.

use super::found::Found;
use serde_json::Value;
use vestibule::flow::Tenant;

/// Warns of fields and claims of retired attributes.
pub fn check(key: &str, document: &Value, tenant: &Tenant, found: &mut Found) {
    let is_retired = |id: &Value| {
        let attribute = id.as_str().and_then(|id| tenant.attributes.get(id));
        attribute.is_some_and(|attribute| attribute.retired)
    };
    for (page, inputs) in items(document, "pages").enumerate() {
        for (index, input) in items(inputs, "inputs").enumerate() {
            if let Some(id) = input.get("attribute").filter(|id| is_retired(id)) {
                let pointer = format!("/pages/{page}/inputs/{index}/attribute");
                found.add(key, &pointer, format!("{id} is retired: nobody is asked"));
            }
        }
    }
    for (index, claim) in items(document, "claims").enumerate() {
        if let Some(id) = claim.get("source").filter(|id| is_retired(id)) {
            let pointer = format!("/claims/{index}/source");
            found.add(key, &pointer, format!("{id} is retired: no token carries it"));
        }
    }
}

fn items<'a>(document: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    document.get(name).and_then(Value::as_array).into_iter().flatten()
}
