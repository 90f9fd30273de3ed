//! An application's policy and terms (OpenID Connect Dynamic Client Registration §2): pages that people are sent to, of
//! https, and without a user name that would look like a host.

use super::label;
use crate::config::fault::At;
use crate::config::raw;
use crate::encode::typed;
use crate::protocol::Label;
use url::Url;

/// The longest address, in characters.
const LONGEST: usize = 512;

/// The address of one of them, by language.
pub fn check(raw: Option<raw::Label>, at: &At<'_>) -> Option<Label> {
    let check_address = |address: &str, at: &At<'_>| {
        if !is_page(address) {
            at.fault(format!("must be https://… without a user name, up to {LONGEST} characters"));
        }
    };
    raw.map(|raw| label::check(raw, at, check_address))
}

fn is_page(address: &str) -> bool {
    let plain = !address.chars().any(|c| typed::is_space(c) || c.is_control());
    let web = address.starts_with("https://")
        && Url::parse(address)
            .is_ok_and(|url| url.username().is_empty() && url.password().is_none());
    plain && web && address.chars().count() <= LONGEST
}
