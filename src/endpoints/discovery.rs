//! The discovery document, for the whole issuer or with one flow in its authorization endpoint. It answers without a
//! tenant, too: then it lists every language.

use crate::failure::Failure;
use crate::http::Response;
use crate::language::Language;
use crate::ports::Platform;
use crate::protocol::discovery::{Endpoints, document};
use crate::protocol::{Cause, GrantType, OAuthError};
use crate::request::site::Site;
use crate::route::Route;

/// Answers GET.
///
/// # Errors
/// 400 for a `user_flow` that can't be one.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    let issuer = site.issuer();
    let mut authorization = Route::Authorize.url(issuer);
    let query = site.request.query_form();
    let flow = query.one("user_flow").map_err(|_| {
        let description = "user_flow was sent more than once";
        Failure::client(OAuthError::new(Cause::ParameterRepeated, description))
    })?;
    if let Some(flow) = flow {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if flow.len() > 64 || !flow.chars().all(plain) {
            let error = OAuthError::new(Cause::UserFlow, "user_flow must be a flow's id");
            return Err(Failure::client(error));
        }
        authorization = format!("{authorization}?user_flow={flow}");
    }
    let directory = site.directory().await.ok();
    let tenant = directory.as_ref().map(|loaded| &loaded.value.tenant);
    let registers = tenant.is_some_and(|tenant| tenant.registration.is_some());
    let client_documents = tenant.is_some_and(|tenant| tenant.client_documents.is_some());
    let grants = tenant.map_or(&GrantType::ALL[..], |tenant| &tenant.grant_types);
    let devices = grants.contains(&GrantType::DeviceCode);
    let endpoints = Endpoints {
        authorization,
        pushed_authorization_request: Route::PushedAuthorizationRequest.url(issuer),
        device_authorization: devices.then(|| Route::DeviceAuthorization.url(issuer)),
        token: Route::Token.url(issuer),
        userinfo: Route::Userinfo.url(issuer),
        jwks: Route::Jwks.url(issuer),
        introspection: Route::Introspect.url(issuer),
        revocation: Route::Revoke.url(issuer),
        end_session: Route::Logout.url(issuer),
        check_session: Route::CheckSession.url(issuer),
        client_documents,
        registration: registers.then(|| Route::Register.url(issuer)),
    };
    let languages: &[Language] = tenant.map_or(Language::ALL, |tenant| &tenant.languages);
    let languages: Vec<_> = languages.iter().map(|language| language.tag()).collect();
    let response = Response::json(200, &document(issuer, &endpoints, grants, &languages));
    Ok(response.with_header("cache-control", "public, max-age=300, stale-if-error=86400"))
}
