//! The tenant's policy on applications that describe themselves.

use super::app::{ApiAccess, ClientSecret};
use crate::protocol::Scope;
use schemars::JsonSchema;
use serde::Deserialize;

/// Client ID metadata documents (draft-ietf-oauth-client-id-metadata-document): which applications are known by the URL
/// that is their `client_id`, and what they get.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientDocuments {
    /// The user flows of such applications by id, the default first.
    #[schemars(required)]
    pub flows: Option<Vec<String>>,
    /// The scopes such applications may ask for. All if left out.
    pub scopes: Option<Vec<Scope>>,
    /// What such applications may ask of APIs on behalf of people. Nothing if left out.
    pub apis: Option<Vec<ApiAccess>>,
    /// The schemes without a dot that such applications may be called back by (`editor` for `editor://callback`). None if
    /// left out.
    pub schemes: Option<Vec<String>>,
    /// The hosts that their documents may be at (`app.example`). Any if left out.
    pub hosts: Option<Vec<String>>,
}

/// Dynamic client registration (RFC 7591): who may register an application, and what it gets. Either
/// `initialAccessTokens` or `open`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Registration {
    /// The user flows of such applications by id, the default first.
    #[schemars(required)]
    pub flows: Option<Vec<String>>,
    /// Who sends one of these as a Bearer token may register: written as the secrets of applications are.
    pub initial_access_tokens: Option<Vec<ClientSecret>>,
    /// `true`: anybody may register, 20 applications a day from one network.
    pub open: Option<bool>,
    /// The scopes such applications may ask for. All if left out.
    pub scopes: Option<Vec<Scope>>,
    /// What such applications may ask of APIs on behalf of people. Nothing if left out.
    pub apis: Option<Vec<ApiAccess>>,
    /// The schemes without a dot that such applications may be called back by (`editor` for `editor://callback`). None if
    /// left out.
    pub schemes: Option<Vec<String>>,
    /// After how many days a registration is over: 1 to 3650. Never if left out.
    pub expires_after_days: Option<u32>,
}
