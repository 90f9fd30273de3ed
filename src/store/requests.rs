//! Authorization requests too large for a cookie: sealed like one, with the cookie as their key. And those whose sign-ins made
//! room for newer ones in their browser.

use super::anybody::{LARGE_REQUESTS, Sender, batch_within};
use super::batch::{Batch, one, write};
use super::counters::Throttled;
use crate::ports::{BatchError, Database};
use serde::Deserialize;

/// Keeps a sealed request, unless too many came, or it is kept.
pub async fn keep(
    database: &impl Database,
    id: &str,
    sealed: &str,
    expires_at: i64,
    sender: Sender<'_>,
    now: i64,
) -> Result<Result<(), Throttled>, BatchError> {
    let sql = format!(
        "INSERT INTO requests (id, sealed, expires_at) SELECT :id, :sealed, :expires WHERE {}
         ON CONFLICT DO NOTHING",
        sender.may(LARGE_REQUESTS)
    );
    let values = [("id", id.into()), ("sealed", sealed.into()), ("expires", expires_at.into())];
    let values = [&values[..], &sender.parameters()].concat();
    let mut batch = Batch::with(&values);
    batch.add(&sql);
    let kept = batch_within(database, LARGE_REQUESTS, sender, now, batch).await?;
    Ok(kept.map(drop))
}

/// Keeps it anew in its place.
pub async fn renew(
    database: &impl Database,
    id: &str,
    sealed: &str,
    expires_at: i64,
) -> Result<(), BatchError> {
    let sql = "UPDATE requests SET sealed = :sealed, expires_at = :expires WHERE id = :id";
    let values = [("id", id.into()), ("sealed", sealed.into()), ("expires", expires_at.into())];
    write(database, &[sql], &values).await
}

/// The sealed request under `id`.
pub async fn read(database: &impl Database, id: &str) -> Result<Option<String>, BatchError> {
    first(database, "SELECT sealed FROM requests WHERE id = :id", id, 0).await
}

/// The same as long as it lasts, which uses it up.
pub async fn take(
    database: &impl Database,
    id: &str,
    now: i64,
) -> Result<Option<String>, BatchError> {
    let sql = "DELETE FROM requests WHERE id = :id AND expires_at > :now RETURNING sealed";
    first(database, sql, id, now).await
}

async fn first(
    database: &impl Database,
    sql: &str,
    id: &str,
    now: i64,
) -> Result<Option<String>, BatchError> {
    #[derive(Deserialize)]
    struct Sealed {
        sealed: String,
    }
    let values = [("id", id.into()), ("now", now.into())];
    let sealed: Option<Sealed> = one(database, sql, &values).await?.first()?;
    Ok(sealed.map(|row| row.sealed))
}
