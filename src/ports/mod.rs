//! The rest of the world, as traits; `native` and `cloudflare` implement them.

mod background;
mod batch;
mod clock;
mod database;
mod fetch;
mod kv;
mod log;
mod mail;
mod randomness;
mod regions;
mod signing;
mod worker_secrets;
mod writes;

pub use background::Background;
pub use batch::{BatchError, Row, Rows, Statement, Value};
pub use clock::Clock;
pub use database::Database;
pub use fetch::{FetchError, Outbound, OutboundRequest, OutboundResponse};
pub use kv::{ConfigStore, KvError};
pub use log::Log;
pub use mail::{Mail, MailError, Mailer, SentMail};
pub use randomness::Randomness;
pub use regions::RegionNames;
pub use signing::{NewKey, Signing, SigningError};
pub use worker_secrets::WorkerSecrets;
pub use writes::Writes;

/// See [`crate::encode::unicode`], whose rules need it.
pub use crate::encode::unicode::Unicode;

/// Everything an endpoint may ask of the world. Cheap to clone, so that work may go on after the answer.
pub trait Platform:
    Background
    + Clock
    + ConfigStore
    + Database
    + Log
    + Mailer
    + Outbound
    + Randomness
    + RegionNames
    + Signing
    + Unicode
    + WorkerSecrets
    + Clone
    + 'static
{
    /// The same world, in which nothing is written.
    #[must_use]
    fn without_writes(self) -> Self;
}
