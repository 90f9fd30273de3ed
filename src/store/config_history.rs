//! Documents that passed their check, by the application they were loaded for. The last good set is the one
//! confirmed last, not the one first seen last: a rollback counts.

use super::batch::{Batch, one};
use super::{attribute_types, keys};
use crate::encode::gather::Gather;
use crate::ports::{BatchError, Database, Value};
use crate::protocol::SigningAlgorithm;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Body {
    key: String,
    body: String,
}

/// The set of documents that last served `scope`: key → text.
pub async fn last_good(
    database: &impl Database,
    scope: &str,
) -> Result<BTreeMap<String, String>, BatchError> {
    let sql = "SELECT key, body FROM config_history WHERE scope = :scope
         AND last_confirmed = (SELECT max(last_confirmed) FROM config_history WHERE scope = :scope)";
    let bodies: Vec<Body> = one(database, sql, &[("scope", scope.into())]).await?.all()?;
    Ok(bodies.into_iter().map(|row| (row.key, row.body)).gather())
}

/// The text of a document that served `scope`, by its hash.
pub async fn version(
    database: &impl Database,
    scope: &str,
    key: &str,
    hash: &str,
) -> Result<Option<String>, BatchError> {
    let sql =
        "SELECT key, body FROM config_history WHERE scope = :scope AND key = :key AND hash = :hash";
    let parameters = [("scope", scope.into()), ("key", key.into()), ("hash", hash.into())];
    let body: Option<Body> = one(database, sql, &parameters).await?.first()?;
    Ok(body.map(|row| row.body))
}

/// Notes that a set serves `scope`, and names `algorithms`. A time that is taken by another set of the scope moves on by one, so
/// that one moment names one set.
pub async fn confirm(
    database: &impl Database,
    scope: &str,
    documents: &BTreeMap<String, (String, String)>,
    algorithms: &[SigningAlgorithm],
    now: i64,
) -> Result<(), BatchError> {
    let set: Vec<_> = documents
        .iter()
        .map(|(key, (hash, body))| serde_json::json!({"key": key, "hash": hash, "body": body}))
        .collect();
    let set: Value = serde_json::Value::Array(set).to_string().into();
    let names: Vec<&str> = algorithms.iter().map(|algorithm| algorithm.name()).collect();
    let parameters = [
        ("scope", scope.into()),
        ("set", set),
        ("algorithms", serde_json::json!(names).to_string().into()),
        ("now", now.into()),
    ];
    let sql = "INSERT INTO config_history (scope, key, hash, body, first_seen, last_confirmed)
         SELECT :scope, j.value ->> 'key', j.value ->> 'hash', j.value ->> 'body', :now,
           max(:now, coalesce((SELECT max(last_confirmed) + 1 FROM config_history WHERE scope = :scope), 0))
         FROM json_each(:set) j WHERE true
         ON CONFLICT (scope, key, hash) DO UPDATE SET last_confirmed = excluded.last_confirmed";
    let mut batch = Batch::with(&parameters);
    batch.add(sql);
    batch.add(attribute_types::KEEP);
    if !algorithms.is_empty() {
        batch.add(keys::NAME);
    }
    batch.run(database).await.map(drop)
}
