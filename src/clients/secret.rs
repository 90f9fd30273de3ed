//! The secrets of registered applications that sign with them (`client_secret_jwt`, OpenID Connect Core §9): from a hash no
//! signature can be verified, so that these are kept sealed. An older master key still opens them.

use crate::config::Credentials;
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
