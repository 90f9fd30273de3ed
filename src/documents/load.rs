//! Applications of documents, and the tenant, as they are loaded from KV.

use super::served::{LoadFailure, Loaded, last_good, serve};
use super::set::{self, Directory, Registered};
use super::texts::{Texts, read, read_only};
use super::types::{KnownTypes, Types};
use crate::config::Mode;
use crate::ports::{ConfigStore, Database, KvError};

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
