//! What an isolate remembers of its configuration. No request waits for what another one began: who misses
//! loads for itself, and a refresh is marked by a time, not by a flag.

use super::{LoadFailure, Loaded};
use crate::config::Fault;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// Served without a look at KV.
const FRESH: i64 = 30;
/// Served while it is refreshed.
const STALE: i64 = 60;
/// Served when KV fails.
const STALE_ON_FAILURE: i64 = 24 * 3600;
/// A missing application is not asked for again so long.
const MISS: i64 = 30;
/// A set is noted in the history at most so often.
const CONFIRM: i64 = 5 * 60;
/// How many applications and misses are remembered.
const MOST: usize = 1000;

struct Entry<T> {
    loaded: Rc<Loaded<T>>,
    loaded_at: i64,
    refreshed_at: Cell<i64>,
    confirmed_at: Cell<i64>,
}

/// Sets of documents by what they were loaded for.
pub struct Cache<T> {
    entries: RefCell<HashMap<String, Entry<T>>>,
    misses: RefCell<HashMap<String, i64>>,
    faults: RefCell<HashMap<String, Vec<Fault>>>,
    kv_failed: Cell<bool>,
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self {
            entries: RefCell::default(),
            misses: RefCell::default(),
            faults: RefCell::default(),
            kv_failed: Cell::default(),
        }
    }
}

/// What the cache knows.
pub enum Cached<T> {
    /// This serves.
    Fresh(Rc<Loaded<T>>),
    /// This serves, and the caller refreshes it after its response.
    Stale(Rc<Loaded<T>>),
    /// It was not there a moment ago.
    Missing,
    /// The caller loads.
    Unknown,
}

impl<T> Cache<T> {
    /// What is known for `scope`.
    pub fn get(&self, scope: &str, now: i64) -> Cached<T> {
        if self.misses.borrow().get(scope).is_some_and(|at| now < at + MISS) {
            return Cached::Missing;
        }
        let entries = self.entries.borrow();
        let Some(entry) = entries.get(scope) else { return Cached::Unknown };
        if now < entry.loaded_at + FRESH || now < entry.refreshed_at.get() + FRESH {
            return Cached::Fresh(entry.loaded.clone());
        }
        if now < entry.loaded_at + STALE {
            entry.refreshed_at.set(now);
            return Cached::Stale(entry.loaded.clone());
        }
        Cached::Unknown
    }

    /// Remembers what was loaded, or that there is nothing; what serves now.
    pub fn put(
        &self,
        scope: &str,
        loaded: Result<Loaded<T>, LoadFailure>,
        now: i64,
    ) -> Result<Rc<Loaded<T>>, LoadFailure> {
        self.remember_faults(scope, &loaded);
        self.kv_failed.set(match &loaded {
            Ok(loaded) => loaded.kv_failed.is_some(),
            Err(failure) => matches!(failure, LoadFailure::Unavailable(_)),
        });
        match loaded {
            Ok(loaded) => Ok(self.keep(scope, loaded, now)),
            Err(LoadFailure::UnknownApplication) => {
                self.entries.borrow_mut().remove(scope);
                let mut misses = self.misses.borrow_mut();
                if misses.len() >= MOST {
                    misses.clear();
                }
                misses.insert(scope.to_owned(), now);
                Err(LoadFailure::UnknownApplication)
            }
            Err(failure) => self.survive(scope, failure, now),
        }
    }

    fn keep(&self, scope: &str, loaded: Loaded<T>, now: i64) -> Rc<Loaded<T>> {
        let mut entries = self.entries.borrow_mut();
        let known = entries.get(scope);
        if loaded.kv_failed.is_some()
            && let Some(entry) = known
            && now < entry.loaded_at + STALE_ON_FAILURE
        {
            entry.refreshed_at.set(now);
            return entry.loaded.clone();
        }
        let same = known.filter(|entry| entry.loaded.texts == loaded.texts);
        let confirmed_at = Cell::new(same.map_or(0, |entry| entry.confirmed_at.get()));
        if entries.len() >= MOST {
            entries.clear();
        }
        let loaded = Rc::new(loaded);
        let entry = Entry {
            loaded: loaded.clone(),
            loaded_at: now,
            refreshed_at: Cell::new(0),
            confirmed_at,
        };
        entries.insert(scope.to_owned(), entry);
        loaded
    }

    /// Forgets what was loaded for `scope`.
    pub fn forget(&self, scope: &str) {
        self.entries.borrow_mut().remove(scope);
    }

    /// On a failure of KV what is stale serves for a day.
    fn survive(
        &self,
        scope: &str,
        failure: LoadFailure,
        now: i64,
    ) -> Result<Rc<Loaded<T>>, LoadFailure> {
        let entries = self.entries.borrow();
        match entries.get(scope) {
            Some(entry)
                if matches!(failure, LoadFailure::Unavailable(_))
                    && now < entry.loaded_at + STALE_ON_FAILURE =>
            {
                entry.refreshed_at.set(now);
                Ok(entry.loaded.clone())
            }
            _ => Err(failure),
        }
    }

    /// What serves `scope`, when the history should hear of it now; the caller tells it.
    pub fn due(&self, scope: &str, now: i64) -> Option<Rc<Loaded<T>>> {
        let entries = self.entries.borrow();
        let entry = entries.get(scope)?;
        let good = entry.loaded.faults.is_empty() && entry.loaded.kv_failed.is_none();
        if !good || now < entry.confirmed_at.get() + CONFIRM {
            return None;
        }
        entry.confirmed_at.set(now);
        Some(entry.loaded.clone())
    }

    /// The history did not hear of it: it is due with the next load.
    pub fn still_due(&self, scope: &str) {
        if let Some(entry) = self.entries.borrow().get(scope) {
            entry.confirmed_at.set(0);
        }
    }

    /// Whether KV failed when it was last asked.
    pub fn kv_failed(&self) -> bool {
        self.kv_failed.get()
    }

    /// Everything that serves.
    pub fn all(&self) -> Vec<Rc<Loaded<T>>> {
        self.entries.borrow().values().map(|entry| entry.loaded.clone()).collect()
    }

    /// Every fault known here, each once.
    pub fn faults(&self) -> Vec<Fault> {
        let mut known: Vec<Fault> = Vec::new();
        for fault in self.faults.borrow().values().flatten() {
            if !known.contains(fault) {
                known.push(fault.clone());
            }
        }
        known
    }

    /// What was wrong with the newest set of `scope`.
    pub fn faults_of(&self, scope: &str) -> Vec<Fault> {
        self.faults.borrow().get(scope).cloned().unwrap_or_default()
    }

    fn remember_faults(&self, scope: &str, loaded: &Result<Loaded<T>, LoadFailure>) {
        let found = match loaded {
            Ok(loaded) if loaded.kv_failed.is_none() => loaded.faults.clone(),
            Err(LoadFailure::Faulty(faults)) => faults.clone(),
            Ok(_) | Err(LoadFailure::Unavailable(_)) => return,
            Err(_) => Vec::new(),
        };
        let mut known = self.faults.borrow_mut();
        if found.is_empty() {
            known.remove(scope);
        } else if known.len() < MOST {
            known.insert(scope.to_owned(), found);
        }
    }
}
