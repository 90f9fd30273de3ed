//! A registered application: what its document says, once checked.

use super::client_id::is_registered_id;
use super::client_id::is_url;
use super::key_set::KeySet;
use super::{Api, ApiAccess, GrantType, ResponseMode, Scope, SigningAlgorithm};
use crate::branding::Branding;
use crate::encode::hash;
use crate::encode::words::words;
use crate::http::{Form, NamedBy};
use crate::language::Label;
use subtle::ConstantTimeEq;

// RFC 6749 §2.1, RFC 8252.
words! {
    /// What kind of program an application is.
    pub enum ApplicationType {
        /// Runs on a server and keeps a secret.
        Web = "web",
        /// Runs in a browser; public.
        Spa = "spa",
        /// Runs on a phone or desktop; public.
        Native = "native",
        /// Runs by itself, with nobody who signs in; keeps a secret.
        Daemon = "daemon",
    }
}

impl ApplicationType {
    /// Whether it keeps a secret: it is confidential; otherwise public (RFC 6749 §2.1).
    pub fn keeps_secret(self) -> bool {
        matches!(self, Self::Web | Self::Daemon)
    }
}

words! {
    /// How an application proves itself at the token endpoint.
    pub enum AuthMethod {
        /// The secret in the Authorization header.
        ClientSecretBasic = "client_secret_basic",
        /// The secret in the body.
        ClientSecretPost = "client_secret_post",
        /// A JWT signed with the secret (RFC 7523), which must then be a Worker secret that is named here.
        ClientSecretJwt = "client_secret_jwt",
        /// A JWT signed with a key of its own (RFC 7523), whose public half is in `jwks` or at `jwksUri`.
        PrivateKeyJwt = "private_key_jwt",
        /// Not at all: `spa` and `native`.
        None = "none",
    }
}

/// How the application proves itself at the token endpoint (OpenID Connect Core §9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// Not at all: a public application.
    None,
    /// The secret in the Authorization header.
    ClientSecretBasic,
    /// The secret in the body.
    ClientSecretPost,
    /// The secret in either place: what a confidential application's document leaves out.
    ClientSecret,
    /// A JWT under the secret.
    ClientSecretJwt,
    /// A JWT under a key of its own.
    PrivateKeyJwt,
}

impl AuthMethod {
    /// Those that prove which application it is.
    pub fn proving() -> Vec<&'static str> {
        Self::ALL.into_iter().filter(|method| *method != Self::None).map(Self::name).collect()
    }

    /// What assertions may be signed with, by any name.
    pub fn assertion_algorithms() -> Vec<&'static str> {
        let named = SigningAlgorithm::ALL.map(SigningAlgorithm::name);
        ["HS256", "Ed25519"].into_iter().chain(named).collect()
    }
}

/// Which assertions an application proves itself by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Assertions {
    /// What alone they are signed with, if its document says so.
    pub algorithm: Option<SigningAlgorithm>,
    /// Whether they may be for the token endpoint's address in place of the issuer.
    pub for_token_endpoint: bool,
}

/// What an application's access tokens are bound to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TokenBinding {
    /// To a key, where the application proves that it has one.
    #[default]
    Optional,
    /// To a key always (RFC 9449 §5.2).
    Dpop,
}

/// Whether a refresh token is replaced when it is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RefreshRotation {
    /// Each is used once (RFC 9700 §2.2.2).
    #[default]
    EachUse,
    /// It stays good (FAPI 2.0 §5.3.2.1), which takes an application that proves itself by more than a secret.
    Never,
}

/// Where an application's public keys are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ClientKeys {
    /// It has none.
    #[default]
    None,
    /// In its document.
    Inline(KeySet),
    /// At a URL of its own, as a JWK set.
    At(String),
}

/// A secret of the application; several may be live while one replaces another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientSecret {
    /// SHA-256 of the secret.
    Sha256([u8; 32]),
    /// The name of the Worker secret that holds it.
    Named(String),
    /// The secret itself, sealed, of a registered application that signs with it and never sends it.
    Sealed(String),
}

