//! An API that access tokens may be for: a resource (RFC 8707 §2), as its document says once checked.

use crate::language::Label;

/// A checked API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// Its id.
    pub id: String,
    /// Its name as people see it.
    pub display_name: Label,
    /// Its URI: `resource` in requests, `aud` in tokens.
    pub identifier: String,
    /// What applications may be allowed to do with it.
    pub scopes: Vec<ApiScope>,
    /// How long its access tokens last, in seconds.
    pub access_token_lifetime: i64,
    /// The applications that may introspect its tokens, by `client_id`.
    pub applications: Vec<String>,
}

/// Something that applications may be allowed to do with an API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiScope {
    /// Its name on the wire.
    pub name: String,
    /// What people agree to.
    pub display_name: Label,
    /// More about it.
    pub description: Option<Label>,
}

/// What an application may ask of an API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiAccess {
    /// The API's id.
    pub id: String,
    /// The scopes it may ask for on behalf of people.
    pub delegated_scopes: Vec<String>,
    /// The scopes it may ask for on its own behalf.
    pub application_scopes: Vec<String>,
}
