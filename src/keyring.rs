//! This isolate's signing keys: read, made where an algorithm has none, opened, cached.

use crate::encode::base64url;
use crate::failure::Failure;
use crate::ports::{Database, Randomness, Signing};
use crate::protocol::{PublicJwk, SigningAlgorithm};
use crate::secrets::{MasterKeys, Purpose};
use crate::store::keys::{self, StoredKey};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Keys are read anew after this, so that one that was revoked is refused within five minutes.
const FRESH: i64 = 240;
/// An unknown key id is looked up at most so often.
const LOOK_AGAIN: i64 = 5;

/// What an isolate remembers of its keys; all of it can be read again.
pub struct Keyring<Key> {
    known: RefCell<(i64, Rc<Vec<StoredKey>>)>,
    opened: RefCell<HashMap<String, Key>>,
}

impl<Key> Default for Keyring<Key> {
    fn default() -> Self {
        Self { known: RefCell::new((i64::MIN, Rc::default())), opened: RefCell::default() }
    }
}

impl<Key: Clone + 'static> Keyring<Key> {
    /// Every key to publish. There is always one for RS256, which any client may assume.
    pub async fn published<P>(
        &self,
        platform: &P,
        masters: &MasterKeys,
        now: i64,
    ) -> Result<Rc<Vec<StoredKey>>, Failure>
    where
        P: Database + Randomness + Signing<Key = Key>,
    {
        self.current(platform, masters, SigningAlgorithm::RS256, now).await?;
        Ok(self.known.borrow().1.clone())
    }

    /// The key that signs with `algorithm`, ready to use, and its id.
    pub async fn signer<P>(
        &self,
        platform: &P,
        masters: &MasterKeys,
        algorithm: SigningAlgorithm,
        now: i64,
    ) -> Result<(String, Key), Failure>
    where
        P: Database + Randomness + Signing<Key = Key>,
    {
        let stored = self.current(platform, masters, algorithm, now).await?;
        if let Some(key) = self.opened.borrow().get(&stored.kid) {
            return Ok((stored.kid, key.clone()));
        }
        let wrapping =
            masters.key(&stored.master_key, Purpose::SigningKey).ok_or_else(|| lost(&stored))?;
        let wrapped = base64url::decode(&stored.sealed).ok_or_else(|| lost(&stored))?;
        let key = platform.unwrap(algorithm, &wrapped, &wrapping).await?;
        self.opened.borrow_mut().insert(stored.kid.clone(), key.clone());
        Ok((stored.kid, key))
    }

    /// The published key `kid`.
    pub async fn find<P>(
        &self,
        platform: &P,
        kid: &str,
        now: i64,
    ) -> Result<Option<(SigningAlgorithm, PublicJwk)>, Failure>
    where
        P: Database,
    {
        let seen = |keys: &[StoredKey]| {
            keys.iter().find(|key| key.kid == kid).map(|key| (key.algorithm, key.public.clone()))
        };
        let (read_at, keys) = self.known.borrow().clone();
        let found = seen(&keys);
        let fresh = now < read_at.saturating_add(if found.is_some() { FRESH } else { LOOK_AGAIN });
        if fresh {
            return Ok(found);
        }
        Ok(seen(&self.remember(keys::read(platform).await?, now)))
    }

    async fn current<P>(
        &self,
        platform: &P,
        masters: &MasterKeys,
        algorithm: SigningAlgorithm,
        now: i64,
    ) -> Result<StoredKey, Failure>
    where
        P: Database + Randomness + Signing<Key = Key>,
    {
        let usable = |keys: &[StoredKey]| {
            keys.iter()
                .find(|key| {
                    key.current && key.algorithm == algorithm && masters.opens(&key.master_key)
                })
                .cloned()
        };
        let (read_at, keys) = self.known.borrow().clone();
        if now < read_at.saturating_add(FRESH)
            && let Some(key) = usable(&keys)
        {
            return Ok(key);
        }
        let keys = self.remember(keys::read(platform).await?, now);
        if let Some(key) = usable(&keys) {
            return Ok(key);
        }
        let made = make(platform, masters, algorithm).await?;
        // A key that no master key opens is retired and replaced.
        let lost: Vec<String> = keys
            .iter()
            .filter(|key| key.current && !masters.opens(&key.master_key))
            .map(|key| key.kid.clone())
            .collect();
        let keys = self.remember(keys::add(platform, &made, &lost, now).await?, now);
        usable(&keys).ok_or_else(|| lost_race(algorithm))
    }

    fn remember(&self, keys: Vec<StoredKey>, now: i64) -> Rc<Vec<StoredKey>> {
        let keys = Rc::new(keys);
        *self.known.borrow_mut() = (now, keys.clone());
        keys
    }
}

async fn make<P: Signing>(
    platform: &P,
    masters: &MasterKeys,
    algorithm: SigningAlgorithm,
) -> Result<StoredKey, Failure> {
    let made = platform.generate(algorithm, &masters.newest_key(Purpose::SigningKey)).await?;
    Ok(StoredKey {
        kid: made.public.thumbprint(),
        algorithm,
        public: made.public,
        sealed: base64url::encode(&made.wrapped),
        master_key: masters.newest_id().to_owned(),
        current: true,
    })
}

fn lost(key: &StoredKey) -> Failure {
    Failure::Us { reason: format!("signing key {} can't be opened", key.kid), temporary: false }
}

fn lost_race(algorithm: SigningAlgorithm) -> Failure {
    Failure::Us { reason: format!("no {} key could be made", algorithm.name()), temporary: true }
}
