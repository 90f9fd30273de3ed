//! The revocation endpoint (RFC 7009). A token ends with the grant it is of: access tokens, the refresh token and all
//! its successors. Another application's token, and what is no token, answer the same and change nothing (§2.2).

use crate::clients::authenticate::{self, Client};
use crate::clients::presented::{self, Token};
use crate::failure::Failure;
use crate::http::Response;
use crate::ports::Platform;
use crate::protocol::grant_of;
use crate::request::site::Site;
use crate::store::{grants, own_tokens};

/// Answers POST.
///
/// # Errors
/// RFC 6749 §5.2.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    authenticate::answer(site, async |client| revoke(site, client).await).await
}

async fn revoke<P: Platform>(site: &Site<'_, P>, client: &Client) -> Result<Response, Failure> {
    let token = client.required("token")?;
    let database = client.database(site);
    match presented::read(site, token, client.id()).await? {
        Some(Token::Refresh(token)) => {
            grants::revoke(&database, &token.family, client.id(), site.now).await?;
        }
        Some(Token::Access(received)) if received.text("client_id") == Some(client.id()) => {
            let id = received.text("jti").unwrap_or_default();
            match grant_of(id) {
                Some(grant) => grants::revoke(&database, grant, client.id(), site.now).await?,
                None => own_tokens::revoke(&database, id, received.expires_at()).await?,
            }
        }
        _ => {}
    }
    Ok(Response::empty(200))
}
