//! An authorization request as it is read wherever one comes in: at `/authorize`, pushed, of a device, of *Run user flow*.

use super::signed_request;
use crate::failure::Failure;
use crate::http::Form;
use crate::ports::Platform;
use crate::protocol::{
    Application, AuthorizationRequest, Callback, Cause, GrantType, NoCallback, OAuthError, Pushed,
    ResponseMode, allow_grant, parse_authorization_request, pushed,
};
use crate::request::site::Site;
use crate::route::Route;
use crate::store::pushed_requests;

/// Where a request comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entrance {
    /// `/authorize`.
    Browser,
    /// `/par` (RFC 9126).
    Pushed,
    /// `/device_authorization` (RFC 8628).
    Device,
    /// The page where a person lets a device go on, with what the device asked for.
    DevicePage,
    /// *Run user flow*.
    RunUserFlow,
}

/// A request that is good.
pub struct Asked {
    /// The parameters that count.
    pub parameters: Form,
    /// Where the answer goes.
    pub callback: Callback,
    /// What they say.
    pub request: AuthorizationRequest,
}

/// Why a request is not good.
pub enum Refused {
    /// Which parameters count can't be told, or not now.
    Unread(Failure),
    /// Nothing may be sent back for these parameters.
    NoCallback(NoCallback, Form),
    /// What may be sent back, and where.
    Told(Box<Callback>, OAuthError),
}

/// Reads the request of `application` that came in with `form`. The checks, in their order:
///
/// | check | `/authorize` | `/par` | device | its page | *Run user flow* |
/// |---|---|---|---|---|---|
/// | 1. which parameters count: the form's, those of a pushed request, or of a signed object | any | not a pushed one | form | form | form |
/// | 2. `redirect_uri` is registered | yes | yes | ours | ours | yes |
/// | 3. `response_mode` is one of the application's | yes | yes | query | query | yes |
/// | 4. the application may have the grant | code | code | device code | | code |
/// | 5. no parameter twice, size, `registration`, `response_type`, `claims`, `resource`, `scope`, `code_challenge`, `prompt`, `max_age`, `user_flow`, `dpop_jkt` | yes | yes | yes | yes | yes |
/// | 6. it was pushed, where the application's must be | yes | | | | |
///
/// # Errors
/// Of the first check that fails.
pub async fn read<P: Platform>(
    site: &Site<'_, P>,
    application: &Application,
    form: Form,
    entrance: Entrance,
) -> Result<Asked, Refused> {
    let counting = counting(site, application, form, entrance).await;
    let (parameters, pushed) = counting.map_err(Refused::Unread)?;
    let (callback, mode) = match callback(site.issuer(), application, &parameters, entrance) {
        Ok(found) => found,
        Err(reason) => return Err(Refused::NoCallback(reason, parameters)),
    };
    let request = mode.and_then(|mode| {
        allow(application, entrance)?;
        let redirect_uri = &callback.redirect_uri;
        let issuer = site.issuer();
        parse_authorization_request(application, &parameters, issuer, redirect_uri, mode)
    });
    let must_be_pushed = entrance == Entrance::Browser && application.pushed_required;
    match request {
        Ok(_) if must_be_pushed && pushed.is_none() => {
            let description = "this application's requests must be pushed";
            let error = OAuthError::new(Cause::PushedRequired, description);
            Err(Refused::Told(Box::new(callback), error))
        }
        Ok(mut request) => {
            request.pushed = pushed;
            Ok(Asked { parameters, callback, request })
        }
        Err(error) => Err(Refused::Told(Box::new(callback), error)),
    }
}

/// The parameters that count, and the pushed request that they are of. What else stands beside a pushed request or a signed
/// object counts for nothing (RFC 9126 §4, RFC 9101 §6.3).
async fn counting<P: Platform>(
    site: &Site<'_, P>,
    application: &Application,
    form: Form,
    entrance: Entrance,
) -> Result<(Form, Option<Pushed>), Failure> {
    match entrance {
        Entrance::Browser => {
            if let Some(id) = pushed::id(form.first("request_uri")) {
                return of_pushed(site, application, id).await;
            }
        }
        Entrance::Pushed => signed_request::check_pushed(application, &form)?,
        Entrance::Device | Entrance::DevicePage | Entrance::RunUserFlow => return Ok((form, None)),
    }
    let signed = signed_request::parameters(site, application, &form).await;
    Ok((signed.map_err(Failure::client)?.unwrap_or(form), None))
}

async fn of_pushed<P: Platform>(
    site: &Site<'_, P>,
    application: &Application,
    id: String,
) -> Result<(Form, Option<Pushed>), Failure> {
    let client_id = &application.client_id;
    match pushed_requests::open(site.platform, &id, client_id, site.now).await? {
        Ok(parameters) => {
            let pushed = Pushed { id, opening: site.random::<16>() };
            Ok((Form::parse(parameters.as_bytes()), Some(pushed)))
        }
        Err(cause) => {
            let description = "there is no such pushed request to go on with; push it again";
            Err(Failure::client(OAuthError::new(cause, description)))
        }
    }
}

/// Where the answer goes, and how; a device's goes through a page of ours.
fn callback(
    issuer: &str,
    application: &Application,
    parameters: &Form,
    entrance: Entrance,
) -> Result<(Callback, Result<ResponseMode, OAuthError>), NoCallback> {
    match entrance {
        Entrance::Browser | Entrance::Pushed | Entrance::RunUserFlow => {
            Callback::check(application, parameters, issuer)
        }
        Entrance::Device | Entrance::DevicePage => {
            let redirect_uri = &Route::DeviceCallback.url(issuer);
            let callback = Callback::at(redirect_uri, application, parameters, issuer);
            Ok((callback, Ok(ResponseMode::Query)))
        }
    }
}

fn allow(application: &Application, entrance: Entrance) -> Result<(), OAuthError> {
    match entrance {
        Entrance::Browser | Entrance::Pushed | Entrance::RunUserFlow => {
            allow_grant(application, GrantType::AuthorizationCode)
        }
        Entrance::Device => allow_grant(application, GrantType::DeviceCode),
        Entrance::DevicePage => Ok(()),
    }
}

impl Refused {
    /// What a program is told.
    pub fn for_program(self, application: &Application) -> Failure {
        match self {
            Self::Unread(failure) => failure,
            Self::NoCallback(reason, _) => Failure::client(no_callback(application, reason)),
            Self::Told(_, error) => Failure::client(error),
        }
    }
}

fn no_callback(application: &Application, reason: NoCallback) -> OAuthError {
    let registered = application.redirect_uris.join(" ");
    let (cause, description) = match reason {
        NoCallback::Missing => {
            (Cause::ParameterMissing, format!("redirect_uri is required; registered: {registered}"))
        }
        NoCallback::Repeated => {
            (Cause::ParameterRepeated, "redirect_uri was sent more than once".to_owned())
        }
        NoCallback::NotRegistered => (
            Cause::RedirectUriNotRegistered,
            format!("redirect_uri is not registered; registered: {registered}"),
        ),
    };
    OAuthError::new(cause, description)
}
