//! What an application asks for, wherever it says so: in the query, in a request that it pushed, or in a request object
//! that it signed, sent along or kept at an address that is registered. Then what else stands in the query counts for
//! nothing (RFC 9126 §4, RFC 9101 §6.3).

use super::keys::{self, Signature};
use super::request_objects::{self, without_fragment};
use crate::documents::Registered;
use crate::failure::{Failure, Kind};
use crate::http::Form;
use crate::ports::Platform;
use crate::protocol::request_object::{self, refused};
use crate::protocol::{
    Application, AuthorizationRequest, Callback, Cause, OAuthError, Pushed, pushed,
};
use crate::request::site::Site;
use crate::store::pushed_requests;
use std::rc::Rc;

/// The parameters that count.
pub struct Asked {
    /// All of them.
    pub parameters: Form,
    /// The pushed request that they are of.
    pub pushed: Option<Pushed>,
}

/// Finds what `query` asks for.
///
/// # Errors
/// The callback, where the query itself names a registered one; otherwise a page.
pub async fn find<P: Platform>(
    site: &Site<'_, P>,
    registered: &Registered,
    query: Form,
) -> Result<Asked, Failure> {
    let application = &registered.application;
    if let Some(id) = pushed::id(query.first("request_uri")) {
        let client_id = &application.client_id;
        return match pushed_requests::open(site.platform, &id, client_id, site.now).await? {
            Ok(parameters) => Ok(Asked {
                parameters: Form::parse(parameters.as_bytes()),
                pushed: Some(Pushed { id, opening: site.random::<16>() }),
            }),
            Err(cause) => {
                let description = "there is no such pushed request to go on with; push it again";
                Err(refuse(site, registered, &query, OAuthError::new(cause, description)))
            }
        };
    }
    let parameters = in_object(site, application, &query).await;
    let parameters = parameters.map_err(|error| refuse(site, registered, &query, error))?;
    Ok(Asked { parameters: parameters.unwrap_or(query), pushed: None })
}

/// The parameters of the request object that `form` holds or names; none where it has none.
///
/// # Errors
/// What the application is told.
pub async fn in_object<P: Platform>(
    site: &Site<'_, P>,
    application: &Application,
    form: &Form,
) -> Result<Option<Form>, OAuthError> {
    let (object, uri) = (form.first("request"), form.first("request_uri"));
    if object.len() > AuthorizationRequest::LONGEST {
        let longest = AuthorizationRequest::LONGEST;
        let description = format!("request has more than {longest} bytes");
        return Err(OAuthError::new(Cause::RequestTooLarge, description));
    }
    match (object, uri) {
        // At `/par` a missing object is told before.
        ("", "") if application.signed_request_required && application.pushed_required => {
            let description = "this application's requests must be signed, and pushed";
            Err(OAuthError::new(Cause::PushedRequired, description))
        }
        ("", "") if application.signed_request_required => {
            let description = "this application's requests must be signed request objects";
            Err(OAuthError::new(Cause::RequestObjectRequired, description))
        }
        ("", "") => Ok(None),
        (object, "") => signed(site, application, object).await.map(Some),
        ("", uri) => {
            let object = at_address(site, application, uri).await?;
            signed(site, application, &object).await.map(Some)
        }
        _ => {
            let description = "request and request_uri can't be sent together";
            Err(OAuthError::new(Cause::RequestObjectTwice, description))
        }
    }
}

async fn signed<P: Platform>(
    site: &Site<'_, P>,
    application: &Application,
    object: &str,
) -> Result<Form, OAuthError> {
    let jws = request_object::read(object)?;
    request_object::check(&jws, application, site.issuer(), site.now)?;
    match keys::verify(site, application, &jws).await {
        Signature::By(_) => Ok(request_object::parameters(&jws)),
        Signature::OfNoKey => {
            let description = "none of the application's keys signed it";
            Err(refused(Cause::RequestObjectSignature, description))
        }
        Signature::KeysUnavailable => {
            Err(OAuthError::new(Cause::Unavailable, "the application's jwksUri does not answer"))
        }
    }
}

/// What stands at `uri`, if that is registered; its fragment is not sent along and says nothing here.
async fn at_address<P: Platform>(
    site: &Site<'_, P>,
    application: &Application,
    uri: &str,
) -> Result<Rc<str>, OAuthError> {
    let url = without_fragment(uri);
    if !application.request_uris.iter().any(|known| without_fragment(known) == url) {
        let registered = application.request_uris.join(" ");
        let description = format!("request_uri is not registered; registered: {registered}");
        return Err(OAuthError::new(Cause::RequestUriNotRegistered, description));
    }
    request_objects::at(site, uri, application.named_by()).await
}

fn refuse<P: Platform>(
    site: &Site<'_, P>,
    registered: &Registered,
    query: &Form,
    error: OAuthError,
) -> Failure {
    match Callback::check(&registered.application, query, site.issuer()) {
        Ok((callback, _)) => Failure::callback(&callback, error),
        Err(_) => Failure::person(Kind::BadRequest).because(error.cause.name()).explain(
            &format!("request_uri={}", query.first("request_uri")),
            "a pushed request of the last 90 seconds, or a request object that the application signed",
            &error.description(site.correlation),
        ),
    }
}
