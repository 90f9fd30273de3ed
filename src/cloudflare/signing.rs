//! Signing keys by WebCrypto: a private key is never in wasm's memory, wrapped or unwrapped.

use super::webcrypto::{aes_gcm, bytes, object, parameters, settled, subtle, usages};
use super::{Edge, js};
use crate::ports::{NewKey, Randomness, Signing, SigningError};
use crate::protocol::{PublicJwk, SigningAlgorithm};
use js_sys::{JSON, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CryptoKey, CryptoKeyPair};

const NONCE_LENGTH: usize = 12;
const ED25519_SIGNATURE_LENGTH: usize = 64;

impl Signing for Edge {
    type Key = CryptoKey;

    async fn generate(
        &self,
        algorithm: SigningAlgorithm,
        wrapping_key: &[u8; 32],
    ) -> Result<NewKey, SigningError> {
        let nonce = self.random_bytes();
        let (jwk, wrapped) =
            generate(algorithm, wrapping_key, nonce).await.map_err(|error| fault(&error))?;
        let public = serde_json::from_str(&jwk).map_err(|error| SigningError(error.to_string()))?;
        Ok(NewKey { public, wrapped })
    }

    async fn unwrap(
        &self,
        algorithm: SigningAlgorithm,
        wrapped: &[u8],
        wrapping_key: &[u8; 32],
    ) -> Result<CryptoKey, SigningError> {
        unwrap(algorithm, wrapped, wrapping_key).await.map_err(|error| fault(&error))
    }

    async fn sign(
        &self,
        algorithm: SigningAlgorithm,
        key: &CryptoKey,
        message: &[u8],
    ) -> Result<Vec<u8>, SigningError> {
        sign(algorithm, key, message).await.map_err(|error| fault(&error))
    }

    async fn verify(
        &self,
        algorithm: SigningAlgorithm,
        public: &PublicJwk,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, SigningError> {
        let jwk = serde_json::to_string(public).map_err(|error| SigningError(error.to_string()))?;
        // Of Ed25519 alone, workerd throws for what can't be a signature.
        if algorithm == SigningAlgorithm::EdDSA && signature.len() != ED25519_SIGNATURE_LENGTH {
            return Ok(false);
        }
        verify(algorithm, &jwk, message, signature).await.map_err(|error| fault(&error))
    }
}

fn fault(thrown: &JsValue) -> SigningError {
    SigningError(js::message(thrown))
}

/// The public JWK as JSON; nonce and wrapped private key.
async fn generate(
    algorithm: SigningAlgorithm,
    wrapping_key: &[u8; 32],
    nonce: [u8; NONCE_LENGTH],
) -> Result<(String, Vec<u8>), JsValue> {
    let subtle = subtle()?;
    let usages = usages(&["sign", "verify"]);
    let made = subtle.generate_key_with_object(&parameters(algorithm)?, true, &usages)?;
    let pair: CryptoKeyPair = settled(made).await?;
    let wrapping = import_wrapping_key(wrapping_key).await?;
    let private = pair.get_private_key();
    let wrapped =
        bytes(subtle.wrap_key_with_object("pkcs8", &private, &wrapping, &aes_gcm(&nonce)?)?)
            .await?;
    let jwk: JsValue = settled(subtle.export_key("jwk", &pair.get_public_key())?).await?;
    Ok((JSON::stringify(&jwk)?.into(), [nonce.as_slice(), &wrapped].concat()))
}

async fn unwrap(
    algorithm: SigningAlgorithm,
    wrapped: &[u8],
    wrapping_key: &[u8; 32],
) -> Result<CryptoKey, JsValue> {
    let (nonce, ciphertext) =
        wrapped.split_at_checked(NONCE_LENGTH).ok_or("a wrapped key is shorter than its nonce")?;
    let wrapping = import_wrapping_key(wrapping_key).await?;
    settled(subtle()?.unwrap_key_with_u8_array_and_object_and_object(
        "pkcs8",
        ciphertext,
        &wrapping,
        &aes_gcm(nonce)?,
        &parameters(algorithm)?,
        false,
        &usages(&["sign"]),
    )?)
    .await
}

async fn import_wrapping_key(key: &[u8; 32]) -> Result<CryptoKey, JsValue> {
    settled(subtle()?.import_key_with_object(
        "raw",
        &Uint8Array::from(key.as_slice()),
        &object(&[("name", "AES-GCM".into())])?,
        false,
        &usages(&["wrapKey", "unwrapKey"]),
    )?)
    .await
}

async fn sign(
    algorithm: SigningAlgorithm,
    key: &CryptoKey,
    message: &[u8],
) -> Result<Vec<u8>, JsValue> {
    let parameters = parameters(algorithm)?;
    bytes(subtle()?.sign_with_object_and_u8_array(&parameters, key, message)?).await
}

async fn verify(
    algorithm: SigningAlgorithm,
    jwk: &str,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, JsValue> {
    let subtle = subtle()?;
    let parameters = parameters(algorithm)?;
    let jwk: Object = JSON::parse(jwk)?.unchecked_into();
    let usages = usages(&["verify"]);
    let key: CryptoKey =
        settled(subtle.import_key_with_object("jwk", &jwk, &parameters, false, &usages)?).await?;
    let verified = subtle.verify_with_object_and_u8_array_and_u8_array(
        &parameters,
        &key,
        signature,
        message,
    )?;
    Ok(verified.await?.is_truthy())
}
