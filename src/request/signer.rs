//! JSON Web Tokens of this issuer, signed with its newest key for an algorithm.

use crate::failure::{Failure, Ours};
use crate::keyring::Keyring;
use crate::ports::{Database, Randomness, Signing};
use crate::protocol::SigningAlgorithm;
use crate::protocol::jwt::{self, TokenType};
use crate::secrets::MasterKeys;
use serde_json::{Map, Value};

/// A key that signs, with what its tokens say of it.
pub struct Signer<Key> {
    algorithm: SigningAlgorithm,
    kid: String,
    key: Key,
}

impl<Key: Clone + 'static> Signer<Key> {
    /// The key for `algorithm`.
    ///
    /// # Errors
    /// When there is none, and none can be made.
    pub async fn of<P>(
        platform: &P,
        keys: &Keyring<Key>,
        masters: &MasterKeys,
        algorithm: SigningAlgorithm,
        now: i64,
    ) -> Result<Self, Failure>
    where
        P: Database + Randomness + Signing<Key = Key>,
    {
        let (kid, key) = keys.signer(platform, masters, algorithm, now).await?;
        Ok(Self { algorithm, kid, key })
    }

    /// A token made `now` that lives for `lifetime` seconds, or has no end.
    ///
    /// # Errors
    /// When the key can't sign.
    pub async fn sign(
        &self,
        platform: &impl Signing<Key = Key>,
        token_type: TokenType,
        now: i64,
        lifetime: impl Into<Option<i64>>,
        claims: Map<String, Value>,
    ) -> Result<String, Failure> {
        let end = lifetime.into().map(|lifetime| now + lifetime);
        let unsigned = jwt::unsigned(self.algorithm, &self.kid, token_type, now, end, claims);
        let unsigned = unsigned.ok_or_else(|| {
            Failure::Us(Ours::Lasting("the claims can't be written as JSON".to_owned()))
        })?;
        let signature = platform.sign(self.algorithm, &self.key, unsigned.as_bytes()).await?;
        Ok(jwt::signed(&unsigned, &signature))
    }
}
