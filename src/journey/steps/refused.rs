//! The person can't go on, whatever they do.

use super::at::At;
use crate::failure::{Failure, Kind};
use crate::flow::Stage;
use crate::http::{Form, Response};
use crate::journey::refused;
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::ports::Platform;

/// Shows the page.
///
/// # Errors
/// The page.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, at: At<'_>) -> Result<Response, Failure> {
    let found = at.found(walk)?;
    match walk.stage(&found.run, found.person.as_ref(), false) {
        Stage::Refused(refusal) => Err(refused::page(walk, refusal)),
        stage => Ok(walk.go_to(&stage)),
    }
}

/// The page has no form.
///
/// # Errors
/// Always.
pub async fn answer<P: Platform>(
    _: &Walk<'_, P>,
    _: &Form,
    _: &Shown,
) -> Result<Response, Failure> {
    Err(Failure::person(Kind::NotFound))
}
