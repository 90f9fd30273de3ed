//! Sets of documents with faults, as the cron trigger finds them: which they are, and since when. What is wrong with them is found
//! again by whoever tells it.

use super::batch::{Batch, write};
use super::purge;
use crate::encode::gather::Gather;
use crate::ports::{BatchError, Database, Row};
use serde_json::json;

const READ: &str = "SELECT scope FROM faulty_sets ORDER BY scope";

/// The sets, and the purges that fail ([`purge::failing`]), in one round trip.
pub async fn read(database: &impl Database) -> Result<(Vec<String>, Vec<Row>), BatchError> {
    let mut batch = Batch::with(&[]);
    let (sets, failing) = (batch.add(READ), batch.add(purge::FAILING));
    let returned = batch.run(database).await?;
    let scope = |row: &Row| Some(row.get("scope")?.as_str()?.to_owned());
    let sets = returned.of(sets)?.0.iter().filter_map(scope).gather();
    Ok((sets, returned.of(failing)?.0.clone()))
}

/// Notes that the sets `begun` have faults, and that `ended` have none any more.
pub async fn note(
    database: &impl Database,
    begun: &[String],
    ended: &[String],
    now: i64,
) -> Result<(), BatchError> {
    let insert = "INSERT INTO faulty_sets (scope, since) SELECT value, :now FROM json_each(:begun) WHERE true ON CONFLICT DO NOTHING";
    let delete = "DELETE FROM faulty_sets WHERE scope IN (SELECT value FROM json_each(:ended))";
    let parameters = [
        ("begun", json!(begun).to_string().into()),
        ("ended", json!(ended).to_string().into()),
        ("now", now.into()),
    ];
    write(database, &[insert, delete], &parameters).await
}
