//! One field of Graph's user flows, as a field or as terms of ours.

use crate::ledger::Ledger;
use crate::{entra_default, entra_pattern};
use serde_json::{Map, Value, json};

/// What a field becomes.
pub enum Asked {
    /// An entry of a page's `inputs`.
    Input(Value),
    /// An entry of the flow's `terms`: a box whose label has links.
    Terms(Value),
}

/// An `authenticationAttributeCollectionInputConfiguration`; none if every flow asks for it, or ours can't.
pub fn external(
    ledger: &Ledger<'_>,
    at: &str,
    attributes: &mut Map<String, Value>,
) -> Option<Asked> {
    let field = |name: &str| format!("{at}/{name}");
    let attribute = ledger.peek(&field("attribute"))?.as_str()?;
    if attribute == "email" {
        ledger.keep(at, "every flow asks for it");
        return None;
    }
    ledger.keep(&field("attribute"), "attribute");
    let options = options(ledger, &field("options"), "label");
    let shown_as = ledger.text(&field("inputType"), "inputType").unwrap_or("text");
    let label = ledger.text(&field("label"), "label");
    let required = ledger.flag(&field("required"), "required").unwrap_or(false);
    let mut input = input(attribute, shown_as, label, required, options, attributes);
    let takes_pattern = input.get("inputType") == Some(&json!("text"));
    if let Some(pattern) = entra_pattern::read(ledger, &field("validationRegEx"), takes_pattern) {
        input.insert("pattern".to_owned(), json!(pattern));
    }
    for (flag, usual) in [("hidden", false), ("editable", true), ("writeToDirectory", true)] {
        let unusual = ledger.flag(&field(flag), flag).filter(|given| *given != usual);
        input.extend(unusual.map(|given| (flag.to_owned(), json!(given))));
    }
    let default = entra_default::read(ledger, &field("defaultValue"), &input);
    input.extend(default.map(|value| ("default".to_owned(), value)));
    Some(or_terms(input))
}

/// An `identityUserFlowAttributeAssignment`.
pub fn workforce(
    ledger: &Ledger<'_>,
    at: &str,
    attributes: &mut Map<String, Value>,
) -> Option<Asked> {
    let field = |name: &str| format!("{at}/{name}");
    let whose =
        if ledger.peek(&field("userAttribute/id")).is_some() { "userAttribute/id" } else { "id" };
    let attribute = ledger.peek(&field(whose))?.as_str()?;
    if attribute == "email" {
        ledger.keep(at, "every flow asks for it");
        return None;
    }
    ledger.keep(&field("id"), "attribute");
    usual(ledger, &field("requiresVerification"), false, "only the e-mail address is proven");
    let options = options(ledger, &field("userAttributeValues"), "name");
    let shown_as = ledger.text(&field("userInputType"), "inputType").unwrap_or("textBox");
    let label = ledger.text(&field("displayName"), "label");
    let optional = ledger.flag(&field("isOptional"), "required").unwrap_or(false);
    let mut input = input(attribute, shown_as, label, !optional, options, attributes);
    let default = entra_default::of_options(ledger, &field("userAttributeValues"), &input);
    input.extend(default.map(|value| ("default".to_owned(), value)));
    Some(or_terms(input))
}

/// `extension_{app}_LoyaltyNumber` as `loyaltyNumber`; a built-in attribute's id is ours, too.
pub fn attribute_id(id: &str) -> String {
    let name = match id.strip_prefix("extension_").and_then(|rest| rest.split_once('_')) {
        Some((_, name)) => name,
        None => id,
    };
    let letters = name.chars().filter(char::is_ascii_alphanumeric).enumerate();
    letters.map(|(at, c)| if at == 0 { c.to_ascii_lowercase() } else { c }).collect()
}

/// A property of which ours know one value alone.
fn usual(ledger: &Ledger<'_>, pointer: &str, usual: bool, why: &str) {
    if ledger.peek(pointer) == Some(&json!(usual)) {
        ledger.keep(pointer, "as every field");
    } else {
        ledger.drop(pointer, why);
    }
}

fn options(ledger: &Ledger<'_>, at: &str, label: &str) -> Vec<Value> {
    let option = |pointer: &String| {
        let label = ledger.text(&format!("{pointer}/{label}"), "options");
        let value = ledger.text(&format!("{pointer}/value"), "options");
        Some(json!({"label": label.or(value)?, "value": value.or(label)?}))
    };
    ledger.items(at).iter().filter_map(option).collect()
}

/// Our field. Several options need an attribute of several values; what Graph keeps with commas is a list here.
fn input(
    attribute: &str,
    shown_as: &str,
    label: Option<&str>,
    required: bool,
    options: Vec<Value>,
    attributes: &mut Map<String, Value>,
) -> Map<String, Value> {
    let id = attribute_id(attribute);
    if attribute.starts_with("extension_") && !attributes.contains_key(&id) {
        let name = label.unwrap_or(&id);
        attributes.insert(id.clone(), json!({"dataType": "string", "displayName": name}));
    }
    let several = shown_as == "checkboxMultiSelect";
    if let Some(Value::Object(known)) = attributes.get_mut(&id).filter(|_| several) {
        known.insert("dataType".to_owned(), json!("stringCollection"));
    }
    let data_type = attributes.get(&id).and_then(|known| known.get("dataType")?.as_str());
    let input_type = match (data_type, shown_as) {
        (Some("boolean"), _) => "checkbox",
        (Some("integer"), _) => "number",
        (Some("date"), _) => "date",
        (Some("stringCollection"), _) => "multipleChoice",
        (_, "radioSingleSelect") => "radio",
        (_, "dropdownSingleSelect") => "list",
        (_, "emailBox") => "email",
        _ => "text",
    };
    let mut input = Map::from_iter([
        ("attribute".to_owned(), json!(id)),
        ("inputType".to_owned(), json!(input_type)),
        ("required".to_owned(), json!(required)),
    ]);
    if let Some(label) = label {
        input.insert("label".to_owned(), json!(label));
    }
    if matches!(input_type, "radio" | "list" | "multipleChoice") {
        input.insert("options".to_owned(), Value::Array(options));
    }
    input
}

/// A box that people tick, and whose label has links, is terms.
fn or_terms(input: Map<String, Value>) -> Asked {
    let label = input.get("label").and_then(Value::as_str).unwrap_or_default();
    let ticked = input.get("inputType") == Some(&json!("checkbox"))
        && !["hidden", "editable", "writeToDirectory", "default"]
            .iter()
            .any(|field| input.contains_key(*field));
    if !ticked || !label.contains("](https://") {
        return Asked::Input(Value::Object(input));
    }
    Asked::Terms(json!({
        "id": input.get("attribute"),
        "version": "1",
        "label": label,
        "required": input.get("required"),
    }))
}
