//! How the deployment is. Anybody reads whether all is well, and whether D1 and KV answer; what is wrong with documents and
//! keys is for administrators, for who brings the secret `HEALTH_TOKEN`, and in development for everybody. Nothing secret is
//! here.

pub mod faulty_documents;

use super::company::{home, image};
use crate::config::Fault;
use crate::documents::LoadFailure;
use crate::encode::hash;
use crate::http::Response;
use crate::keyring::schedule::{self, Use};
use crate::pages::faults::{self, Faults};
use crate::ports::Platform;
use crate::request::administrators;
use crate::request::site::Site;
use crate::request::view::View;
use crate::store::audit;
use crate::store::keys::{self, StoredKey};
use crate::store::troubles::{self, NEWEST_MIGRATION, Troubles};
use serde_json::{Map, Value, json};
use subtle::ConstantTimeEq;

/// The shortest `HEALTH_TOKEN` that counts, in bytes.
const SHORTEST_TOKEN: usize = 16;

/// How it is.
struct Health {
    database: &'static str,
    configuration: &'static str,
    kv: &'static str,
    faults: Vec<Fault>,
    keys: Vec<StoredKey>,
    troubles: Troubles,
    /// The newest migration that was applied.
    applied: Option<String>,
}

/// Answers GET: 200, or 503 when nobody can sign in. In development a browser gets the faults as a page.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Response {
    let directory = site.directory().await;
    let health = look(site, &directory).await;
    let accepts = site.request.headers.get("accept").unwrap_or_default();
    if site.settings.development && !health.faults.is_empty() && accepts.contains("text/html") {
        return page(site, health.faults);
    }
    let lost = lost(site, &health.keys);
    for kid in &lost {
        site.log_failure(&format!("no master key opens the signing key {kid}"), false);
    }
    let up = health.database == "ok" && directory.is_ok();
    let status = match (up, lost.is_empty() && is_well(&health)) {
        (true, true) => "ok",
        (true, false) => "degraded",
        (false, _) => "down",
    };
    let mut told = Map::new();
    let mut tell = |name: &str, value: Value| told.insert(name.to_owned(), value);
    tell("status", json!(status));
    tell("version", json!(env!("CARGO_PKG_VERSION")));
    tell("database", json!(health.database));
    tell("kv", json!(health.kv));
    let all = may_know_all(site).await;
    if all || health.configuration == "not-configured" {
        tell("configuration", json!(health.configuration));
    }
    if health.configuration == "not-configured" {
        tell("next", json!(home::commands(site.settings.development)));
    }
    if all {
        tell("keysLost", json!(lost));
        told.extend(for_administrators(site, health).await);
    }
    Response::json(if up { 200 } else { 503 }, &Value::Object(told))
}

/// Looks how it is.
async fn look<P: Platform, T>(site: &Site<'_, P>, directory: &Result<T, LoadFailure>) -> Health {
    let keys = keys::read(site.platform).await;
    let (configuration, kv) = configuration(site, directory);
    let applied = troubles::applied_migration(site.platform).await;
    let troubles = troubles::read(site.platform, site.now).await;
    let database = match (&keys, &troubles) {
        _ if applied.as_deref().is_some_and(is_behind) => "behind",
        (Ok(_), Ok(_)) => "ok",
        (Err(_), _) | (_, Err(_)) => "down",
    };
    let (keys, troubles) = (keys.unwrap_or_default(), troubles.unwrap_or_default());
    let found = faulty_documents::faults(site, &troubles.faulty_sets).await;
    let mut faults = known_faults(site, &found);
    faults.extend(image::faults(site).await);
    Health { database, configuration, kv, faults, keys, troubles, applied }
}

/// Whether a migration is missing that this version needs.
fn is_behind(applied: &str) -> bool {
    applied < NEWEST_MIGRATION
}

fn is_well(health: &Health) -> bool {
    let Troubles { failing_purges, unreadable, .. } = &health.troubles;
    let noted = failing_purges.is_empty() && unreadable.is_empty();
    noted && health.faults.is_empty() && health.kv == "ok"
}

