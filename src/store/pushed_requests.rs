//! Authorization requests that applications pushed (RFC 9126). One may be opened again until a code is written for it:
//! the batch that writes the code uses it up, for that opening alone.

use super::anybody::{PUBLIC_REQUESTS, Sender, batch_within};
use super::batch::{Batch, one};
use super::counters::Throttled;
use crate::ports::{BatchError, Database};
use crate::protocol::{Cause, lifetime};
use serde::Deserialize;

/// That the request was not pushed, or that nobody else used it up.
macro_rules! not_used_up {
    () => {
        concat!(
            "(:pushed IS NULL OR EXISTS (SELECT 1 FROM pushed_requests p WHERE p.id = :pushed",
            " AND (p.used_by IS NULL OR p.used_by = :opening)))"
        )
    };
}
pub(super) use not_used_up;

/// Once the code is written.
pub(super) const USE_UP: &str = "UPDATE pushed_requests SET used_by = :opening
 WHERE id = :pushed AND used_by IS NULL AND EXISTS (SELECT 1 FROM codes WHERE hash = :code)";

/// Keeps a request, unless too many came.
pub async fn keep(
    database: &impl Database,
    id: &str,
    client_id: &str,
    parameters: &str,
    sender: Sender<'_>,
    now: i64,
) -> Result<Result<(), Throttled>, BatchError> {
    let sql = format!(
        "INSERT INTO pushed_requests (id, client_id, parameters, expires_at)
         SELECT :id, :client, :parameters, :expires WHERE {}",
        sender.may(PUBLIC_REQUESTS)
    );
    let values = [
        ("id", id.into()),
        ("client", client_id.into()),
        ("parameters", parameters.into()),
        ("expires", (now + lifetime::PUSHED_REQUEST).into()),
    ];
    let values = [&values[..], &sender.parameters()].concat();
    let mut batch = Batch::with(&values);
    batch.add(&sql);
    let kept = batch_within(database, PUBLIC_REQUESTS, sender, now, batch).await?;
    Ok(kept.map(drop))
}

/// The parameters that `client_id` pushed; else why not.
pub async fn open(
    database: &impl Database,
    id: &str,
    client_id: &str,
    now: i64,
) -> Result<Result<String, Cause>, BatchError> {
    #[derive(Deserialize)]
    struct Pushed {
        parameters: String,
        expires_at: i64,
        used_by: Option<String>,
    }
    let sql = "SELECT parameters, expires_at, used_by FROM pushed_requests WHERE id = :id AND client_id = :client";
    let values = [("id", id.into()), ("client", client_id.into())];
    let found: Option<Pushed> = one(database, sql, &values).await?.first()?;
    Ok(match found {
        None => Err(Cause::PushedUnknown),
        Some(pushed) if pushed.used_by.is_some() => Err(Cause::PushedUsed),
        Some(pushed) if pushed.expires_at <= now => Err(Cause::PushedExpired),
        Some(pushed) => Ok(pushed.parameters),
    })
}
