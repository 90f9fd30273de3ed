//! The database: a batch of statements is one transaction and one round trip.

use super::{BatchError, Rows, Statement, Writes};

/// The one consistent store: D1, or `SQLite` in memory.
pub trait Database {
    /// Runs `statements` as one transaction and returns the rows of each, in order.
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, BatchError>;

    /// Whether batches may write.
    fn writes(&self) -> &Writes;
}
