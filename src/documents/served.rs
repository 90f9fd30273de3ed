//! What serves: texts that check, or what last checked in place of those with faults.

use super::texts::Texts;
use super::types::{KnownTypes, Types};
use crate::config::Fault;
use crate::encode::gather::Gather;
use crate::encode::hash;
use crate::ports::{BatchError, Database};
use crate::protocol::SigningAlgorithm;
use crate::protocol::client_id::{REGISTERED, is_registered_id, is_url};
use crate::store::config_history;

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

impl LoadFailure {
    /// Whether no application is known: there is none, or nothing can be made of its own document.
    pub fn is_of_no_application(&self) -> bool {
        matches!(self, Self::UnknownApplication | Self::ClientDocument(_))
    }
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

/// Whose history an application's documents are in: those of applications that describe themselves are the same for all
/// of a kind.
pub fn history_scope(client_id: &str) -> &str {
    match client_id {
        _ if is_registered_id(client_id) => REGISTERED,
        _ if is_url(client_id) => "https:",
        _ => client_id,
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

/// Serves `texts`, or what last checked in place of what has faults.
pub async fn serve<T>(
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

/// What last checked, where KV does not answer for this `reason`.
pub async fn last_good<T>(
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
