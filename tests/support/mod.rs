//! What the tests of whole requests share.

mod signing;

pub use signing::TestSigning;
pub use vestibule::native::block_on;

use vestibule::native::NativePlatform;

/// The world in memory, with real signatures.
pub type TestPlatform = NativePlatform<TestSigning>;

/// When the tests begin: 2026-11-22T00:00:00Z.
pub const NOW: i64 = 1_795_305_600;

/// An empty world: the migrations applied, the clock standing at [`NOW`], the randomness seeded.
pub fn platform() -> TestPlatform {
    let platform = NativePlatform::new(TestSigning::default()).unwrap();
    platform.clock.set(NOW);
    platform.randomness.seed(1);
    platform
}
