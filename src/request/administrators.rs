//! Administrators are accounts that the tenant's document lists by their `oid`; one is here whose session this browser brings.

use super::for_people;
use super::session_cookie;
use super::site::Site;
use crate::failure::Failure;
use crate::ports::Platform;
use crate::store::sessions;

/// Whether one is signed in.
///
/// # Errors
/// When that can't be found out.
pub async fn one_is_signed_in<P: Platform>(site: &Site<'_, P>) -> Result<bool, Failure> {
    let Some(secret) = session_cookie::presented(site) else { return Ok(false) };
    let Some(oid) = sessions::whose(site.platform, &secret, site.now).await? else {
        return Ok(false);
    };
    Ok(for_people::directory(site).await?.value.tenant.administrators.contains(&oid))
}
