//! An application's public keys: in its document or at a URL, not both (RFC 7591 §2).

use super::server_url;
use crate::config::Mode;
use crate::config::fault::Faults;
use crate::config::raw::app::Jwks;
use crate::encode::gather::Gather;
use crate::protocol::ClientKeys;
use crate::protocol::key_set::KeySet;
use serde_json::{Map, Value};

/// The keys.
pub fn check(
    jwks: Option<Jwks>,
    jwks_uri: Option<String>,
    mode: &Mode,
    faults: &mut Faults,
) -> ClientKeys {
    match (jwks, jwks_uri) {
        (None, None) => ClientKeys::None,
        (Some(_), Some(_)) => {
            faults.add("/jwksUri", "stands beside `jwks`; one of them is allowed");
            ClientKeys::None
        }
        (Some(jwks), None) => ClientKeys::Inline(inline(jwks, faults)),
        (None, Some(url)) => {
            server_url::check(&url, "/jwksUri", mode, faults);
            ClientKeys::At(url)
        }
    }
}

fn inline(jwks: Jwks, faults: &mut Faults) -> KeySet {
    let keys = jwks.keys.unwrap_or_default().into_iter();
    let keys: Vec<Map<String, Value>> = keys.map(|key| key.into_iter().gather()).collect();
    let (set, wrong) = KeySet::read(&keys);
    if set.0.is_empty() && wrong.is_empty() {
        let sentence =
            "holds no key that verifies signatures; allowed: RSA, EC on P-256, OKP on Ed25519";
        faults.add_to_whole("/jwks/keys", sentence);
    }
    for (at, sentence) in wrong {
        faults.add(format!("/jwks/keys/{at}"), sentence);
    }
    set
}
