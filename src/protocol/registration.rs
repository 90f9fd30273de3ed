//! What the tenant lets applications have that register themselves (RFC 7591 §3).

use super::{ApiAccess, ClientSecret, Scope};

/// The ids of applications that registered themselves begin so; no document's does.
pub const REGISTERED: &str = "dyn-";

/// Whether an application of this id registered itself.
pub fn is_registered_id(client_id: &str) -> bool {
    client_id.starts_with(REGISTERED)
}

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
