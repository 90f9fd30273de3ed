//! The refresh token grant (RFC 6749 §6, RFC 9700 §4.14.2).

use super::wanted::to_be_granted;
use crate::clients::authenticate::required;
use crate::endpoints::token::issue::OfPerson;
use crate::endpoints::token::request::TokenRequest;
use crate::failure::Failure;
use crate::ports::Platform;
use crate::protocol::{Cause, OAuthError, OnBehalf, RefreshToken, ScopeNames, resource};
use crate::store::grants::{Refresh, Refreshed, refresh};

/// Redeems `refresh_token` for its successor.
///
/// # Errors
/// `invalid_grant` for a token that is not good. `invalid_scope` for one that asks for a scope which the application may ask
/// for and which was not granted (RFC 6749 §6).
pub async fn redeem<P: Platform>(request: &TokenRequest<'_, P>) -> Result<OfPerson, Failure> {
    let TokenRequest { site, registered, form, secret, jkt, database } = request;
    let client_id = &registered.application.client_id;
    let keys = &site.settings.master_keys;
    let sent = required(form, "refresh_token")?;
    let token = RefreshToken::decode(keys, client_id, sent)
        .ok_or_else(|| refused(Cause::RefreshTokenUnknown))?;
    let application = &registered.application;
    let asked = ScopeNames::asked(application, form.first("scope"), OnBehalf::OfPerson)
        .map_err(Failure::client)?;
    let names = asked.as_strs();
    let scopes = (!names.is_empty()).then(|| serde_json::json!(names).to_string());
    let wanted = resource::wanted(application, site.issuer(), &form.all("resource"), &names)
        .map_err(Failure::client)?;
    let refreshed = refresh(
        database,
        &Refresh {
            family: &token.family,
            generation: token.generation,
            client_id,
            secret: *secret,
            rotation: application.rotation,
            repeat: application.refresh_repeat,
            jkt: *jkt,
            scopes: scopes.as_deref(),
            resource: to_be_granted(application, &wanted).as_ref(),
            flows: &serde_json::json!(registered.application.flows).to_string(),
            now: site.now,
        },
    )
    .await?;
    match refreshed {
        Refreshed::Rotated { generation, found } => {
            let (mut granted, person) = *found;
            let next = RefreshToken { family: token.family, generation };
            if !names.is_empty() {
                granted.scopes.retain(|scope| names.contains(&scope.name()));
                granted.api_scopes.retain(|scope| names.contains(&scope.as_str()));
            }
            let target = resource::target(application, site.issuer(), &granted, wanted);
            let refresh_token = Some(next.encode(keys, client_id));
            Ok(OfPerson { granted, person, target, refresh_token })
        }
        Refreshed::Exceeded(cause) => {
            let description = "scope or resource goes beyond what was granted";
            Err(Failure::client(OAuthError::new(cause, description)))
        }
        Refreshed::Refused(cause) => Err(refused(cause)),
    }
}

fn refused(cause: Cause) -> Failure {
    Failure::client(OAuthError::new(cause, "the refresh token is not good, or no longer"))
}
