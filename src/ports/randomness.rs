//! Randomness.

/// Gives random bytes. Nothing else in the crate does.
pub trait Randomness {
    /// Fills `bytes` from a cryptographically secure source.
    fn random(&self, bytes: &mut [u8]);

    /// `N` random bytes.
    fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random(&mut bytes);
        bytes
    }
}
