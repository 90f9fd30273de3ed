//! Asymmetric keys whose private half never enters this program's memory.

use crate::protocol::{PublicJwk, SigningAlgorithm};

/// A key pair as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// The public half.
    pub public: PublicJwk,
    /// The private half (PKCS #8), wrapped with AES-256-GCM: 12 bytes of nonce, then the ciphertext.
    pub wrapped: Vec<u8>,
}

/// A key could not be made, opened or used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningError(pub String);

/// Makes and uses signing keys: WebCrypto on Workers.
pub trait Signing {
    /// A private key ready to sign, not extractable.
    type Key: Clone + 'static;

    /// Makes a key pair and wraps its private half with `wrapping_key`.
    async fn generate(
        &self,
        algorithm: SigningAlgorithm,
        wrapping_key: &[u8; 32],
    ) -> Result<NewKey, SigningError>;

    /// Opens a private key that [`Signing::generate`] wrapped.
    async fn unwrap(
        &self,
        algorithm: SigningAlgorithm,
        wrapped: &[u8],
        wrapping_key: &[u8; 32],
    ) -> Result<Self::Key, SigningError>;

    /// Signs `message`: the raw JWS signature (RFC 7518 §3).
    async fn sign(
        &self,
        algorithm: SigningAlgorithm,
        key: &Self::Key,
        message: &[u8],
    ) -> Result<Vec<u8>, SigningError>;

    /// Whether `signature` over `message` is by `public`.
    async fn verify(
        &self,
        algorithm: SigningAlgorithm,
        public: &PublicJwk,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, SigningError>;
}