impl ClientSecret {
    /// Whether `sent` is the secret; `named` looks up Worker secrets.
    pub fn is(&self, sent: &str, named: impl Fn(&str) -> Option<String>) -> bool {
        let expected = match self {
            Self::Sha256(hash) => Some(*hash),
            Self::Named(name) => named(name).map(|value| hash::sha256_bytes(value.as_bytes())),
            Self::Sealed(_) => None,
        };
        let sent = hash::sha256_bytes(sent.as_bytes());
        expected.is_some_and(|expected| bool::from(expected.ct_eq(&sent)))
    }
}

/// What an authorization request must send against an injected code (RFC 9700 §2.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PkcePolicy {
    /// PKCE: every public application, and confidential ones whose document says so.
    Required,
    /// PKCE or a `nonce`.
    OrNonce,
    /// Neither: a confidential application's own choice.
    Optional,
}

words! {
    /// Whether people are asked.
    #[schemars(rename = "Consent")]
    pub enum ConsentPolicy {
        /// Not at all: the company's own application.
        Never = "never",
        /// Once, and remembered: an application of others.
        Once = "once",
        /// Each time.
        Always = "always",
    }
}

/// Where the claims of scopes are told (OpenID Connect Core §5.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeClaims {
    /// In ID tokens, too, so that nobody has to ask userinfo.
    InIdTokenToo,
    /// By userinfo alone.
    InUserinfo,
}

words! {
    /// A token, or the userinfo answer.
    pub enum Token {
        /// The ID token.
        Id = "id",
        /// The access token.
        Access = "access",
        /// The userinfo answer.
        Userinfo = "userinfo",
    }
}

/// Where an application's own claim comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimSource {
    /// The account's id.
    Oid,
    /// The tenant's id.
    Tid,
    /// Who vouches for the account, as Entra writes issuers.
    Idp,
    /// 0 for a member, 1 for a guest.
    Acct,
    /// A built-in or custom attribute, by id.
    Attribute(String),
}

/// A claim that this application gets beside those of its scopes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationClaim {
    /// Where its value comes from.
    pub source: ClaimSource,
    /// Its name in the token.
    pub name: String,
    /// Where it is put.
    pub tokens: Vec<Token>,
}

/// A checked application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its `client_id`.
    pub client_id: String,
    /// Its name as people see it.
    pub display_name: Label,
    /// Its kind.
    pub application_type: ApplicationType,
    /// Where codes may be sent.
    pub redirect_uris: Vec<String>,
    /// Where a person may be sent after signing out.
    pub post_logout_redirect_uris: Vec<String>,
    /// Where a person who lost their place is sent; empty where that is not said.
    pub home_uri: String,
    /// Where others have people begin to sign in to it (OpenID Connect Core §4).
    pub initiate_login_uri: Option<String>,
    /// The hash of its logo, where it registered itself with one.
    pub logo: Option<String>,
    /// Addresses of what becomes of people's data, by language.
    pub policy_uri: Option<Label>,
    /// Addresses of its terms of use, by language.
    pub tos_uri: Option<Label>,
    /// Its user flows, the default first.
    pub flows: Vec<String>,
    /// Its own claims.
    pub claims: Vec<ApplicationClaim>,
    /// Whether people are asked.
    pub consent: ConsentPolicy,
    /// Its secrets; empty for a public application.
    pub client_secrets: Vec<ClientSecret>,
    /// How it proves itself.
    pub authentication: ClientAuthentication,
    /// Which assertions it proves itself by.
    pub assertions: Assertions,
    /// Its public keys.
    pub keys: ClientKeys,
    /// The grants it may use.
    pub grant_types: Vec<GrantType>,
    /// What it may ask of APIs.
    pub apis: Vec<ApiAccess>,
    /// The APIs that `apis` names, in their order, once they are loaded.
    pub resources: Vec<Api>,
    /// What its access tokens are bound to.
    pub binding: TokenBinding,
    /// Whether its refresh tokens are replaced.
    pub rotation: RefreshRotation,
    /// How long a refresh token may come again while its successor is unused, in seconds, where no key is proven; none for as
    /// long as its family lives: who sends it proves who it is.
    pub refresh_repeat: Option<i64>,
    /// The scopes it may ask for.
    pub scopes: Vec<Scope>,
    /// Where the claims of its scopes are told.
    pub scope_claims: ScopeClaims,
    /// The response modes it may ask for, the default first.
    pub response_modes: Vec<ResponseMode>,
    /// What its tokens are signed with.
    pub signing_algorithm: SigningAlgorithm,
    /// What its userinfo answers are signed with; none for plain JSON.
    pub userinfo_algorithm: Option<SigningAlgorithm>,
    /// What its authorization requests must send against an injected code.
    pub pkce: PkcePolicy,
    /// Where it keeps request objects.
    pub request_uris: Vec<String>,
    /// What its request objects are signed with; none for whatever its keys are for.
    pub request_object_algorithm: Option<SigningAlgorithm>,
    /// Whether its authorization requests must be signed request objects.
    pub signed_request_required: bool,
    /// How long ago a person may have signed in where a request does not say, in seconds.
    pub default_max_age: Option<i64>,
    /// Whether its authorization requests must be pushed.
    pub pushed_required: bool,
    /// Whether its subject identifiers differ from those of other applications.
    pub pairwise: bool,
    /// The host that they are the same for; none for that of its redirect URIs.
    pub sector: Option<String>,
    /// Where it is told by the issuer that a session ended (OpenID Connect Back-Channel Logout §2.2).
    pub backchannel_logout_uri: Option<String>,
    /// What the sign-out page loads in a frame (OpenID Connect Front-Channel Logout §2).
    pub frontchannel_logout_uri: Option<String>,
    /// How its pages look, over what flow and tenant say.
    pub branding: Branding,
}

