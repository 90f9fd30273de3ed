//! An account's rows, for who wants to see all of it.

use super::{NativePlatform, block_on};
use crate::ports::{Database, Row, Rows, Statement};

/// What the database holds of an account. Columns have the names that documents and tokens use.
#[derive(Debug, Clone, Default)]
pub struct AccountRows {
    /// The account.
    pub account: Row,
    /// `name` and `value`, which is JSON.
    pub attributes: Vec<Row>,
    /// `terms` and `version`, older versions first.
    pub terms: Vec<Row>,
    /// `issuer` and `subject`.
    pub identities: Vec<Row>,
    /// `flow`, `application` and `method`.
    pub enrolments: Vec<Row>,
}

const STATEMENTS: [&str; 5] = [
    "SELECT oid, user_type AS userType, email, email_verified AS emailVerified, enabled, idp,
       creation_type AS creationType,
       EXISTS (SELECT 1 FROM credentials c WHERE c.account = oid) AS hasPassword
     FROM accounts WHERE oid = (SELECT account FROM grants WHERE id = :grant)",
    "SELECT name, value FROM attributes WHERE account = (SELECT account FROM grants WHERE id = :grant) ORDER BY name",
    "SELECT terms, version FROM terms_accepted WHERE account = (SELECT account FROM grants WHERE id = :grant)
     ORDER BY accepted_at",
    "SELECT issuer, subject FROM identities WHERE account = (SELECT account FROM grants WHERE id = :grant)
     ORDER BY created_at",
    "SELECT flow, client_id AS application, method FROM enrolments
     WHERE account = (SELECT account FROM grants WHERE id = :grant) ORDER BY enrolled_at",
];

impl AccountRows {
    /// The rows of the account that a grant is for; none if there is no such grant.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn of_grant(platform: &NativePlatform, grant: &str) -> Result<Option<Self>, String> {
        let named = [("grant", grant.into())];
        let statements = STATEMENTS.map(|sql| Statement::new(sql, &named)).into();
        let rows = block_on(platform.batch(statements)).map_err(|error| format!("{error:?}"))?;
        let mut rows = rows.into_iter().map(|Rows(rows)| rows);
        let mut next = || rows.next().unwrap_or_default();
        let Some(mut account) = next().into_iter().next() else { return Ok(None) };
        for flag in ["emailVerified", "enabled", "hasPassword"] {
            let set = account.get(flag).is_some_and(|value| *value == 1);
            account.insert(flag.to_owned(), set.into());
        }
        let (attributes, terms, identities, enrolments) = (next(), next(), next(), next());
        Ok(Some(Self { account, attributes, terms, identities, enrolments }))
    }
}
