//! A document `app/{client_id}`.

use super::{Branding, Label};
use crate::protocol::{
    ApplicationType, AuthMethod, ConsentPolicy, GrantType, ResponseMode, Scope, SigningAlgorithm,
    Token,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// An application. Its `client_id` is the document's key without `app/`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct App {
    /// Where editors find this schema.
    #[serde(rename = "$schema")]
    #[expect(dead_code, reason = "it is for editors")]
    pub schema: Option<String>,
    /// Its name as people see it.
    #[schemars(required)]
    pub display_name: Option<Label>,
    /// What kind of program it is.
    #[serde(rename = "type")]
    #[schemars(required)]
    pub application_type: Option<ApplicationType>,
    /// Where codes may be sent, compared as exact strings: 1 to 100, each up to 256 characters. `web`: https, or http on
    /// a loopback host. `spa`: the same. `native`: https, `http://127.0.0.1` or `http://[::1]` with any port, or a
    /// scheme of its own that contains a dot (`com.example.app:/callback`).
    /// Left out by who sends none.
    pub redirect_uris: Option<Vec<String>>,
    /// Where a person may be sent after signing out, by the rules of `redirectUris`. None if left out.
    pub post_logout_redirect_uris: Option<Vec<String>>,
    /// Where a person who lost their place is sent.
    pub home_uri: Option<String>,
    /// Where others have people begin to sign in to it (OpenID Connect Core §4), https. Without a `homeUri` people are sent
    /// there, with `iss`.
    pub initiate_login_uri: Option<String>,
    /// What becomes of people's data, for people to read: an https address, or one for each language.
    pub policy_uri: Option<Label>,
    /// Its terms of use: an https address, or one for each language.
    pub tos_uri: Option<Label>,
    /// Its user flows by id, the default first.
    pub flows: Option<Vec<String>>,
    /// Claims beside those of its scopes.
    pub claims: Option<Vec<Claim>>,
    /// Whether people are asked to agree that the application gets their data. `never` if left out.
    pub consent: Option<ConsentPolicy>,
    /// Its secrets, for `web` and `daemon`; several while one replaces another.
    pub client_secrets: Option<Vec<ClientSecret>>,
    /// How it proves itself at the token endpoint. If left out, `web` and `daemon` may send their secret either way; `spa` and `native`
    /// have none.
    pub token_endpoint_auth_method: Option<AuthMethod>,
    /// What alone its assertions may be signed with, for `client_secret_jwt` (HS256) and `private_key_jwt` (the others).
    /// If left out, what the secret or the key is for.
    pub token_endpoint_auth_signing_alg: Option<AssertionAlgorithm>,
    /// Whether the `aud` of its assertions may be the token endpoint's address in place of the issuer, as older
    /// libraries write it. `false` if left out.
    pub accept_token_endpoint_audience: Option<bool>,
    /// Its public keys, as a JWK set; or `jwksUri`.
    pub jwks: Option<Jwks>,
    /// Where its public keys are, as a JWK set, https: kept for five minutes, and fetched again for a key that is not
    /// known.
    pub jwks_uri: Option<String>,
    /// The grants it may use. `authorization_code` and `refresh_token` if left out; for a `daemon`, `client_credentials`.
    pub grant_types: Option<Vec<GrantType>>,
    /// The APIs it may call, and what it may ask of each.
    pub apis: Option<Vec<ApiAccess>>,
    /// Whether it must prove that it has a key, to which its access tokens are then bound (RFC 9449). `false` if left out:
    /// they are bound where it does.
    pub dpop_bound_access_tokens: Option<bool>,
    /// The scopes it may ask for. All if left out.
    pub scopes: Option<Vec<Scope>>,
    /// Whether the claims of its scopes are in its ID tokens, too, besides the userinfo answer. `true` if left out.
    pub scope_claims_in_id_token: Option<bool>,
    /// The response modes it may ask for. All if left out.
    pub response_modes: Option<Vec<ResponseMode>>,
    /// What its tokens are signed with. `RS256` if left out.
    pub signing_algorithm: Option<SigningAlgorithm>,
    /// What its userinfo answers are signed with, as JWTs. If left out they are plain JSON.
    pub userinfo_signed_response_alg: Option<SigningAlgorithm>,
    /// Whether it must send PKCE. `spa` and `native` always must. If this is left out, `web` sends PKCE or a nonce, and
    /// PKCE where its requests must be pushed.
    pub pkce: Option<Pkce>,
    /// Where it keeps request objects (`request_uri`): https, 1 to 20.
    pub request_uris: Option<Vec<String>>,
    /// What its request objects are signed with. Whatever its keys are for if left out.
    pub request_object_signing_alg: Option<SigningAlgorithm>,
    /// Whether its authorization requests must be request objects that it signed (RFC 9101). `false` if left out.
    pub require_signed_request_object: Option<bool>,
    /// How long ago a person may have signed in where a request has no `max_age`, in seconds.
    pub default_max_age: Option<u32>,
    /// Whether its authorization requests must be pushed to `/par` first (RFC 9126). `false` if left out.
    pub require_pushed_authorization_requests: Option<bool>,
    /// Whether each refresh gives a new refresh token. `true` if left out. `false` is for `web` with `private_key_jwt` or
    /// `dpopBoundAccessTokens`: a refresh token then stays good until it idles out or ends.
    pub refresh_rotation: Option<bool>,
    /// For how many hours a refresh token whose answer was lost gets its successor again, while that is unused: 0 to 24, for
    /// `spa` and `native`. 1 if left out. Families that are bound to a key need no such end.
    pub refresh_repeat: Option<u32>,
    /// `public`: `sub` is the account's `oid` (so if left out). `pairwise`: it is another for each application.
    pub subject_type: Option<SubjectType>,
    /// The address of a JSON array of its redirect URIs, https, at whose host its pairwise subject identifiers are the same:
    /// needed where its redirect URIs are at several.
    pub sector_identifier_uri: Option<String>,
    /// Where a POST with a logout token tells it that a session ended in which it got tokens: https, in development also
    /// http on a loopback host.
    pub backchannel_logout_uri: Option<String>,
    /// Whether the logout token must hold `sid`. It always does.
    pub backchannel_logout_session_required: Option<bool>,
    /// What the sign-out page loads in a frame, with `iss` and `sid` in its query: of the origin of one of `redirectUris`.
    pub frontchannel_logout_uri: Option<String>,
    /// Whether `iss` and `sid` must be in that query. They always are.
    pub frontchannel_logout_session_required: Option<bool>,
    /// How its pages look, over what flow and tenant say.
    pub branding: Option<Branding>,
}

