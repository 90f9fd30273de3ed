//! What an application compares to learn whether the person in this browser is still the same (OpenID Connect Session
//! Management §2, §3.2): a hash that only the page of our origin in a frame can make again.

use super::redirect_uri;
use crate::encode::hash;

/// `session_state` for an application at the origin of `redirect_uri`; none for a scheme of the application's own.
pub fn session_state(
    client_id: &str,
    redirect_uri: &str,
    browser_state: &str,
    salt: &str,
) -> Option<String> {
    let origin = redirect_uri::origin(redirect_uri)?;
    let hash = hash::sha256(&format!("{client_id} {origin} {browser_state} {salt}"));
    Some(format!("{hash}.{salt}"))
}
