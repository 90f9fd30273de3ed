//! The faults of documents that the cron trigger noted, as `/health` found them last.

use crate::config::Fault;
use std::cell::RefCell;
use std::rc::Rc;

/// What `/health` found, and until when that is good.
#[derive(Default)]
pub struct FaultySets(RefCell<(i64, Rc<[Fault]>)>);

impl FaultySets {
    /// What is remembered, and until when it is good.
    pub fn known(&self) -> (i64, Rc<[Fault]>) {
        self.0.borrow().clone()
    }

    /// Remembers `faults` `until` then.
    pub fn remember(&self, faults: &Rc<[Fault]>, until: i64) {
        *self.0.borrow_mut() = (until, Rc::clone(faults));
    }
}
