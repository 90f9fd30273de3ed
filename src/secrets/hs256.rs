//! HS256 (RFC 7518 §3.2): HMAC-SHA-256 under a secret that an application shares with us, of at least 32 bytes.

use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The shortest secret, in bytes.
pub const SHORTEST: usize = 32;

/// Whether `signature` over `message` was made with `secret`, compared in constant time.
pub fn verifies(secret: &str, message: &str, signature: &[u8]) -> bool {
    secret.len() >= SHORTEST
        && Hmac::<Sha256>::new_from_slice(secret.as_bytes())
            .is_ok_and(|mac| mac.chain_update(message).verify_slice(signature).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::base64url;

    #[test]
    fn a_signature_counts_under_its_own_secret_alone() {
        let secret = "0123456789abcdef0123456789abcdef";
        let message = "eyJhbGciOiJIUzI1NiJ9.e30";
        let signature = base64url::decode("x68P15GCa1HmSDdw4rVLsw6ZdUMyLZHfITcI3kWE3Eg").unwrap();
        assert!(verifies(secret, message, &signature));
        assert!(!verifies(secret, "eyJhbGciOiJIUzI1NiJ9.e31", &signature));
        assert!(!verifies("0123456789abcdef0123456789abcdeF", message, &signature));
        assert!(!verifies(secret, message, &[]));
        let short = base64url::decode("Ww").unwrap();
        assert!(!verifies("short", message, &short));
    }
}
