//! This isolate's checked configuration: loaded from KV, cached, refreshed, or the last good one.
//!
//! Fresh for 30 s; until 60 s served stale and refreshed in the background; older is awaited. On a KV failure
//! stale serves for a day. What fails its check is replaced by what last checked (`store::config_history`).

mod cache;
mod images;
mod look;
mod registrations;
mod set;
mod types;
mod versions;

pub use cache::{Cache, Cached};
pub use images::{Image, Images, image_fault};
pub use look::Look;
pub use registrations::{history_scope, load_described, load_registered};
pub use set::{Directory, Registered};
pub use types::{KnownTypes, Types};
pub use versions::Versions;

use crate::config::{Fault, Mode};
use crate::encode::gather::Gather;
use crate::encode::hash;
use crate::language::Language;
use crate::ports::{BatchError, ConfigStore, Database, KvError};
use crate::protocol::SigningAlgorithm;
use crate::store::config_history;
use std::collections::BTreeMap;

/// Documents as they are kept: key → text.
pub type Texts = BTreeMap<String, String>;

/// Why there is nothing to serve from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadFailure {
    /// KV is empty: there is not even a tenant.
    NotConfigured,
    /// There is no such application.
    UnknownApplication,
    /// Nothing can be made of the document that a `client_id` is the address of.
    ClientDocument(Vec<Fault>),
    /// Too many of those were asked for.
    Throttled,
    /// The documents have faults, and none that were good are known.
    Faulty(Vec<Fault>),
    /// Neither KV nor the database answered.
    Unavailable(String),
}

/// A set of documents that checked, and what is wrong with newer ones.
#[derive(Debug, Clone)]
pub struct Loaded<T> {
    /// What serves.
    pub value: T,
    /// What was wrong with what KV holds: then this is the last good set.
    pub faults: Vec<Fault>,
    /// Whether KV did not answer.
    pub kv_failed: Option<String>,
    /// The texts it was made of.
    pub texts: Texts,
}

/// What is loaded for `client_id`: the application, its flows and APIs, the tenant.
pub async fn load_application(
    platform: &(impl ConfigStore + Database),
    client_id: &str,
    mode: &Mode,
    types: &Types,
) -> Result<Loaded<Registered>, LoadFailure> {
    let build = |texts: &Texts, known: &KnownTypes| {
        set::registered(|_| set::configured(client_id, texts, mode), texts, mode, known)
    };
    let application = format!("app/{client_id}");
    let mut texts = match read(platform, vec!["tenant".to_owned(), application.clone()]).await {
        Ok(texts) => texts,
        Err(KvError(reason)) => return last_good(platform, client_id, build, reason).await,
    };
    match (texts.contains_key("tenant"), texts.get(&application)) {
        (false, None) => return Err(LoadFailure::NotConfigured),
        (true, None) => return Err(LoadFailure::UnknownApplication),
        (_, Some(text)) => match read_only(platform, set::named(text)).await {
            Ok(named) => texts.extend(named),
            Err(KvError(reason)) => return last_good(platform, client_id, build, reason).await,
        },
    }
    serve(platform, client_id, texts, types, build).await
}

/// What is loaded where no application is concerned.
pub async fn load_directory(
    platform: &(impl ConfigStore + Database),
    mode: &Mode,
    types: &Types,
) -> Result<Loaded<Directory>, LoadFailure> {
    let build = |texts: &Texts, known: &KnownTypes| set::directory(texts, mode, known);
    match read(platform, vec!["tenant".to_owned()]).await {
        // A tenant that was there before and is gone is an edit that fails its check.
        Ok(texts) if !texts.contains_key("tenant") => {
            let served = serve(platform, "", texts, types, build).await;
            served.map_err(|failure| match failure {
                LoadFailure::Faulty(_) => LoadFailure::NotConfigured,
                other => other,
            })
        }
        Ok(texts) => serve(platform, "", texts, types, build).await,
        Err(KvError(reason)) => last_good(platform, "", build, reason).await,
    }
}

/// Notes that `texts` serve `scope`, so that they can serve again when a newer edit fails, and that they name `algorithms`.
pub async fn confirm(
    database: &impl Database,
    scope: &str,
    texts: &Texts,
    algorithms: &[SigningAlgorithm],
    now: i64,
) -> Result<(), BatchError> {
    let scope = history_scope(scope);
    let set =
        texts.iter().map(|(key, text)| (key.clone(), (hash::sha256(text), text.clone()))).gather();
    config_history::confirm(database, scope, &set, algorithms, now).await
}

async fn read(platform: &impl ConfigStore, mut keys: Vec<String>) -> Result<Texts, KvError> {
    keys.extend(Language::ALL.iter().map(|language| format!("strings/{}", language.tag())));
    read_only(platform, keys).await
}

async fn read_only(platform: &impl ConfigStore, keys: Vec<String>) -> Result<Texts, KvError> {
    if keys.is_empty() {
        return Ok(Texts::new());
    }
    let texts = platform.read(&keys).await?;
    Ok(keys.into_iter().zip(texts).filter_map(|(key, text)| Some((key, text?))).gather())
}

/// Serves `texts`, or what last checked in place of what has faults.
async fn serve<T>(
    database: &impl Database,
    scope: &str,
    texts: Texts,
    types: &Types,
    build: impl Fn(&Texts, &KnownTypes) -> Result<T, Vec<Fault>>,
) -> Result<Loaded<T>, LoadFailure> {
    let known = types.known(database, &texts).await;
    let faults = match build(&texts, known.as_ref().unwrap_or(&KnownTypes::new())) {
        Ok(value) => {
            if known.is_some() {
                types.compared(&texts);
            }
            return Ok(Loaded { value, faults: Vec::new(), kv_failed: None, texts });
        }
        Err(faults) => faults,
    };
    let good = config_history::last_good(database, scope)
        .await
        .map_err(|error| LoadFailure::Unavailable(format!("{error:?}")))?;
    let mut mended = texts;
    for fault in &faults {
        match good.get(&fault.document) {
            Some(text) => mended.insert(fault.document.clone(), text.clone()),
            None => mended.remove(&fault.document),
        };
    }
    for texts in [mended, good] {
        if let Ok(value) = build(&texts, &KnownTypes::new()) {
            return Ok(Loaded { value, faults, kv_failed: None, texts });
        }
    }
    Err(LoadFailure::Faulty(faults))
}

async fn last_good<T>(
    database: &impl Database,
    scope: &str,
    build: impl Fn(&Texts, &KnownTypes) -> Result<T, Vec<Fault>>,
    reason: String,
) -> Result<Loaded<T>, LoadFailure> {
    let texts = config_history::last_good(database, scope).await;
    let texts = texts.map_err(|error| LoadFailure::Unavailable(format!("{reason}; {error:?}")))?;
    match build(&texts, &KnownTypes::new()) {
        Ok(value) => Ok(Loaded { value, faults: Vec::new(), kv_failed: Some(reason), texts }),
        Err(_) => Err(LoadFailure::Unavailable(reason)),
    }
}
