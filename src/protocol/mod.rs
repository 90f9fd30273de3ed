//! OAuth 2.0 and OpenID Connect: words and rules. One rule a file, headed by the clause it enforces.

mod algorithm;
mod application;
mod response_mode;
pub mod scope;

pub use algorithm::{PublicJwk, SigningAlgorithm};
pub use application::{
    Application, ApplicationClaim, ApplicationType, ClaimSource, ClientAuthentication,
    ClientSecret, ConsentPolicy, Label, Token,
};
pub use response_mode::ResponseMode;
pub use scope::Scope;
