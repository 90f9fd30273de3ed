//! Whether what a request asks of the database may write.

use super::{BatchError, Statement};
use std::cell::Cell;
use std::rc::Rc;

/// Allowed, unless they are refused; then it remembers whether any was.
#[derive(Debug, Clone, Default)]
pub struct Writes(Option<Rc<Cell<bool>>>);

impl Writes {
    /// None is sent.
    pub fn refused() -> Self {
        Self(Some(Rc::default()))
    }

    /// Refuses a batch that would write.
    ///
    /// # Errors
    /// When it would, and may not.
    pub fn check(&self, statements: &[Statement]) -> Result<(), BatchError> {
        if statements.iter().all(Statement::reads) { Ok(()) } else { self.ask() }
    }

    /// Asks for something to be written.
    ///
    /// # Errors
    /// When it may not be.
    pub fn ask(&self) -> Result<(), BatchError> {
        let Some(refused) = &self.0 else { return Ok(()) };
        refused.set(true);
        Err(BatchError::Unavailable("this request writes nothing".to_owned()))
    }

    /// Whether any was refused.
    pub fn were_refused(&self) -> bool {
        self.0.as_ref().is_some_and(|refused| refused.get())
    }
}
