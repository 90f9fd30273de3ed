//! Who may run user flows and preview them: in development anybody, elsewhere a signed-in administrator. Everybody else
//! reads the same page, whatever there is.

use crate::failure::{Failure, Kind};
use crate::ports::Platform;
use crate::request::administrators;
use crate::request::site::Site;

/// Lets pass who may.
///
/// # Errors
/// A page, for everybody else.
pub async fn check<P: Platform>(site: &Site<'_, P>) -> Result<(), Failure> {
    if site.settings.development || administrators::one_is_signed_in(site).await? {
        return Ok(());
    }
    Err(Failure::person(Kind::AdministratorsOnly))
}
