//! Where people prove who they are in a flow: its identity providers.

use crate::protocol::Proofs;
use crate::protocol::proofs::{EMAIL_ONE_TIME_PASSCODE, EMAIL_PASSWORD};

/// The identity providers of a flow, each by its id, in the order in which they are offered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdentityProviders(Vec<String>);

impl IdentityProviders {
    /// Those of these ids.
    pub fn new(ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let mut all = Self::default();
        all.0.extend(ids.into_iter().map(Into::into));
        all
    }

    /// Whether the one of this id is offered.
    pub fn has(&self, id: &str) -> bool {
        self.0.iter().any(|known| known == id)
    }

    /// Whether people can sign in with an address and a password of this issuer.
    pub fn has_password(&self) -> bool {
        self.has(EMAIL_PASSWORD)
    }

    /// Whether people can sign in with a code by mail.
    pub fn has_mailed_code(&self) -> bool {
        self.has(EMAIL_ONE_TIME_PASSCODE)
    }

    /// Whether somebody whose address is proven here can go on by that address.
    pub fn know_addresses(&self) -> bool {
        self.has_password() || self.has_mailed_code()
    }

    /// Whether one of these proofs is of an identity provider that is offered.
    pub fn let_in(&self, proofs: &Proofs) -> bool {
        proofs.iter().any(|proof| self.has(&proof.provider))
    }
}
