//! The client credentials grant (RFC 6749 §4.4): an access token for an API, on the application's own behalf. It stands for
//! no person: its subject is the application (RFC 9068 §2.2), and no ID token or refresh token comes with it.

use crate::endpoints::token::request::TokenRequest;
use crate::failure::Failure;
use crate::ports::Platform;
use crate::protocol::resource::{self, Wanted};
use crate::protocol::{Api, Application, Cause, OAuthError, OnBehalf, ScopeNames, Target};
use crate::store::own_tokens;

/// The API that its token is for.
///
/// # Errors
/// `invalid_scope` and `invalid_target` for what the application may not have, `invalid_client` once it is switched off.
pub async fn redeem<P: Platform>(request: &TokenRequest<'_, P>) -> Result<Target, Failure> {
    let TokenRequest { site, registered, form, secret, database, .. } = request;
    let application = &registered.application;
    let asked = ScopeNames::asked(application, form.first("scope"), OnBehalf::OfItself)
        .map_err(Failure::client)?;
    let target = target(application, site.issuer(), &form.all("resource"), &asked.as_strs())
        .map_err(Failure::client)?;
    if !own_tokens::may_have(database, &application.client_id, *secret).await? {
        let error = OAuthError::new(Cause::ClientDisabled, "the application is switched off");
        return Err(Failure::client(error));
    }
    Ok(target)
}

/// The API that is meant, with the scopes asked for, or else all that the application may have.
fn target(
    application: &Application,
    issuer: &str,
    resources: &[&str],
    scopes: &[&str],
) -> Result<Target, OAuthError> {
    let api = match resource::wanted(application, issuer, resources, scopes)? {
        Wanted::Api(api) => api,
        Wanted::Issuer => {
            let description = "the issuer's own endpoints are for tokens of people";
            return Err(OAuthError::new(Cause::ResourceUnknown, description));
        }
        Wanted::Any => only(application)?,
    };
    let access = application.apis.iter().find(|access| access.id == api.id);
    let all = access.map(|access| access.application_scopes.clone()).unwrap_or_default();
    let asked = |name: &String| scopes.is_empty() || scopes.contains(&name.as_str());
    Ok(Target::of_api(api, all.into_iter().filter(asked).collect()))
}

/// The only API that the application may call on its own behalf.
fn only(application: &Application) -> Result<&Api, OAuthError> {
    let mut own = application.apis.iter().filter(|access| !access.application_scopes.is_empty());
    let access = own.next().filter(|_| own.next().is_none());
    let api = |id: &String| application.resources.iter().find(|api| api.id == *id);
    access.and_then(|access| api(&access.id)).ok_or_else(|| {
        OAuthError::new(Cause::ResourcesSeveral, "resource or scope must say which API is meant")
    })
}
