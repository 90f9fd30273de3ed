//! Documents as texts, read from KV.

use crate::encode::gather::Gather;
use crate::language::Language;
use crate::ports::{ConfigStore, KvError};
use std::collections::BTreeMap;

/// Documents as they are kept: key → text.
pub type Texts = BTreeMap<String, String>;

/// The documents `keys`, and the words of every language.
pub async fn read(platform: &impl ConfigStore, mut keys: Vec<String>) -> Result<Texts, KvError> {
    keys.extend(Language::ALL.iter().map(|language| format!("strings/{}", language.tag())));
    read_only(platform, keys).await
}

/// The documents `keys`.
pub async fn read_only(platform: &impl ConfigStore, keys: Vec<String>) -> Result<Texts, KvError> {
    if keys.is_empty() {
        return Ok(Texts::new());
    }
    let texts = platform.read(&keys).await?;
    Ok(keys.into_iter().zip(texts).filter_map(|(key, text)| Some((key, text?))).gather())
}
