//! Words of the WebCrypto API.

use crate::protocol::SigningAlgorithm;
use js_sys::{Array, ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{SubtleCrypto, WorkerGlobalScope};

/// `crypto.subtle`.
pub fn subtle() -> Result<SubtleCrypto, JsValue> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    Ok(scope.crypto()?.subtle())
}

/// What a promise comes to, as the type it is known to have.
pub async fn settled<T: JsCast>(promise: Promise) -> Result<T, JsValue> {
    Ok(promise.await?.unchecked_into())
}

/// The bytes a promise comes to.
pub async fn bytes(promise: Promise) -> Result<Vec<u8>, JsValue> {
    let buffer: ArrayBuffer = settled(promise).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// A plain object.
pub fn object(entries: &[(&str, JsValue)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in entries {
        Reflect::set(&object, &JsValue::from_str(name), value)?;
    }
    Ok(object)
}

/// `keyUsages`.
pub fn usages(names: &[&str]) -> JsValue {
    names.iter().map(|name| JsValue::from_str(name)).collect::<Array>().into()
}

/// AES-GCM with `nonce`.
pub fn aes_gcm(nonce: &[u8]) -> Result<Object, JsValue> {
    object(&[("name", "AES-GCM".into()), ("iv", Uint8Array::from(nonce).into())])
}

/// What generating, importing, signing and verifying with `algorithm` all take.
pub fn parameters(algorithm: SigningAlgorithm) -> Result<Object, JsValue> {
    match algorithm {
        SigningAlgorithm::RS256 => rsa("RSASSA-PKCS1-v1_5"),
        SigningAlgorithm::PS256 => rsa("RSA-PSS"),
        SigningAlgorithm::ES256 => object(&[
            ("name", "ECDSA".into()),
            ("namedCurve", "P-256".into()),
            ("hash", "SHA-256".into()),
        ]),
        SigningAlgorithm::EdDSA => object(&[("name", "Ed25519".into())]),
    }
}

/// RSA's, of 2048 bits; the salt's length is PSS's alone (RFC 7518 §3.5).
fn rsa(name: &str) -> Result<Object, JsValue> {
    object(&[
        ("name", name.into()),
        ("hash", "SHA-256".into()),
        ("modulusLength", 2048.into()),
        ("publicExponent", Uint8Array::from([1, 0, 1].as_slice()).into()),
        ("saltLength", 32.into()),
    ])
}
