//! Who may run user flows and preview them: in development anybody, elsewhere a signed-in administrator. Everybody else
//! reads the same page, whatever there is.

use crate::endpoints::session_cookie;
use crate::endpoints::site::Site;
use crate::failure::Failure;
use crate::pages::problem::Kind;
use crate::ports::Platform;
use crate::store::sessions;

/// Lets pass who may.
///
/// # Errors
/// A page, for everybody else.
pub async fn check<P: Platform>(site: &Site<'_, P>) -> Result<(), Failure> {
    if site.settings.development {
        return Ok(());
    }
    let refused = || Failure::person(Kind::AdministratorsOnly);
    let secret = session_cookie::presented(site).ok_or_else(refused)?;
    let oid = sessions::whose(site.platform, &secret, site.now).await?.ok_or_else(refused)?;
    let directory = site.directory().await?;
    let administrators = &directory.value.tenant.administrators;
    if administrators.contains(&oid) { Ok(()) } else { Err(refused()) }
}
