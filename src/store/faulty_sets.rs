//! Sets of documents with faults, as the cron trigger finds them: which they are, and since when. What is wrong with them is found
//! again by whoever tells it.

use super::batch::{one, write};
use crate::ports::{BatchError, Database};
use serde_json::json;

/// The sets, by what they are loaded for (`scope`).
pub(super) const READ: &str = "SELECT scope FROM faulty_sets ORDER BY scope";

/// The sets that were noted.
pub async fn read(database: &impl Database) -> Result<Vec<String>, BatchError> {
    Ok(one(database, READ, &[]).await?.texts("scope"))
}

/// Notes that the sets `begun` have faults, and that `ended` have none any more.
pub async fn note(
    database: &impl Database,
    begun: &[String],
    ended: &[String],
    now: i64,
) -> Result<(), BatchError> {
    let insert = "INSERT INTO faulty_sets (scope, since)
       SELECT value, :now FROM json_each(:begun) WHERE true ON CONFLICT DO NOTHING";
    let delete = "DELETE FROM faulty_sets WHERE scope IN (SELECT value FROM json_each(:ended))";
    let parameters = [
        ("begun", json!(begun).to_string().into()),
        ("ended", json!(ended).to_string().into()),
        ("now", now.into()),
    ];
    write(database, &[insert, delete], &parameters).await
}
