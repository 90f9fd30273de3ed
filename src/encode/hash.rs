//! SHA-256.

use super::base64url;
use sha2::{Digest, Sha256};

/// SHA-256 of `text`, as base64url: how one-time values are kept.
pub fn sha256(text: &str) -> String {
    base64url::encode(&sha256_bytes(text.as_bytes()))
}

/// SHA-256 of `bytes`.
pub fn sha256_bytes(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// A SHA-256 that is written in base64url or hex.
pub fn read_sha256(text: &str) -> Option<[u8; 32]> {
    let bytes = if text.len() == 64 { from_hex(text) } else { base64url::decode(text) };
    bytes.and_then(|bytes| bytes.try_into().ok())
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.chars().map(|digit| digit.to_digit(16)).collect::<Option<Vec<_>>>()?;
    digits
        .chunks_exact(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(high << 4 | low).ok(),
            _ => None,
        })
        .collect()
}
