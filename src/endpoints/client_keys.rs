//! The keys of applications: whose signature something bears. A key set at a URL is fetched when it is needed, kept for
//! some minutes, and fetched again for a signature that none of its keys made, so that a key counts from when it is
//! published. What an isolate keeps is bounded, and so is how often it asks (RFC 8725 §3.10).

use super::site::Site;
use crate::ports::{OutboundRequest, Platform};
use crate::protocol::jws::Jws;
use crate::protocol::key_set::KeySet;
use crate::protocol::{ClientKeys, PublicJwk, SigningAlgorithm};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A key set is used this long without a look, in seconds, …
const FRESH: i64 = 300;
/// … and, where its URL does not answer, this long.
const STALE: i64 = 3600;
/// After an answer that was none, its URL is left in peace this long.
const PAUSE: i64 = 5;
/// A URL is asked at most so often a minute.
const MOST_A_MINUTE: u32 = 10;
/// The most URLs that are remembered.
const MOST: usize = 200;

/// Whose signature something bears.
pub enum Signature {
    /// Of this key.
    By(PublicJwk),
    /// Of none of the application's.
    OfNoKey,
    /// That can't be told: the keys' URL does not answer.
    KeysUnavailable,
}

/// What an isolate remembers of key sets at URLs.
#[derive(Default)]
pub struct KeySets(RefCell<BTreeMap<String, Known>>);

#[derive(Clone, Default)]
struct Known {
    keys: Option<Rc<KeySet>>,
    /// When `keys` were read.
    read_at: i64,
    /// When the URL was last asked in vain.
    failed_at: Option<i64>,
    /// Since when and how often it was asked within a minute.
    asked: (i64, u32),
}

/// Whose of `keys` the signature is. What the header says chooses among keys that fit; it makes none fit.
pub async fn verify<P: Platform>(
    site: &Site<'_, P>,
    keys: &ClientKeys,
    jws: &Jws<'_>,
) -> Signature {
    let Some(algorithm) = jws.algorithm() else { return Signature::OfNoKey };
    let url = match keys {
        ClientKeys::None => return Signature::OfNoKey,
        ClientKeys::Inline(keys) => {
            let key = signer(site, keys, jws, algorithm).await;
            return key.map_or(Signature::OfNoKey, Signature::By);
        }
        ClientKeys::At(url) => url,
    };
    let known = site.isolate.client_keys.known(url);
    let fresh = known.keys.clone().filter(|_| site.now < known.read_at.saturating_add(FRESH));
    if let Some(keys) = &fresh
        && let Some(key) = signer(site, keys, jws, algorithm).await
    {
        return Signature::By(key);
    }
    // A key that is known, and did not sign: what is at the URL would not help.
    let named = jws.header("kid");
    let settled =
        |keys: &Rc<KeySet>| named.is_some() && keys.candidates(named, algorithm).next().is_some();
    if fresh.as_ref().is_some_and(settled) {
        return Signature::OfNoKey;
    }
    let fetched = fetch(site, url).await;
    let stale = || known.keys.filter(|_| site.now < known.read_at.saturating_add(STALE));
    let Some(keys) = fetched.or_else(stale) else { return Signature::KeysUnavailable };
    signer(site, &keys, jws, algorithm).await.map_or(Signature::OfNoKey, Signature::By)
}

/// The key that made the signature. One that the platform can't read made none.
async fn signer<P: Platform>(
    site: &Site<'_, P>,
    keys: &KeySet,
    jws: &Jws<'_>,
    algorithm: SigningAlgorithm,
) -> Option<PublicJwk> {
    for key in keys.candidates(jws.header("kid"), algorithm) {
        let message = jws.message.as_bytes();
        let verified = site.platform.verify(algorithm, &key.public, message, &jws.signature).await;
        if verified == Ok(true) {
            return Some(key.public.clone());
        }
    }
    None
}

/// The key set at `url`, unless it was asked for too often or does not answer.
async fn fetch<P: Platform>(site: &Site<'_, P>, url: &str) -> Option<Rc<KeySet>> {
    let memory = &site.isolate.client_keys;
    if !memory.may_ask(url, site.now) {
        return None;
    }
    let request = OutboundRequest {
        method: "GET",
        url: url.to_owned(),
        headers: vec![(
            "accept".to_owned(),
            "application/jwk-set+json, application/json".to_owned(),
        )],
        body: String::new(),
    };
    let answer = site.platform.fetch(request).await.map_err(|error| error.0);
    let keys = answer.and_then(|answer| match answer.status {
        200 => read(&answer.body).ok_or_else(|| "it is no JWK set".to_owned()),
        status => Err(format!("it answers {status}")),
    });
    if let Err(reason) = &keys {
        site.log_failure(&format!("key set {url}: {reason}"), true);
    }
    memory.remember(url, keys.ok().map(Rc::new), site.now)
}

/// A JWK set; a key in it that is at fault is left out.
fn read(body: &[u8]) -> Option<KeySet> {
    let set: Map<String, Value> = serde_json::from_slice(body).ok()?;
    let keys = set.get("keys")?.as_array()?.iter();
    let keys: Vec<_> = keys.filter_map(Value::as_object).cloned().collect();
    Some(KeySet::read(&keys).0)
}

impl KeySets {
    fn known(&self, url: &str) -> Known {
        self.0.borrow().get(url).cloned().unwrap_or_default()
    }

    /// Counts a look at `url`, if there may be one.
    fn may_ask(&self, url: &str, now: i64) -> bool {
        let mut memory = self.0.borrow_mut();
        if memory.len() >= MOST && !memory.contains_key(url) {
            let oldest = memory.iter().min_by_key(|(_, known)| known.asked.0);
            let oldest = oldest.map(|(url, _)| url.clone());
            oldest.map(|url| memory.remove(&url));
        }
        let known = memory.entry(url.to_owned()).or_default();
        if now >= known.asked.0.saturating_add(60) {
            known.asked = (now, 0);
        }
        let paused = known.failed_at.is_some_and(|at| now < at.saturating_add(PAUSE));
        if paused || known.asked.1 >= MOST_A_MINUTE {
            return false;
        }
        known.asked.1 += 1;
        true
    }

    fn remember(&self, url: &str, keys: Option<Rc<KeySet>>, now: i64) -> Option<Rc<KeySet>> {
        let mut memory = self.0.borrow_mut();
        let known = memory.entry(url.to_owned()).or_default();
        match &keys {
            Some(keys) => {
                known.keys = Some(keys.clone());
                (known.read_at, known.failed_at) = (now, None);
            }
            None => known.failed_at = Some(now),
        }
        keys
    }
}
