//! The registration endpoint (RFC 7591 §3): an application describes itself, and is given an id, what it proves itself
//! with, and the address of its registration.

use super::company::logo;
use crate::clients::for_programs;
use crate::clients::metadata::{self, Issued, too_many};
use crate::clients::wrong_credentials::counted;
use crate::clients::{secret, sector};
use crate::encode::{hash, uuid};
use crate::failure::{Challenge, Failure};
use crate::flow::Tenant;
use crate::http::Response;
use crate::ports::Platform;
use crate::protocol::client_id::REGISTERED;
use crate::protocol::{
    Admission, Application, Cause, ClientAuthentication, OAuthError, Registration,
};
use crate::request::site::Site;
use crate::store::Sender;
use crate::store::registrations::{self, Row};
use serde_json::Value;

/// Answers POST.
///
/// # Errors
/// RFC 7591 §3.2.2; 403 where the tenant takes no registrations, 401 without an initial access token that is good.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let directory = site.directory().await.map_err(|failure| for_programs::told(failure, ""))?;
    let registration = policy(&directory.value.tenant)?;
    admit(site, registration).map_err(|failure| counted(site, "", failure))?;
    let sent = metadata::read(site)?;
    let client_id = format!("{REGISTERED}{}", uuid::v4(site.platform.random_bytes()));
    let (secret, token) = (site.random::<32>(), site.random::<32>());
    let credentials = secret::credentials(site, &client_id, &secret);
    let (application, mut metadata) =
        metadata::check(site, &client_id, sent, &credentials, registration)?;
    let network = network(site, registration);
    sector::check(site, &metadata, network.as_ref()).await?;
    let sender = match registration.admission {
        Admission::Open => Sender::Anybody(network.as_deref()),
        Admission::InitialAccessToken(_) => Sender::Known,
    };
    let logo = logo::change(site, &mut metadata, None, network.as_ref()).await;
    let confidential = !application.client_secrets.is_empty();
    let row = Row {
        metadata: Value::Object(metadata).to_string(),
        secret: credentials.secret.filter(|_| confidential),
        sealed: credentials.sealed.filter(|_| signs_with_secret(&application)),
        token: hash::sha256(&token),
        created_at: site.now,
        expires_at: registration.lifetime.map(|lifetime| site.now + lifetime),
        logo: None,
    };
    let kept = registrations::register(site.platform, &client_id, &row, &logo, sender).await?;
    kept.map_err(|throttled| too_many(throttled.seconds))?;
    let issued = Issued { secret: Some(secret).filter(|_| confidential), token };
    Ok(metadata::told(site, 201, &client_id, &row, &issued))
}

/// The tenant's policy.
///
/// # Errors
/// 403 where it takes no registrations.
pub fn policy(tenant: &Tenant) -> Result<&Registration, Failure> {
    tenant.registration.as_ref().ok_or_else(|| {
        let error = OAuthError::new(Cause::RegistrationOff, "applications can't register here");
        Failure::Client { error, status: 403, challenge: None }
    })
}

/// Whether its secret makes signatures, and must be known.
pub fn signs_with_secret(application: &Application) -> bool {
    application.authentication == ClientAuthentication::ClientSecretJwt
}

fn admit<P: Platform>(site: &Site<P>, registration: &Registration) -> Result<(), Failure> {
    let Admission::InitialAccessToken(tokens) = &registration.admission else { return Ok(()) };
    let Some(token) = site.request.headers.bearer() else {
        let description = "an initial access token is required";
        let error = OAuthError::new(Cause::AccessTokenMissing, description);
        return Err(Failure::Client { error, status: 401, challenge: Some(Challenge::Bearer) });
    };
    if tokens.iter().any(|known| known.is(token, |name| secret::named(site, name))) {
        return Ok(());
    }
    let description = "the initial access token is not valid";
    let error = OAuthError::new(Cause::InitialAccessToken, description);
    Err(Failure::Client { error, status: 401, challenge: Some(Challenge::BearerWithError) })
}

/// The counter's key of the caller's network, where anybody may register; not in development.
pub fn network<P: Platform>(site: &Site<P>, registration: &Registration) -> Option<String> {
    let counted = registration.admission == Admission::Open;
    site.network().filter(|_| counted)
}
