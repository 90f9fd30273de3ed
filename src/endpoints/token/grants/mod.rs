//! One file a grant: what is presented is redeemed in one round trip, and says what may be issued.

pub mod authorization_code;
mod client_credentials;
mod device_code;
mod refresh_token;
mod wanted;

use super::issue::Issue;
use super::request::TokenRequest;
use crate::failure::Failure;
use crate::ports::Platform;
use crate::protocol::GrantType;

/// Redeems what a request presents.
///
/// # Errors
/// RFC 6749 §5.2, and those of each grant.
pub async fn redeem<P: Platform>(
    grant: GrantType,
    request: &TokenRequest<'_, P>,
) -> Result<Issue, Failure> {
    let of_person = match grant {
        GrantType::AuthorizationCode => authorization_code::redeem(request).await?,
        GrantType::RefreshToken => refresh_token::redeem(request).await?,
        GrantType::DeviceCode => device_code::redeem(request).await?,
        GrantType::ClientCredentials => {
            return client_credentials::redeem(request).await.map(Issue::OfItself);
        }
    };
    Ok(Issue::OfPerson(Box::new(of_person)))
}
