//! Documents with faults that nobody may have met yet. The cron trigger looks at them, an application with all that it names at a
//! time, as a request for it would; `/health`, in another isolate, looks again at those in which it found faults.

use super::isolate::{Isolate, log_fault};
use super::site::Site;
use crate::config::{self, Fault, Settings};
use crate::documents::{self, LoadFailure, Loaded};
use crate::flow::Tenant;
use crate::ports::Platform;
use crate::protocol::Allowance;
use crate::store::faulty_sets as store;
use std::cell::RefCell;
use std::rc::Rc;

/// How many applications one run looks at; where there are more, each run goes on where the one before ended.
const AT_ONCE: usize = 20;
/// The pause between two runs, in seconds.
const PAUSE: i64 = 600;
/// How many keys KV lists at once: where there are as many, some may be missing.
const LISTED: usize = 1000;
/// For how many seconds `/health` knows what it found.
const FRESH: i64 = 30;

/// What `/health` found, and until when that is good.
#[derive(Default)]
pub struct FaultySets(RefCell<(i64, Rc<[Fault]>)>);

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
    let turn = usize::try_from(platform.now() / PAUSE).unwrap_or_default();
    let skipped = if all.len() > AT_ONCE { turn * AT_ONCE % all.len() } else { 0 };
    let applications = all.iter().copied().cycle().skip(skipped).take(all.len().min(AT_ONCE));
    let known = store::read(platform).await.map_err(|error| format!("{error:?}"))?;
    let (mut begun, mut ended) = (Vec::new(), Vec::new());
    for scope in ["", REGISTERED, KNOWN_BY_ADDRESS].into_iter().chain(applications) {
        let is_known = known.iter().any(|known| known == scope);
        let Some(faults) = faults_of(platform, settings, isolate, scope).await else { continue };
        for fault in &faults {
            log_fault(platform, fault);
        }
        if faults.is_empty() == is_known {
            let changed = if is_known { &mut ended } else { &mut begun };
            changed.push(scope.to_owned());
        }
    }
    let is_gone = |scope: &String| {
        all.len() < LISTED && !of_no_document(scope) && !all.contains(&scope.as_str())
    };
    ended.extend(known.into_iter().filter(is_gone));
    if begun.is_empty() && ended.is_empty() {
        return Ok(());
    }
    let noted = store::note(platform, &begun, &ended, platform.now()).await;
    noted.map_err(|error| format!("{error:?}"))
}

/// The faults of the sets that the cron trigger noted, as they are now.
pub async fn faults<P: Platform>(site: &Site<'_, P>, sets: &[String]) -> Rc<[Fault]> {
    if sets.is_empty() {
        return Rc::default();
    }
    let memory = &site.isolate.faulty_sets.0;
    let (until, known) = memory.borrow().clone();
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
    *memory.borrow_mut() = (site.now + FRESH, found.clone());
    found
}

/// What applications that describe themselves are given by the tenant, by the scope of their history.
const REGISTERED: &str = crate::protocol::registration::REGISTERED;
const KNOWN_BY_ADDRESS: &str = "https:";

fn of_no_document(scope: &str) -> bool {
    ["", REGISTERED, KNOWN_BY_ADDRESS].contains(&scope)
}

/// What is wrong with a set; none where that can't be told now. What this isolate serves stays as it is.
async fn faults_of<P: Platform>(
    platform: &P,
    settings: &Settings,
    isolate: &Isolate<P::Key>,
    scope: &str,
) -> Option<Vec<Fault>> {
    let (mode, types) = (settings.mode(), &isolate.types);
    match scope {
        "" => of_loaded(documents::load_directory(platform, &mode, types).await),
        REGISTERED | KNOWN_BY_ADDRESS => {
            let loaded = documents::load_directory(platform, &mode, types).await.ok()?;
            let Some(allowance) = allowance(&loaded.value.tenant, scope) else {
                return Some(Vec::new());
            };
            let application = config::example(scope, allowance).ok()?;
            of_loaded(documents::load_described(platform, &application, &mode, types).await)
        }
        client_id => {
            of_loaded(documents::load_application(platform, client_id, &mode, types).await)
        }
    }
}

fn allowance<'t>(tenant: &'t Tenant, scope: &str) -> Option<&'t Allowance> {
    match scope {
        REGISTERED => tenant.registration.as_ref().map(|policy| &policy.allowance),
        _ => tenant.client_documents.as_ref().map(|policy| &policy.allowance),
    }
}

fn of_loaded<T>(loaded: Result<Loaded<T>, LoadFailure>) -> Option<Vec<Fault>> {
    match loaded {
        Ok(loaded) if loaded.kv_failed.is_none() => Some(loaded.faults),
        Err(LoadFailure::Faulty(faults)) => Some(faults),
        Err(LoadFailure::UnknownApplication | LoadFailure::NotConfigured) => Some(Vec::new()),
        _ => None,
    }
}
