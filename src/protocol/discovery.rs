//! The discovery document (OpenID Connect Discovery §3, RFC 8414 §2), computed from the same lists that
//! decide what is accepted, so that it can't promise what is refused.

use super::{
    ClientAuthentication, GrantType, Prompt, ResponseMode, Scope, SigningAlgorithm, acr, claims,
    dpop,
};
use serde_json::{Value, json};

/// The absolute addresses that the document names.
#[derive(Debug, Clone)]
pub struct Endpoints {
    /// `/authorize`, with `user_flow` where a flow's own document is asked for.
    pub authorization: String,
    /// `/par`.
    pub pushed_authorization_request: String,
    /// `/device_authorization`.
    pub device_authorization: String,
    /// `/token`.
    pub token: String,
    /// `/userinfo`.
    pub userinfo: String,
    /// `/jwks`.
    pub jwks: String,
    /// `/introspect`.
    pub introspection: String,
    /// `/revoke`.
    pub revocation: String,
    /// `/logout`.
    pub end_session: String,
    /// `/check-session`.
    pub check_session: String,
    /// `/register`, where the tenant takes registrations.
    pub registration: Option<String>,
}

/// The document.
pub fn document(issuer: &str, endpoints: &Endpoints, languages: &[&str]) -> Value {
    let assertion_algorithms = ClientAuthentication::assertion_algorithms();
    let mut document = json!({
        "issuer": issuer,
        "authorization_endpoint": endpoints.authorization,
        "pushed_authorization_request_endpoint": endpoints.pushed_authorization_request,
        "device_authorization_endpoint": endpoints.device_authorization,
        "token_endpoint": endpoints.token,
        "userinfo_endpoint": endpoints.userinfo,
        "jwks_uri": endpoints.jwks,
        "introspection_endpoint": endpoints.introspection,
        "revocation_endpoint": endpoints.revocation,
        "end_session_endpoint": endpoints.end_session,
        "check_session_iframe": endpoints.check_session,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "frontchannel_logout_supported": true,
        "frontchannel_logout_session_supported": true,
        "scopes_supported": Scope::ALL.map(Scope::name),
        "response_types_supported": ["code"],
        "response_modes_supported": ResponseMode::ALL.map(ResponseMode::name),
        "grant_types_supported": GrantType::ALL.map(GrantType::name),
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": SigningAlgorithm::ALL.map(SigningAlgorithm::name),
        "userinfo_signing_alg_values_supported": SigningAlgorithm::ALL.map(SigningAlgorithm::name),
        "token_endpoint_auth_methods_supported": ClientAuthentication::METHODS,
        "token_endpoint_auth_signing_alg_values_supported": assertion_algorithms,
        "introspection_endpoint_auth_methods_supported": ClientAuthentication::proving(),
        "introspection_endpoint_auth_signing_alg_values_supported": assertion_algorithms,
        "revocation_endpoint_auth_methods_supported": ClientAuthentication::METHODS,
        "revocation_endpoint_auth_signing_alg_values_supported": assertion_algorithms,
        "dpop_signing_alg_values_supported": dpop::algorithms(),
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": Prompt::NAMES,
        "claim_types_supported": ["normal"],
        "claims_supported": claims::supported(),
        "ui_locales_supported": languages,
        "acr_values_supported": acr::SUPPORTED,
        "display_values_supported": ["page", "popup", "touch"],
        "claims_parameter_supported": true,
        "request_parameter_supported": true,
        "request_uri_parameter_supported": true,
        "require_request_uri_registration": true,
        "request_object_signing_alg_values_supported": SigningAlgorithm::ALL.map(SigningAlgorithm::name),
        "authorization_response_iss_parameter_supported": true,
    });
    if let (Some(registration), Some(members)) = (&endpoints.registration, document.as_object_mut())
    {
        members.insert("registration_endpoint".to_owned(), json!(registration));
    }
    document
}
