//! Authentication context classes (OpenID Connect Core §2, `acr`). A password or a mailed code is one factor, and both
//! together are never called more than that (NIST SP 800-63B: the first assurance level). `acr_values` that are not supported
//! are ignored, since they are voluntary (§3.1.2.1).

use super::ProofKind;

/// One factor.
pub const ONE_FACTOR: &str = "aal1";

/// Every class, as discovery lists them.
pub const SUPPORTED: [&str; 1] = [ONE_FACTOR];

/// The class that a person reached with proofs of these kinds.
pub fn of(kinds: impl Iterator<Item = ProofKind>) -> &'static str {
    kinds.fold(ONE_FACTOR, |reached, kind| match kind {
        ProofKind::Password | ProofKind::EmailOneTimePasscode => reached,
    })
}

/// Whether a class reached here is among those wanted; none for any.
pub fn satisfies(wanted: Option<Vec<&str>>) -> bool {
    wanted.is_none_or(|wanted| wanted.contains(&ONE_FACTOR))
}
