//! Pushed authorization requests (RFC 9126): the reference that stands for one.

use crate::encode::hash;
use serde::{Deserialize, Serialize};

const PREFIX: &str = "urn:ietf:params:oauth:request_uri:";

/// A pushed request, as one browser opened it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// SHA-256 of its reference.
    #[serde(rename = "i")]
    pub id: String,
    /// This opening: the request is used up for it alone.
    #[serde(rename = "o")]
    pub opening: String,
}

/// The `request_uri` of `reference`.
pub fn request_uri(reference: &str) -> String {
    format!("{PREFIX}{reference}")
}

/// The id of what a `request_uri` refers to; none for one of another kind.
pub fn id(request_uri: &str) -> Option<String> {
    request_uri.strip_prefix(PREFIX).map(hash::sha256)
}
