//! The one place of the command line that draws random bytes.

use crate::failure::Failure;

/// `N` random bytes from the operating system.
#[expect(clippy::disallowed_methods, reason = "the command line is where randomness begins")]
pub fn bytes<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::Other(format!("no randomness: {error}")))?;
    Ok(bytes)
}
