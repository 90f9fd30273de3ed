//! Authorization requests too large for a cookie: sealed like one, with the cookie as their key.

use crate::ports::{BatchError, Database, Rows, Statement};
use serde::Deserialize;

/// Keeps a sealed request.
pub async fn keep(
    database: &impl Database,
    id: &str,
    sealed: &str,
    expires_at: i64,
) -> Result<(), BatchError> {
    let parameters = [("id", id.into()), ("sealed", sealed.into()), ("expires", expires_at.into())];
    let sql = "INSERT INTO requests (id, sealed, expires_at) VALUES (:id, :sealed, :expires)";
    database.batch(vec![Statement::new(sql, &parameters)]).await.map(|_: Vec<Rows>| ())
}

/// The sealed request under `id`.
pub async fn read(database: &impl Database, id: &str) -> Result<Option<String>, BatchError> {
    #[derive(Deserialize)]
    struct Sealed {
        sealed: String,
    }
    let sql = "SELECT sealed FROM requests WHERE id = :id";
    let rows = database.batch(vec![Statement::new(sql, &[("id", id.into())])]).await?;
    let sealed: Option<Sealed> = rows.first().map(Rows::first).transpose()?.flatten();
    Ok(sealed.map(|row| row.sealed))
}
