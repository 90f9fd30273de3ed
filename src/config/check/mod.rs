//! What documents mean: each check makes the best checked value it can and names every fault, so that one bad value
//! hides no other. The public functions give the value only where there is no fault.

pub mod api;
pub mod apis;
pub mod application;
mod attribute;
mod branding;
mod claims;
mod client_authentication;
mod client_documents;
mod client_keys;
mod client_secret;
mod contrast;
mod default;
mod email_domains;
pub mod flow;
mod grants;
mod ids;
mod input;
mod label;
mod limits;
mod links;
mod logout;
mod mail;
mod markup;
mod options;
mod pattern;
mod policies;
pub mod references;
mod registration;
mod request_objects;
pub mod form_size;
mod sector;
mod server_url;
mod show_if;
mod strings;
pub mod tenant;
mod terms;
mod unique;
pub mod uri;

use super::{Fault, Mode};
use crate::flow::{Flow, Tenant};
use crate::protocol::{Api, Application};
use std::collections::BTreeMap;

pub use attribute::is_attribute_id;
pub use client_secret::is_sample_secret;
pub use ids::is_document_id;
pub use references::check as check_references;
pub use strings::check_strings;

/// Checks the document `tenant`.
///
/// # Errors
/// Every fault of the document.
pub fn check_tenant(text: &str, mode: &Mode) -> Result<Tenant, Vec<Fault>> {
    unless_faulty(tenant::read(text, mode))
}

/// The tenant, if no attribute's values are of another type than they were `known` to be (id → data type).
///
/// # Errors
/// A fault for each attribute of another type.
pub fn check_types(tenant: Tenant, known: &BTreeMap<String, String>) -> Result<Tenant, Vec<Fault>> {
    let faults = attribute::other_types(&tenant, known);
    unless_faulty((tenant, faults))
}

/// Checks the document `app/{client_id}` by itself; `check_references` looks at what it names.
///
/// # Errors
/// Every fault of the document.
pub fn check_application(
    client_id: &str,
    text: &str,
    mode: &Mode,
) -> Result<Application, Vec<Fault>> {
    unless_faulty(application::read(client_id, text, mode))
}

/// Checks the document `flow/{id}` against the tenant whose attributes it names.
///
/// # Errors
/// Every fault of the document.
pub fn check_flow(id: &str, text: &str, tenant: &Tenant, _mode: &Mode) -> Result<Flow, Vec<Fault>> {
    unless_faulty(flow::read(id, text, tenant))
}

/// Checks the document `api/{id}`.
///
/// # Errors
/// Every fault of the document.
pub fn check_api(id: &str, text: &str, mode: &Mode) -> Result<Api, Vec<Fault>> {
    unless_faulty(api::read(id, text, mode))
}

fn unless_faulty<T>((value, faults): (T, Vec<Fault>)) -> Result<T, Vec<Fault>> {
    if faults.is_empty() { Ok(value) } else { Err(faults) }
}
