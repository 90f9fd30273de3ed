//! What a step's page is shown with.

use crate::failure::Failure;
use crate::http::Form;
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::ports::Platform;
use crate::store::runs::Found;

/// What a step's page is shown with.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// The run, which is at this step, where the step needs one.
    pub found: Option<&'a Found>,
    /// What was typed into the page, where it is only given back.
    pub typed: Option<&'a Form>,
    /// Which page of the step it is.
    pub shown: &'a Shown,
}

impl<'a> At<'a> {
    /// The run.
    ///
    /// # Errors
    /// A page, when there is none.
    pub fn found<P: Platform>(&self, walk: &Walk<'_, P>) -> Result<&'a Found, Failure> {
        self.found.ok_or_else(|| walk.no_run(None))
    }

    /// The address that the run is about, if it is about one.
    ///
    /// # Errors
    /// A page, when there is no run.
    pub fn email<P: Platform>(&self, walk: &Walk<'_, P>) -> Result<&'a str, Failure> {
        Ok(self.found(walk)?.run.email.as_deref().unwrap_or_default())
    }

    /// The address that was typed just now, or that is known.
    pub fn typed_email<'w, P: Platform>(&self, walk: &'w Walk<'_, P>) -> &'w str
    where
        'a: 'w,
    {
        self.typed.map_or_else(|| walk.hint(), |form| form.first("email"))
    }
}
