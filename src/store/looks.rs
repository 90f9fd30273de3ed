//! Looks at addresses of others that requests bring about before anybody is known: counted for the network they come from.

use super::batch::{Batch, write};
use super::counters::{
    LOOKS_AT_ONE_FROM_IP, LOOKS_FROM_IP, Throttled, batch_counted, count, take_back,
};
use crate::ports::{BatchError, Database};

/// The counters' keys of a look.
#[derive(Debug, Clone)]
pub struct LookKeys {
    /// Of the caller's network.
    pub network: String,
    /// Of that network and the address.
    pub at_one: String,
}

/// Counts a look before it is made; a limit that holds.
pub async fn begin(
    database: &impl Database,
    keys: &LookKeys,
    now: i64,
) -> Result<Option<Throttled>, BatchError> {
    let counts = [(LOOKS_FROM_IP, &keys.network), (LOOKS_AT_ONE_FROM_IP, &keys.at_one)];
    let counts = counts.map(|(limit, key)| count(limit, key, now)).into();
    Ok(batch_counted(database, counts, now, Batch::with(&[])).await?.1)
}

/// Takes a look back that served who it was made for.
pub async fn served(database: &impl Database, keys: &LookKeys) -> Result<(), BatchError> {
    let counted = take_back!(
        "((kind = 'look-ip' AND subject = :network) OR (kind = 'look-one-ip' AND subject = :at_one))"
    );
    let parameters = [("network", (&keys.network).into()), ("at_one", (&keys.at_one).into())];
    write(database, &counted, &parameters).await
}
