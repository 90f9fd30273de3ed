//! What an authorization request asks of tokens beside their scopes. It is sealed with the request and kept with the
//! code and the grant, so that a refresh, too, answers what was asked and agreed to.

use super::{Scope, claims};
use serde::{Deserialize, Serialize};

/// What was asked of tokens beside their scopes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantDetails {
    /// Claims asked for in the ID token, by name (OpenID Connect Core §5.5).
    #[serde(rename = "i", default, skip_serializing_if = "Vec::is_empty")]
    pub id_token_claims: Vec<String>,
    /// Claims asked for in the userinfo answer, by name.
    #[serde(rename = "u", default, skip_serializing_if = "Vec::is_empty")]
    pub userinfo_claims: Vec<String>,
    /// The resources that access tokens may be for (RFC 8707 §2.1).
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<String>,
}

impl GrantDetails {
    /// The scopes that tell the claims asked for.
    pub fn scopes_of_claims(&self) -> impl Iterator<Item = Scope> + '_ {
        let claims = self.id_token_claims.iter().chain(&self.userinfo_claims);
        claims.filter_map(|claim| claims::scope_of(claim))
    }
}
