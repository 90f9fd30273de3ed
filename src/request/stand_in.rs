//! The first-party application, standing in for another: with its name, claims, flows and algorithm, but an id,
//! audience and redirect URI of its own.

use super::for_people;
use super::site::Site;
use crate::documents::{LoadFailure, Loaded, Registered};
use crate::encode::gather::Gather;
use crate::failure::Failure;
use crate::ports::Platform;
use crate::protocol::first_party::RUN_USER_FLOW;
use crate::protocol::{
    Application, ApplicationType, AuthorizationRequest, ClientAuthentication, ConsentPolicy,
    GrantType, PkcePolicy, ResponseMode, Scope,
};
use crate::route::Route;
use std::rc::Rc;

/// The application that a request is for, with all that it names.
///
/// # Errors
/// A page, when there is none.
pub async fn application_of<P: Platform>(
    site: &Site<'_, P>,
    request: &AuthorizationRequest,
) -> Result<Rc<Loaded<Registered>>, Failure> {
    match &request.stands_in_for {
        Some(client_id) => match of(site, client_id).await {
            Ok(loaded) => Ok(Rc::new(loaded)),
            Err(failure) => Err(for_people::told(failure, client_id)),
        },
        None => for_people::application(site, &request.client_id).await,
    }
}

/// The stand-in for `client_id`.
///
/// # Errors
/// Why there is no such application to serve.
pub async fn of<P: Platform>(
    site: &Site<'_, P>,
    client_id: &str,
) -> Result<Loaded<Registered>, LoadFailure> {
    let mut loaded = Loaded::clone(&*site.registered(client_id).await?);
    loaded.value.application = stand_in(loaded.value.application, site.issuer());
    Ok(loaded)
}

/// What was agreed to in one run says nothing in the next, so that who is asked at all is asked each time.
fn stand_in(application: Application, issuer: &str) -> Application {
    let consent = match application.consent {
        ConsentPolicy::Never => ConsentPolicy::Never,
        ConsentPolicy::Once | ConsentPolicy::Always => ConsentPolicy::Always,
    };
    Application {
        client_id: RUN_USER_FLOW.to_owned(),
        application_type: ApplicationType::Web,
        redirect_uris: vec![Route::RunUserFlowCallback.url(issuer)],
        post_logout_redirect_uris: Vec::new(),
        home_uri: Route::RunUserFlow.url(issuer),
        consent,
        client_secrets: Vec::new(),
        grant_types: vec![GrantType::AuthorizationCode],
        authentication: ClientAuthentication::None,
        scopes: application
            .scopes
            .into_iter()
            .filter(|scope| *scope != Scope::OfflineAccess)
            .gather(),
        response_modes: vec![ResponseMode::Query],
        pkce: PkcePolicy::Required,
        ..application
    }
}
