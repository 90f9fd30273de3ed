//! Real keys and signatures, by the algorithms of `jwt-compact`.

mod key;
mod rsa_keys;

use aes_gcm::aead::Aead;
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use key::TestKey;
use rsa::rand_core::{OsRng, RngCore};
use std::cell::Cell;
use std::rc::Rc;
use vestibule::ports::{NewKey, Signing, SigningError};
use vestibule::protocol::{PublicJwk, SigningAlgorithm};

const NONCE_LENGTH: usize = 12;

/// Signs as WebCrypto does. A private key is wrapped as a JWK instead of PKCS #8: nothing else opens it.
#[derive(Clone, Default)]
pub struct TestSigning {
    rsa_keys_made: Rc<Cell<usize>>,
}

impl Signing for TestSigning {
    type Key = Rc<TestKey>;

    async fn generate(
        &self,
        algorithm: SigningAlgorithm,
        wrapping_key: &[u8; 32],
    ) -> Result<NewKey, SigningError> {
        let key = match algorithm {
            SigningAlgorithm::RS256 => {
                let made = self.rsa_keys_made.get();
                self.rsa_keys_made.set(made + 1);
                TestKey::RS256(Box::new(rsa_keys::nth(made)))
            }
            other => TestKey::new(other),
        };
        let mut nonce = [0; NONCE_LENGTH];
        OsRng.fill_bytes(&mut nonce);
        let sealed = Aes256Gcm::new(wrapping_key.into())
            .encrypt(Nonce::from_slice(&nonce), key.private_jwk().as_slice())
            .unwrap();
        Ok(NewKey { public: key.public(), wrapped: [nonce.as_slice(), &sealed].concat() })
    }

    async fn unwrap(
        &self,
        algorithm: SigningAlgorithm,
        wrapped: &[u8],
        wrapping_key: &[u8; 32],
    ) -> Result<Rc<TestKey>, SigningError> {
        let (nonce, sealed) = wrapped
            .split_at_checked(NONCE_LENGTH)
            .ok_or_else(|| fault("a wrapped key is shorter than its nonce"))?;
        let jwk = Aes256Gcm::new(wrapping_key.into())
            .decrypt(Nonce::from_slice(nonce), sealed)
            .map_err(|_| fault("the key does not open"))?;
        TestKey::from_private_jwk(algorithm, &jwk).map(Rc::new).map_err(|error| fault(&error))
    }

    async fn sign(
        &self,
        algorithm: SigningAlgorithm,
        key: &Rc<TestKey>,
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
        key::verify(algorithm, public, message, signature).map_err(|error| fault(&error))
    }
}

fn fault(why: &str) -> SigningError {
    SigningError(why.to_owned())
}
