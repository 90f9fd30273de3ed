//! Copies of client ID metadata documents, so that an isolate that begins, or an address that does not answer, stops
//! nobody.

use super::anybody::{CLIENT_DOCUMENTS, Sender};
use super::batch::{Batch, write};
use super::counters::{Throttled, batch_counted};
use crate::ports::{BatchError, Database};
use serde::Deserialize;

/// A copy.
#[derive(Debug, Clone, Deserialize)]
pub struct Copy {
    /// The document, as JSON.
    pub body: String,
    /// Until when it serves without a look.
    pub expires_at: i64,
}

/// The copy of `client_id`'s document; where it does not serve any more, a look at its address is counted.
pub async fn read(
    database: &impl Database,
    client_id: &str,
    sender: Sender<'_>,
    now: i64,
) -> Result<(Option<Copy>, Option<Throttled>), BatchError> {
    let named = [("client", client_id.into()), ("now", now.into())];
    let sql = "SELECT body, expires_at FROM client_documents WHERE client_id = :client";
    let mut batch = Batch::with(&named);
    let copy = batch.add(sql);
    let due = "NOT EXISTS (SELECT 1 FROM client_documents WHERE client_id = :client AND expires_at > :now)";
    let counts = sender.counts(CLIENT_DOCUMENTS, now, due, &named);
    let (returned, throttled) = batch_counted(database, counts, now, batch).await?;
    Ok((returned.first(copy)?, throttled))
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
    write(database, &[sql], &parameters).await
}

/// Deletes the copy: the document is gone.
pub async fn forget(database: &impl Database, client_id: &str) -> Result<(), BatchError> {
    let sql = "DELETE FROM client_documents WHERE client_id = :client";
    write(database, &[sql], &[("client", client_id.into())]).await
}
