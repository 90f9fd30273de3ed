//! The discovery document (OpenID Connect Discovery §3, RFC 8414 §2), computed from the same lists that
//! decide what is accepted, so that it can't promise what is refused.

use super::{
    AuthMethod, GrantType, Prompt, ResponseMode, Scope, SigningAlgorithm, acr, claims, dpop,
};
use crate::encode::gather::Gather;
use serde_json::{Value, json};

/// The absolute addresses that the document names.
#[derive(Debug, Clone)]
pub struct Endpoints {
    /// `/authorize`, with `user_flow` where a flow's own document is asked for.
    pub authorization: String,
    /// `/par`.
    pub pushed_authorization_request: String,
    /// `/device_authorization`, where the tenant allows its grant.
    pub device_authorization: Option<String>,
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
    /// Whether a `client_id` may be the URL of its application's metadata.
    pub client_documents: bool,
    /// `/register`, where the tenant takes registrations.
    pub registration: Option<String>,
}

/// The document.
pub fn document(
    issuer: &str,
    endpoints: &Endpoints,
    grants: &[GrantType],
    languages: &[&str],
) -> Value {
    let parts =
        [addresses(issuer, endpoints), requests(languages), tokens(grants), clients(), sessions()];
    let members = parts.into_iter().filter_map(|part| match part {
        Value::Object(members) => Some(members),
        _ => None,
    });
    Value::Object(members.flatten().filter(|(_, value)| !value.is_null()).gather())
}

fn addresses(issuer: &str, endpoints: &Endpoints) -> Value {
    json!({
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
        "registration_endpoint": endpoints.registration,
        "client_id_metadata_document_supported": endpoints.client_documents.then_some(true),
    })
}

/// What may be asked at `/authorize`.
fn requests(languages: &[&str]) -> Value {
    json!({
        "scopes_supported": Scope::ALL.map(Scope::name),
        "response_types_supported": ["code"],
        "response_modes_supported": ResponseMode::ALL.map(ResponseMode::name),
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": Prompt::NAMES,
        "ui_locales_supported": languages,
        "acr_values_supported": acr::SUPPORTED,
        "display_values_supported": ["page", "popup", "touch"],
        "claims_parameter_supported": true,
        "request_parameter_supported": true,
        "request_uri_parameter_supported": true,
        "require_request_uri_registration": true,
        "request_object_signing_alg_values_supported": SigningAlgorithm::ALL.map(SigningAlgorithm::name),
        "authorization_response_iss_parameter_supported": true,
    })
}

/// What is told, and how it is signed.
fn tokens(grants: &[GrantType]) -> Value {
    let grants: Vec<_> = grants.iter().map(|grant| grant.name()).collect();
    let algorithms = SigningAlgorithm::ALL.map(SigningAlgorithm::name);
    json!({
        "grant_types_supported": grants,
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": algorithms,
        "userinfo_signing_alg_values_supported": algorithms,
        "dpop_signing_alg_values_supported": dpop::algorithms(),
        "claim_types_supported": ["normal"],
        "claims_supported": claims::supported(),
    })
}

/// How applications prove who they are.
fn clients() -> Value {
    let algorithms = AuthMethod::assertion_algorithms();
    json!({
        "token_endpoint_auth_methods_supported": AuthMethod::ALL.map(AuthMethod::name),
        "token_endpoint_auth_signing_alg_values_supported": algorithms,
        "introspection_endpoint_auth_methods_supported": AuthMethod::proving(),
        "introspection_endpoint_auth_signing_alg_values_supported": algorithms,
        "revocation_endpoint_auth_methods_supported": AuthMethod::ALL.map(AuthMethod::name),
        "revocation_endpoint_auth_signing_alg_values_supported": algorithms,
    })
}

/// How applications are told that a session ended.
fn sessions() -> Value {
    json!({
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "frontchannel_logout_supported": true,
        "frontchannel_logout_session_supported": true,
    })
}
