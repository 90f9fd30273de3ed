//! A document `app/{client_id}`.

use super::uri::{self, Described, Rules};
use super::{
    apis, branding, claims, client_authentication, client_keys, grants, ids, label, logout,
    policies, request_objects, sector, server_url, unique,
};
use crate::config::fault::At;
use crate::config::raw::app::{App as Raw, Pkce, SubjectType};
use crate::config::read::read as read_raw;
use crate::config::{Fault, Mode, schemas};
use crate::protocol::{
    Application, ApplicationType, ConsentPolicy, PkcePolicy, ResponseMode, Scope, ScopeClaims,
    SigningAlgorithm, TokenBinding,
};

/// The most redirect URIs of one application.
const MOST_URIS: usize = 100;

/// The application as far as it can be read, and every fault.
pub fn read(client_id: &str, text: &str, mode: &Mode) -> (Application, Vec<Fault>) {
    let (raw, faults) = read_raw::<Raw>(&format!("app/{client_id}"), text, &schemas::APP);
    let at = &faults.root();
    ids::client(client_id, at);
    let application = check(client_id, raw, mode, None, at);
    (application, faults.into_vec())
}

/// The same of an application that describes itself, whose id no document's key is.
pub fn read_described(
    client_id: &str,
    text: &str,
    mode: &Mode,
    described: Described<'_>,
) -> (Application, Vec<Fault>) {
    let (raw, faults) = read_raw::<Raw>(client_id, text, &schemas::APP);
    let at = &faults.root();
    let application = check(client_id, raw, mode, Some(described), at);
    (application, faults.into_vec())
}

#[expect(clippy::too_many_lines, reason = "a list of fields")]
fn check(
    client_id: &str,
    raw: Raw,
    mode: &Mode,
    described: Option<Described<'_>>,
    at: &At<'_>,
) -> Application {
    check_lists(&raw, at);
    request_objects::check_keys(&raw, at);
    let application_type = raw.application_type;
    let rules = Rules { application_type, answers: true, mode, described };
    let sector = sector::check(&raw, mode, at);
    let grant_types = grants::check(&raw, application_type, at);
    let (backchannel_logout_uri, frontchannel_logout_uri) = logout::check(&raw, mode, at);
    let authentication = client_authentication::method(&raw, at);
    let assertions = client_authentication::assertions(&raw, at);
    let rotation = client_authentication::rotation(&raw, at);
    let refresh_repeat = client_authentication::refresh_repeat(&raw, at);
    let client_secrets = client_authentication::secrets(
        raw.client_secrets,
        application_type,
        authentication,
        mode,
        &at.field("clientSecrets"),
    );
    let initiate_login_uri = raw.initiate_login_uri.inspect(|uri| {
        server_url::check(uri, mode, &at.field("initiateLoginUri"));
    });
    let keys = client_keys::check(raw.jwks, raw.jwks_uri, mode, at);
    let pairwise = raw.subject_type == Some(SubjectType::Pairwise);
    Application {
        client_id: client_id.to_owned(),
        display_name: label::required(raw.display_name, &at.field("displayName")),
        application_type: application_type.unwrap_or(ApplicationType::Web),
        redirect_uris: uris(raw.redirect_uris, rules, &at.field("redirectUris")),
        post_logout_redirect_uris: uris(
            raw.post_logout_redirect_uris,
            rules,
            &at.field("postLogoutRedirectUris"),
        ),
        home_uri: raw
            .home_uri
            .map(|uri| uri::check(&uri, Rules { answers: false, ..rules }, &at.field("homeUri")))
            .unwrap_or_default(),
        initiate_login_uri,
        logo: None,
        policy_uri: policies::check(raw.policy_uri, &at.field("policyUri")),
        tos_uri: policies::check(raw.tos_uri, &at.field("tosUri")),
        flows: raw.flows.unwrap_or_default(),
        claims: claims::check(raw.claims.unwrap_or_default(), pairwise, &at.field("claims")),
        consent: raw.consent.unwrap_or(ConsentPolicy::Never),
        client_secrets,
        authentication,
        assertions,
        keys,
        apis: apis::check(raw.apis, &grant_types, &at.field("apis")),
        resources: Vec::new(),
        grant_types,
        rotation,
        refresh_repeat,
        binding: match raw.dpop_bound_access_tokens {
            Some(true) => TokenBinding::Dpop,
            _ => TokenBinding::Optional,
        },
        scopes: raw.scopes.unwrap_or_else(|| Scope::ALL.to_vec()),
        scope_claims: match raw.scope_claims_in_id_token {
            Some(false) => ScopeClaims::InUserinfo,
            _ => ScopeClaims::InIdTokenToo,
        },
        response_modes: raw.response_modes.unwrap_or_else(|| ResponseMode::ALL.to_vec()),
        signing_algorithm: raw.signing_algorithm.unwrap_or(SigningAlgorithm::RS256),
        userinfo_algorithm: raw.userinfo_signed_response_alg,
        request_uris: request_objects::uris(raw.request_uris, mode, &at.field("requestUris")),
        request_object_algorithm: raw.request_object_signing_alg,
        signed_request_required: raw.require_signed_request_object == Some(true),
        default_max_age: raw.default_max_age.map(i64::from),
        pushed_required: raw.require_pushed_authorization_requests == Some(true),
        pkce: pkce(
            raw.pkce,
            application_type,
            raw.require_pushed_authorization_requests == Some(true),
            at,
        ),
        pairwise,
        sector,
        backchannel_logout_uri,
        frontchannel_logout_uri,
        branding: branding::check(raw.branding, &at.field("branding")),
    }
}

fn check_lists(raw: &Raw, at: &At<'_>) {
    unique::list_if_any(raw.redirect_uris.as_deref(), &at.field("redirectUris"));
    unique::list_if_any(raw.flows.as_deref(), &at.field("flows"));
    unique::list_if_any(raw.scopes.as_deref(), &at.field("scopes"));
    if raw
        .scopes
        .as_ref()
        .is_some_and(|scopes| !scopes.is_empty() && !scopes.contains(&Scope::OpenId))
    {
        at.field("scopes").fault("must hold `openid`: every request asks for it");
    }
    unique::list_if_any(raw.response_modes.as_deref(), &at.field("responseModes"));
}

fn uris(raw: Option<Vec<String>>, rules: Rules<'_>, at: &At<'_>) -> Vec<String> {
    let raw = raw.unwrap_or_default();
    if raw.len() > MOST_URIS {
        at.fault(format!("holds {}; allowed: up to {MOST_URIS}", raw.len()));
    }
    raw.iter().enumerate().map(|(index, uri)| uri::check(uri, rules, &at.item(index))).collect()
}

/// RFC 9700 §2.1.1: public applications always send it; those that push their requests, unless their document says
/// otherwise (FAPI 2.0 §5.3.2.2).
fn pkce(
    raw: Option<Pkce>,
    application_type: Option<ApplicationType>,
    pushes: bool,
    at: &At<'_>,
) -> PkcePolicy {
    let public = application_type.is_some_and(|kind| !kind.keeps_secret());
    if public && raw == Some(Pkce::Optional) {
        at.field("pkce")
            .fault("`optional` is for web; spa and native always send PKCE; allowed: required");
    }
    match raw {
        _ if public => PkcePolicy::Required,
        Some(Pkce::Required) => PkcePolicy::Required,
        Some(Pkce::Optional) => PkcePolicy::Optional,
        None if pushes => PkcePolicy::Required,
        None => PkcePolicy::OrNonce,
    }
}
