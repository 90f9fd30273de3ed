//! Signing keys, sealed. The one key that an algorithm has of a generation decides a race.

use super::batch::{Batch, one};
use crate::ports::{BatchError, Database, Rows, Statement};
use crate::protocol::{PublicJwk, SigningAlgorithm, lifetime};
use serde::Deserialize;

/// A key as it is kept; times in seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredKey {
    /// Its id.
    pub kid: String,
    /// Its algorithm.
    pub algorithm: SigningAlgorithm,
    /// Its place among those of its algorithm: it follows the one before.
    pub generation: i64,
    /// Its public half.
    pub public: PublicJwk,
    /// Its private half, wrapped, as base64url.
    pub sealed: String,
    /// The master key it is wrapped with.
    pub master_key: String,
    /// When it was made: published from then on.
    pub created_at: i64,
    /// When it may sign.
    pub signs_at: i64,
    /// When a successor shall sign, where one is wanted.
    pub rotate_at: Option<i64>,
    /// When an application last served whose document names its algorithm, to the day; 0 for never.
    pub named_at: i64,
    /// Whether it was switched off.
    pub revoked: bool,
}

#[derive(Deserialize)]
struct KeyRow {
    kid: String,
    alg: String,
    generation: i64,
    public: String,
    sealed: String,
    master_key: String,
    created_at: i64,
    signs_at: i64,
    rotate_at: Option<i64>,
    named_at: i64,
    revoked: i64,
}

/// Every key, in SQL without parameters.
pub const READ: &str =
    "SELECT kid, alg, generation, public, sealed, master_key, created_at, signs_at, rotate_at,
  coalesce(named_at, 0) AS named_at, kid IN (SELECT id FROM disabled WHERE kind = 'key') AS revoked
 FROM signing_keys ORDER BY alg, generation";

/// Notes once a day that the `:algorithms`, a JSON array, are named by what serves `:now`.
pub(super) const NAME: &str = "UPDATE signing_keys SET named_at = :now
 WHERE alg IN (SELECT value FROM json_each(:algorithms)) AND coalesce(named_at, 0) <= :now - 86400";

/// Every key.
pub async fn read(database: &impl Database) -> Result<Vec<StoredKey>, BatchError> {
    keys(&one(database, READ, &[]).await?)
}

/// Who signs with `algorithm` wants a successor of its newest key, where that one is near its end; every key. So the keys
/// of an algorithm that nobody uses stay as they are.
pub async fn want_successor(
    database: &impl Database,
    algorithm: SigningAlgorithm,
    now: i64,
) -> Result<Vec<StoredKey>, BatchError> {
    let parameters = [
        ("alg", algorithm.name().into()),
        ("now", now.into()),
        ("period", lifetime::SIGNING_KEY.into()),
        ("ahead", lifetime::SIGNING_KEY_AHEAD.into()),
    ];
    let want = "UPDATE signing_keys SET rotate_at = max(signs_at + :period, :now + :ahead)
         WHERE alg = :alg AND rotate_at IS NULL AND signs_at + :period <= :now + :ahead
           AND generation = (SELECT max(generation) FROM signing_keys WHERE alg = :alg)";
    let mut batch = Batch::with(&parameters);
    batch.add(want);
    read_after(batch, database).await
}

/// Forgets the private half of keys that are no longer published, and keys that are of no more use; every key that there
/// is then.
pub async fn tidy(database: &impl Database, now: i64) -> Result<Vec<StoredKey>, BatchError> {
    let succeeded = "EXISTS (SELECT 1 FROM signing_keys later WHERE later.alg = signing_keys.alg
         AND later.generation > signing_keys.generation AND later.signs_at <= :before)";
    let unseal = format!("UPDATE signing_keys SET sealed = '' WHERE sealed <> '' AND {succeeded}");
    let delete = format!("DELETE FROM signing_keys WHERE {succeeded}");
    let before = |stays: i64| [("before", (now - stays).into())];
    let mut batch = Batch::with(&[]);
    batch.push(Statement::new(&unseal, &before(lifetime::SIGNING_KEY_RETIRED)));
    batch.push(Statement::new(&delete, &before(lifetime::SIGNING_KEY_HINTS)));
    read_after(batch, database).await
}

/// In SQL without parameters, for the command line: a successor of the key that signs with `algorithm` is wanted at once,
/// or, where there is one, it signs as soon as it may. Gives the newest key.
#[cfg(not(target_arch = "wasm32"))]
pub fn rotate(algorithm: SigningAlgorithm, now: i64) -> String {
    let (alg, least) = (algorithm.name(), lifetime::SIGNING_KEY_LEAST_AHEAD);
    format!(
        "UPDATE signing_keys SET
           rotate_at = CASE WHEN signs_at <= {now} THEN min(coalesce(rotate_at, {now}), {now}) END,
           signs_at = CASE WHEN signs_at <= {now} THEN signs_at ELSE min(signs_at, max(created_at + {least}, {now})) END
         WHERE alg = '{alg}' AND generation = (SELECT max(generation) FROM signing_keys WHERE alg = '{alg}'
           AND kid NOT IN (SELECT id FROM disabled WHERE kind = 'key'))
         RETURNING kid, signs_at"
    )
}

/// Adds a key, unless its algorithm has one of that generation; every key that there is then.
pub async fn add(database: &impl Database, key: &StoredKey) -> Result<Vec<StoredKey>, BatchError> {
    let parameters = [
        ("kid", (&key.kid).into()),
        ("alg", key.algorithm.name().into()),
        ("generation", key.generation.into()),
        ("public", serde_json::to_string(&key.public).unwrap_or_default().into()),
        ("sealed", (&key.sealed).into()),
        ("master", (&key.master_key).into()),
        ("created", key.created_at.into()),
        ("signs", key.signs_at.into()),
    ];
    let insert = "INSERT INTO signing_keys (kid, alg, generation, public, sealed, master_key, created_at, signs_at)
         VALUES (:kid, :alg, :generation, :public, :sealed, :master, :created, :signs) ON CONFLICT DO NOTHING";
    let mut batch = Batch::with(&parameters);
    batch.add(insert);
    read_after(batch, database).await
}

/// Every key that there is after what `batch` does.
async fn read_after(
    mut batch: Batch<'_>,
    database: &impl Database,
) -> Result<Vec<StoredKey>, BatchError> {
    let read = batch.add(READ);
    keys(batch.run(database).await?.of(read)?)
}

/// The keys that rows of [`READ`] stand for.
pub fn keys(rows: &Rows) -> Result<Vec<StoredKey>, BatchError> {
    let rows: Vec<KeyRow> = rows.all()?;
    let read = rows.into_iter().filter_map(|row| {
        Some(StoredKey {
            kid: row.kid,
            algorithm: SigningAlgorithm::named(&row.alg)?,
            generation: row.generation,
            public: serde_json::from_str(&row.public).ok()?,
            sealed: row.sealed,
            master_key: row.master_key,
            created_at: row.created_at,
            signs_at: row.signs_at,
            rotate_at: row.rotate_at,
            named_at: row.named_at,
            revoked: row.revoked != 0,
        })
    });
    Ok(read.collect())
}
