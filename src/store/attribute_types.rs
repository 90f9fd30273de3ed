//! What the values of each custom attribute are, since it was first served.

use super::batch::one;
use crate::encode::gather::Gather;
use crate::ports::{BatchError, Database};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Known {
    id: String,
    data_type: String,
}

/// Every known attribute: id → the word of its data type.
pub async fn known(database: &impl Database) -> Result<BTreeMap<String, String>, BatchError> {
    let sql = "SELECT id, data_type FROM attribute_types";
    let known: Vec<Known> = one(database, sql, &[]).await?.all()?;
    Ok(known.into_iter().map(|row| (row.id, row.data_type)).gather())
}

/// Keeps the types of the tenant among `:set` (`[{"key", "hash", "body"}]`). A retired attribute's was kept before, and
/// may be forgotten.
pub(super) const KEEP: &str = "INSERT INTO attribute_types (id, data_type)
     SELECT a.key, a.value ->> 'dataType'
     FROM json_each((SELECT ltrim(j.value ->> 'body', char(65279)) FROM json_each(:set) j
       WHERE j.value ->> 'key' = 'tenant'), '$.attributes') a
     WHERE coalesce(a.value ->> 'retired', 0) = 0
     ON CONFLICT DO NOTHING";
