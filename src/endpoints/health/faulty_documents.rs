//! Documents with faults that nobody may have met yet. The cron trigger looks at them, an application with all that it names at a
//! time, as a request for it would; `/health`, in another isolate, looks again at those in which it found faults.

use crate::config::{self, Fault, Settings};
use crate::documents::{self, Cached, LoadFailure};
use crate::flow::Tenant;
use crate::memory::isolate::Isolate;
use crate::ports::Platform;
use crate::protocol::Allowance;
use crate::protocol::client_id::REGISTERED;
use crate::request::site::Site;
use crate::store::faulty_sets as store;
use std::rc::Rc;

/// How many applications one run looks at; where there are more, each run goes on where the one before ended.
const AT_ONCE: usize = 20;
/// The pause between two runs, in seconds.
const PAUSE: i64 = 600;
/// How many keys KV lists at once: where there are as many, some may be missing.
const LISTED: usize = 1000;
/// For how many seconds `/health` knows what it found.
const FRESH: i64 = 30;

/// Looks, and notes which sets have faults.
///
/// # Errors
/// Where KV or the database does not answer.
pub async fn look<P: Platform>(
    platform: &P,
    settings: &Settings,
    isolate: &Isolate<P::Key>,
) -> Result<(), String> {
    let keys = platform.list("app/").await.map_err(|error| error.0)?;
    let all: Vec<&str> = keys.iter().filter_map(|key| key.strip_prefix("app/")).collect();
    let known = store::read(platform).await.map_err(|error| format!("{error:?}"))?;
    let (mut begun, mut ended) = (Vec::new(), Vec::new());
    for scope in in_turn(&all, platform.now()) {
        let is_known = known.iter().any(|known| known == scope);
        let faults = faults_of(platform, settings, isolate, scope).await;
        if faults.is_some_and(|faults| faults.is_empty() == is_known) {
            let changed = if is_known { &mut ended } else { &mut begun };
            changed.push(scope.to_owned());
        }
    }
    let is_gone = |scope: &String| {
        all.len() < LISTED
            && !OF_NO_DOCUMENT.contains(&scope.as_str())
            && !all.contains(&scope.as_str())
    };
    ended.extend(known.into_iter().filter(is_gone));
    if begun.is_empty() && ended.is_empty() {
        return Ok(());
    }
    let noted = store::note(platform, &begun, &ended, platform.now()).await;
    noted.map_err(|error| format!("{error:?}"))
}

/// The sets that a run looks at: what is everybody's, and the next applications.
fn in_turn<'a>(all: &[&'a str], now: i64) -> Vec<&'a str> {
    let mut scopes = OF_NO_DOCUMENT.to_vec();
    let turn = usize::try_from(now / PAUSE).unwrap_or_default();
    for at in 0..all.len().min(AT_ONCE) {
        scopes.extend(all.get((turn * AT_ONCE + at) % all.len()));
    }
    scopes
}

/// The faults of the sets that the cron trigger noted, as they are now.
pub async fn faults<P: Platform>(site: &Site<'_, P>, sets: &[String]) -> Rc<[Fault]> {
    if sets.is_empty() {
        return Rc::default();
    }
    let memory = &site.isolate.faulty_sets;
    let (until, known) = memory.known();
    if site.now < until {
        return known;
    }
    let mut found = Vec::new();
    for scope in sets.iter().take(AT_ONCE) {
        let faults = faults_of(site.platform, site.settings, site.isolate, scope).await;
        for fault in faults.unwrap_or_default() {
            if !found.contains(&fault) {
                found.push(fault);
            }
        }
    }
    let found: Rc<[Fault]> = found.into();
    memory.remember(&found, site.now + FRESH);
    found
}

/// What the tenant gives to applications known by their address; as [`REGISTERED`] for those that registered themselves.
const KNOWN_BY_ADDRESS: &str = "https:";
/// The sets that no application's document is about; the first is the tenant's.
const OF_NO_DOCUMENT: [&str; 3] = ["", REGISTERED, KNOWN_BY_ADDRESS];

/// What is wrong with a set; none where that can't be told now.
async fn faults_of<P: Platform>(
    platform: &P,
    settings: &Settings,
    isolate: &Isolate<P::Key>,
    scope: &str,
) -> Option<Vec<Fault>> {
    let (mode, now) = (settings.mode(), platform.now());
    // What is wrong is remembered, whatever serves in its place.
    match scope {
        "" => drop(isolate.load_directory(platform, &mode, now).await),
        REGISTERED | KNOWN_BY_ADDRESS => {
            let Cached::Fresh(known) = isolate.directory.get("", now) else { return None };
            let Some(allowance) = allowance(&known.value.tenant, scope) else {
                return Some(Vec::new());
            };
            let application = config::example(scope, allowance).ok()?;
            let types = &isolate.types;
            return match documents::load_described(platform, &application, &mode, types).await {
                Ok(loaded) if loaded.kv_failed.is_none() => Some(loaded.faults),
                Err(LoadFailure::Faulty(faults)) => Some(faults),
                _ => None,
            };
        }
        _ => drop(isolate.load_application(platform, scope, &mode, None, now).await),
    }
    if isolate.directory.kv_failed() || isolate.applications.kv_failed() {
        return None;
    }
    Some(match scope {
        "" => isolate.directory.faults_of(scope),
        _ => isolate.applications.faults_of(scope),
    })
}

fn allowance<'t>(tenant: &'t Tenant, scope: &str) -> Option<&'t Allowance> {
    match scope {
        REGISTERED => tenant.registration.as_ref().map(|policy| &policy.allowance),
        _ => tenant.client_documents.as_ref().map(|policy| &policy.allowance),
    }
}
