//! Applications that registered themselves: their registration from D1, tenant and flows from KV.

use super::{
    KnownTypes, LoadFailure, Loaded, Registered, Texts, Types, last_good, read, read_only,
};
use super::{serve, set};
use crate::config::{self, Credentials, Fault, Mode};
use crate::flow::Tenant;
use crate::ports::{ConfigStore, Database, KvError};
use crate::protocol::Application;
use crate::protocol::registration::{REGISTERED, is_registered_id};
use crate::store::registrations::{self, Row};

/// Whose history an application's documents are in: those of registered ones are the same for all.
pub fn history_scope(client_id: &str) -> &str {
    if is_registered_id(client_id) { REGISTERED } else { client_id }
}

/// What is loaded for an application that registered itself.
pub async fn load_registered(
    platform: &(impl ConfigStore + Database),
    client_id: &str,
    mode: &Mode,
    types: &Types,
    now: i64,
) -> Result<Loaded<Registered>, LoadFailure> {
    let row = registrations::read(platform, client_id, now).await;
    let row = row.map_err(|error| LoadFailure::Unavailable(format!("{error:?}")))?;
    let row = row.ok_or(LoadFailure::UnknownApplication)?;
    let build = |texts: &Texts, known: &KnownTypes| {
        let application = |tenant: Option<&Tenant>| application(client_id, &row, tenant);
        set::registered(application, texts, mode, known)
    };
    let scope = history_scope(client_id);
    let mut texts = match read(platform, vec!["tenant".to_owned()]).await {
        Ok(texts) => texts,
        Err(KvError(reason)) => return last_good(platform, scope, build, reason).await,
    };
    let tenant = texts.get("tenant").ok_or(LoadFailure::NotConfigured)?;
    let flows = config::registered_flows(tenant).ok_or(LoadFailure::UnknownApplication)?;
    match read_only(platform, flows.iter().map(|id| format!("flow/{id}")).collect()).await {
        Ok(flows) => texts.extend(flows),
        Err(KvError(reason)) => return last_good(platform, scope, build, reason).await,
    }
    serve(platform, scope, texts, types, build).await
}

/// The application of a registration, as `tenant` lets it be; a tenant with faults has told them.
fn application(
    client_id: &str,
    row: &Row,
    tenant: Option<&Tenant>,
) -> Result<Application, Vec<Fault>> {
    let registration = tenant.and_then(|tenant| tenant.registration.as_ref());
    let registration = registration.ok_or_else(Vec::new)?;
    let metadata = serde_json::from_str(&row.metadata).unwrap_or_default();
    let credentials = Credentials { secret: row.secret.clone(), sealed: row.sealed.clone() };
    let registered = config::register(client_id, metadata, &credentials, registration);
    registered.map(|(application, _)| Application { logo: row.logo.clone(), ..application })
}
