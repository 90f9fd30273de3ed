//! Text that people type, in any script: the one place that asks Unicode what a space, a letter or a capital is. What
//! programs send is in `ascii`.
#![expect(clippy::disallowed_methods, reason = "people type every script's spaces and letters")]

/// Whether people take it for a space.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Without the spaces at both ends.
pub fn trim(text: &str) -> &str {
    text.trim()
}

/// In lower case.
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// The first letter or digit, as a capital.
pub fn initial(text: &str) -> String {
    let first = text.chars().find(|c| c.is_alphanumeric());
    first.map(|c| c.to_uppercase().collect()).unwrap_or_default()
}
