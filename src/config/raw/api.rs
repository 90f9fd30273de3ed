//! A document `api/{id}`.

use super::Label;
use schemars::JsonSchema;
use serde::Deserialize;

/// An API that access tokens may be for. Its id is the document's key without `api/`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Api {
    /// Where editors find this schema.
    #[serde(rename = "$schema")]
    #[expect(dead_code, reason = "it is for editors")]
    pub schema: Option<String>,
    /// Its name as people see it.
    #[schemars(required)]
    pub display_name: Option<Label>,
    /// Its URI: what applications send as `resource`, and the `aud` of its access tokens. https, `api://…` or `urn:…`,
    /// without a fragment, up to 256 characters, compared as an exact string.
    #[schemars(required)]
    pub identifier: Option<String>,
    /// What applications may be allowed to do with it.
    pub scopes: Option<Vec<ApiScope>>,
    /// How long its access tokens last, in minutes: 5 to 60. 15 if left out.
    pub access_token_lifetime: Option<u32>,
    /// The applications, by `client_id`, that may introspect every access token made for it: its own. Each must name it
    /// in its `apis`, too.
    pub applications: Option<Vec<String>>,
}

/// Something that applications may be allowed to do with an API.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApiScope {
    /// Its name in `scope`: `orders.read`. 1 to 100 printable ASCII characters without space, `"` and `\`.
    #[schemars(required)]
    pub name: Option<String>,
    /// What people agree to: `Read your orders`.
    #[schemars(required)]
    pub display_name: Option<Label>,
    /// More about it, beneath its name.
    pub description: Option<Label>,
}
