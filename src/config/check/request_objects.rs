//! Where an application keeps request objects, and how it signs them (OpenID Connect Dynamic Registration §2).

use super::{server_url, unique};
use crate::config::Mode;
use crate::config::fault::At;
use crate::config::raw::app::App as Raw;

/// The most addresses of one application.
const MOST: usize = 20;

/// The addresses. One may end in a fragment, by which the application tells its versions apart.
pub fn uris(raw: Option<Vec<String>>, mode: &Mode, at: &At<'_>) -> Vec<String> {
    let Some(uris) = raw else { return Vec::new() };
    unique::list(&uris, at);
    if uris.len() > MOST {
        at.fault(format!("holds {}; allowed: up to {MOST}", uris.len()));
    }
    for (index, uri) in uris.iter().enumerate() {
        if server_url::read(uri, mode).is_none() {
            at.item(index).fault(
                "must be an https URL without user name; http is for development alone, on this machine",
            );
        }
    }
    uris
}

/// What is signed needs keys to verify it with.
pub fn check_keys(raw: &Raw, at: &At<'_>) {
    if raw.jwks.is_some() || raw.jwks_uri.is_some() {
        return;
    }
    let wanted = [
        ("requireSignedRequestObject", raw.require_signed_request_object == Some(true)),
        ("requestObjectSigningAlg", raw.request_object_signing_alg.is_some()),
        ("requestUris", raw.request_uris.as_ref().is_some_and(|uris| !uris.is_empty())),
    ];
    for (field, _) in wanted.into_iter().filter(|(_, wanted)| *wanted) {
        at.field(field).fault("needs the keys that verify what is signed: `jwks` or `jwksUri`");
    }
}
