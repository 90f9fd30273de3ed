//! The tenant: the company this deployment serves, once its document is checked.

use crate::branding::Branding;
use crate::encode::words::words;
use crate::language::{Label, Language};
use crate::protocol::{Allowance, ClientDocuments, GrantType, Registration};
use std::collections::BTreeMap;

words! {
    /// What an attribute's values are.
    pub enum DataType {
        /// Text.
        String = "string",
        /// True or false.
        Boolean = "boolean",
        /// A whole number.
        Integer = "integer",
        /// A day, `2026-11-22`.
        Date = "date",
        /// Several texts, as multiple choice gives them: a JSON array in tokens.
        StringCollection = "stringCollection",
    }
}

/// An attribute that people or applications may know an account by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeDefinition {
    /// Its id: Entra's for a built-in one, the tenant's own for a custom one.
    pub id: String,
    /// What its values are.
    pub data_type: DataType,
    /// How long a text may be, in characters.
    pub max_length: usize,
    /// Its name where a flow gives none; `None` for built-in ones, whose names are in the locale files.
    pub display_name: Option<Label>,
    /// Whether the tenant defined it.
    pub custom: bool,
    /// Whether no flow asks for it and no token carries it any more, though accounts keep its values.
    pub retired: bool,
}

/// An HTTPS mail API: one POST a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailApi {
    /// Where to post.
    pub url: String,
    /// Header name → value; a value may hold `{secret:NAME}` for a Worker secret.
    pub headers: BTreeMap<String, String>,
    /// The JSON body; in its strings `{from}`, `{fromName}`, `{to}`, `{subject}`, `{text}` and `{html}` are replaced.
    pub body: serde_json::Value,
}

/// How mail leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// The sending address.
    pub from: String,
    /// An HTTPS mail API; without one the `send_email` binding is used.
    pub api: Option<MailApi>,
}

/// A checked tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// A UUID: the claim `tid`.
    pub id: String,
    /// The company's name.
    pub display_name: Label,
    /// The languages that pages are offered in; at least one.
    pub languages: Vec<Language>,
    /// The language of pages where the browser asks for none that is offered.
    pub default_language: Language,
    /// Every attribute, built-in ones included, by id.
    pub attributes: BTreeMap<String, AttributeDefinition>,
    /// The grants that applications may use.
    pub grant_types: Vec<GrantType>,
    /// The `oid`s of administrators.
    pub administrators: Vec<String>,
    /// For how many days the trace of what happened is kept.
    pub audit_days: u32,
    /// How mail leaves.
    pub mail: MailSettings,
    /// How pages look.
    pub branding: Branding,
    /// What applications that register themselves may have; none where they can't.
    pub registration: Option<Registration>,
    /// What applications may have whose `client_id` is the URL of their metadata; none where there are none.
    pub client_documents: Option<ClientDocuments>,
}

impl Tenant {
    /// What applications get that describe themselves, by the block that says so.
    pub fn allowances(&self) -> impl Iterator<Item = (&'static str, &Allowance)> {
        let registration = self.registration.as_ref().map(|policy| &policy.allowance);
        let documents = self.client_documents.as_ref().map(|policy| &policy.allowance);
        [("registration", registration), ("clientIdMetadataDocuments", documents)]
            .into_iter()
            .filter_map(|(block, allowance)| Some((block, allowance?)))
    }
}
