//! Custom attributes, and the built-in ones beside them.

use super::{ids, label};
use crate::config::fault::{At, Faults};
use crate::config::raw::tenant::Attribute as Raw;
use crate::config::{Fault, built_in};
use crate::encode::gather::Gather;
use crate::flow::{AttributeDefinition, DataType, Tenant};
use std::collections::BTreeMap;

/// Entra's limit of a custom text, where the document sets none.
const USUAL_LENGTH: u32 = 250;
/// The largest limit that a document may set.
const LONGEST: u32 = 1024;
/// Entra's limit of custom attributes.
const MOST: usize = 100;

/// An attribute's id is its field's name and, in an application's claims, its source: these mean something else there.
const RESERVED: [&str; 21] = [
    "token",
    "oid",
    "tid",
    "idp",
    "acct",
    "sub",
    "password",
    "newPassword",
    "currentPassword",
    "code",
    "approve",
    "deny",
    "action",
    "step",
    "next",
    "back",
    "resend",
    "remember",
    "keep",
    "keepSignedIn",
    "state",
];

/// Every attribute of the tenant by id: the built-in ones and those it defines.
pub fn all(custom: BTreeMap<String, Raw>, at: &At<'_>) -> BTreeMap<String, AttributeDefinition> {
    if custom.len() > MOST {
        at.fault(format!("holds {}; allowed: up to {MOST}", custom.len()));
    }
    let mut attributes: BTreeMap<_, _> =
        built_in::definitions().map(|definition| (definition.id.clone(), definition)).gather();
    for (id, raw) in custom {
        let at = &at.field(&id);
        check_id(&id, at);
        let definition = define(id.clone(), raw, at);
        attributes.entry(id).or_insert(definition);
    }
    attributes
}

/// Whether a tenant may define an attribute of this id.
pub fn is_attribute_id(id: &str) -> bool {
    ids::is_camel_case(id) && !built_in::is_built_in(id) && !RESERVED.contains(&id)
}

/// The attributes whose values are of another type than they were `known` to be.
pub fn other_types(tenant: &Tenant, known: &BTreeMap<String, String>) -> Vec<Fault> {
    let faults = Faults::new("tenant");
    let at = &faults.root();
    for attribute in tenant.attributes.values().filter(|attribute| attribute.custom) {
        let is = attribute.data_type.name();
        if let Some(was) = known.get(&attribute.id).filter(|was| *was != is) {
            let id = &attribute.id;
            at.field("attributes").field(id).field("dataType").fault(format!(
                "is {is}, but `{id}` was served as {was}, and an attribute's type is for ever; allowed: {was}. Define \
                 another attribute, or retire this one and run `vestibule attributes purge {id}`"
            ));
        }
    }
    faults.into_vec()
}

fn check_id(id: &str, at: &At<'_>) {
    if built_in::is_built_in(id) {
        at.fault("is built in and needs no definition");
    } else if RESERVED.contains(&id) {
        at.fault(format!("`{id}` means something else in forms or claims; choose another id"));
    } else if !ids::is_camel_case(id) {
        at.fault(
            "an attribute's id must be 1 to 64 letters and digits, the first a small letter: businessName",
        );
    } else {
        ids::not_of_every_object(id, at);
    }
}

fn define(id: String, raw: Raw, at: &At<'_>) -> AttributeDefinition {
    let takes_length =
        matches!(raw.data_type, None | Some(DataType::String | DataType::StringCollection));
    if let Some(length) = raw.max_length {
        let at = &at.field("maxLength");
        if !takes_length {
            at.fault("is for the data types string and stringCollection alone");
        } else if !(1..=LONGEST).contains(&length) {
            at.fault(format!("is {length}; allowed: 1 to {LONGEST}"));
        }
    }
    if let Some(description) = &raw.description {
        label::text(description, 2000, &at.field("description"));
    }
    AttributeDefinition {
        id,
        data_type: raw.data_type.unwrap_or(DataType::String),
        max_length: raw.max_length.unwrap_or(USUAL_LENGTH) as usize,
        display_name: label::optional(raw.display_name, &at.field("displayName")),
        custom: true,
        retired: raw.retired.unwrap_or(false),
    }
}
