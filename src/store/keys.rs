//! Signing keys, sealed. One current key an algorithm: a partial unique index decides a race.

use crate::ports::{BatchError, Database, Rows, Statement};
use crate::protocol::{PublicJwk, SigningAlgorithm};
use serde::Deserialize;

/// A key as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredKey {
    /// Its id.
    pub kid: String,
    /// Its algorithm.
    pub algorithm: SigningAlgorithm,
    /// Its public half.
    pub public: PublicJwk,
    /// Its private half, wrapped, as base64url.
    pub sealed: String,
    /// The master key it is wrapped with.
    pub master_key: String,
    /// Whether it signs.
    pub current: bool,
}

#[derive(Deserialize)]
struct KeyRow {
    kid: String,
    alg: String,
    public: String,
    sealed: String,
    master_key: String,
    retired_at: Option<i64>,
}

const READ: &str = "SELECT kid, alg, public, sealed, master_key, retired_at FROM signing_keys
 WHERE removed_at IS NULL AND kid NOT IN (SELECT id FROM disabled WHERE kind = 'key') ORDER BY created_at DESC, kid";

/// Every key that is published.
pub async fn read(database: &impl Database) -> Result<Vec<StoredKey>, BatchError> {
    let rows = database.batch(vec![Statement::new(READ, &[])]).await?;
    rows.first().map(keys).transpose().map(Option::unwrap_or_default)
}

/// Adds a key where its algorithm has none, retiring first those in `lost`, which no master key opens, and
/// those switched off; every key that is then published.
pub async fn add(
    database: &impl Database,
    key: &StoredKey,
    lost: &[String],
    now: i64,
) -> Result<Vec<StoredKey>, BatchError> {
    let parameters = [
        ("kid", (&key.kid).into()),
        ("alg", key.algorithm.name().into()),
        ("public", serde_json::to_string(&key.public).unwrap_or_default().into()),
        ("sealed", (&key.sealed).into()),
        ("master", (&key.master_key).into()),
        ("now", now.into()),
        ("lost", serde_json::json!(lost).to_string().into()),
    ];
    let retire = "UPDATE signing_keys SET retired_at = :now
         WHERE retired_at IS NULL AND kid IN (SELECT value FROM json_each(:lost)
           UNION SELECT id FROM disabled WHERE kind = 'key')";
    let insert = "INSERT INTO signing_keys (kid, alg, public, sealed, master_key, created_at)
         VALUES (:kid, :alg, :public, :sealed, :master, :now) ON CONFLICT DO NOTHING";
    let statements = [retire, insert, READ].map(|sql| Statement::new(sql, &parameters));
    let rows = database.batch(statements.into()).await?;
    rows.get(2).map(keys).transpose().map(Option::unwrap_or_default)
}

fn keys(rows: &Rows) -> Result<Vec<StoredKey>, BatchError> {
    let rows: Vec<KeyRow> = rows.all()?;
    let read = rows.into_iter().filter_map(|row| {
        Some(StoredKey {
            kid: row.kid,
            algorithm: SigningAlgorithm::named(&row.alg)?,
            public: serde_json::from_str(&row.public).ok()?,
            sealed: row.sealed,
            master_key: row.master_key,
            current: row.retired_at.is_none(),
        })
    });
    Ok(read.collect())
}
