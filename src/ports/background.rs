//! Work that goes on after the answer was given.

/// `waitUntil` on Workers. What is handed over must not be needed for the answer.
pub trait Background {
    /// Runs `task` after the response, for at most 30 seconds.
    fn after_response(&self, task: impl Future<Output = ()> + 'static);
}
