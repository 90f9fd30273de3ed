//! Documents in KV, as wrangler reads and writes them.

use crate::failure::Failure;
use crate::images;
use crate::wrangler::Wrangler;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vestibule::config::is_document_id;

/// How many values one call gives.
const AT_ONCE: usize = 100;

/// What KV holds.
pub struct Stored {
    /// Its documents, key → text.
    pub documents: BTreeMap<String, String>,
    /// Its images, key → hash.
    pub images: BTreeMap<String, String>,
}

/// Every document and image. Keys of other things are passed over.
pub fn read(kv: &Wrangler<'_>) -> Result<Stored, Failure> {
    let listed = kv.json(&["kv", "key", "list", "--binding", kv.binding])?;
    let names = listed.as_array().into_iter().flatten().filter_map(|key| key.get("name")?.as_str());
    let keys: Vec<&str> = names.filter(|name| rank(name).is_some_and(|rank| rank > 0)).collect();
    let mut documents = BTreeMap::new();
    for keys in keys.chunks(AT_ONCE) {
        let said =
            kv.with_file(&["kv", "bulk", "get"], &json!(keys), &["--binding", kv.binding])?;
        let values: BTreeMap<String, Value> = serde_json::from_str(&said)
            .map_err(|error| Failure::Other(format!("wrangler kv bulk get: {error}:\n{said}")))?;
        for (key, value) in values {
            if let Some(text) = value.get("value").unwrap_or(&value).as_str() {
                documents.insert(key, text.to_owned());
            }
        }
    }
    let images = images::in_kv(kv, listed.as_array().into_iter().flatten())?;
    Ok(Stored { documents, images })
}

/// Writes `documents`, those that are named before those that name them.
pub fn write(kv: &Wrangler<'_>, documents: &[(&str, &str)]) -> Result<(), Failure> {
    for rank in 0..RANKS {
        let same: Vec<_> =
            documents.iter().filter(|(key, _)| self::rank(key) == Some(rank)).collect();
        if same.is_empty() {
            continue;
        }
        let entries: Vec<_> =
            same.iter().map(|(key, text)| json!({"key": key, "value": text})).collect();
        kv.with_file(&["kv", "bulk", "put"], &json!(entries), &["--binding", kv.binding])?;
        for (key, _) in same {
            println!("wrote {key}");
        }
    }
    Ok(())
}

/// Deletes documents, those that name others before those that are named.
pub fn delete(kv: &Wrangler<'_>, keys: &[&str]) -> Result<(), Failure> {
    for rank in (0..RANKS).rev() {
        let same: Vec<_> =
            keys.iter().copied().filter(|key| self::rank(key) == Some(rank)).collect();
        if same.is_empty() {
            continue;
        }
        let options = ["--binding", kv.binding, "--force"];
        kv.with_file(&["kv", "bulk", "delete"], &json!(same), &options)?;
        for key in same {
            println!("deleted {key}");
        }
    }
    Ok(())
}

const RANKS: usize = 5;

/// The place of a document in the order of references, images at the front: what is named before what names it; none if
/// it is neither.
fn rank(key: &str) -> Option<usize> {
    match key.split_once('/') {
        Some(("image", _)) => Some(0),
        None if key == "tenant" => Some(1),
        Some(("idp" | "strings", id)) if is_document_id(id) => Some(2),
        Some(("api" | "flow", id)) if is_document_id(id) => Some(3),
        Some(("app", id)) if is_document_id(id) => Some(4),
        _ => None,
    }
}
