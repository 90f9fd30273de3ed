//! The tenant's own applications as places to go to.

use crate::language::Label;
use std::cell::RefCell;
use std::rc::Rc;

/// An application's name, and where people begin in it.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its name.
    pub name: Label,
    /// Its home, or where a sign-in to it begins.
    pub home: String,
}

/// What an isolate remembers of them, and until when.
#[derive(Default)]
pub struct Places(RefCell<(i64, Rc<[Place]>)>);

impl Places {
    /// What is remembered, and until when it is good.
    pub fn known(&self) -> (i64, Rc<[Place]>) {
        self.0.borrow().clone()
    }

    /// Remembers `places` `until` then.
    pub fn remember(&self, places: &Rc<[Place]>, until: i64) {
        *self.0.borrow_mut() = (until, Rc::clone(places));
    }
}
