//! The document of `sector_identifier_uri` lists every redirect URI (OpenID Connect Dynamic Client Registration §5): who
//! controls that host says that the application belongs to it.

use super::fetched;
use super::site::Site;
use crate::failure::Failure;
use crate::http::NamedBy;
use crate::ports::Platform;
use crate::protocol::{Cause, OAuthError};
use serde_json::{Map, Value};

/// Fetches the document, where there is one.
///
/// # Errors
/// `invalid_client_metadata` where it can't be read, or lacks a redirect URI.
pub async fn check<P: Platform>(
    site: &Site<'_, P>,
    metadata: &Map<String, Value>,
) -> Result<(), Failure> {
    let Some(uri) = metadata.get("sector_identifier_uri").and_then(Value::as_str) else {
        return Ok(());
    };
    let at = (uri, NamedBy::Stranger);
    let answer = fetched::get(site.platform, at, &site.mode(), "application/json").await.ok();
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
