//! Request objects (RFC 9101, OpenID Connect Core §6): an authorization request as a JWT that the application signed.
//! Unsigned ones are refused; what stands in a signed one is all that counts (RFC 9101 §6.3). One that could pass for a
//! client assertion is none (§10.8).

use super::{Application, Cause, OAuthError, jws::Jws, lifetime};
use crate::http::Form;
use serde_json::Value;

/// What speaks of the object itself and is no parameter.
const OF_THE_JWT: [&str; 7] = ["iss", "aud", "exp", "iat", "nbf", "jti", "sub"];

/// How long one may be good, in seconds.
const LONGEST: i64 = 60 * 60;

/// The object, if it can be read.
///
/// # Errors
/// `invalid_request_object`.
pub fn read(text: &str) -> Result<Jws<'_>, OAuthError> {
    Jws::read(text).ok_or_else(|| refused(Cause::RequestObjectMalformed, "is no signed JWT"))
}

/// Checks all but the signature.
///
/// # Errors
/// `invalid_request_object`.
pub fn check(
    jws: &Jws<'_>,
    application: &Application,
    issuer: &str,
    now: i64,
) -> Result<(), OAuthError> {
    if jws.header.contains_key("typ") && !jws.is_typed(&["jwt", "oauth-authz-req+jwt"]) {
        let description = "typ may be: oauth-authz-req+jwt, JWT";
        return Err(refused(Cause::RequestObjectMalformed, description));
    }
    let registered = application.request_object_algorithm;
    let signed = |algorithm| registered.is_none_or(|registered| registered == algorithm);
    if !jws.algorithm().is_some_and(signed) {
        let description = "alg is not the one of this application's document or key";
        return Err(refused(Cause::RequestObjectSignature, description));
    }
    let id = application.client_id.as_str();
    let is_id = |claim: &str| jws.claims.get(claim).is_none_or(|value| value == id);
    if !is_id("iss") || !is_id("client_id") || jws.text("sub") == Some(id) {
        let description = "iss and client_id must be the client_id, and sub must not";
        return Err(refused(Cause::RequestObjectClaims, description));
    }
    if !jws.claims.get("aud").is_none_or(|audience| is_for(audience, issuer)) {
        return Err(refused(Cause::RequestObjectClaims, &format!("aud must be {issuer}")));
    }
    if !jws.is_timely(now) {
        let description = format!("exp must be ahead, nbf and iat must not be; it is {now} here");
        return Err(refused(Cause::RequestObjectClaims, &description));
    }
    if application.signed_request_required && !is_short_lived(jws, now) {
        let description = format!(
            "nbf and exp are required, nbf at most 60 minutes ago and exp at most 60 minutes after it; it is {now} here"
        );
        return Err(refused(Cause::RequestObjectClaims, &description));
    }
    if ["request", "request_uri"].iter().any(|name| jws.claims.contains_key(*name)) {
        let description = "it can't hold request or request_uri";
        return Err(refused(Cause::RequestObjectClaims, description));
    }
    Ok(())
}

/// Where nothing but signed objects is taken, one says for how long it is good (FAPI 2.0 Message Signing §5.3.1): who finds an
/// old one can't use it for ever.
fn is_short_lived(jws: &Jws<'_>, now: i64) -> bool {
    let (Some(begins), Some(ends)) = (jws.moment("nbf"), jws.moment("exp")) else { return false };
    ends <= begins.saturating_add(LONGEST)
        && begins.saturating_add(LONGEST + lifetime::CLOCK_SKEW) >= now
}

/// Its parameters, as they would stand in a query: of a list each value, of an object its JSON.
pub fn parameters(jws: &Jws<'_>) -> Form {
    let mut form = Form::default();
    for (name, value) in jws.claims.iter().filter(|(name, _)| !OF_THE_JWT.contains(&name.as_str()))
    {
        let values = match value {
            Value::Array(values) => values.as_slice(),
            one => std::slice::from_ref(one),
        };
        for value in values.iter().filter(|value| !value.is_null()) {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            form.0.push((name.clone(), text));
        }
    }
    form
}

fn is_for(audience: &Value, issuer: &str) -> bool {
    match audience {
        Value::Array(audiences) => audiences.iter().any(|audience| audience == issuer),
        one => one == issuer,
    }
}

/// A refusal that says what is wrong with the object.
pub fn refused(cause: Cause, what: &str) -> OAuthError {
    OAuthError::new(cause, format!("request object: {what}"))
}
