//! Logos of applications that registered themselves.

use super::batch::one;
use crate::encode::{base64url, hash};
use crate::ports::{BatchError, Database, Statement};
use serde::Deserialize;

/// A logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// SHA-256 of its bytes.
    pub hash: String,
    /// The image, as base64url.
    image: String,
}

impl Logo {
    /// The logo that these bytes are.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            hash: base64url::encode(&hash::sha256_bytes(bytes)),
            image: base64url::encode(bytes),
        }
    }
}

/// What of an application's logo is written with its registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It stays as it is.
    None,
    /// It is this one, or there is none.
    To(Option<Logo>),
}

#[derive(Deserialize)]
struct Row {
    image: String,
}

/// The bytes of the image.
pub async fn read(database: &impl Database, hash: &str) -> Result<Option<Vec<u8>>, BatchError> {
    let sql = "SELECT image FROM logos WHERE hash = :hash LIMIT 1";
    let row: Option<Row> = one(database, sql, &[("hash", hash.into())]).await?.first()?;
    Ok(row.and_then(|row| base64url::decode(&row.image)))
}

/// What a change is written by, once the registration is: nothing where that was not, or has another token.
pub(super) fn statements(client_id: &str, token: &str, change: &Change) -> Vec<Statement> {
    let Change::To(logo) = change else { return Vec::new() };
    let own = "EXISTS (SELECT 1 FROM registrations WHERE client_id = :client AND token = :token)";
    let mut parameters = vec![("client", client_id.into()), ("token", token.into())];
    let delete = format!("DELETE FROM logos WHERE client_id = :client AND {own}");
    let mut statements = vec![Statement::new(&delete, &parameters)];
    if let Some(logo) = logo {
        let insert = format!(
            "INSERT INTO logos (client_id, hash, image) SELECT :client, :hash, :image WHERE {own}"
        );
        parameters.push(("hash", logo.hash.as_str().into()));
        parameters.push(("image", logo.image.as_str().into()));
        statements.push(Statement::new(&insert, &parameters));
    }
    statements
}
