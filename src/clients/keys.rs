//! The keys of applications: whose signature something bears. A key set at a URL is fetched when it is needed, kept for
//! some minutes, and fetched again for a signature that none of its keys made, so that a key counts from when it is
//! published. What an isolate keeps is bounded, and so is how often it asks (RFC 8725 §3.10).

use crate::http::NamedBy;
use crate::ports::Platform;
use crate::protocol::jws::Jws;
use crate::protocol::key_set::KeySet;
use crate::protocol::{Application, ClientKeys, PublicJwk, SigningAlgorithm};
use crate::request::fetched;
use crate::request::site::Site;
use serde_json::{Map, Value};
use std::rc::Rc;

/// A key set is used this long without a look, in seconds, …
const FRESH: i64 = 300;
/// … and, where its URL does not answer, this long.
const STALE: i64 = 3600;

/// Whose signature something bears.
pub enum Signature {
    /// Of this key.
    By(PublicJwk),
    /// Of none of the application's.
    OfNoKey,
    /// That can't be told: the keys' URL does not answer.
    KeysUnavailable,
}

/// Whose of the application's keys the signature is. What the header says chooses among keys that fit; it makes none fit.
pub async fn verify<P: Platform>(
    site: &Site<'_, P>,
    application: &Application,
    jws: &Jws<'_>,
) -> Signature {
    let Some(algorithm) = jws.algorithm() else { return Signature::OfNoKey };
    let url = match &application.keys {
        ClientKeys::None => return Signature::OfNoKey,
        ClientKeys::Inline(keys) => {
            let key = signer(site, keys, jws, algorithm).await;
            return key.map_or(Signature::OfNoKey, Signature::By);
        }
        ClientKeys::At(url) => url,
    };
    let known = site.isolate.client_keys.known(url);
    let within =
        |seconds: i64| known.iter().find(|known| site.now < known.read_at.saturating_add(seconds));
    let fresh = within(FRESH).map(|known| known.keys.clone());
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
    let fetched = fetch(site, (url, application.named_by())).await;
    let is_new = fetched.is_some();
    let stale = || within(STALE).map(|known| known.keys.clone());
    let Some(keys) = fetched.or_else(stale) else { return Signature::KeysUnavailable };
    let Some(key) = signer(site, &keys, jws, algorithm).await else { return Signature::OfNoKey };
    if is_new {
        fetched::served(site, url, site.network());
    }
    Signature::By(key)
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
async fn fetch<P: Platform>(
    site: &Site<'_, P>,
    (url, named_by): (&str, NamedBy),
) -> Option<Rc<KeySet>> {
    let accept = "application/jwk-set+json, application/json";
    let log = |reason: &str| site.log_failure(&format!("key set {url}: {reason}"), true);
    let answer = match fetched::look(site, (url, named_by), accept, site.network()).await {
        Ok(answer) => answer,
        Err(nothing) => {
            if nothing.throttled.is_none() {
                log(&nothing.reason);
            }
            return None;
        }
    };
    let Some(keys) = read(&answer.body) else {
        site.isolate.looks.ended(url, false, site.now);
        log("it is no JWK set");
        return None;
    };
    let keys = Rc::new(keys);
    site.isolate.client_keys.remember(url, keys.clone(), site.now);
    Some(keys)
}

/// A JWK set; a key in it that is at fault is left out.
fn read(body: &[u8]) -> Option<KeySet> {
    let set: Map<String, Value> = serde_json::from_slice(body).ok()?;
    let keys = set.get("keys")?.as_array()?.iter();
    let keys: Vec<_> = keys.filter_map(Value::as_object).cloned().collect();
    Some(KeySet::read(&keys).0)
}
