//! A person as one row, whatever table it is found through.

use super::words;
use crate::flow::{AccountType, Person};
use crate::ports::{BatchError, Rows};
use crate::protocol::Account;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// Selects a person by `a.oid`; `:flow` and `:client` say from where they are seen. Goes on with WHERE.
macro_rules! select_person {
    ($condition:expr) => {
        concat!(
            "SELECT a.oid, a.user_type, a.enabled, a.idp, a.email, a.email_verified, a.updated_at,",
            " (SELECT json_group_object(t.name, json(t.value)) FROM attributes t",
            "    WHERE t.account = a.oid) AS attributes,",
            " (SELECT json_group_object(v.terms, json(v.versions)) FROM",
            "   (SELECT terms, json_group_array(version) AS versions FROM terms_accepted",
            "    WHERE account = a.oid GROUP BY terms) v) AS terms,",
            " EXISTS (SELECT 1 FROM credentials k WHERE k.account = a.oid) AS has_password,",
            " e.requirements AS enrolled, e.proofs AS enrolled_by,",
            " (SELECT c.scopes FROM consents c WHERE c.account = a.oid AND c.client_id = :client) AS consented",
            " FROM accounts a LEFT JOIN enrolments e ON e.account = a.oid AND e.flow = :flow WHERE ",
            $condition
        )
    };
}
pub(crate) use select_person;

/// That an account may be used.
macro_rules! account_enabled {
    ($account:expr) => {
        concat!("EXISTS (SELECT 1 FROM accounts a WHERE a.oid = ", $account, " AND a.enabled = 1)")
    };
}
pub(super) use account_enabled;

#[derive(Deserialize)]
struct PersonRow {
    oid: String,
    user_type: String,
    #[serde(deserialize_with = "flag")]
    enabled: bool,
    idp: String,
    email: Option<String>,
    #[serde(deserialize_with = "flag")]
    email_verified: bool,
    updated_at: i64,
    #[serde(deserialize_with = "object")]
    attributes: Map<String, Value>,
    #[serde(deserialize_with = "object")]
    terms: Map<String, Value>,
    #[serde(deserialize_with = "flag")]
    has_password: bool,
    enrolled: Option<String>,
    enrolled_by: Option<String>,
    consented: Option<String>,
}

/// The person that [`select_person`] found.
pub fn person(rows: &Rows) -> Result<Option<Person>, BatchError> {
    let Some(row) = rows.first::<PersonRow>()? else { return Ok(None) };
    let account_type = words::word(AccountType::named(&row.user_type), "accounts.user_type")?;
    if let Some(proofs) = &row.enrolled_by {
        words::proofs(proofs, "enrolments.proofs")?;
    }
    let consented = row.consented.map(|scopes| words::json(&scopes, "consents.scopes"));
    Ok(Some(Person {
        account: Account {
            oid: row.oid,
            user_type: account_type.name().to_owned(),
            idp: row.idp,
            email: row.email,
            email_verified: row.email_verified,
            attributes: row.attributes,
            updated_at: row.updated_at,
        },
        enabled: row.enabled,
        has_password: row.has_password,
        enrolled: row.enrolled,
        terms: row.terms,
        consented: consented.transpose()?.unwrap_or_default(),
    }))
}

/// SQL's 0 and 1.
pub(super) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(i64::deserialize(deserializer)? != 0)
}

/// A JSON object kept as text; nothing is the empty object.
pub(super) fn object<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Map<String, Value>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map_or(Ok(Map::new()), |text| serde_json::from_str(&text).map_err(D::Error::custom))
}
