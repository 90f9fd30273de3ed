//! The world in memory, put together.

use super::{
    NativeBackground, NativeClock, NativeDatabase, NativeKv, NativeLog, NativeMail, NativeOutbound,
    NativeRandomness, NativeSecrets, NativeSigning,
};
use crate::ports::{BatchError, Writes};
use std::rc::Rc;

/// The world in memory. Each port is a part of its own, with what steers and watches it. Clones share
/// all of them.
#[derive(Clone)]
pub struct NativePlatform {
    /// The tasks that wait for the answer to be given.
    pub background: Rc<NativeBackground>,
    /// The time.
    pub clock: Rc<NativeClock>,
    /// The database, all migrations applied.
    pub database: Rc<NativeDatabase>,
    /// The documents.
    pub kv: Rc<NativeKv>,
    /// The log.
    pub log: Rc<NativeLog>,
    /// What was mailed.
    pub mail: Rc<NativeMail>,
    /// Other servers.
    pub outbound: Rc<NativeOutbound>,
    /// Random bytes.
    pub randomness: Rc<NativeRandomness>,
    /// Worker secrets.
    pub secrets: Rc<NativeSecrets>,
    /// Signing keys.
    pub signing: NativeSigning,
    pub(super) writes: Writes,
}

/// How often the world was asked since the last reset.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Batches: round trips to the database.
    pub batches: usize,
    /// Statements in them.
    pub statements: usize,
    /// Bulk reads of documents, and lists of their keys.
    pub kv_reads: usize,
    /// Reads of images.
    pub images_read: usize,
    /// Mails handed over.
    pub mails: usize,
    /// Requests to other servers.
    pub fetches: usize,
    /// Random bytes.
    pub random_bytes: usize,
}

impl NativePlatform {
    /// An empty world with the real time and real randomness.
    ///
    /// # Errors
    /// When a migration is refused.
    pub fn new() -> Result<Self, BatchError> {
        Ok(Self {
            background: Rc::default(),
            clock: Rc::default(),
            database: Rc::new(NativeDatabase::open()?),
            kv: Rc::default(),
            log: Rc::default(),
            mail: Rc::default(),
            outbound: Rc::default(),
            randomness: Rc::default(),
            secrets: Rc::default(),
            signing: NativeSigning::default(),
            writes: Writes::default(),
        })
    }

    /// How often the world was asked since the last reset.
    pub fn counts(&self) -> Counts {
        Counts {
            batches: self.database.count.get(),
            statements: self.database.statements.get(),
            kv_reads: self.kv.count.get(),
            images_read: self.kv.images_read.get(),
            mails: self.mail.count.get(),
            fetches: self.outbound.count.get(),
            random_bytes: self.randomness.count.get(),
        }
    }

    /// Counts from nothing again.
    pub fn reset_counts(&self) {
        self.database.count.set(0);
        self.database.statements.set(0);
        self.kv.count.set(0);
        self.kv.images_read.set(0);
        self.mail.count.set(0);
        self.outbound.count.set(0);
        self.randomness.count.set(0);
    }

    /// Runs what was put off until after the answer, and what that puts off in turn.
    pub async fn run_background(&self) {
        self.background.run().await;
    }
}
