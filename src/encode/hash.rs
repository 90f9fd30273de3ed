//! SHA-256.

use sha2::{Digest, Sha256};

/// SHA-256 of `text`, as base64url: how one-time values are kept.
pub fn sha256(text: &str) -> String {
    super::base64url::encode(&sha256_bytes(text.as_bytes()))
}

/// SHA-256 of `bytes`.
pub fn sha256_bytes(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
