//! A person as one row, whatever table it is found through.

use crate::flow::Person;
use crate::ports::{BatchError, Rows};
use crate::protocol::Account;
use crate::protocol::account::{flag, object};
use serde::Deserialize;
use serde_json::{Map, Value};

/// Selects a person by `a.oid`; `:flow` and `:client` say from where they are seen. Goes on with WHERE.
macro_rules! select_person {
    ($condition:expr) => {
        concat!(
            "SELECT a.oid, a.user_type, a.enabled, a.idp, a.email, a.email_verified, a.updated_at,",
            " (SELECT json_group_object(t.name, json(t.value)) FROM attributes t WHERE t.account = a.oid) AS attributes,",
            " (SELECT json_group_object(v.terms, json(v.versions)) FROM",
            "   (SELECT terms, json_group_array(version) AS versions FROM terms_accepted",
            "    WHERE account = a.oid GROUP BY terms) v) AS terms,",
            " (SELECT e.requirements FROM enrolments e WHERE e.account = a.oid AND e.flow = :flow) AS enrolled,",
            " (SELECT c.scopes FROM consents c WHERE c.account = a.oid AND c.client_id = :client) AS consented",
            " FROM accounts a WHERE ",
            $condition
        )
    };
}
pub(crate) use select_person;

#[derive(Deserialize)]
struct PersonRow {
    #[serde(flatten)]
    account: Account,
    #[serde(deserialize_with = "flag")]
    enabled: bool,
    enrolled: Option<String>,
    #[serde(deserialize_with = "object")]
    terms: Map<String, Value>,
    consented: Option<String>,
}

/// The person that [`select_person`] found.
pub fn person(rows: &Rows) -> Result<Option<Person>, BatchError> {
    let row = rows.first::<PersonRow>()?;
    Ok(row.map(|row| Person {
        account: row.account,
        enabled: row.enabled,
        enrolled: row.enrolled,
        terms: row.terms,
        consented: row
            .consented
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default(),
    }))
}
