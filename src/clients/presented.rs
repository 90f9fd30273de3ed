//! What a token is that an application sends back to us. `token_type_hint` is not needed: the two kinds can't be
//! mistaken for each other (RFC 7009 §2.1).

use crate::failure::Failure;
use crate::ports::Platform;
use crate::protocol::RefreshToken;
use crate::protocol::jwt::{Received, TokenType};
use crate::request::site::Site;
use crate::request::verified::own_token;

/// A token that this issuer gave.
pub enum Token<'t> {
    /// An access token, expired or not, of whichever application.
    Access(Received<'t>),
    /// A refresh token.
    Refresh(RefreshToken),
}

/// What `token` is for the application `client_id`; none for other texts, and refresh tokens of others.
///
/// # Errors
/// When the keys can't be read.
pub async fn read<'t, P: Platform>(
    site: &Site<'_, P>,
    token: &'t str,
    client_id: &str,
) -> Result<Option<Token<'t>>, Failure> {
    let keys = &site.settings.master_keys;
    if let Some(token) = RefreshToken::decode(keys, client_id, token) {
        return Ok(Some(Token::Refresh(token)));
    }
    let received = own_token(site, token, TokenType::Access).await?;
    Ok(received.map(Token::Access))
}
