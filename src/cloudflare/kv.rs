//! The KV namespace `CONFIG`.

use super::Edge;
use crate::ports::{ConfigStore, KvError};

/// Seconds an edge location may keep a document: the least that KV allows.
const CACHE_TTL: u64 = 30;

impl ConfigStore for Edge {
    async fn read(&self, keys: &[String]) -> Result<Vec<Option<String>>, KvError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let store = self.0.env.kv("CONFIG").map_err(|fault| KvError(fault.to_string()))?;
        let found = store
            .get_bulk(keys)
            .cache_ttl(CACHE_TTL)
            .text()
            .await
            .map_err(|fault| KvError(fault.to_string()))?;
        Ok(keys.iter().map(|key| found.get(key).cloned().flatten()).collect())
    }
}
