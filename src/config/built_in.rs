//! The attributes that every tenant has. Their ids and limits are Entra's where it has them.

use crate::flow::{AttributeDefinition, DataType};

const BUILT_IN: [(&str, DataType, usize); 20] = [
    ("displayName", DataType::String, 256),
    ("givenName", DataType::String, 64),
    ("surname", DataType::String, 64),
    ("email", DataType::String, 254),
    ("jobTitle", DataType::String, 128),
    ("streetAddress", DataType::String, 1024),
    ("city", DataType::String, 128),
    ("state", DataType::String, 128),
    ("postalCode", DataType::String, 40),
    ("country", DataType::String, 128),
    ("phoneNumber", DataType::String, 64),
    ("middleName", DataType::String, 64),
    ("nickname", DataType::String, 64),
    ("profile", DataType::String, 1024),
    ("picture", DataType::String, 1024),
    ("website", DataType::String, 1024),
    ("gender", DataType::String, 64),
    ("birthdate", DataType::Date, 10),
    ("zoneinfo", DataType::String, 64),
    ("locale", DataType::String, 35),
];

/// Whether `id` is a built-in attribute's.
pub fn is_built_in(id: &str) -> bool {
    BUILT_IN.iter().any(|(built_in, ..)| *built_in == id)
}

/// Every built-in attribute.
pub fn definitions() -> impl Iterator<Item = AttributeDefinition> {
    BUILT_IN.into_iter().map(|(id, data_type, max_length)| AttributeDefinition {
        id: id.to_owned(),
        data_type,
        max_length,
        display_name: None,
        custom: false,
        retired: false,
    })
}
