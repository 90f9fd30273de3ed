//! The token of a form that is no step of a flow: only who was shown the page, in this session, can send it (R21).

use super::site::Site;
use crate::encode::base64url;
use crate::failure::Failure;
use crate::http::Form;
use crate::pages::problem::Kind;
use crate::ports::Platform;
use crate::secrets::Purpose;
use subtle::ConstantTimeEq;

/// The token of the page that `parts` name.
pub fn of<P: Platform>(site: &Site<P>, parts: &[&str]) -> String {
    written(site.settings.master_keys.mac(Purpose::PageToken, parts))
}

/// Refuses a form that does not carry it.
///
/// # Errors
/// A page.
pub fn check<P: Platform>(site: &Site<P>, parts: &[&str], form: &Form) -> Result<(), Failure> {
    if bool::from(of(site, parts).as_bytes().ct_eq(form.first("token").as_bytes())) {
        return Ok(());
    }
    Err(Failure::person(Kind::Forbidden).because("token"))
}

/// Half of a MAC is enough for a page.
pub fn written(mac: [u8; 32]) -> String {
    base64url::encode(mac.split_at(16).0)
}
