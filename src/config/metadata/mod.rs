//! Client metadata (RFC 7591 §2, OpenID Connect Dynamic Client Registration §2): the members that are known are
//! written as the document of an application, and checked as every such document is.

mod addresses;
mod defaults;
mod described;
mod document;
mod members;

pub use addresses::check_addresses;
pub use described::describe;

use super::check::application::read_registered;
use super::{Fault, Mode};
use crate::protocol::{Allowance, Application, ClientAuthentication, ClientSecret};
use serde_json::{Map, Value};

/// What an application proves itself with, where it keeps a secret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    /// SHA-256 of its secret.
    pub secret: Option<String>,
    /// The secret itself, sealed, for who signs with it.
    pub sealed: Option<String>,
}

/// The application that `sent` describes, and what is registered of it: known members alone, with defaults.
///
/// # Errors
/// Every fault; pointers are into `sent`.
pub fn register(
    client_id: &str,
    sent: Map<String, Value>,
    credentials: &Credentials,
    allowance: &Allowance,
) -> Result<(Application, Map<String, Value>), Vec<Fault>> {
    let mut metadata = members::known(sent);
    let mut faults = members::check(client_id, &metadata);
    defaults::fill(&mut metadata, allowance);
    let document = document::of(&metadata, credentials, allowance);
    // Nothing is allowed to them that is allowed in development alone.
    let mode = Mode { development: false, issuer: String::new() };
    let (mut application, found) = read_registered(client_id, &document.to_string(), &mode);
    faults.extend(found.into_iter().map(members::told));
    // Where it was made of a redirect URI, that one's own fault says it.
    faults.retain(|fault| fault.pointer != "/client_uri" || metadata.contains_key("client_uri"));
    if let (ClientAuthentication::ClientSecretJwt, Some(sealed)) =
        (application.authentication, &credentials.sealed)
    {
        application.client_secrets = vec![ClientSecret::Sealed(sealed.clone())];
    }
    application.scopes.retain(|scope| allowance.scopes.contains(scope));
    application.apis.clone_from(&allowance.apis);
    if faults.is_empty() { Ok((application, metadata)) } else { Err(faults) }
}
