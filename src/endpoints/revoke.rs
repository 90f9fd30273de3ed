//! The revocation endpoint (RFC 7009). A token ends with the grant it is of: access tokens, the refresh token and all
//! its successors. Another application's token, and what is no token, answer the same and change nothing (§2.2).

use super::client;
use super::presented::{Token, of_client};
use super::site::Site;
use crate::failure::Failure;
use crate::http::Response;
use crate::ports::Platform;
use crate::store::grants;

/// Answers POST.
///
/// # Errors
/// RFC 6749 §5.2.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let client = client::authenticate(site).await?;
    let token = client.required("token")?;
    let grant = match of_client(site, token, client.id()).await? {
        Some(Token::Access(_, grant)) => Some(grant),
        Some(Token::Refresh(token)) => Some(token.family),
        None => None,
    };
    if let Some(grant) = grant {
        grants::revoke(&client.database(site), &grant, client.id(), site.now).await?;
    }
    Ok(Response::empty(200))
}