/// What an application may ask of an API.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApiAccess {
    /// The API's id.
    #[schemars(required)]
    pub id: Option<String>,
    /// The scopes it may ask for on behalf of people who sign in to it.
    pub delegated_scopes: Option<Vec<String>>,
    /// The scopes it may ask for on its own behalf, by `client_credentials`.
    pub application_scopes: Option<Vec<String>>,
}

/// A claim beside those of the scopes.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Claim {
    /// Where its value comes from: `oid`, `tid`, `idp`, `acct`, or an attribute's id.
    #[schemars(required)]
    pub source: Option<String>,
    /// Its name in the token.
    #[schemars(required)]
    pub name: Option<String>,
    /// Where it is put. `["id"]` if left out.
    pub tokens: Option<Vec<Token>>,
}

/// One secret, in exactly one of three forms: `sha256`, `secret` or `plain`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(extend("minProperties" = 1, "maxProperties" = 2))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientSecret {
    /// The SHA-256 of the secret, base64url or hex. The secret must be at least 128 random bits.
    pub sha256: Option<String>,
    /// The name of the Worker secret that holds it.
    pub secret: Option<String>,
    /// The secret itself: in development alone.
    pub plain: Option<String>,
    /// The day it was made, `2026-11-22`: `vestibule lint` warns when that is more than a year ago.
    pub created_at: Option<String>,
}

/// What client assertions are signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum AssertionAlgorithm {
    /// HMAC with SHA-256, under the secret.
    HS256,
    /// RSA, 2048 bits or more.
    RS256,
    /// The same keys with RSASSA-PSS.
    PS256,
    /// ECDSA on P-256.
    ES256,
    /// Ed25519.
    EdDSA,
}

/// A JWK set (RFC 7517 §5).
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Jwks {
    /// Public keys: RSA of at least 2048 bits, P-256 or Ed25519. Members that are not known are passed over.
    #[schemars(required)]
    pub keys: Option<Vec<BTreeMap<String, Value>>>,
}

/// Whether PKCE must be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Pkce {
    /// Always.
    Required,
    /// Neither PKCE nor a nonce is asked for; for `web` alone.
    Optional,
}

/// Whether subject identifiers differ between applications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SubjectType {
    /// One for all applications.
    Public,
    /// Another for each application.
    Pairwise,
}
