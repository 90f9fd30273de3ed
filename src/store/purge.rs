//! What is over leaves the database: in small pieces, since D1 does one thing at a time.

use crate::ports::{BatchError, Database, Rows, Statement};
use crate::protocol::lifetime;

/// How many rows of a table go at once.
const PIECE: i64 = 2000;
const DAY: i64 = 24 * 3600;

/// Table, key column, what is over, and for how long a row stays after that.
const OVER: &[(&str, &str, &str, i64)] = &[
    ("runs", "id", "expires_at < :before", DAY),
    ("mailed_codes", "run", "expires_at < :before", DAY),
    ("pushed_requests", "id", "expires_at < :before", 2 * DAY),
    ("requests", "id", "expires_at < :before", 0),
    ("codes", "hash", "expires_at < :before", DAY),
    ("device_codes", "hash", "expires_at < :before", DAY),
    ("grants", "id", "expires_at < :before", DAY),
    ("sessions", "id", "expires_at < :before OR ended_at < :before", 7 * DAY),
    ("logouts", "session", "ended_at < :before", lifetime::LOGOUT_TOLD),
    ("used_proofs", "rowid", "expires_at < :before", 60),
    ("revoked_tokens", "id", "expires_at < :before", 0),
    ("registrations", "client_id", "expires_at < :before", 0),
    ("client_documents", "client_id", "expires_at < :before", lifetime::CLIENT_DOCUMENT_STALE),
    ("disabled", "id", DELETED, 7 * DAY),
    ("counters", "subject", "last < :before", 30 * DAY),
];

/// Switched off because it was deleted: ids of registrations are not given twice.
const DELETED: &str = "kind = 'app' AND id GLOB 'dyn-*' AND disabled_at < :before
   AND id NOT IN (SELECT client_id FROM registrations)";

/// Deletes a piece of what is over from every table.
pub async fn purge(database: &impl Database, now: i64) -> Result<(), BatchError> {
    let statements = OVER.iter().map(|over| delete(*over, now));
    database.batch(statements.collect()).await.map(|_: Vec<Rows>| ())
}

/// Deletes a piece of the trace that is older than the tenant keeps it.
pub async fn purge_audit(database: &impl Database, days: u32, now: i64) -> Result<(), BatchError> {
    let over = ("audit", "id", "at < :before", i64::from(days) * DAY);
    database.batch(vec![delete(over, now)]).await.map(|_: Vec<Rows>| ())
}

fn delete((table, key, over, stays): (&str, &str, &str, i64), now: i64) -> Statement {
    let sql = format!(
        "DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {over} LIMIT {PIECE}) AND ({over})"
    );
    Statement::new(&sql, &[("before", (now - stays).into())])
}
