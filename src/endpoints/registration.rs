//! A registration (RFC 7592): its application reads, replaces and deletes it, with the token that it was given for that
//! alone.

use super::company::logo;
use super::register::{network, policy, signs_with_secret};
use crate::clients::for_programs;
use crate::clients::metadata::{self, Issued};
use crate::clients::wrong_credentials::counted;
use crate::clients::{secret, sector};
use crate::config::Credentials;
use crate::encode::hash;
use crate::failure::{Challenge, Failure};
use crate::http::{Method, Response};
use crate::ports::Platform;
use crate::protocol::client_id::is_registered_id;
use crate::protocol::{Cause, OAuthError, Registration};
use crate::request::site::Site;
use crate::store::registrations::{self, Row};
use serde_json::{Map, Value};
use subtle::ConstantTimeEq;

/// Answers GET, PUT and DELETE.
///
/// # Errors
/// 401 without the token of this registration, whether or not there is one; RFC 7591 §3.2.2 for what can't be registered.
pub async fn answer<P: Platform>(site: &Site<'_, P>, client_id: &str) -> Result<Response, Failure> {
    let directory = site.directory().await.map_err(|failure| for_programs::told(failure, ""))?;
    let registration = policy(&directory.value.tenant)?;
    let authenticated = authenticate(site, client_id).await;
    let (row, token) = authenticated.map_err(|failure| counted(site, client_id, failure))?;
    match site.request.method {
        Method::Put => replace(site, client_id, row, token, registration).await,
        Method::Delete => {
            registrations::delete(site.platform, client_id, site.now).await?;
            site.isolate.applications.forget(client_id);
            Ok(Response::empty(204))
        }
        _ => {
            let issued = Issued { secret: None, token };
            Ok(metadata::told(site, 200, client_id, &row, &issued))
        }
    }
}

async fn authenticate<P: Platform>(
    site: &Site<'_, P>,
    client_id: &str,
) -> Result<(Row, String), Failure> {
    let refuse = |cause, description: &str, challenge| {
        let error = OAuthError::new(cause, description);
        Failure::Client { error, status: 401, challenge: Some(challenge) }
    };
    let Some(token) = site.request.headers.bearer() else {
        let description = "the registration access token is required";
        return Err(refuse(Cause::AccessTokenMissing, description, Challenge::Bearer));
    };
    let row = if is_registered_id(client_id) {
        registrations::read(site.platform, client_id, site.now).await?
    } else {
        None
    };
    let sent = hash::sha256(token);
    row.filter(|row| bool::from(row.token.as_bytes().ct_eq(sent.as_bytes())))
        .map(|row| (row, token.to_owned()))
        .ok_or_else(|| {
            let description = "the registration access token is not valid";
            refuse(Cause::RegistrationToken, description, Challenge::BearerWithError)
        })
}

/// The whole of what is registered is replaced; a secret is kept, made or dropped as the new method wants.
async fn replace<P: Platform>(
    site: &Site<'_, P>,
    client_id: &str,
    row: Row,
    token: String,
    registration: &Registration,
) -> Result<Response, Failure> {
    let sent = metadata::read(site)?;
    check_own(client_id, &row, &sent)?;
    let fresh = site.random::<32>();
    let kept = kept(site, client_id, &row, &sent);
    let known = kept.is_some();
    let credentials = kept.unwrap_or_else(|| secret::credentials(site, client_id, &fresh));
    let (application, mut metadata) =
        metadata::check(site, client_id, sent, &credentials, registration)?;
    let network = network(site, registration);
    sector::check(site, &metadata, network.as_ref()).await?;
    let logo = logo::change(site, &mut metadata, Some(&row.metadata), network.as_ref()).await;
    let confidential = !application.client_secrets.is_empty();
    let row = Row {
        metadata: Value::Object(metadata).to_string(),
        secret: credentials.secret.filter(|_| confidential),
        sealed: credentials.sealed.filter(|_| signs_with_secret(&application)),
        ..row
    };
    registrations::replace(site.platform, client_id, &row, &logo, site.now).await?;
    site.isolate.applications.forget(client_id);
    let issued = Issued { secret: (confidential && !known).then_some(fresh), token };
    Ok(metadata::told(site, 200, client_id, &row, &issued))
}

/// The credentials that serve what is sent, too. A secret that is to make signatures must be known, and is sealed anew.
fn kept<P: Platform>(
    site: &Site<'_, P>,
    client_id: &str,
    row: &Row,
    sent: &Map<String, Value>,
) -> Option<Credentials> {
    let signs = sent.get("token_endpoint_auth_method").is_some_and(|m| m == "client_secret_jwt");
    if signs {
        let secret = secret::open(site, client_id, row.sealed.as_deref()?)?;
        return Some(secret::credentials(site, client_id, &secret));
    }
    row.secret.clone().map(|secret| Credentials { secret: Some(secret), sealed: None })
}

/// RFC 7592 §2.2: the request names its application, and chooses no secret.
fn check_own(client_id: &str, row: &Row, sent: &Map<String, Value>) -> Result<(), Failure> {
    let text = |member: &str| sent.get(member).and_then(Value::as_str);
    let refuse =
        |sentence: &str| Err(Failure::client(OAuthError::new(Cause::MetadataRefused, sentence)));
    if text("client_id") != Some(client_id) {
        return refuse("client_id: must be the one of this registration");
    }
    if text("client_secret").is_some_and(|secret| Some(hash::sha256(secret)) != row.secret) {
        return refuse("client_secret: is not the present one, and can't be chosen; leave it out");
    }
    Ok(())
}
