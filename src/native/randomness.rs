//! Randomness that can be repeated.

use sha2::{Digest, Sha256};
use std::cell::Cell;

/// Real randomness until it is seeded.
#[derive(Default)]
pub struct NativeRandomness {
    /// The seed, and how many blocks were drawn from it.
    seeded: Cell<Option<(u64, u64)>>,
    pub(super) count: Cell<usize>,
}

impl NativeRandomness {
    /// Gives the same bytes for the same `seed` from now on.
    pub fn seed(&self, seed: u64) {
        self.seeded.set(Some((seed, 0)));
    }

    /// Fills `bytes`.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.count.set(self.count.get() + bytes.len());
        let Some((seed, mut drawn)) = self.seeded.get() else {
            return system_random(bytes);
        };
        for chunk in bytes.chunks_mut(32) {
            let block =
                Sha256::new().chain_update(seed.to_be_bytes()).chain_update(drawn.to_be_bytes());
            chunk.iter_mut().zip(block.finalize()).for_each(|(byte, random)| *byte = random);
            drawn += 1;
        }
        self.seeded.set(Some((seed, drawn)));
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the port that others get theirs from")]
fn system_random(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        // Better no answer at all than a secret that can be guessed.
        std::process::abort();
    }
}
