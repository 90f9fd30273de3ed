//! Signing by whatever the platform was made with: this crate itself has no private-key code.

use super::NativePlatform;
use crate::ports::{NewKey, Signing, SigningError};
use crate::protocol::{PublicJwk, SigningAlgorithm};
use std::convert::Infallible;

/// Signs nothing: enough for the command line, and for tests of what signs nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoSigning;

impl Signing for NoSigning {
    type Key = Infallible;

    async fn generate(&self, _: SigningAlgorithm, _: &[u8; 32]) -> Result<NewKey, SigningError> {
        none()
    }

    async fn unwrap(
        &self,
        _: SigningAlgorithm,
        _: &[u8],
        _: &[u8; 32],
    ) -> Result<Infallible, SigningError> {
        none()
    }

    async fn sign(
        &self,
        _: SigningAlgorithm,
        key: &Infallible,
        _: &[u8],
    ) -> Result<Vec<u8>, SigningError> {
        match *key {}
    }

    async fn verify(
        &self,
        _: SigningAlgorithm,
        _: &PublicJwk,
        _: &[u8],
        _: &[u8],
    ) -> Result<bool, SigningError> {
        none()
    }
}

fn none<T>() -> Result<T, SigningError> {
    Err(SigningError("this platform has no signing keys".to_owned()))
}

impl<S: Signing> Signing for NativePlatform<S> {
    type Key = S::Key;

    async fn generate(
        &self,
        algorithm: SigningAlgorithm,
        wrapping_key: &[u8; 32],
    ) -> Result<NewKey, SigningError> {
        self.signing.generate(algorithm, wrapping_key).await
    }

    async fn unwrap(
        &self,
        algorithm: SigningAlgorithm,
        wrapped: &[u8],
        wrapping_key: &[u8; 32],
    ) -> Result<Self::Key, SigningError> {
        self.signing.unwrap(algorithm, wrapped, wrapping_key).await
    }

    async fn sign(
        &self,
        algorithm: SigningAlgorithm,
        key: &Self::Key,
        message: &[u8],
    ) -> Result<Vec<u8>, SigningError> {
        self.signing.sign(algorithm, key, message).await
    }

    async fn verify(
        &self,
        algorithm: SigningAlgorithm,
        public: &PublicJwk,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, SigningError> {
        self.signing.verify(algorithm, public, message, signature).await
    }
}
