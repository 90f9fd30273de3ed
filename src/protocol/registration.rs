//! What the tenant lets applications have that register themselves (RFC 7591 §3).

use super::redirect_uri::common_scheme;
use super::{ApiAccess, ClientSecret, GrantType, Scope};

/// Who may register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admission {
    /// Anybody, so many from one network.
    Open,
    /// Who sends one of these as a Bearer token.
    InitialAccessToken(Vec<ClientSecret>),
}

/// What applications get that no document of the tenant's is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// Their user flows, the default first.
    pub flows: Vec<String>,
    /// The scopes they may ask for.
    pub scopes: Vec<Scope>,
    /// What they may ask of APIs on behalf of people.
    pub apis: Vec<ApiAccess>,
    /// The grants that they may use.
    pub grants: Vec<GrantType>,
    /// The schemes without a dot that they may be called back by.
    pub schemes: Vec<String>,
}

impl Allowance {
    /// Whether a callback of theirs may be at `uri`, as far as its scheme goes.
    pub fn takes_scheme_of(&self, uri: &str) -> bool {
        common_scheme(uri).is_none_or(|scheme| self.schemes.contains(&scheme))
    }
}

/// The tenant's policy on dynamic client registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Who may register.
    pub admission: Admission,
    /// What they get.
    pub allowance: Allowance,
    /// After how many seconds a registration is over; none for never.
    pub lifetime: Option<i64>,
}
