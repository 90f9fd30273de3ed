//! Authorization requests too large for a cookie: sealed like one, with the cookie as their key. And those whose sign-ins made
//! room for newer ones in their browser.

use super::anybody::{LARGE_REQUESTS, Sender, batch_within};
use super::batch::{Batch, one, write};
use super::counters::{Throttled, batch_counted};
use crate::ports::{BatchError, Database, Statement, Value};
use serde::Deserialize;

/// Keeps a sealed request, unless too many came.
pub async fn keep(
    database: &impl Database,
    id: &str,
    sealed: &str,
    expires_at: i64,
    sender: Sender<'_>,
    now: i64,
) -> Result<Result<(), Throttled>, BatchError> {
    let sql = format!(
        "INSERT INTO requests (id, sealed, expires_at) SELECT :id, :sealed, :expires WHERE {}",
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

/// A request whose sign-in made room in its browser.
#[derive(Debug, Clone)]
pub struct Left {
    /// Its row's key.
    pub id: String,
    /// Where it was.
    pub place: LeftIn,
}

/// Where a request was that is kept.
#[derive(Debug, Clone)]
pub enum LeftIn {
    /// In a cookie.
    Cookie {
        /// What was in it.
        sealed: String,
        /// When it ends.
        expires_at: i64,
    },
    /// In the row under this key.
    Row(String),
}

/// Keeps requests whose sign-ins made room, unless too many came.
pub async fn keep_left(
    database: &impl Database,
    left: &[Left],
    sender: Sender<'_>,
    now: i64,
) -> Result<(), BatchError> {
    let counts = left.iter().flat_map(|_| sender.counts(LARGE_REQUESTS, now, "true", &[]));
    let mut batch = Batch::with(&[]);
    batch.extend(left.iter().map(|left| keep_one_left(left, sender)).collect());
    batch_counted(database, counts.collect(), now, batch).await.map(drop)
}

/// The cookie or row may come to nothing later than this, so that neither is taken away here.
fn keep_one_left(left: &Left, sender: Sender<'_>) -> Statement {
    let may = sender.may(LARGE_REQUESTS);
    let mut values = vec![("id", left.id.as_str().into())];
    values.extend(sender.parameters());
    let from = match &left.place {
        LeftIn::Cookie { sealed, expires_at } => {
            values.extend([("sealed", sealed.as_str().into()), ("expires", (*expires_at).into())]);
            ":sealed, :expires WHERE"
        }
        LeftIn::Row(row) => {
            values.push(("row", row.as_str().into()));
            "sealed, expires_at FROM requests WHERE id = :row AND"
        }
    };
    let sql = format!(
        "INSERT INTO requests (id, sealed, expires_at) SELECT :id, {from} {may} ON CONFLICT DO NOTHING"
    );
    Statement::new(&sql, &values)
}

/// The sealed request under `id`, which is used up.
pub async fn take(
    database: &impl Database,
    id: &str,
    now: i64,
) -> Result<Option<String>, BatchError> {
    let sql = "DELETE FROM requests WHERE id = :id AND expires_at > :now RETURNING sealed";
    first(database, sql, &[("id", id.into()), ("now", now.into())]).await
}

/// The sealed request under `id`.
pub async fn read(database: &impl Database, id: &str) -> Result<Option<String>, BatchError> {
    let sql = "SELECT sealed FROM requests WHERE id = :id";
    first(database, sql, &[("id", id.into())]).await
}

async fn first(
    database: &impl Database,
    sql: &str,
    parameters: &[(&'static str, Value)],
) -> Result<Option<String>, BatchError> {
    #[derive(Deserialize)]
    struct Sealed {
        sealed: String,
    }
    let sealed: Option<Sealed> = one(database, sql, parameters).await?.first()?;
    Ok(sealed.map(|row| row.sealed))
}
