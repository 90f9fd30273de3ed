//! What the tests of whole requests share.

pub use vestibule::native::{NativePlatform, block_on};

/// When the tests begin: 2026-11-22T00:00:00Z.
pub const NOW: i64 = 1_795_305_600;

/// An empty world: the migrations applied, the clock standing at [`NOW`], the randomness seeded.
pub fn platform() -> NativePlatform {
    let platform = NativePlatform::new().unwrap();
    platform.clock.set(NOW);
    platform.randomness.seed(1);
    platform
}
