//! What a simulation saw, as data.

use super::page::Page;
use super::script::Answer;
use crate::config::Fault;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What was seen.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Each visit, up to the first that did not go as the script says.
    pub visits: Vec<VisitReport>,
    /// What did not hold.
    #[serde(serialize_with = "faults")]
    pub faults: Vec<Fault>,
}

/// One visit.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VisitReport {
    /// Each page, in order.
    pub pages: Vec<Seen>,
    /// How it ended.
    pub ending: Ending,
}

/// A page that was seen.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// The page.
    #[serde(flatten)]
    pub page: Page,
    /// What was filled in, as the script says.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, Answer>,
    /// The mail that was sent by answering it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mails: Vec<Mail>,
}

/// A mail that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mail {
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// How a visit ended: on a page, with an error for the application, or with tokens. A script's `expect` has the same names.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ending {
    /// The page where it stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The error that the application was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// What the error says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_description: Option<String>,
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Map<String, Value>>,
    /// The claims of the ID token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<Map<String, Value>>,
    /// The claims of the access token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<Map<String, Value>>,
    /// What userinfo answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub userinfo: Option<Map<String, Value>>,
}

/// Faults as place and sentence.
fn faults<S: serde::Serializer>(faults: &[Fault], serializer: S) -> Result<S::Ok, S::Error> {
    let fault =
        |fault: &Fault| serde_json::json!({"pointer": fault.pointer, "sentence": fault.sentence});
    serializer.collect_seq(faults.iter().map(fault))
}
