//! An application's public keys: in its document or at a URL, not both (RFC 7591 §2).

use super::server_url;
use crate::config::Mode;
use crate::config::fault::At;
use crate::config::raw::app::Jwks;
use crate::encode::gather::Gather;
use crate::protocol::ClientKeys;
use crate::protocol::key_set::KeySet;
use serde_json::{Map, Value};

/// The keys.
pub fn check(jwks: Option<Jwks>, jwks_uri: Option<String>, mode: &Mode, at: &At<'_>) -> ClientKeys {
    match (jwks, jwks_uri) {
        (None, None) => ClientKeys::None,
        (Some(_), Some(_)) => {
            at.field("jwksUri").fault("stands beside `jwks`; one of them is allowed");
            ClientKeys::None
        }
        (Some(jwks), None) => ClientKeys::Inline(inline(jwks, at)),
        (None, Some(url)) => {
            server_url::check(&url, mode, &at.field("jwksUri"));
            ClientKeys::At(url)
        }
    }
}

fn inline(jwks: Jwks, at: &At<'_>) -> KeySet {
    let keys = jwks.keys.unwrap_or_default().into_iter();
    let keys: Vec<Map<String, Value>> = keys.map(|key| key.into_iter().gather()).collect();
    let (set, wrong) = KeySet::read(&keys);
    if set.0.is_empty() && wrong.is_empty() {
        let sentence =
            "holds no key that verifies signatures; allowed: RSA, EC on P-256, OKP on Ed25519";
        at.field("jwks").field("keys").fault_of_whole(sentence);
    }
    for (index, sentence) in wrong {
        at.field("jwks").field("keys").item(index).fault(sentence);
    }
    set
}
