//! AES-256-GCM sealing: `{key id}.{base64url of nonce and ciphertext}`.

use super::{MasterKeys, Purpose};
use crate::encode::base64url;
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};

/// Seals `plain` for `purpose`; `bound_to` (issuer, id …) must be given again to open it.
pub fn seal(
    keys: &MasterKeys,
    purpose: Purpose,
    nonce: [u8; 12],
    bound_to: &[&str],
    plain: &[u8],
) -> String {
    let aad = bound_to.join("\u{0}");
    let cipher = Aes256Gcm::new(&keys.newest_key(purpose).into());
    let payload = Payload { msg: plain, aad: aad.as_bytes() };
    // AES-GCM refuses only messages of 64 GiB and more.
    let sealed = cipher.encrypt(&nonce.into(), payload).unwrap_or_default();
    let mut bytes = nonce.to_vec();
    bytes.extend(sealed);
    format!("{}.{}", keys.newest_id(), base64url::encode(&bytes))
}

/// Opens what [`seal`] made; none for anything else.
pub fn open(
    keys: &MasterKeys,
    purpose: Purpose,
    bound_to: &[&str],
    sealed: &str,
) -> Option<Vec<u8>> {
    let (id, encoded) = sealed.split_once('.')?;
    let key = keys.key(id, purpose)?;
    let bytes = base64url::decode(encoded)?;
    let (nonce, ciphertext) = bytes.split_at_checked(12)?;
    let nonce: [u8; 12] = nonce.try_into().ok()?;
    let aad = bound_to.join("\u{0}");
    let payload = Payload { msg: ciphertext, aad: aad.as_bytes() };
    Aes256Gcm::new(&key.into()).decrypt(&nonce.into(), payload).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> MasterKeys {
        MasterKeys::parse(text).unwrap()
    }

    const OLD: &str = "a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";
    const NEW: &str = "b:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA";

    #[test]
    fn what_is_sealed_opens_for_its_own_purpose_and_binding_alone() {
        let bound = ["issuer", "id"];
        let sealed = seal(&keys(OLD), Purpose::Transaction, [7; 12], &bound, b"request");
        let opened = |purpose, bound_to: &[&str]| open(&keys(OLD), purpose, bound_to, &sealed);
        assert_eq!(opened(Purpose::Transaction, &bound), Some(b"request".to_vec()));
        assert_eq!(opened(Purpose::Transaction, &["issuer", "other"]), None);
        assert_eq!(opened(Purpose::PageToken, &bound), None);
        assert_eq!(open(&keys(OLD), Purpose::Transaction, &bound, "a.AAAA"), None);
    }

    #[test]
    fn an_older_master_key_still_opens() {
        let sealed = seal(&keys(OLD), Purpose::Transaction, [7; 12], &[], b"x");
        let both = keys(&format!("{NEW} {OLD}"));
        assert_eq!(open(&both, Purpose::Transaction, &[], &sealed), Some(b"x".to_vec()));
        assert_eq!(open(&keys(NEW), Purpose::Transaction, &[], &sealed), None);
    }
}
