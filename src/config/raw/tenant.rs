//! The document `tenant`.

use super::registration::{ClientDocuments, Registration};
use super::{Branding, Label};
use crate::flow::DataType;
use crate::language::Language;
use crate::protocol::GrantType;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The company that this deployment serves.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tenant {
    /// Where editors find this schema.
    #[serde(rename = "$schema")]
    #[expect(dead_code, reason = "it is for editors")]
    pub schema: Option<String>,
    /// A UUID in lower case: the claim `tid`. Never change it.
    #[schemars(required)]
    pub id: Option<String>,
    /// The company's name, as pages and mails show it.
    #[schemars(required)]
    pub display_name: Option<Label>,
    /// The languages that pages are offered in; all that are shipped if left out.
    pub languages: Option<Vec<Language>>,
    /// The language of pages where the browser asks for none that is offered. If left out `en`, or the first of
    /// `languages` where `en` is not among them.
    pub default_language: Option<Language>,
    /// Custom attributes by id: letters and digits, the first a small letter (`businessName`). An attribute's type is
    /// for ever. The built-in ones (`displayName`, `givenName`, `surname`, `country`, …) need no definition.
    pub attributes: Option<BTreeMap<String, Attribute>>,
    /// The grants that applications may use, where their documents list them, too; all if left out. `authorization_code`
    /// is always among them.
    pub grant_types: Option<Vec<GrantType>>,
    /// The object ids (`oid`) of the accounts that may administer the tenant.
    pub administrators: Option<Vec<String>>,
    /// For how many days the trace of what happened is kept: 1 to 3650; 400 if left out.
    pub audit_days: Option<u32>,
    /// How mail leaves.
    #[schemars(required)]
    pub mail: Option<Mail>,
    /// How pages look, where flow and application do not say otherwise.
    pub branding: Option<Branding>,
    /// Dynamic client registration. Off if left out.
    pub registration: Option<Registration>,
    /// Applications whose `client_id` is the URL of their metadata. Off if left out.
    pub client_id_metadata_documents: Option<ClientDocuments>,
}

/// A custom attribute.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attribute {
    /// What its values are: for ever, once it was served.
    #[schemars(required)]
    pub data_type: Option<DataType>,
    /// Its name where a flow gives no label.
    #[schemars(required)]
    pub display_name: Option<Label>,
    /// What it is for; administrators alone read it.
    pub description: Option<String>,
    /// How long a text may be, in characters: 250 if left out, 1024 at most. For `string` and, each value,
    /// `stringCollection`.
    pub max_length: Option<u32>,
    /// Whether it is taken out of every flow and token. Its values stay with the accounts until
    /// `vestibule attributes purge`. `false` if left out.
    pub retired: Option<bool>,
}

/// How mail leaves: by the `send_email` binding, or by an HTTPS API where `url` is given.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mail {
    /// The sending address.
    #[schemars(required)]
    pub from: Option<String>,
    /// The mail API's address, https; each message is one POST.
    pub url: Option<String>,
    /// Its headers; `{secret:NAME}` in a value is replaced by the Worker secret of that name.
    pub headers: Option<BTreeMap<String, String>>,
    /// Its JSON body; in its texts `{from}`, `{fromName}`, `{to}`, `{subject}`, `{text}` and `{html}` are replaced.
    pub body: Option<BTreeMap<String, Value>>,
}
