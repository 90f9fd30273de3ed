//! What is known of a person, as far as a flow and an application care.

use crate::protocol::Account;
use serde_json::{Map, Value};

/// A person with an account, seen from one flow and one application.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The account.
    pub account: Account,
    /// Whether the account may be used at all.
    pub enabled: bool,
    /// Whether it has a password.
    pub has_password: bool,
    /// What the flow required when the account last completed it; none if it never did.
    pub enrolled: Option<String>,
    /// The terms accepted: id → versions.
    pub terms: Map<String, Value>,
    /// The scopes the person agreed to give this application.
    pub consented: Vec<String>,
}

impl Person {
    /// Whether these terms were accepted in this version.
    pub fn accepted(&self, terms: &str, version: &str) -> bool {
        self.terms
            .get(terms)
            .and_then(Value::as_array)
            .is_some_and(|versions| versions.iter().any(|known| known == version))
    }
}
