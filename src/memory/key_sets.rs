//! The key sets of applications that keep them at a URL.

use super::fetched::MOST;
use super::remembered::Remembered;
use crate::protocol::key_set::KeySet;
use std::cell::RefCell;
use std::rc::Rc;

/// The sets by URL.
#[derive(Default)]
pub struct KeySets {
    known: RefCell<Remembered<Known, MOST>>,
}

/// A key set, and when it was read.
#[derive(Clone)]
pub struct Known {
    /// The keys.
    pub keys: Rc<KeySet>,
    /// When they were read, in seconds since 1970.
    pub read_at: i64,
}

impl KeySets {
    /// What stood at `url`.
    pub fn known(&self, url: &str) -> Option<Known> {
        self.known.borrow().get(url).cloned()
    }

    /// Remembers what stands at `url` `now`.
    pub fn remember(&self, url: &str, keys: Rc<KeySet>, now: i64) {
        self.known.borrow_mut().put(url, Known { keys, read_at: now });
    }
}
