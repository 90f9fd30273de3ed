//! OAuth 2.0 and OpenID Connect: words and rules. One rule a file, headed by the clause it enforces.

mod account;
mod acr;
mod algorithm;
mod api;
mod application;
mod authorization_request;
mod callback;
mod cause;
pub mod claims;
mod claims_request;
pub mod client_assertion;
mod client_authentication;
pub mod client_document;
pub mod clock_skew;
pub mod discovery;
pub mod dpop;
mod error;
pub mod first_party;
mod grant_details;
mod grant_type;
pub mod jws;
pub mod jwt;
pub mod key_set;
pub mod lifetime;
pub mod logout;
mod nearest;
pub mod pkce;
mod prompt;
pub mod proofs;
pub mod pushed;
pub mod redirect_uri;
mod refresh_token;
pub mod registration;
pub mod request_object;
pub mod resource;
mod response_mode;
pub mod scope;
mod scope_names;
mod session_state;
mod stranger;
mod tokens;
pub mod user_code;

pub use crate::language::Label;
pub use account::Account;
pub use algorithm::{PublicJwk, SigningAlgorithm};
pub use api::{Api, ApiAccess, ApiScope};
pub use application::{
    Application, ApplicationClaim, ApplicationType, Assertions, ClaimSource, ClientAuthentication,
    ClientKeys, ClientSecret, ConsentPolicy, PkcePolicy, RefreshRotation, ScopeClaims, Token,
    TokenBinding,
};
pub use authorization_request::{AuthorizationRequest, parse as parse_authorization_request};
pub use callback::{Callback, NoCallback};
pub use cause::Cause;
pub use client_authentication::{Credential, Presented, check_secret};
pub use client_document::ClientDocuments;
pub use error::{ErrorCode, OAuthError};
pub use grant_details::GrantDetails;
pub use grant_type::{GrantType, allow as allow_grant};
pub use nearest::{differ_from, nearest};
pub use prompt::Prompt;
pub use proofs::{Proof, ProofKind, Proofs};
pub use pushed::Pushed;
pub use refresh_token::RefreshToken;
pub use registration::{Admission, Allowance, Registration};
pub use response_mode::ResponseMode;
pub use scope::Scope;
pub use scope_names::{OnBehalf, ScopeNames};
pub use session_state::session_state;
pub use stranger::is_stranger;
pub use tokens::{Granted, Party, grant_of, own_access_token};
