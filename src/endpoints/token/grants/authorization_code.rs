//! The authorization code grant (RFC 6749 §4.1.3, RFC 7636 §4.6). The code is taken before anything is made.

use super::wanted::to_be_granted;
use crate::clients::authenticate::required;
use crate::encode::hash;
use crate::endpoints::token::issue::OfPerson;
use crate::endpoints::token::request::TokenRequest;
use crate::failure::Failure;
use crate::ports::Platform;
use crate::protocol::{
    Application, ApplicationType, GrantType, OAuthError, RefreshToken, Scope, lifetime, pkce,
    resource,
};
use crate::store::redemption::{self, Redeemed, Redemption};

/// Redeems `code`.
///
/// # Errors
/// `invalid_request` for what is left out, `invalid_grant` for a code that is not good.
pub async fn redeem<P: Platform>(request: &TokenRequest<'_, P>) -> Result<OfPerson, Failure> {
    let form = request.form;
    let (code, redirect_uri) = (required(form, "code")?, required(form, "redirect_uri")?);
    let verifier = Some(form.first("code_verifier")).filter(|verifier| !verifier.is_empty());
    let challenge = pkce::answered_challenge(verifier).map_err(Failure::client)?;
    let hash = hash::sha256(code);
    let code =
        Code { hash: &hash, redirect_uri, challenge: challenge.as_deref(), of_device: false };
    take(request, &code).await
}

/// A code as it is presented.
pub(super) struct Code<'a> {
    /// The SHA-256 that it is kept under.
    pub hash: &'a str,
    /// The redirect URI it was sent to.
    pub redirect_uri: &'a str,
    /// The challenge that the verifier answers.
    pub challenge: Option<&'a str>,
    /// Whether a device presents it, which may ask before there is one.
    pub of_device: bool,
}

/// Redeems a code.
pub(super) async fn take<P: Platform>(
    request: &TokenRequest<'_, P>,
    code: &Code<'_>,
) -> Result<OfPerson, Failure> {
    let TokenRequest { site, registered, form, secret, jkt, database } = request;
    let application = &registered.application;
    let wanted = resource::wanted(application, site.issuer(), &form.all("resource"), &[])
        .map_err(Failure::client)?;
    let grant = site.random::<16>();
    let redeemed = redemption::redeem(
        database,
        &Redemption {
            code: code.hash,
            client_id: &application.client_id,
            redirect_uri: code.redirect_uri,
            code_challenge: code.challenge,
            of_device: code.of_device,
            secret: *secret,
            jkt: *jkt,
            // The refresh tokens of a confidential application are bound by its credentials (RFC 9449 §5).
            binds: jkt.filter(|_| application.is_public()),
            grant: &grant,
            takes_part: application.is_told_of_logout(),
            resource: to_be_granted(application, &wanted).as_ref(),
            refresh: may_refresh(application).then(|| refresh_ends(application, site.now)),
            expires_at: site.now + wanted.longest(application),
            flows: &serde_json::json!(application.flows).to_string(),
            request_id: site.correlation,
            now: site.now,
        },
    )
    .await?;
    let (granted, person) = match redeemed {
        Redeemed::Good(found) => *found,
        Redeemed::Refused(cause) => {
            let description = "the code is not good for this request";
            return Err(Failure::client(OAuthError::new(cause, description)));
        }
    };
    let refreshable = may_refresh(application) && granted.scopes.contains(&Scope::OfflineAccess);
    let refresh_token = refreshable.then(|| {
        let first = RefreshToken { family: granted.grant.clone(), generation: 0 };
        first.encode(&site.settings.master_keys, &application.client_id)
    });
    let target = resource::target(application, site.issuer(), &granted, wanted);
    Ok(OfPerson { granted, person, target, refresh_token })
}

fn may_refresh(application: &Application) -> bool {
    application.scopes.contains(&Scope::OfflineAccess)
        && application.grant_types.contains(&GrantType::RefreshToken)
}

/// When a refresh token ends that is not used, and when it ends at the latest.
fn refresh_ends(application: &Application, now: i64) -> (i64, i64) {
    let spa = application.application_type == ApplicationType::Spa;
    let end = now + if spa { lifetime::REFRESH_SPA } else { lifetime::REFRESH };
    (end.min(now + lifetime::REFRESH_IDLE), end)
}
