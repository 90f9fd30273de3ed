//! The documents, in a map.

use crate::ports::KvError;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// The most keys that one bulk read may have.
const MOST_KEYS: usize = 100;

/// The namespace `CONFIG`.
#[derive(Default)]
pub struct NativeKv {
    documents: RefCell<BTreeMap<String, String>>,
    failing: Cell<bool>,
    pub(super) count: Cell<usize>,
    images: RefCell<BTreeMap<String, Vec<u8>>>,
    pub(super) images_read: Cell<usize>,
}

impl NativeKv {
    /// Writes a document.
    pub fn put(&self, key: &str, body: &str) {
        self.documents.borrow_mut().insert(key.to_owned(), body.to_owned());
    }

    /// Writes bytes: an image.
    pub fn put_bytes(&self, key: &str, bytes: Vec<u8>) {
        self.images.borrow_mut().insert(key.to_owned(), bytes);
    }

    /// Deletes a document or an image.
    pub fn delete(&self, key: &str) {
        self.documents.borrow_mut().remove(key);
        self.images.borrow_mut().remove(key);
    }

    /// Has every read fail, or no more.
    pub fn set_failing(&self, failing: bool) {
        self.failing.set(failing);
    }

    /// The documents of these keys.
    ///
    /// # Errors
    /// When it was told to fail, or for too many keys.
    pub fn read(&self, keys: &[String]) -> Result<Vec<Option<String>>, KvError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        self.count.set(self.count.get() + 1);
        if self.failing.get() {
            return Err(KvError("KV can't be reached".to_owned()));
        }
        if keys.len() > MOST_KEYS {
            return Err(KvError(format!("{} keys are more than {MOST_KEYS}", keys.len())));
        }
        let documents = self.documents.borrow();
        Ok(keys.iter().map(|key| documents.get(key).cloned()).collect())
    }

    /// The keys that begin with `prefix`.
    ///
    /// # Errors
    /// When it was told to fail.
    pub fn list(&self, prefix: &str) -> Result<Vec<String>, KvError> {
        self.count.set(self.count.get() + 1);
        if self.failing.get() {
            return Err(KvError("KV can't be reached".to_owned()));
        }
        let documents = self.documents.borrow();
        Ok(documents.keys().filter(|key| key.starts_with(prefix)).cloned().collect())
    }

    /// The bytes of a key.
    ///
    /// # Errors
    /// When it was told to fail.
    pub fn read_bytes(&self, key: &str) -> Result<Option<Vec<u8>>, KvError> {
        self.images_read.set(self.images_read.get() + 1);
        if self.failing.get() {
            return Err(KvError("KV can't be reached".to_owned()));
        }
        Ok(self.images.borrow().get(key).cloned())
    }
}
