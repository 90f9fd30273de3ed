//! What an application asks for in a request object that it signed, sent along or kept at an address that is registered
//! (RFC 9101, OpenID Connect Core §6).

use super::keys::{self, Signature};
use super::request_objects::{self, without_fragment};
use crate::failure::Failure;
use crate::http::Form;
use crate::ports::Platform;
use crate::protocol::request_object::{self, refused};
use crate::protocol::{Application, AuthorizationRequest, Cause, OAuthError};
use crate::request::site::Site;
use std::rc::Rc;

/// Checks what is pushed as a signed object: it can't name another request, and must be there where the application's are signed.
///
/// # Errors
/// RFC 9126 §2.1.
pub fn check_pushed(application: &Application, form: &Form) -> Result<(), Failure> {
    if !form.first("request_uri").is_empty() {
        let description = "request_uri can't be pushed; push what it stands for";
        return Err(Failure::client(OAuthError::new(Cause::RequestUriPushed, description)));
    }
    if application.signed_request_required && form.first("request").is_empty() {
        let description =
            "request is required: this application's requests must be signed request objects";
        return Err(Failure::client(OAuthError::new(Cause::ParameterMissing, description)));
    }
    Ok(())
}

/// The parameters of the request object that `form` holds or names; none where it has none.
///
/// # Errors
/// What the application is told.
pub async fn parameters<P: Platform>(
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
