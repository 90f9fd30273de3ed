//! This isolate's signing keys: read, made where an algorithm has none or wants a successor, opened, cached.

pub mod schedule;

use crate::encode::base64url;
use crate::encode::gather::in_order;
use crate::failure::{Failure, Ours};
use crate::ports::{Database, Randomness, Signing};
use crate::protocol::{PublicJwk, SigningAlgorithm};
use crate::secrets::{MasterKeys, Purpose};
use crate::store::keys::{self, StoredKey};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Keys are read anew after this, so that one that was revoked is refused within five minutes …
const FRESH: i64 = 240;
/// … and before they are published after this, so that one that was made elsewhere is soon in every key set.
const FRESH_TO_PUBLISH: i64 = 60;
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
    /// Every key to publish, those that sign first, and of these those that applications use: some clients take the first one
    /// that they find. There is one for every algorithm before an application needs it: its
    /// first signature can be checked with a key set that was fetched long before.
    pub async fn published<P>(
        &self,
        platform: &P,
        masters: &MasterKeys,
        now: i64,
    ) -> Result<Vec<StoredKey>, Failure>
    where
        P: Database + Randomness + Signing<Key = Key>,
    {
        self.current(platform, masters, SigningAlgorithm::RS256, now, FRESH_TO_PUBLISH).await?;
        let mut keys = self.known.borrow().1.clone();
        for algorithm in SigningAlgorithm::ALL {
            let opens = |key: &StoredKey| masters.opens(&key.master_key);
            if schedule::signer(&keys, algorithm, now, opens).is_none() {
                // Where it can't be made now, the next look makes it.
                let made = self.make(platform, masters, &keys, (algorithm, now), now).await;
                keys = made.unwrap_or(keys);
            }
        }
        let place = |key: &StoredKey| {
            let unnamed = !schedule::is_named(&keys, key.algorithm, now);
            (schedule::usage(&keys, key, now), unnamed, key.algorithm)
        };
        let places = keys.iter().map(|key| (place(key), key));
        let published = places.filter(|((usage, ..), _)| usage.is_published());
        let published = in_order(published, |one, other| one.0 < other.0);
        Ok(published.into_iter().map(|(_, key)| key.clone()).collect())
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
        let stored = self.current(platform, masters, algorithm, now, FRESH).await?;
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

    /// The key `kid`, if what it signed is still ours.
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
            let key = keys.iter().find(|key| key.kid == kid)?;
            let accepted = schedule::usage(keys, key, now).is_accepted();
            accepted.then(|| (key.algorithm, key.public.clone()))
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
        fresh: i64,
    ) -> Result<StoredKey, Failure>
    where
        P: Database + Randomness + Signing<Key = Key>,
    {
        let signer = |keys: &[StoredKey]| {
            let opens = |key: &StoredKey| masters.opens(&key.master_key);
            schedule::signer(keys, algorithm, now, opens).cloned()
        };
        let (read_at, keys) = self.known.borrow().clone();
        if now < read_at.saturating_add(fresh)
            && let Some(key) = signer(&keys)
            && !schedule::ends_soon(&keys, &key, now)
        {
            return Ok(key);
        }
        let mut keys = self.remember(keys::read(platform).await?, now);
        if signer(&keys).is_some_and(|key| schedule::ends_soon(&keys, &key, now)) {
            keys = self.remember(keys::want_successor(platform, algorithm, now).await?, now);
        }
        // Where no successor can be made now, the next read or the cron trigger makes it.
        let keys = self.succeed(platform, masters, keys.clone(), now).await.unwrap_or(keys);
        if let Some(key) = signer(&keys) {
            return Ok(key);
        }
        let keys = self.make(platform, masters, &keys, (algorithm, now), now).await?;
        signer(&keys).ok_or_else(|| lost_race(algorithm))
    }

    /// What the cron trigger sets off: wanted successors are made, and keys that are over go.
    ///
    /// # Errors
    /// When keys can't be read or made.
    pub async fn rotate<P>(
        &self,
        platform: &P,
        masters: &MasterKeys,
        now: i64,
    ) -> Result<(), Failure>
    where
        P: Database + Signing<Key = Key>,
    {
        let keys = self.remember(keys::tidy(platform, now).await?, now);
        self.succeed(platform, masters, keys, now).await.map(drop)
    }

    async fn succeed<P>(
        &self,
        platform: &P,
        masters: &MasterKeys,
        mut keys: Rc<Vec<StoredKey>>,
        now: i64,
    ) -> Result<Rc<Vec<StoredKey>>, Failure>
    where
        P: Database + Signing<Key = Key>,
    {
        for wanted in schedule::wanted(&keys, now) {
            keys = self.make(platform, masters, &keys, wanted, now).await?;
        }
        Ok(keys)
    }

    /// Makes the next key of an algorithm, unless another isolate was first; every key that there is then.
    async fn make<P>(
        &self,
        platform: &P,
        masters: &MasterKeys,
        keys: &[StoredKey],
        (algorithm, signs_at): (SigningAlgorithm, i64),
        now: i64,
    ) -> Result<Rc<Vec<StoredKey>>, Failure>
    where
        P: Database + Signing<Key = Key>,
    {
        // None is made that can't be kept.
        platform.writes().ask()?;
        let made = platform.generate(algorithm, &masters.newest_key(Purpose::SigningKey)).await?;
        let key = StoredKey {
            kid: made.public.thumbprint(),
            algorithm,
            generation: schedule::newest_generation(keys, algorithm) + 1,
            public: made.public,
            sealed: base64url::encode(&made.wrapped),
            master_key: masters.newest_id().to_owned(),
            created_at: now,
            signs_at,
            rotate_at: None,
            named_at: 0,
            revoked: false,
        };
        Ok(self.remember(keys::add(platform, &key).await?, now))
    }

    fn remember(&self, keys: Vec<StoredKey>, now: i64) -> Rc<Vec<StoredKey>> {
        let keys = Rc::new(keys);
        *self.known.borrow_mut() = (now, keys.clone());
        keys
    }
}

fn lost(key: &StoredKey) -> Failure {
    Failure::Us(Ours::Lasting(format!("signing key {} can't be opened", key.kid)))
}

fn lost_race(algorithm: SigningAlgorithm) -> Failure {
    Failure::Us(Ours::ForNow(format!("no {} key could be made", algorithm.name())))
}
