//! Client metadata (RFC 7591 §2, OpenID Connect Dynamic Client Registration §2): the members that are known are
//! written as the document of an application, and checked as every such document is.

mod addresses;
mod credentials;
mod defaults;
mod described;
mod document;
mod meant;
mod members;

pub use addresses::check_addresses;
pub use credentials::Credentials;
pub use described::describe;

use super::check::application::read_described;
use super::check::uri::Described;
use super::{Fault, Mode};
use crate::encode::gather::Gather;
use crate::protocol::client_id::is_url;
use crate::protocol::redirect_uri::common_scheme;
use crate::protocol::{Allowance, Application, ClientAuthentication, ClientSecret};
use serde_json::{Map, Value, json};

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
    meant::take(&mut metadata, allowance);
    let mut faults = members::check(client_id, &metadata);
    defaults::fill(&mut metadata, allowance);
    let document = document::of(&metadata, credentials, allowance);
    // Nothing is allowed to them that is allowed in development alone.
    let mode = Mode { development: false, issuer: String::new() };
    let setting = if is_url(client_id) {
        "clientIdMetadataDocuments.schemes"
    } else {
        "registration.schemes"
    };
    let described = Described { schemes: &allowance.schemes, setting };
    let (mut application, found) =
        read_described(client_id, &document.to_string(), &mode, described);
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

/// The application that was registered as `metadata` say, as `allowance` lets it be now. Nobody is sent to a scheme that was
/// taken off the list since; the application is as it was otherwise.
///
/// # Errors
/// Every fault.
pub fn registered(
    client_id: &str,
    metadata: Map<String, Value>,
    credentials: &Credentials,
    allowance: &Allowance,
) -> Result<Application, Vec<Fault>> {
    let mut then = allowance.clone();
    let lists = ["redirect_uris", "post_logout_redirect_uris"];
    let uris = lists.iter().filter_map(|list| metadata.get(*list)?.as_array()).flatten();
    then.schemes.extend(uris.filter_map(|uri| common_scheme(uri.as_str()?)));
    let (mut application, _) = register(client_id, metadata, credentials, &then)?;
    let is_taken = |uri: &String| allowance.takes_scheme_of(uri);
    application.redirect_uris.retain(is_taken);
    application.post_logout_redirect_uris.retain(is_taken);
    Ok(application)
}

/// An application that says of itself what it must, and is given all of `allowance`.
///
/// # Errors
/// Every fault.
pub fn example(client_id: &str, allowance: &Allowance) -> Result<Application, Vec<Fault>> {
    let said = [
        ("redirect_uris", json!(["https://client.example/"])),
        ("token_endpoint_auth_method", json!("none")),
    ];
    let said = said.map(|(member, value)| (member.to_owned(), value)).into_iter().gather();
    register(client_id, said, &Credentials::default(), allowance)
        .map(|(application, _)| application)
}
