//! The session cookie: a 256-bit secret, of which D1 keeps the SHA-256.

use super::site::Site;
use crate::encode::hash;
use crate::http::{Cookie, cookie};
use crate::ports::Platform;
use crate::protocol::lifetime;

/// The SHA-256 of the secret this browser presents, if it presents one.
pub fn presented<P: Platform>(site: &Site<P>) -> Option<String> {
    let value = cookie(&site.request.headers, &site.cookie_name("sid"))?;
    (value.len() == 43).then(|| hash::sha256(value))
}

/// The cookie that brings `secret`; kept for a month if the person asked for it.
pub fn bring<P: Platform>(site: &Site<P>, secret: &str, keep: bool) -> Cookie {
    make(site, secret, keep.then_some(lifetime::SESSION_KEPT))
}

/// The cookie that takes it away.
pub fn forget<P: Platform>(site: &Site<P>) -> Cookie {
    make(site, "", Some(0))
}

fn make<P: Platform>(site: &Site<P>, value: &str, max_age: Option<i64>) -> Cookie {
    Cookie {
        name: site.cookie_name("sid"),
        value: value.to_owned(),
        max_age,
        secure: site.settings.secure(),
        framed: false,
    }
}
