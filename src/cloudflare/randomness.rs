//! `crypto.getRandomValues()`.

use super::Edge;
use crate::ports::Randomness;

impl Randomness for Edge {
    #[expect(clippy::disallowed_methods, reason = "this is the port that others get theirs from")]
    fn random(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Better no answer at all than a secret that can be guessed.
            std::process::abort();
        }
    }
}
