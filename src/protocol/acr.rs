//! Authentication context classes (OpenID Connect Core §2, `acr`). `acr_values` that are not supported are ignored, since they are
//! voluntary (§3.1.2.1).

/// One factor.
pub const ONE_FACTOR: &str = "aal1";

/// Every class, as discovery lists them.
pub const SUPPORTED: [&str; 1] = [ONE_FACTOR];

/// Whether a class reached here is among those wanted; none for any.
pub fn satisfies(wanted: Option<Vec<&str>>) -> bool {
    wanted.is_none_or(|wanted| wanted.contains(&ONE_FACTOR))
}
