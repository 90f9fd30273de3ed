//! Worker secrets that documents name, as `{"secret": "NAME"}`.

/// Looks up Worker secrets.
pub trait WorkerSecrets {
    /// The secret's value, if it is set.
    fn worker_secret(&self, name: &str) -> Option<String>;
}
