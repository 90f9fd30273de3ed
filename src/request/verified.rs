//! What a request demands of a session, and what our own tokens tell when they come back.

use super::site::Site;
use crate::documents::Registered;
use crate::failure::Failure;
use crate::flow::Flow;
use crate::ports::Platform;
use crate::protocol::jwt::{Received, TokenType};
use crate::protocol::{Account, AuthorizationRequest, claims};
use crate::store::sessions::Session;

/// Whether the session is recent enough for the request, was opened in a way that the flow offers, and
/// nobody asked to sign in again (OpenID Connect Core §3.1.2.1, `prompt` and `max_age`).
pub fn session_suffices(
    flow: &Flow,
    request: &AuthorizationRequest,
    session: &Session,
    now: i64,
) -> bool {
    // An age of 0 asks for a new sign-in, even within the second of the last one.
    let recent = request
        .max_age
        .is_none_or(|age| age > 0 && now <= session.authenticated_at.saturating_add(age));
    recent && !request.prompt.login && flow.identity_providers.let_in(&session.proofs)
}

/// Whether the person is the one that the application expects, if it expects one (OpenID Connect Core §3.1.2.2).
pub fn is_expected(
    registered: &Registered,
    request: &AuthorizationRequest,
    account: &Account,
) -> bool {
    let tenant = &registered.directory.tenant.id;
    let subject = || claims::subject(&registered.application, tenant, &account.oid);
    request.subject.as_ref().is_none_or(|expected| *expected == subject())
}

/// Reads a token that this issuer signed, expired or not; none for any other.
///
/// # Errors
/// When the keys can't be read.
pub async fn own_token<'t, P: Platform>(
    site: &Site<'_, P>,
    token: &'t str,
    token_type: TokenType,
) -> Result<Option<Received<'t>>, Failure> {
    let Some(received) = Received::read(token) else { return Ok(None) };
    let found = site.isolate.keys.find(site.platform, &received.key_id, site.now).await?;
    let Some((algorithm, public)) = found else { return Ok(None) };
    let ours = received.is(token_type, algorithm) && received.text("iss") == Some(site.issuer());
    if !ours || received.is_early(site.now) {
        return Ok(None);
    }
    let message = received.message.as_bytes();
    let good = site.platform.verify(algorithm, &public, message, &received.signature).await?;
    Ok(good.then_some(received))
}
