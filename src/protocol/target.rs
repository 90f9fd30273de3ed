//! What an access token is for (RFC 8707 §2.2).

use super::Api;

/// What an access token is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its `aud`.
    pub audience: String,
    /// The API's scopes, by name; none for the issuer, whose are OpenID Connect's.
    pub scopes: Vec<String>,
    /// How long it lasts, in seconds.
    pub lifetime: i64,
}

impl Target {
    /// For `api` with these of its scopes.
    pub fn of_api(api: &Api, scopes: Vec<String>) -> Self {
        let (audience, lifetime) = (api.identifier.clone(), api.access_token_lifetime);
        Self { audience, scopes, lifetime }
    }
}
