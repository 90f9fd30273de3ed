//! The time.

/// Tells the time. Nothing else in the crate does.
pub trait Clock {
    /// Whole seconds since 1970-01-01T00:00:00Z.
    fn now(&self) -> i64;
}
