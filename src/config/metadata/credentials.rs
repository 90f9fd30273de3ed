//! What an application that describes itself was given to prove itself with.

/// What an application proves itself with, where it keeps a secret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credentials {
    /// SHA-256 of its secret.
    pub secret: Option<String>,
    /// The secret itself, sealed, for who signs with it.
    pub sealed: Option<String>,
}