impl Application {
    /// A public application has no secret.
    pub fn is_public(&self) -> bool {
        self.authentication == ClientAuthentication::None
    }

    /// Who named the addresses that it has.
    pub fn named_by(&self) -> NamedBy {
        if is_registered_id(&self.client_id) || is_url(&self.client_id) {
            NamedBy::Stranger
        } else {
            NamedBy::Administrator
        }
    }

    /// Where a person who lost their place is sent: home, or where a sign-in begins, which is told the issuer.
    pub fn home(&self, issuer: &str) -> Option<String> {
        let issuer = || Form(vec![("iss".to_owned(), issuer.to_owned())]);
        let begin = || Some(issuer().added_to(self.initiate_login_uri.as_deref()?));
        Some(self.home_uri.clone()).filter(|uri| !uri.is_empty()).or_else(begin)
    }

    /// Whether it is told when a session ends, in one way or the other.
    pub fn is_told_of_logout(&self) -> bool {
        self.backchannel_logout_uri.is_some() || self.frontchannel_logout_uri.is_some()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// A confidential web application with ordinary settings.
    pub(crate) fn application() -> Application {
        Application {
            client_id: "app".into(),
            display_name: Label(BTreeMap::from([(String::new(), "App".into())])),
            application_type: ApplicationType::Web,
            redirect_uris: vec!["https://app.example/callback".into()],
            post_logout_redirect_uris: vec!["https://app.example/".into()],
            home_uri: "https://app.example/".into(),
            initiate_login_uri: None,
            logo: None,
            policy_uri: None,
            tos_uri: None,
            flows: vec!["flow".into()],
            claims: Vec::new(),
            consent: ConsentPolicy::Never,
            client_secrets: vec![ClientSecret::Sha256([0; 32])],
            authentication: ClientAuthentication::ClientSecret,
            assertions: Assertions::default(),
            keys: ClientKeys::None,
            grant_types: vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
            apis: Vec::new(),
            resources: Vec::new(),
            binding: TokenBinding::Optional,
            rotation: RefreshRotation::EachUse,
            refresh_repeat: None,
            scopes: Scope::ALL.to_vec(),
            scope_claims: ScopeClaims::InIdTokenToo,
            response_modes: ResponseMode::ALL.to_vec(),
            signing_algorithm: SigningAlgorithm::RS256,
            userinfo_algorithm: None,
            pkce: PkcePolicy::OrNonce,
            request_uris: Vec::new(),
            request_object_algorithm: None,
            signed_request_required: false,
            default_max_age: None,
            pushed_required: false,
            pairwise: false,
            sector: None,
            backchannel_logout_uri: None,
            frontchannel_logout_uri: None,
            branding: Branding::default(),
        }
    }
}
