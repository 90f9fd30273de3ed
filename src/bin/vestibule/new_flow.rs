//! `vestibule new flow`.

use crate::arguments::Arguments;
use crate::check::LOCAL_ISSUER;
use crate::failure::Failure;
use crate::new;
use serde::Serialize;
use vestibule::config::{Mode, check_flow, check_tenant};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    display_name: &'a str,
    account_type: &'a str,
    identity_providers: [&'a str; 2],
    sign_up: &'a str,
    pages: [Page<'a>; 1],
}

#[derive(Serialize)]
struct Page<'a> {
    inputs: [Field<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Field<'a> {
    attribute: &'a str,
    input_type: &'a str,
    required: bool,
}

/// A tenant with the built-in attributes alone: a new flow asks for no other.
const NO_TENANT: &str = r#"{"id": "00000000-0000-4000-8000-000000000000", "displayName": "-", "mail": {"from": "a@b.example"}}"#;

/// Writes a flow that asks for a name, to be edited.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &["account-type", "name", "dir"], &[])?;
    let id = arguments.word("the flow's id")?;
    let text = new::text(&Document {
        display_name: arguments.one("name")?.unwrap_or(id),
        account_type: arguments.choice("account-type", &["guest", "member"])?,
        identity_providers: ["emailPassword", "emailOneTimePasscode"],
        sign_up: "open",
        pages: [Page {
            inputs: [Field { attribute: "displayName", input_type: "text", required: true }],
        }],
    })?;
    let mode = Mode { development: false, issuer: LOCAL_ISSUER.to_owned() };
    check_tenant(NO_TENANT, &mode)
        .and_then(|tenant| check_flow(id, &text, &tenant, &mode))
        .map_err(|faults| new::refuse(&faults))?;
    new::write(&new::folder(&arguments)?, &format!("flow/{id}"), &text)
}
