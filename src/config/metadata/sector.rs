//! The sector of pairwise subject identifiers (OpenID Connect Core §8.1): the host of `sector_identifier_uri`, without
//! which every redirect URI is at one host.

use crate::config::Fault;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use url::Url;

/// The host that `sector_identifier_uri` names; none without one.
pub fn of(client_id: &str, metadata: &Map<String, Value>) -> Result<Option<String>, Fault> {
    if let Some(uri) = metadata.get("sector_identifier_uri").and_then(Value::as_str) {
        return Ok(host(uri));
    }
    let pairwise = metadata.get("subject_type").is_some_and(|kind| kind == "pairwise");
    let uris = metadata.get("redirect_uris").and_then(Value::as_array);
    let uris = uris.into_iter().flatten().filter_map(Value::as_str);
    let hosts: BTreeSet<Option<String>> = uris.map(host).collect();
    if pairwise && hosts.len() > 1 {
        return Err(Fault {
            document: client_id.to_owned(),
            pointer: "/subject_type".to_owned(),
            sentence: "`pairwise` with redirect URIs at several hosts needs sector_identifier_uri"
                .to_owned(),
        });
    }
    Ok(None)
}

fn host(uri: &str) -> Option<String> {
    Url::parse(uri).ok()?.host_str().map(str::to_owned)
}
