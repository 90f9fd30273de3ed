//! Refresh tokens: the family's id, a generation and an HMAC over them, bound to the application
//! (RFC 9700 §4.14.2). D1 keeps one row a family; nothing that can't be read here reaches it.

use crate::encode::base64url;
use crate::secrets::{MasterKeys, Purpose};
use subtle::ConstantTimeEq;

/// What a refresh token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshToken {
    /// The family: the id of its grant.
    pub family: String,
    /// How many were given before it.
    pub generation: i64,
}

impl RefreshToken {
    /// The token as the application gets it: `key id.family.generation.HMAC`.
    pub fn encode(&self, keys: &MasterKeys, client_id: &str) -> String {
        let generation = self.generation.to_string();
        let mac = keys.mac(Purpose::RefreshToken, &[client_id, &self.family, &generation]);
        format!("{}.{}.{generation}.{}", keys.newest_id(), self.family, base64url::encode(&mac))
    }

    /// Reads a token that was given to `client_id`; none for any other text.
    pub fn decode(keys: &MasterKeys, client_id: &str, token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let (key, family) = (parts.next()?, parts.next()?);
        let (generation, mac) = (parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let expected =
            keys.mac_with(key, Purpose::RefreshToken, &[client_id, family, generation])?;
        let sent = base64url::decode(mac)?;
        bool::from(expected.as_slice().ct_eq(&sent)).then_some(())?;
        Some(Self { family: family.to_owned(), generation: generation.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_for_its_own_application_alone() {
        let keys = MasterKeys::parse("a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY").unwrap();
        let token = RefreshToken { family: "f".into(), generation: 3 };
        let text = token.encode(&keys, "app");
        assert_eq!(RefreshToken::decode(&keys, "app", &text), Some(token));
        assert_eq!(RefreshToken::decode(&keys, "other", &text), None);
        assert_eq!(RefreshToken::decode(&keys, "app", &text.replace(".3.", ".4.")), None);
        assert_eq!(RefreshToken::decode(&keys, "app", "x"), None);
    }
}
