//! The userinfo endpoint (OpenID Connect Core §5.3): access tokens alone, in the header or a form body,
//! never in the query (RFC 6750 §2.3 is left out on purpose).

use crate::clients::for_programs;
use crate::encode::ascii;
use crate::failure::{Challenge, Failure};
use crate::http::{Body, Method, Response};
use crate::ports::{BatchError, Platform};
use crate::protocol::jwt::TokenType;
use crate::protocol::{Cause, OAuthError, Party, Scope, SigningAlgorithm, dpop, grant_of};
use crate::request::signer::Signer;
use crate::request::site::Site;
use crate::request::verified::own_token;
use crate::store::grants;
use crate::store::used_proofs::Proofs;
use serde_json::{Map, Value};

/// Answers GET and POST.
///
/// # Errors
/// 401 with a `Bearer` challenge (RFC 6750 §3).
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let (scheme, token) = presented(site)?;
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
    let proofs = Proofs::default();
    check_possession(site, scheme, &token, received.jkt(), &proofs).await?;
    let grant = received.text("jti").and_then(grant_of).ok_or_else(refused)?;
    let client_id = received.text("client_id").ok_or_else(refused)?;
    let loaded = site.registered(client_id).await.map_err(|failure| {
        if failure.is_of_no_application() {
            refused()
        } else {
            for_programs::told(failure, client_id)
        }
    })?;
    let found = grants::read(&proofs.noted_in(site.platform), grant, client_id).await;
    let found = found.map_err(|error| match error {
        BatchError::Used(cause) => unproven(dpop::refused(cause, "the proof was used before")),
        error => error.into(),
    })?;
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
    let told = party.userinfo(&scopes, &granted.details);
    match party.application.userinfo_algorithm {
        Some(algorithm) => signed(site, client_id, algorithm, told).await,
        None => Ok(Response::json(200, &Value::Object(told))),
    }
}

/// The answer as a JWT (§5.3.2).
async fn signed<P: Platform>(
    site: &Site<'_, P>,
    client_id: &str,
    algorithm: SigningAlgorithm,
    mut told: Map<String, Value>,
) -> Result<Response, Failure> {
    told.insert("iss".to_owned(), site.issuer().into());
    told.insert("aud".to_owned(), client_id.into());
    let (keys, masters) = (&site.isolate.keys, &site.settings.master_keys);
    let signer = Signer::of(site.platform, keys, masters, algorithm, site.now).await?;
    let token = signer.sign(site.platform, TokenType::Userinfo, site.now, None, told).await?;
    Ok(Response::jwt(token))
}

/// How an access token came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Bearer,
    Dpop,
}

/// A token that is bound to a key comes with proof of it; one that is not comes without.
async fn check_possession<P: Platform>(
    site: &Site<'_, P>,
    scheme: Scheme,
    token: &str,
    bound_to: Option<&str>,
    proofs: &Proofs,
) -> Result<(), Failure> {
    match (scheme, bound_to) {
        (Scheme::Bearer, None) => return Ok(()),
        (Scheme::Dpop, Some(_)) => {}
        _ => {
            let description =
                "the access token's type is another: Bearer, or DPoP with proof of its key";
            return Err(unproven(OAuthError::new(Cause::AccessTokenScheme, description)));
        }
    }
    let possession = crate::clients::dpop::proven(site, Some(token)).await.map_err(unproven)?;
    let possession = possession
        .ok_or_else(|| unproven(dpop::refused(Cause::DpopMissing, "a proof is required")))?;
    if Some(possession.jkt.as_str()) != bound_to {
        let description = "the access token is bound to another key";
        return Err(unproven(dpop::refused(Cause::DpopKey, description)));
    }
    proofs.note_dpop(possession.once);
    Ok(())
}

fn unproven(error: OAuthError) -> Failure {
    Failure::Client { error, status: 401, challenge: Some(Challenge::Dpop) }
}

fn presented<P: Platform>(site: &Site<P>) -> Result<(Scheme, String), Failure> {
    let header = site.request.headers.get("authorization").and_then(|header| {
        let (scheme, token) = header.split_once(' ')?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Scheme::Bearer,
            "dpop" => Scheme::Dpop,
            _ => return None,
        };
        Some((scheme, ascii::trim(token).to_owned()))
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
        (Some(presented), None) => Ok(presented),
        (None, Some(token)) => Ok((Scheme::Bearer, token.to_owned())),
        // Without any token the challenge names no error (RFC 6750 §3.1).
        (None, None) => Err(Failure::Client {
            error: OAuthError::new(Cause::AccessTokenMissing, "an access token is required"),
            status: 401,
            challenge: Some(Challenge::BearerOrDpop),
        }),
    }
}

fn refuse(cause: Cause, description: &str, status: u16) -> Failure {
    let error = OAuthError::new(cause, description);
    Failure::Client { error, status, challenge: Some(Challenge::BearerWithError) }
}
