//! What a token is that an application sends back to us. `token_type_hint` is not needed: the two kinds can't be
//! mistaken for each other (RFC 7009 §2.1).

use super::site::Site;
use super::verified::own_token;
use crate::failure::Failure;
use crate::ports::Platform;
use crate::protocol::jwt::{Received, TokenType};
use crate::protocol::{RefreshToken, grant_of};

/// A token that this issuer gave.
pub enum Token<'t> {
    /// An access token, expired or not, and its grant.
    Access(Received<'t>, String),
    /// A refresh token.
    Refresh(RefreshToken),
}

/// The token that was given to the application `client_id`; none for any other text.
///
/// # Errors
/// When the keys can't be read.
pub async fn of_client<'t, P: Platform>(
    site: &Site<'_, P>,
    token: &'t str,
    client_id: &str,
) -> Result<Option<Token<'t>>, Failure> {
    let keys = &site.settings.master_keys;
    if let Some(token) = RefreshToken::decode(keys, client_id, token) {
        return Ok(Some(Token::Refresh(token)));
    }
    let Some(received) = own_token(site, token, TokenType::Access).await? else { return Ok(None) };
    let grant = received.text("jti").and_then(grant_of).map(str::to_owned);
    let own = received.text("client_id") == Some(client_id);
    Ok(grant.filter(|_| own).map(|grant| Token::Access(received, grant)))
}
