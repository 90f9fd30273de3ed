//! The pushed authorization request endpoint (RFC 9126): the application says what it asks for before the browser
//! comes, and who it is. Whatever `/authorize` would refuse is refused here.

use crate::clients::authenticate::{self, Client};
use crate::clients::authorization_request::{Entrance, read};
use crate::encode::hash;
use crate::failure::Failure;
use crate::http::{Form, Response};
use crate::ports::Platform;
use crate::protocol::dpop::refused;
use crate::protocol::{Cause, OAuthError, lifetime, pushed};
use crate::request::site::Site;
use crate::store::pushed_requests;
use serde_json::json;

/// What proves who the application is, and is no part of the request.
const CREDENTIALS: [&str; 3] = ["client_secret", "client_assertion", "client_assertion_type"];

/// Answers POST.
///
/// # Errors
/// RFC 9126 §2.3.
pub async fn answer<P: Platform>(site: &Site<'_, P>) -> Result<Response, Failure> {
    authenticate::answer(site, async |client| push(site, client).await).await
}

async fn push<P: Platform>(site: &Site<'_, P>, client: &Client) -> Result<Response, Failure> {
    let mut parameters = client.form.clone();
    parameters.0.retain(|(name, _)| !CREDENTIALS.contains(&name.as_str()));
    let application = &client.loaded.value.application;
    let read = read(site, application, parameters, Entrance::Pushed).await;
    let mut parameters = read.map_err(|refused| refused.for_program(application))?.parameters;
    if let Some(jkt) = client.possession(site).await.map_err(Failure::client)? {
        bind(&mut parameters, jkt).map_err(Failure::client)?;
    }
    let reference = site.random::<32>();
    let id = hash::sha256(&reference);
    let (database, network) = (client.database(site), site.network());
    let (parameters, sender) = (parameters.encode(), client.sender(network.as_deref()));
    pushed_requests::keep(&database, &id, client.id(), &parameters, sender, site.now)
        .await?
        .map_err(authenticate::throttled)?;
    let told = json!({
        "request_uri": pushed::request_uri(&reference),
        "expires_in": lifetime::PUSHED_REQUEST,
    });
    Ok(Response::json(201, &told))
}

/// A proof of possession says the same as `dpop_jkt` (RFC 9449 §10.1).
fn bind(parameters: &mut Form, jkt: String) -> Result<(), OAuthError> {
    match parameters.first("dpop_jkt") {
        "" => parameters.0.push(("dpop_jkt".to_owned(), jkt)),
        named if named == jkt => {}
        _ => return Err(refused(Cause::DpopKey, "dpop_jkt names another key")),
    }
    Ok(())
}
