//! Copies of client ID metadata documents, so that an isolate that begins, or an address that does not answer, stops
//! nobody.

use super::counters::{self, CLIENT_DOCUMENTS_FROM_IP, Throttled, count_where};
use crate::ports::{BatchError, Database, Rows, Statement};
use serde::Deserialize;

/// A copy.
#[derive(Debug, Clone, Deserialize)]
pub struct Copy {
    /// The document, as JSON.
    pub body: String,
    /// Until when it serves without a look.
    pub expires_at: i64,
}

/// The copy of `client_id`'s document; where it does not serve any more, a look at its address is counted for the
/// network of who asks. `network` is its counter's key; none where it is not counted.
pub async fn read(
    database: &impl Database,
    client_id: &str,
    network: Option<&str>,
    now: i64,
) -> Result<(Option<Copy>, Option<Throttled>), BatchError> {
    let (limit, client) = (CLIENT_DOCUMENTS_FROM_IP, ("client", client_id.into()));
    let sql = "SELECT body, expires_at FROM client_documents WHERE client_id = :client";
    let mut statements = vec![Statement::new(sql, std::slice::from_ref(&client))];
    let due = "NOT EXISTS (SELECT 1 FROM client_documents WHERE client_id = :client AND expires_at > :now)";
    statements.extend(network.map(|network| count_where(limit, network, now, due, client)));
    let rows = database.batch(statements).await?;
    let copy = rows.first().map_or(Ok(None), Rows::first)?;
    let throttled = rows.get(1).map_or(Ok(None), |rows| counters::throttled(limit, rows, now))?;
    Ok((copy, throttled))
}

/// Keeps a copy in place of the one before.
pub async fn keep(
    database: &impl Database,
    client_id: &str,
    copy: &Copy,
    now: i64,
) -> Result<(), BatchError> {
    let sql = "INSERT INTO client_documents (client_id, body, fetched_at, expires_at)
         VALUES (:client, :body, :now, :expires)
         ON CONFLICT (client_id) DO UPDATE SET body = excluded.body, fetched_at = excluded.fetched_at,
           expires_at = excluded.expires_at";
    let parameters = [
        ("client", client_id.into()),
        ("body", copy.body.as_str().into()),
        ("now", now.into()),
        ("expires", copy.expires_at.into()),
    ];
    database.batch(vec![Statement::new(sql, &parameters)]).await.map(|_: Vec<Rows>| ())
}

/// Deletes the copy: the document is gone.
pub async fn forget(database: &impl Database, client_id: &str) -> Result<(), BatchError> {
    let sql = "DELETE FROM client_documents WHERE client_id = :client";
    let statement = Statement::new(sql, &[("client", client_id.into())]);
    database.batch(vec![statement]).await.map(|_: Vec<Rows>| ())
}
