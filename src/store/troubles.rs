//! What is wrong with the database's content, for `/health`: what other work noted when it met it.

use super::batch::{Batch, one, write};
use super::{faulty_sets, purge};
use crate::ports::{BatchError, Database, Row};
use crate::protocol::SigningAlgorithm;
use serde_json::json;

/// The newest migration that this version knows, by its file's name.
pub const NEWEST_MIGRATION: &str = include_str!(concat!(env!("OUT_DIR"), "/newest_migration.txt"));

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// What was noted.
#[derive(Debug, Default)]
pub struct Troubles {
    /// What the sets of documents with faults are loaded for.
    pub faulty_sets: Vec<String>,
    /// The purges that fail ([`purge::FAILING`]).
    pub failing_purges: Vec<Row>,
    /// The columns (`table.column`) in which a row holds what this version does not know, met within a day.
    pub unreadable: Vec<String>,
}

const UNREADABLE: &str = "SELECT name FROM unreadable_rows WHERE last > :since
 UNION SELECT 'signing_keys.alg' FROM signing_keys WHERE alg NOT IN (SELECT value FROM json_each(:algorithms))
 ORDER BY 1";

/// Reads it, in one round trip.
pub async fn read(database: &impl Database, now: i64) -> Result<Troubles, BatchError> {
    let algorithms = json!(SigningAlgorithm::ALL.map(SigningAlgorithm::name)).to_string();
    let parameters = [("since", (now - DAY).into()), ("algorithms", algorithms.into())];
    let mut batch = Batch::with(&parameters);
    let (sets, failing) = (batch.add(faulty_sets::READ), batch.add(purge::FAILING));
    let unreadable = batch.add(UNREADABLE);
    let returned = batch.run(database).await?;
    Ok(Troubles {
        faulty_sets: returned.of(sets)?.texts("scope"),
        failing_purges: returned.of(failing)?.0.clone(),
        unreadable: returned.of(unreadable)?.texts("name"),
    })
}

/// Notes, once an hour, that a row of `column` holds what this version does not know.
pub async fn note_unreadable(
    database: &impl Database,
    column: &str,
    now: i64,
) -> Result<(), BatchError> {
    let sql = "INSERT INTO unreadable_rows (name, last) VALUES (:name, :now)
         ON CONFLICT (name) DO UPDATE SET last = excluded.last WHERE last <= excluded.last - 3600";
    write(database, &[sql], &[("name", column.into()), ("now", now.into())]).await
}

/// The newest migration that was applied, by its file's name, as wrangler noted it; none where nobody noted any.
pub async fn applied_migration(database: &impl Database) -> Option<String> {
    let sql = "SELECT name FROM d1_migrations ORDER BY name DESC LIMIT 1";
    one(database, sql, &[]).await.ok()?.texts("name").pop()
}