async fn for_administrators<P: Platform>(site: &Site<'_, P>, health: Health) -> Map<String, Value> {
    let limits = audit::limits_of_late(site.platform, site.now).await;
    let mut told = Map::new();
    let mut tell = |name: &str, value: Value| told.insert(name.to_owned(), value);
    tell("limits", json!(limits.unwrap_or_default()));
    tell("faults", health.faults.iter().map(fault).collect());
    tell("keys", published(site, &health.keys));
    tell("purgeFails", json!(health.troubles.failing_purges));
    tell("unreadable", json!(health.troubles.unreadable));
    if let Some(applied) = health.applied.filter(|applied| is_behind(applied)) {
        tell("migrations", json!({"applied": applied, "needed": NEWEST_MIGRATION}));
    }
    told
}

/// Who can't be known, since D1 does not answer, is nobody.
async fn may_know_all<P: Platform>(site: &Site<'_, P>) -> bool {
    site.settings.development
        || brings_token(site)
        || administrators::one_is_signed_in(site).await.unwrap_or(false)
}

/// In the header alone: addresses are kept in logs and histories.
fn brings_token<P: Platform>(site: &Site<P>) -> bool {
    let Some(token) = &site.settings.health_token else { return false };
    if token.len() < SHORTEST_TOKEN {
        site.log_failure("HEALTH_TOKEN is shorter than 16 characters, and counts as none", false);
        return false;
    }
    let hash = |text: &str| hash::sha256(text).into_bytes();
    let sent = site.request.headers.bearer();
    sent.is_some_and(|sent| hash(sent).ct_eq(&hash(token)).into())
}

/// The keys that sign, or will, and that no master key opens.
fn lost<'k, P: Platform>(site: &Site<P>, keys: &'k [StoredKey]) -> Vec<&'k str> {
    let signs = |key: &&StoredKey| schedule::usage(keys, key, site.now) <= Use::Next;
    let opens = |key: &StoredKey| site.settings.master_keys.opens(&key.master_key);
    keys.iter().filter(signs).filter(|key| !opens(key)).map(|key| key.kid.as_str()).collect()
}

fn published<P: Platform>(site: &Site<P>, keys: &[StoredKey]) -> Value {
    let used = keys.iter().map(|key| (key, schedule::usage(keys, key, site.now)));
    let told = used.filter(|(_, usage)| usage.is_published()).map(|(key, usage)| {
        json!({"kid": key.kid, "alg": key.algorithm.name(), "use": usage.name(), "age": site.now - key.created_at})
    });
    told.collect()
}

fn fault(fault: &Fault) -> Value {
    json!({"document": fault.document, "pointer": fault.pointer, "sentence": fault.sentence})
}

/// The state of the configuration, and of KV.
fn configuration<P: Platform, T>(
    site: &Site<P>,
    directory: &Result<T, LoadFailure>,
) -> (&'static str, &'static str) {
    match directory {
        Ok(_) if site.isolate.directory.kv_failed() || site.isolate.applications.kv_failed() => {
            ("ok", "stale")
        }
        Ok(_) => ("ok", "ok"),
        Err(LoadFailure::NotConfigured) => ("not-configured", "ok"),
        Err(LoadFailure::Faulty(_)) => ("faulty", "ok"),
        Err(_) => ("unreadable", "down"),
    }
}

/// Those that this isolate met, and those that were `found` without anybody.
fn known_faults<P: Platform>(site: &Site<P>, found: &[Fault]) -> Vec<Fault> {
    let mut known = site.isolate.directory.faults();
    for fault in site.isolate.applications.faults().iter().chain(found) {
        if !known.contains(fault) {
            known.push(fault.clone());
        }
    }
    known
}

fn page<P: Platform>(site: &Site<P>, known: Vec<Fault>) -> Response {
    let view = View::bare(site);
    let faults = known.into_iter().map(|Fault { document, pointer, sentence }| faults::Fault {
        document,
        pointer,
        sentence,
    });
    let values = Faults { faults: faults.collect() };
    view.page(200, faults::page(&view.frame(None), &values))
}
