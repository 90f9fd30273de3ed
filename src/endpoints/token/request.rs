//! An authenticated request to the token endpoint, as every grant sees it.

use crate::documents::Registered;
use crate::http::Form;
use crate::ports::Platform;
use crate::request::site::Site;
use crate::store::used_proofs::Once;
use serde_json::{Map, Value, json};

/// One authenticated request.
pub struct TokenRequest<'a, P: Platform> {
    /// The request's site.
    pub site: &'a Site<'a, P>,
    /// The authenticated application.
    pub registered: &'a Registered,
    /// The parameters; none is repeated.
    pub form: &'a Form,
    /// What the application proved itself with, as it can be switched off.
    pub secret: Option<&'a str>,
    /// The thumbprint of the key that its sender has: access tokens are bound to it (RFC 9449 §5).
    pub jkt: Option<&'a str>,
    /// The database, for what the request does.
    pub database: Once<'a, P>,
}

impl<P: Platform> TokenRequest<'_, P> {
    /// The `token_type` of the access tokens that answer it (RFC 9449 §5).
    pub fn token_type(&self) -> &'static str {
        if self.jkt.is_some() { "DPoP" } else { "Bearer" }
    }

    /// Binds an access token to the key that was proven (RFC 9449 §6.1).
    pub fn bind(&self, claims: &mut Map<String, Value>) {
        if let Some(jkt) = self.jkt {
            claims.insert("cnf".to_owned(), json!({"jkt": jkt}));
        }
    }
}
