//! A secret of this browser. The page tokens of forms that stand outside of a user flow and need nobody to be signed in hold it,
//! so that a token from another browser's page is worth nothing here; and sign-ins that made room for newer ones are found by it.

use super::site::Site;
use crate::http::{Cookie, Response, cookie};
use crate::ports::Platform;

/// The characters of 128 bits.
const LENGTH: usize = 22;

/// The secret that this browser presents; empty where it presents none, which no page's token holds.
pub fn presented<'r, P: Platform>(site: &Site<'r, P>) -> &'r str {
    let value = cookie(&site.request.headers, &name(site)).unwrap_or_default();
    if value.len() == LENGTH { value } else { "" }
}

/// The secret for what is made now: this browser's, or a new one.
pub fn for_page<P: Platform>(site: &Site<P>) -> String {
    match presented(site) {
        "" => site.random::<16>(),
        known => known.to_owned(),
    }
}

/// The page, which brings the secret that its form's token holds.
pub fn bring<P: Platform>(site: &Site<P>, secret: String, page: Response) -> Response {
    cookie_for(site, secret).iter().fold(page, Response::with_cookie)
}

/// The cookie that brings the secret; none where the browser has it.
pub fn cookie_for<P: Platform>(site: &Site<P>, secret: String) -> Option<Cookie> {
    let (name, secure) = (name(site), site.settings.secure());
    let is_new = presented(site) != secret;
    is_new.then_some(Cookie { name, value: secret, max_age: None, secure, framed: false })
}

fn name<P: Platform>(site: &Site<P>) -> String {
    site.cookie_name("browser")
}
