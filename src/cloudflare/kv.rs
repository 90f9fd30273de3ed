//! The KV namespace `CONFIG`.

use super::webcrypto::{object, settled};
use super::{Edge, js};
use crate::ports::{ConfigStore, KvError};
use js_sys::{Array, Function};
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};
use worker::KvStore;

/// Seconds an edge location may keep a document: the least that KV allows.
const CACHE_TTL: u64 = 30;

/// The most bytes a key may have.
const KEY_LIMIT: usize = 512;

impl ConfigStore for Edge {
    async fn read(&self, keys: &[String]) -> Result<Vec<Option<String>>, KvError> {
        let asked: Vec<&String> = keys.iter().filter(|key| can_exist(key)).collect();
        let found = if asked.is_empty() { HashMap::new() } else { self.get(&asked).await? };
        Ok(keys.iter().map(|key| found.get(key).cloned().flatten()).collect())
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>, KvError> {
        self.names(prefix).await.map_err(|thrown| KvError(js::message(&thrown)))
    }

    async fn read_bytes(&self, key: &str) -> Result<Option<Vec<u8>>, KvError> {
        self.store()?.get(key).cache_ttl(CACHE_TTL).bytes().await.map_err(told)
    }
}

impl Edge {
    async fn get(&self, keys: &[&String]) -> Result<HashMap<String, Option<String>>, KvError> {
        self.store()?.get_bulk(keys).cache_ttl(CACHE_TTL).text().await.map_err(told)
    }

    fn store(&self) -> Result<KvStore, KvError> {
        self.0.env.kv("CONFIG").map_err(|fault| KvError(fault.to_string()))
    }

    /// By the binding itself: what `worker` reads beside the names weighs more than all of this file.
    async fn names(&self, prefix: &str) -> Result<Vec<String>, JsValue> {
        let namespace = js::get(&self.0.env, "CONFIG")?;
        let list: Function = js::get(&namespace, "list")?.unchecked_into();
        let options = object(&[("prefix", prefix.into())])?;
        let listed: JsValue = settled(list.call1(&namespace, &options)?.unchecked_into()).await?;
        let keys: Array = js::get(&listed, "keys")?.unchecked_into();
        keys.iter().map(|key| Ok(js::get(&key, "name")?.as_string().unwrap_or_default())).collect()
    }
}

fn told(fault: worker::KvError) -> KvError {
    match fault {
        worker::KvError::JavaScript(thrown) => KvError(js::message(&thrown)),
        other => KvError(other.to_string()),
    }
}

/// Whether KV takes `key` at all: one that it doesn't would fail the whole read, and keys come from
/// requests, too.
fn can_exist(key: &str) -> bool {
    !matches!(key, "" | "." | "..") && key.len() <= KEY_LIMIT
}
