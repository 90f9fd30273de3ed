//! Scopes that this issuer understands (OpenID Connect Core §5.4, §11). Others are ignored (§3.1.2.1).

use crate::encode::words::words;

words! {
    /// A scope.
    #[derive(PartialOrd, Ord)]
    pub enum Scope {
        /// An ID token.
        OpenId = "openid",
        /// Names and the like.
        Profile = "profile",
        /// The address and whether it was proven.
        Email = "email",
        /// The postal address.
        Address = "address",
        /// The phone number.
        Phone = "phone",
        /// A refresh token.
        OfflineAccess = "offline_access",
    }
}

/// The scopes written as one string, in the order given.
pub fn join(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" ")
}
