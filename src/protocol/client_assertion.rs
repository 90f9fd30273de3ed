//! Client assertions (RFC 7523 §3, OpenID Connect Core §9): a JWT by which an application proves who it is. Its audience
//! is one string, the issuer, so that what was made for another server, or for another purpose, is of no use here
//! (FAPI 2.0 §5.3.2.1).

use super::{Application, Cause, ClientAuthentication, OAuthError, jws::Jws, lifetime};
use crate::encode::hash;

/// `client_assertion_type` (RFC 7523 §2.2).
pub const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Something signed that counts once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneUse {
    /// The SHA-256 of whose it is and of its `jti`.
    pub id: String,
    /// When it is over, in seconds since 1970.
    pub expires_at: i64,
}

/// The assertion, if it can be read.
///
/// # Errors
/// `invalid_client`.
pub fn read(assertion: &str) -> Result<Jws<'_>, OAuthError> {
    Jws::read(assertion).ok_or_else(|| refused(Cause::AssertionMalformed, "is no signed JWT"))
}

/// Checks all but the signature; `audiences` are the addresses that it may be for.
///
/// # Errors
/// `invalid_client`.
pub fn check(
    jws: &Jws<'_>,
    application: &Application,
    audiences: &[&str],
    now: i64,
) -> Result<OneUse, OAuthError> {
    let types = ["jwt", "client-authentication+jwt"];
    if jws.header.contains_key("typ") && !jws.is_typed(&types) {
        let description = "typ may be: JWT, client-authentication+jwt";
        return Err(refused(Cause::AssertionMalformed, description));
    }
    if !is_signed_as_registered(jws, application) {
        let description = "alg is not the one of this application's method, document or key";
        return Err(refused(Cause::AssertionAlgorithm, description));
    }
    let id = application.client_id.as_str();
    if jws.text("iss") != Some(id) || jws.text("sub") != Some(id) {
        return Err(refused(Cause::AssertionClaims, "iss and sub must both be the client_id"));
    }
    if !jws.text("aud").is_some_and(|audience| audiences.contains(&audience)) {
        let description = format!("aud must be one string: {}", audiences.join(", or "));
        return Err(refused(Cause::AssertionAudience, &description));
    }
    let expires_at = jws.moment("exp").ok_or_else(|| {
        refused(Cause::AssertionClaims, "exp is required: a number of seconds since 1970")
    })?;
    let latest = now + lifetime::CLIENT_ASSERTION + lifetime::CLOCK_SKEW;
    if !jws.is_timely(now) || expires_at > latest {
        let description = format!(
            "exp must be ahead, by {} s at most; iat and nbf may be ahead by {} s at most; it is {now} here",
            lifetime::CLIENT_ASSERTION,
            lifetime::CLOCK_SKEW
        );
        return Err(refused(Cause::AssertionTime, &description));
    }
    let jti = jws
        .text("jti")
        .filter(|jti| !jti.is_empty())
        .ok_or_else(|| refused(Cause::AssertionClaims, "jti is required: another one each time"))?;
    Ok(OneUse { id: hash::sha256(&format!("{id}\n{jti}")), expires_at })
}

/// The method says whether a secret or a key signs, and the document may say with which algorithm.
fn is_signed_as_registered(jws: &Jws<'_>, application: &Application) -> bool {
    match application.authentication {
        ClientAuthentication::ClientSecretJwt => jws.header("alg") == Some("HS256"),
        ClientAuthentication::PrivateKeyJwt => jws.algorithm().is_some_and(|algorithm| {
            application.assertions.algorithm.is_none_or(|only| only == algorithm)
        }),
        _ => false,
    }
}

/// A refusal that says what is wrong with the assertion.
pub fn refused(cause: Cause, what: &str) -> OAuthError {
    OAuthError::new(cause, format!("client_assertion: {what}"))
}
