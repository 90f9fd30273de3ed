//! The address of a server that we ask: https, in development also http on this machine, since nothing else is asked
//! (`ports::OutboundRequest`); never with a user name.

use crate::config::Mode;
use crate::config::fault::At;
use crate::http::is_loopback;
use url::Url;

/// The address, if it is such a one.
pub fn read(url: &str, mode: &Mode) -> Option<Url> {
    Url::parse(url).ok().filter(|parsed| {
        let reached = match parsed.scheme() {
            "https" => true,
            "http" => mode.development && is_loopback(parsed),
            _ => false,
        };
        reached && parsed.username().is_empty() && parsed.password().is_none()
    })
}

/// Finds fault with any other, and with a fragment.
pub fn check(url: &str, mode: &Mode, at: &At<'_>) {
    if read(url, mode).is_none_or(|parsed| parsed.fragment().is_some()) {
        at.fault(
            "must be an https URL without user name or fragment; http is for development alone, on this machine",
        );
    }
}
