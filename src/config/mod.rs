//! Configuration: raw → check → checked. The checked types live where they are used.

mod built_in;
mod check;
mod fault;
mod folder;
mod images;
mod generate;
mod json;
mod metadata;
mod raw;
mod read;
mod schemas;
mod settings;
mod structure;

pub use check::{
    check_api, check_application, check_flow, check_references, check_strings, check_tenant,
    check_types, is_attribute_id, is_document_id, is_sample_secret,
};
pub use fault::Fault;
pub use folder::check_folder;
pub use generate::{schema_of, schemas};
pub use images::check_images;
pub use metadata::{Credentials, check_addresses, describe, example, register, registered};
pub use read::read_by_schema;
pub use settings::{Settings, Variables};

/// Where documents are checked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mode {
    /// Whether `{issuer}` at the front of an application's URIs, plain secrets and the like are allowed.
    pub development: bool,
    /// What `{issuer}` stands for, without a trailing slash.
    pub issuer: String,
}
