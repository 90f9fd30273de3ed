//! A client uses the grants that it is allowed (RFC 6749 §5.2, `unauthorized_client`).

use super::{Application, Cause, GrantType, OAuthError};

/// Lets pass the grants that the application may use.
///
/// # Errors
/// `unauthorized_client`.
pub fn allow(application: &Application, grant: GrantType) -> Result<(), OAuthError> {
    if application.grant_types.contains(&grant) {
        return Ok(());
    }
    let description = format!("{} is not among the application's grant types", grant.name());
    Err(OAuthError::new(Cause::GrantNotAllowed, description))
}
