//! The refresh token grant (RFC 6749 §6, RFC 9700 §4.14.2).

use super::Issue;
use crate::endpoints::client::required;
use crate::endpoints::token::TokenRequest;
use crate::failure::Failure;
use crate::ports::Platform;
use crate::protocol::{Cause, OAuthError, RefreshToken, Scope};
use crate::store::grants::{Refresh, Refreshed, refresh};

/// Redeems `refresh_token` for its successor.
///
/// # Errors
/// `invalid_grant` for a token that is not good, `invalid_scope` for one that asks for more than was granted.
pub async fn redeem<P: Platform>(request: &TokenRequest<'_, P>) -> Result<Issue, Failure> {
    let TokenRequest { site, registered, form, secret, database } = request;
    let client_id = &registered.application.client_id;
    let keys = &site.settings.master_keys;
    let sent = required(form, "refresh_token")?;
    let token = RefreshToken::decode(keys, client_id, sent)
        .ok_or_else(|| refused(Cause::RefreshTokenUnknown))?;
    let narrowed = narrowed(form.first("scope"))?;
    let names: Option<Vec<&str>> =
        narrowed.as_ref().map(|scopes| scopes.iter().map(|scope| scope.name()).collect());
    let scopes = names.map(|names| serde_json::json!(names).to_string());
    let refreshed = refresh(
        database,
        &Refresh {
            family: &token.family,
            generation: token.generation,
            client_id,
            secret: *secret,
            scopes: scopes.as_deref(),
            flows: &serde_json::json!(registered.application.flows).to_string(),
            now: site.now,
        },
    )
    .await?;
    match refreshed {
        Refreshed::Rotated { generation, found } => {
            let (mut granted, person) = *found;
            let next = RefreshToken { family: token.family, generation };
            if let Some(scopes) = narrowed {
                granted.scopes = scopes;
            }
            Ok(Issue { granted, person, refresh_token: Some(next.encode(keys, client_id)) })
        }
        Refreshed::ScopeExceeded => Err(exceeded()),
        Refreshed::Refused(cause) => Err(refused(cause)),
    }
}

/// The scopes asked for, where fewer than were granted are wanted.
fn narrowed(sent: &str) -> Result<Option<Vec<Scope>>, Failure> {
    let scopes: Option<Vec<Scope>> = sent.split_ascii_whitespace().map(Scope::named).collect();
    let scopes = scopes.ok_or_else(exceeded)?;
    Ok(Some(scopes).filter(|scopes| !scopes.is_empty()))
}

fn exceeded() -> Failure {
    let description = "scope goes beyond what was granted";
    Failure::client(OAuthError::new(Cause::ScopeExceeded, description))
}

fn refused(cause: Cause) -> Failure {
    Failure::client(OAuthError::new(cause, "the refresh token is not good, or no longer"))
}
