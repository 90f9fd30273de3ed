//! The userinfo endpoint (OpenID Connect Core §5.3): access tokens alone, in the header or a form body,
//! never in the query (RFC 6750 §2.3 is left out on purpose).

use super::site::Site;
use super::verified::own_token;
use crate::failure::{Challenge, Failure};
use crate::http::{Body, Method, Response};
use crate::pages::problem::Kind;
use crate::ports::Platform;
use crate::protocol::jwt::TokenType;
use crate::protocol::{Cause, OAuthError, Party, Scope, grant_of};
use crate::store::grants;
use serde_json::Value;

/// Answers GET and POST.
///
/// # Errors
/// 401 with a `Bearer` challenge (RFC 6750 §3).
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let token = presented(site)?;
    let refused = || refuse(Cause::AccessTokenNotValid, "the access token is not valid", 401);
    let received = own_token(site, &token, TokenType::Access).await?.ok_or_else(refused)?;
    if received.is_expired(site.now) {
        return Err(refuse(Cause::AccessTokenExpired, "the access token is over", 401));
    }
    if received.text("aud") != Some(site.issuer()) {
        let description =
            "the access token is for an API; ask for one without resource and scopes of APIs";
        return Err(refuse(Cause::AccessTokenAudience, description, 401));
    }
    let grant = received.text("jti").and_then(grant_of).ok_or_else(refused)?;
    let client_id = received.text("client_id").ok_or_else(refused)?;
    let loaded = site.registered(client_id).await.map_err(|failure| {
        if failure.is(Kind::UnknownApplication) { refused() } else { failure }
    })?;
    let found = grants::read(site.platform, grant, client_id).await?;
    let (granted, person) = found.ok_or_else(refused)?;
    let scopes: Vec<Scope> =
        received.text("scope").unwrap_or_default().split(' ').filter_map(Scope::named).collect();
    if !scopes.contains(&Scope::OpenId) {
        return Err(refuse(
            Cause::AccessTokenScope,
            "the access token lacks the scope openid",
            403,
        ));
    }
    let party = Party {
        issuer: site.issuer(),
        tenant: &loaded.value.directory.tenant.id,
        application: &loaded.value.application,
        account: &person.account,
    };
    Ok(Response::json(200, &Value::Object(party.userinfo(&scopes, &granted.details))))
}

fn presented<P: Platform>(site: &Site<P>) -> Result<String, Failure> {
    let header = site.request.headers.get("authorization").and_then(|header| {
        let (scheme, token) = header.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
    });
    let posted = site.request.method == Method::Post && site.request.is_form();
    if posted && site.request.body == Body::TooLarge {
        return Err(refuse(Cause::BodyTooLarge, "the body is too large", 413));
    }
    let form = if posted { site.request.body_form() } else { crate::http::Form::default() };
    let body = form.one("access_token").map_err(|_| {
        refuse(Cause::ParameterRepeated, "access_token was sent more than once", 400)
    })?;
    match (header, body) {
        (Some(_), Some(_)) => {
            Err(refuse(Cause::AccessTokenTwice, "the access token was sent in two places", 400))
        }
        (Some(token), None) => Ok(token),
        (None, Some(token)) => Ok(token.to_owned()),
        // Without any token the challenge names no error (RFC 6750 §3.1).
        (None, None) => Err(Failure::Client {
            error: OAuthError::new(Cause::AccessTokenMissing, "an access token is required"),
            status: 401,
            challenge: Some(Challenge::Bearer),
        }),
    }
}

fn refuse(cause: Cause, description: &str, status: u16) -> Failure {
    let error = OAuthError::new(cause, description);
    Failure::Client { error, status, challenge: Some(Challenge::BearerWithError) }
}
