//! The document of `sector_identifier_uri` lists every redirect URI (OpenID Connect Dynamic Client Registration §5): who
//! controls that host says that the application belongs to it.

use super::metadata::too_many;
use crate::failure::Failure;
use crate::http::NamedBy;
use crate::memory::fetched::Nothing;
use crate::ports::Platform;
use crate::protocol::{Cause, OAuthError};
use crate::request::fetched;
use crate::request::site::Site;
use serde_json::{Map, Value};

/// Fetches the document, where there is one. The look is counted for `network`, where that is counted.
///
/// # Errors
/// `invalid_client_metadata` where it can't be read, or lacks a redirect URI; 429 after too many looks.
pub async fn check<P: Platform>(
    site: &Site<'_, P>,
    metadata: &Map<String, Value>,
    network: Option<&String>,
) -> Result<(), Failure> {
    let Some(uri) = metadata.get("sector_identifier_uri").and_then(Value::as_str) else {
        return Ok(());
    };
    let at = (uri, NamedBy::Stranger);
    let answer = match fetched::look(site, at, "application/json", network.cloned()).await {
        Err(Nothing { throttled: Some(seconds), .. }) => return Err(too_many(seconds)),
        answer => answer.ok(),
    };
    let listed = answer.and_then(|answer| serde_json::from_slice::<Vec<String>>(&answer.body).ok());
    let listed = listed.ok_or_else(|| refuse("can't be read as a JSON array of strings"))?;
    let registered = metadata.get("redirect_uris").and_then(Value::as_array);
    let mut registered = registered.into_iter().flatten().filter_map(Value::as_str);
    if registered.all(|uri| listed.iter().any(|known| known == uri)) {
        return Ok(());
    }
    Err(refuse("its document lacks one of redirect_uris"))
}

fn refuse(sentence: &str) -> Failure {
    let description = format!("sector_identifier_uri: {sentence}");
    Failure::client(OAuthError::new(Cause::MetadataRefused, description))
}
