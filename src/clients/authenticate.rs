//! A request that an application makes itself: a form, and proof of which application it is. Every endpoint for
//! applications begins here, so that none can leave it out.

use super::wrong_credentials::counted;
use super::{assertion, dpop, for_programs, secret};
use crate::documents::{Loaded, Registered};
use crate::failure::{Challenge, Failure};
use crate::http::{Body, Form, Response};
use crate::ports::Platform;
use crate::protocol::{Application, Cause, Credential, OAuthError, Presented, check_secret};
use crate::request::site::Site;
use crate::store::used_proofs::{Once, Proofs};
use crate::store::{Sender, Throttled};
use std::rc::Rc;

/// An authenticated application, and what it sent.
pub struct Client {
    /// The application with all that it names.
    pub loaded: Rc<Loaded<Registered>>,
    /// The parameters; none is repeated.
    pub form: Form,
    /// What it proved itself with, as it can be switched off: the SHA-256 of its secret, the thumbprint of its key.
    pub secret: Option<String>,
    /// What counts once.
    pub proofs: Proofs,
}

impl Client {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.loaded.value.application.client_id
    }

    /// The database, for what the request does: the first batch notes what counts once.
    pub fn database<'a, P: Platform>(&'a self, site: &Site<'a, P>) -> Once<'a, P> {
        self.proofs.noted_in(site.platform)
    }

    /// The thumbprint of the key that its request proves it has, if it does; the proof counts once.
    ///
    /// # Errors
    /// `invalid_dpop_proof`.
    pub async fn possession<P: Platform>(
        &self,
        site: &Site<'_, P>,
    ) -> Result<Option<String>, OAuthError> {
        let Some(possession) = dpop::proven(site, None).await? else { return Ok(None) };
        self.proofs.note_dpop(possession.once);
        Ok(Some(possession.jkt))
    }

    /// Who sends the request, from `network`: in the name of a public application anybody can.
    pub fn sender<'n>(&self, network: Option<&'n str>) -> Sender<'n> {
        if self.loaded.value.application.is_public() {
            Sender::Anybody(network)
        } else {
            Sender::Known
        }
    }

    /// A parameter that must be there.
    ///
    /// # Errors
    /// `invalid_request`.
    pub fn required(&self, name: &str) -> Result<&str, Failure> {
        required(&self.form, name)
    }
}

/// The refusal of one request too many of public applications from a network.
pub fn throttled(Throttled { seconds }: Throttled) -> Failure {
    let description = format!("too many from your network; try again in {seconds} s");
    let error = OAuthError::new(Cause::RequestsThrottled, description).after(seconds);
    Failure::Client { error, status: 429, challenge: None }
}

/// A parameter of `form` that must be there.
///
/// # Errors
/// `invalid_request`.
pub fn required<'f>(form: &'f Form, name: &str) -> Result<&'f str, Failure> {
    match form.first(name) {
        "" => {
            let description = format!("{name} is required");
            Err(Failure::client(OAuthError::new(Cause::ParameterMissing, description)))
        }
        value => Ok(value),
    }
}

/// Answers an authenticated request by `work`. What it proved itself with is used up, whatever comes of it.
///
/// # Errors
/// RFC 6749 §5.2, and those of `work`.
pub async fn answer<P: Platform>(
    site: &Site<'_, P>,
    work: impl AsyncFnOnce(&Client) -> Result<Response, Failure>,
) -> Result<Response, Failure> {
    let client = authenticate(site).await?;
    let answer = work(&client).await;
    let known = !client.loaded.value.application.is_public();
    client.proofs.use_up(site.platform, known).await?;
    answer
}

/// Reads and authenticates.
///
/// # Errors
/// RFC 6749 §5.2.
async fn authenticate<P: Platform>(site: &Site<'_, P>) -> Result<Client, Failure> {
    let form = read_form(site)?;
    let by_header = Presented::by_header(&site.request.headers);
    let refuse = |error: OAuthError| challenged(Failure::client(error), by_header);
    let presented = Presented::read(&site.request.headers, &form).map_err(refuse)?;
    let client_id = &presented.client_id;
    let loaded = site.registered(client_id).await;
    let loaded =
        loaded.map_err(|failure| challenged(for_programs::told(failure, client_id), by_header))?;
    let application = &loaded.value.application;
    presented.check_method(application).map_err(refuse)?;
    let proofs = Proofs::default();
    let proven = prove(site, application, &presented.credential, &proofs).await;
    let secret = proven.map_err(|error| counted(site, &presented.client_id, refuse(error)))?;
    Ok(Client { loaded, form, secret, proofs })
}

/// What the application proves itself with, as it can be switched off.
async fn prove<P: Platform>(
    site: &Site<'_, P>,
    application: &Application,
    credential: &Credential,
    proofs: &Proofs,
) -> Result<Option<String>, OAuthError> {
    match credential {
        Credential::None => Ok(None),
        Credential::Secret(_, secret) => {
            let named = |name: &str| secret::named(site, name);
            check_secret(application, secret, named).map(Some)
        }
        Credential::Assertion(assertion) => {
            let (secret, use_once) = assertion::verify(site, application, assertion).await?;
            proofs.note_assertion(use_once);
            Ok(Some(secret))
        }
    }
}

fn read_form<P: Platform>(site: &Site<P>) -> Result<Form, Failure> {
    if site.request.body == Body::TooLarge {
        let error = OAuthError::new(Cause::BodyTooLarge, "the body is too large");
        return Err(Failure::Client { error, status: 413, challenge: None });
    }
    if !site.request.is_form() {
        let description = "the body must be application/x-www-form-urlencoded";
        let error = OAuthError::new(Cause::BodyNoForm, description);
        return Err(Failure::Client { error, status: 415, challenge: None });
    }
    let form = site.request.body_form();
    match form.repeated() {
        Some(name) => {
            let description = format!("{name} was sent more than once");
            Err(Failure::client(OAuthError::new(Cause::ParameterRepeated, description)))
        }
        None => Ok(form),
    }
}

/// A refusal of credentials from the Authorization header answers with a challenge (RFC 6749 §5.2).
fn challenged(failure: Failure, by_header: bool) -> Failure {
    match failure {
        Failure::Client { error, status: 401, .. } if by_header => {
            Failure::Client { error, status: 401, challenge: Some(Challenge::Basic) }
        }
        other => other,
    }
}
