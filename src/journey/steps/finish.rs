//! Everything is answered, but the last answer could not be finished with: one button does. A GET never ends a
//! run.

use super::at::At;
use super::go_on::go_on;
use crate::failure::Failure;
use crate::flow::Step;
use crate::http::{Form, Response};
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::pages::{self, finish};
use crate::ports::Platform;

/// Shows the page.
///
/// # Errors
/// A page, when there is no run.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, at: At<'_>) -> Result<Response, Failure> {
    Ok(page(walk, at.email(walk)?))
}

/// The page.
pub fn page<P: Platform>(walk: &Walk<'_, P>, email: &str) -> Response {
    let form = walk.form(Step::Finish, &Shown::Only);
    let switch = walk.link(walk.first_step());
    let values = finish::Finish { form: pages::Form::of_step(&form), email, switch: &switch };
    walk.view.page(200, finish::page(&walk.view.frame(None), &values))
}

/// The form.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(
    walk: &Walk<'_, P>,
    form: &Form,
    shown: &Shown,
) -> Result<Response, Failure> {
    walk.check_token(Step::Finish, shown, form)?;
    go_on(walk, &walk.run().await?).await
}
