//! Base64url without padding (RFC 4648 §5).

use base64ct::{Base64UrlUnpadded, Encoding};

/// `bytes` as text.
pub fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// The bytes of `text`; none if it is not base64url.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}
