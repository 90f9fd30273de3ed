//! The token of a form that is no step of a flow: only who was shown the page, in this session or browser, can send it.

use super::site::Site;
use crate::encode::base64url;
use crate::failure::{Failure, Kind};
use crate::http::Form;
use crate::ports::Platform;
use crate::secrets::Purpose;
use subtle::ConstantTimeEq;

/// The token of the page that `parts` name.
pub fn of<P: Platform>(site: &Site<P>, parts: &[&str]) -> String {
    written(site.settings.master_keys.mac(Purpose::PageToken, parts))
}

/// Refuses a form that does not carry it. A page that was open when a new master key came can still be sent.
///
/// # Errors
/// A page.
pub fn check<P: Platform>(site: &Site<P>, parts: &[&str], form: &Form) -> Result<(), Failure> {
    if is_of(site, parts, form) {
        return Ok(());
    }
    Err(Failure::person(Kind::Forbidden).because("token"))
}

/// Whether the form carries the token of the page that `parts` name.
pub fn is_of<P: Platform>(site: &Site<P>, parts: &[&str], form: &Form) -> bool {
    let given = form.first("token").as_bytes();
    let mut good = site.settings.master_keys.macs(Purpose::PageToken, parts);
    good.any(|mac| bool::from(written(mac).as_bytes().ct_eq(given)))
}

/// Half of a MAC is enough for a page.
fn written(mac: [u8; 32]) -> String {
    base64url::encode(mac.split_at(16).0)
}
