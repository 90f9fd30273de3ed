//! What stood at addresses of request objects, kept for a minute.

use super::remembered::Remembered;
use crate::protocol::lifetime;
use std::cell::RefCell;
use std::rc::Rc;

/// The most that are kept.
const MOST: usize = 50;

/// The objects by address.
#[derive(Default)]
pub struct RequestObjects(RefCell<Remembered<(i64, Rc<str>), MOST>>);

impl RequestObjects {
    /// What stood at `uri` a minute ago or less.
    pub fn known(&self, uri: &str, now: i64) -> Option<Rc<str>> {
        let memory = self.0.borrow();
        let (read_at, object) = memory.get(uri)?;
        (now < read_at + lifetime::REQUEST_OBJECT).then(|| object.clone())
    }

    /// Remembers what stands at `uri` `now`.
    pub fn remember(&self, uri: &str, object: &Rc<str>, now: i64) {
        self.0.borrow_mut().put(uri, (now, object.clone()));
    }
}
