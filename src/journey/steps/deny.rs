//! Back to the application, which hears that the person has no access.

use super::at::At;
use crate::failure::{Failure, Kind};
use crate::http::{Form, Response};
use crate::journey::refused;
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::ports::Platform;

/// Leads back; the address says why.
///
/// # Errors
/// The callback.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, _: At<'_>) -> Result<Response, Failure> {
    Err(refused::tell_application(walk, walk.site.request.query_form().first("for")))
}

/// There is no form.
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
