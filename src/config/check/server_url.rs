//! The address of a server that we ask: https, in development also http; never with a user name.

use crate::config::Mode;
use crate::config::fault::Faults;
use url::Url;

/// The address, if it is such a one.
pub fn read(url: &str, mode: &Mode) -> Option<Url> {
    Url::parse(url).ok().filter(|parsed| {
        (parsed.scheme() == "https" || (parsed.scheme() == "http" && mode.development))
            && parsed.username().is_empty()
            && parsed.password().is_none()
    })
}

/// Finds fault with any other, and with a fragment.
pub fn check(url: &str, pointer: &str, mode: &Mode, faults: &mut Faults) {
    if read(url, mode).is_none_or(|parsed| parsed.fragment().is_some()) {
        let sentence =
            "must be an https URL without user name or fragment; http is for development alone";
        faults.add(pointer, sentence);
    }
}
