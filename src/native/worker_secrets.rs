//! Worker secrets, in a map.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// The secrets that documents may name.
#[derive(Default)]
pub struct NativeSecrets {
    secrets: RefCell<BTreeMap<String, String>>,
}

impl NativeSecrets {
    /// Sets a secret.
    pub fn put(&self, name: &str, value: &str) {
        self.secrets.borrow_mut().insert(name.to_owned(), value.to_owned());
    }

    /// Deletes a secret.
    pub fn delete(&self, name: &str) {
        self.secrets.borrow_mut().remove(name);
    }

    /// A secret.
    pub fn get(&self, name: &str) -> Option<String> {
        self.secrets.borrow().get(name).cloned()
    }
}
