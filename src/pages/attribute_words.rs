//! What people, and browsers, call an attribute.

use super::Words;
use crate::flow::{AttributeDefinition, Input};

/// What people read above `input`: its own label, else the attribute's name.
pub fn label(words: &Words, input: &Input, definition: Option<&AttributeDefinition>) -> String {
    match &input.label {
        Some(label) => label.in_language(words.tag()).to_owned(),
        None => name(words, &input.attribute, definition),
    }
}

/// What people call an attribute.
pub fn name(words: &Words, id: &str, definition: Option<&AttributeDefinition>) -> String {
    let own = definition.and_then(|known| known.display_name.as_ref());
    own.map(|label| label.in_language(words.tag()))
        .or_else(|| name_key(id).map(|key| words.text(key)))
        .unwrap_or(id)
        .to_owned()
}

/// The word by which browsers know what a field asks for (HTML, "Autofill").
pub fn autofill(attribute: &str) -> Option<&'static str> {
    Some(match attribute {
        "displayName" => "name",
        "givenName" => "given-name",
        "middleName" => "additional-name",
        "surname" => "family-name",
        "nickname" => "nickname",
        "email" => "email",
        "phoneNumber" => "tel",
        "jobTitle" => "organization-title",
        "businessName" | "companyName" => "organization",
        "streetAddress" => "street-address",
        "city" => "address-level2",
        "state" => "address-level1",
        "postalCode" => "postal-code",
        "country" => "country",
        "birthdate" => "bday",
        "gender" => "sex",
        "website" | "profile" => "url",
        "picture" => "photo",
        "locale" => "language",
        _ => return None,
    })
}

fn name_key(attribute: &str) -> Option<&'static str> {
    Some(match attribute {
        "displayName" => "attribute.displayName",
        "givenName" => "attribute.givenName",
        "middleName" => "attribute.middleName",
        "surname" => "attribute.surname",
        "nickname" => "attribute.nickname",
        "email" => "attribute.email",
        "phoneNumber" => "attribute.phoneNumber",
        "jobTitle" => "attribute.jobTitle",
        "streetAddress" => "attribute.streetAddress",
        "city" => "attribute.city",
        "state" => "attribute.state",
        "postalCode" => "attribute.postalCode",
        "country" => "attribute.country",
        "birthdate" => "attribute.birthdate",
        "gender" => "attribute.gender",
        "website" => "attribute.website",
        "profile" => "attribute.profile",
        "picture" => "attribute.picture",
        "zoneinfo" => "attribute.zoneinfo",
        "locale" => "attribute.locale",
        _ => return None,
    })
}
