//! Applications that describe themselves: a registration from D1, or a document at their own address; tenant, flows
//! and APIs from KV.

use super::served::{LoadFailure, Loaded, history_scope, last_good, serve};
use super::set::{self, Registered};
use super::texts::{Texts, read, read_only};
use super::types::{KnownTypes, Types};
use crate::config::{self, Credentials, Fault, Mode};
use crate::flow::Tenant;
use crate::ports::{ConfigStore, Database, KvError};
use crate::protocol::Application;
use crate::store::registrations::{self, Row};

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
    let named =
        |tenant: &str| set::named_by_registered(tenant).ok_or(LoadFailure::UnknownApplication);
    load(platform, history_scope(client_id), types, named, build).await
}

/// What is loaded for an application that describes itself where its `client_id` says.
pub async fn load_described(
    platform: &(impl ConfigStore + Database),
    application: &Application,
    mode: &Mode,
    types: &Types,
) -> Result<Loaded<Registered>, LoadFailure> {
    let build = |texts: &Texts, known: &KnownTypes| {
        set::registered(|_| Ok(application.clone()), texts, mode, known)
    };
    let flows = application.flows.iter().map(|id| format!("flow/{id}"));
    let apis = application.apis.iter().map(|access| format!("api/{}", access.id));
    let named = |_: &str| Ok(flows.clone().chain(apis.clone()).collect());
    load(platform, history_scope(&application.client_id), types, named, build).await
}

/// Tenant, flows and APIs; `named` tells by the tenant's text which.
async fn load(
    platform: &(impl ConfigStore + Database),
    scope: &str,
    types: &Types,
    named: impl Fn(&str) -> Result<Vec<String>, LoadFailure>,
    build: impl Fn(&Texts, &KnownTypes) -> Result<Registered, Vec<Fault>>,
) -> Result<Loaded<Registered>, LoadFailure> {
    let mut texts = match read(platform, vec!["tenant".to_owned()]).await {
        Ok(texts) => texts,
        Err(KvError(reason)) => return last_good(platform, scope, build, reason).await,
    };
    let named = named(texts.get("tenant").ok_or(LoadFailure::NotConfigured)?)?;
    match read_only(platform, named).await {
        Ok(named) => texts.extend(named),
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
    let registered = config::registered(client_id, metadata, &credentials, &registration.allowance);
    registered.map(|application| Application { logo: row.logo.clone(), ..application })
}
