//! Scopes (OpenID Connect Core §5.4, §11).

/// A scope this issuer understands. Others are ignored (OpenID Connect Core §3.1.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// `openid`: an ID token.
    OpenId,
    /// `profile`: names and the like.
    Profile,
    /// `email`: the address and whether it was proven.
    Email,
    /// `address`: the postal address.
    Address,
    /// `phone`: the phone number.
    Phone,
    /// `offline_access`: a refresh token.
    OfflineAccess,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 6] =
        [Self::OpenId, Self::Profile, Self::Email, Self::Address, Self::Phone, Self::OfflineAccess];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::Profile => "profile",
            Self::Email => "email",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::OfflineAccess => "offline_access",
        }
    }

    /// The scope of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// The scopes written as one string, in the order given.
pub fn join(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" ")
}
