//! Configuration documents as they are kept.

/// KV could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KvError(pub String);

/// The KV namespace `CONFIG`.
pub trait ConfigStore {
    /// The documents under `keys` (at most 100), in their order; one bulk read.
    async fn read(&self, keys: &[String]) -> Result<Vec<Option<String>>, KvError>;

    /// The keys that begin with `prefix`, in their order; the first 1,000.
    async fn list(&self, prefix: &str) -> Result<Vec<String>, KvError>;

    /// The bytes under `key`.
    async fn read_bytes(&self, key: &str) -> Result<Option<Vec<u8>>, KvError>;
}
