//! Which key signs, and which are published (OpenID Connect Core §10.1.1): decided by the rows' times alone, so that every
//! isolate comes to the same. A key that signs was published before, so that nobody meets a signature by a key they could
//! not have fetched; it stays published until all that it signed is over.

use crate::protocol::{SigningAlgorithm, lifetime};
use crate::store::keys::StoredKey;

/// What a key is used for at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// New signatures are by it.
    Signing,
    /// Published ahead of signing.
    Next,
    /// Another one signs; what it signed may still be in use.
    Retired,
    /// No longer published; it still tells whose an ID token is that comes back as a hint.
    Hints,
    /// None.
    Over,
    /// None: it was switched off.
    Revoked,
}

impl Use {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Signing => "signing",
            Self::Next => "next",
            Self::Retired => "retired",
            Self::Hints => "hints",
            Self::Over => "over",
            Self::Revoked => "revoked",
        }
    }

    /// Whether `/jwks` shows it.
    pub fn is_published(self) -> bool {
        self <= Self::Retired
    }

    /// Whether what it signed is ours.
    pub fn is_accepted(self) -> bool {
        self <= Self::Hints
    }
}

/// The key that signs with `algorithm` at `now`, of those that `opens`: the newest that may by its time, else, where that
/// one is lost or revoked, the next, which is published already.
pub fn signer(
    keys: &[StoredKey],
    algorithm: SigningAlgorithm,
    now: i64,
    opens: impl Fn(&StoredKey) -> bool,
) -> Option<&StoredKey> {
    let candidates = keys.iter().filter(|key| {
        key.algorithm == algorithm
            && !key.revoked
            && succeeded_at(keys, key).is_none_or(|moment| now < moment)
            && opens(key)
    });
    candidates.min_by_key(|key| (key.signs_at > now, key.generation))
}

/// What `key` is used for at `now`.
pub fn usage(keys: &[StoredKey], key: &StoredKey, now: i64) -> Use {
    if key.revoked {
        return Use::Revoked;
    }
    match succeeded_at(keys, key) {
        Some(moment) if now >= moment + lifetime::SIGNING_KEY_HINTS => Use::Over,
        Some(moment) if now >= moment + lifetime::SIGNING_KEY_RETIRED => Use::Hints,
        Some(moment) if now >= moment => Use::Retired,
        _ => match signer(keys, key.algorithm, now, |_| true) {
            Some(signer) if signer.kid == key.kid => Use::Signing,
            _ => Use::Next,
        },
    }
}

/// Whether an application uses `algorithm`, as far as its documents served lately.
pub fn is_named(keys: &[StoredKey], algorithm: SigningAlgorithm, now: i64) -> bool {
    let lately = now - lifetime::ALGORITHM_NAMED;
    keys.iter().any(|key| key.algorithm == algorithm && key.named_at > lately)
}

/// Whether `key` is near its end and no successor is wanted yet.
pub fn ends_soon(keys: &[StoredKey], key: &StoredKey, now: i64) -> bool {
    let last = key.generation == newest_generation(keys, key.algorithm);
    let ends = key.signs_at + lifetime::SIGNING_KEY;
    last && key.rotate_at.is_none() && ends <= now + lifetime::SIGNING_KEY_AHEAD
}

/// The algorithms that want a successor of their newest key, and when it shall sign: a key that signs may be near its end
/// or ordered to end, and one that was to follow may be revoked.
pub fn wanted(keys: &[StoredKey], now: i64) -> Vec<(SigningAlgorithm, i64)> {
    let want = |algorithm| {
        let own = keys.iter().filter(|key| key.algorithm == algorithm && !key.revoked);
        let newest = own.max_by_key(|key| key.generation)?;
        let ends = [newest.rotate_at, succeeded_at(keys, newest)].into_iter().flatten().min()?;
        Some((algorithm, ends.max(now + lifetime::SIGNING_KEY_LEAST_AHEAD)))
    };
    SigningAlgorithm::ALL.into_iter().filter_map(want).collect()
}

/// The newest generation of an algorithm; 0 before the first.
pub fn newest_generation(keys: &[StoredKey], algorithm: SigningAlgorithm) -> i64 {
    let own = keys.iter().filter(|key| key.algorithm == algorithm);
    own.map(|key| key.generation).max().unwrap_or_default()
}

/// When one of a later generation began, or begins, to sign.
fn succeeded_at(keys: &[StoredKey], key: &StoredKey) -> Option<i64> {
    let later =
        |other: &&StoredKey| other.algorithm == key.algorithm && other.generation > key.generation;
    keys.iter().filter(later).map(|other| other.signs_at).min()
}
