//! A client assertion, verified: all that it says, and its signature by the application's secret or key.

use super::keys::{self, Signature};
use super::secret;
use crate::encode::hash;
use crate::ports::Platform;
use crate::protocol::client_assertion::{OneUse, check, read, refused};
use crate::protocol::jws::Jws;
use crate::protocol::{Application, Cause, ClientAuthentication, ClientSecret, OAuthError};
use crate::request::site::Site;
use crate::route::Route;
use crate::secrets::hs256;

/// What signed the assertion, as it can be switched off: the SHA-256 of a secret, or the thumbprint of a key. And the
/// assertion's one use.
///
/// # Errors
/// `invalid_client`.
pub async fn verify<P: Platform>(
    site: &Site<'_, P>,
    application: &Application,
    assertion: &str,
) -> Result<(String, OneUse), OAuthError> {
    let jws = read(assertion)?;
    let token_endpoint = Route::Token.url(site.issuer());
    let audiences = [site.issuer(), &token_endpoint];
    let accepted = if application.assertions.for_token_endpoint { 2 } else { 1 };
    let audiences = audiences.get(..accepted).unwrap_or_default();
    let once = check(&jws, application, audiences, site.now)?;
    let signer = match application.authentication {
        ClientAuthentication::ClientSecretJwt => by_secret(site, application, &jws)?,
        _ => by_key(site, application, &jws).await?,
    };
    Ok((signer, once))
}

fn by_secret<P: Platform>(
    site: &Site<'_, P>,
    application: &Application,
    jws: &Jws<'_>,
) -> Result<String, OAuthError> {
    let secrets = application.client_secrets.iter().filter_map(|secret| match secret {
        ClientSecret::Named(name) => secret::named(site, name),
        ClientSecret::Sealed(sealed) => secret::open(site, &application.client_id, sealed),
        ClientSecret::Sha256(_) => None,
    });
    let signed = |secret: &String| hs256::verifies(secret, jws.message, &jws.signature);
    let secret = secrets.filter(signed).map(|secret| hash::sha256(&secret)).next();
    secret.ok_or_else(|| {
        let shortest = hs256::SHORTEST;
        wrong(&format!(
            "none of the application's secrets, of {shortest} bytes or more, made its signature"
        ))
    })
}

async fn by_key<P: Platform>(
    site: &Site<'_, P>,
    application: &Application,
    jws: &Jws<'_>,
) -> Result<String, OAuthError> {
    match keys::verify(site, application, jws).await {
        Signature::By(key) => Ok(key.thumbprint()),
        Signature::OfNoKey => Err(wrong("none of the application's keys made its signature")),
        Signature::KeysUnavailable => {
            let description = "the application's jwksUri gives no keys";
            Err(refused(Cause::ClientKeysUnavailable, description))
        }
    }
}

fn wrong(what: &str) -> OAuthError {
    refused(Cause::AssertionSignature, what)
}
