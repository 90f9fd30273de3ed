//! Real keys and signatures, by the algorithms of `jwt-compact`: natively there is no WebCrypto.

mod fault;
mod key;
mod rsa_keys;

use self::fault::fault;
use self::key::NativeKey;
use crate::ports::{NewKey, Signing, SigningError};
use crate::protocol::{PublicJwk, SigningAlgorithm};
use aes_gcm::aead::Aead;
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use jwt_compact::alg::RsaPrivateKey;
use rsa::rand_core::{OsRng, RngCore};
use std::cell::Cell;
use std::rc::Rc;

const NONCE_LENGTH: usize = 12;

/// Signs as WebCrypto does. A private key is wrapped as a JWK instead of PKCS #8: nothing else opens it.
#[derive(Clone, Default)]
pub struct NativeSigning {
    rsa_keys_made: Rc<Cell<usize>>,
}

impl NativeSigning {
    fn next_rsa_key(&self) -> Result<RsaPrivateKey, SigningError> {
        let made = self.rsa_keys_made.get();
        self.rsa_keys_made.set(made + 1);
        rsa_keys::nth(made)
    }
}

impl Signing for NativeSigning {
    type Key = Rc<NativeKey>;

    async fn generate(
        &self,
        algorithm: SigningAlgorithm,
        wrapping_key: &[u8; 32],
    ) -> Result<NewKey, SigningError> {
        let key = match algorithm {
            SigningAlgorithm::RS256 => NativeKey::RS256(Box::new(self.next_rsa_key()?)),
            SigningAlgorithm::PS256 => NativeKey::PS256(Box::new(self.next_rsa_key()?)),
            SigningAlgorithm::ES256 => NativeKey::new_es256()?,
            SigningAlgorithm::EdDSA => NativeKey::new_eddsa(),
        };
        let mut nonce = [0; NONCE_LENGTH];
        OsRng.fill_bytes(&mut nonce);
        let sealed = Aes256Gcm::new(wrapping_key.into())
            .encrypt(Nonce::from_slice(&nonce), key.private_jwk()?.as_slice())
            .map_err(|_| fault("the key can't be wrapped"))?;
        Ok(NewKey { public: key.public()?, wrapped: [nonce.as_slice(), &sealed].concat() })
    }

    async fn unwrap(
        &self,
        algorithm: SigningAlgorithm,
        wrapped: &[u8],
        wrapping_key: &[u8; 32],
    ) -> Result<Rc<NativeKey>, SigningError> {
        let (nonce, sealed) = wrapped
            .split_at_checked(NONCE_LENGTH)
            .ok_or_else(|| fault("a wrapped key is shorter than its nonce"))?;
        let jwk = Aes256Gcm::new(wrapping_key.into())
            .decrypt(Nonce::from_slice(nonce), sealed)
            .map_err(|_| fault("the key does not open"))?;
        NativeKey::from_private_jwk(algorithm, &jwk).map(Rc::new)
    }

    async fn sign(
        &self,
        algorithm: SigningAlgorithm,
        key: &Rc<NativeKey>,
        message: &[u8],
    ) -> Result<Vec<u8>, SigningError> {
        if key.algorithm() == algorithm {
            Ok(key.sign(message))
        } else {
            Err(fault("the key is for another algorithm"))
        }
    }

    async fn verify(
        &self,
        algorithm: SigningAlgorithm,
        public: &PublicJwk,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, SigningError> {
        key::verify(algorithm, public, message, signature)
    }
}
