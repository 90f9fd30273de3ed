//! Secrets of applications that are known themselves, and not as hashes alone: Worker secrets that documents name, and those of
//! registered applications that sign with them (`client_secret_jwt`, OpenID Connect Core §9). A signature can't be verified by a
//! hash, so that these are kept sealed. An older master key still opens them.

use crate::config::{Credentials, is_sample_secret};
use crate::encode::hash;
use crate::ports::Platform;
use crate::request::site::Site;
use crate::secrets::{self, Purpose};

/// What is kept of `secret`, whichever method it is for.
pub fn credentials<P: Platform>(site: &Site<P>, client_id: &str, secret: &str) -> Credentials {
    let (keys, nonce) = (&site.settings.master_keys, site.platform.random_bytes());
    let bound_to = [site.issuer(), client_id];
    let sealed = secrets::seal(keys, Purpose::ClientSecret, nonce, &bound_to, secret.as_bytes());
    Credentials { secret: Some(hash::sha256(secret)), sealed: Some(sealed) }
}

/// The secret, where its master key is still here.
pub fn open<P: Platform>(site: &Site<P>, client_id: &str, sealed: &str) -> Option<String> {
    let (keys, bound_to) = (&site.settings.master_keys, [site.issuer(), client_id]);
    let secret = secrets::open(keys, Purpose::ClientSecret, &bound_to, sealed)?;
    String::from_utf8(secret).ok()
}

/// A Worker secret that an application's document names; outside development a sample is none.
pub fn named<P: Platform>(site: &Site<P>, name: &str) -> Option<String> {
    let secret = site.platform.worker_secret(name)?;
    let sample = is_sample_secret(&hash::sha256_bytes(secret.as_bytes()));
    (site.settings.development || !sample).then_some(secret)
}
