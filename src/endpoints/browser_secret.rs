//! A secret of this browser, for the forms that stand outside of a user flow and need nobody to be signed in. Their page tokens
//! hold it, so that a token from another browser's page is worth nothing here.

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

/// The secret for a page that is shown now: this browser's, or a new one.
pub fn for_page<P: Platform>(site: &Site<P>) -> String {
    match presented(site) {
        "" => site.random::<16>(),
        known => known.to_owned(),
    }
}

/// The page, which brings the secret that its form's token holds.
pub fn bring<P: Platform>(site: &Site<P>, secret: String, page: Response) -> Response {
    if presented(site) == secret {
        return page;
    }
    let (name, secure) = (name(site), site.settings.secure());
    page.with_cookie(&Cookie { name, value: secret, max_age: None, secure, framed: false })
}

fn name<P: Platform>(site: &Site<P>) -> String {
    site.cookie_name("browser")
}
