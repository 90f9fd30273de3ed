//! Everything is answered, but the last answer could not be finished with: one button does. A GET never ends a
//! run.

use crate::failure::Failure;
use crate::http::{Form, Response};
use crate::journey::walk::Walk;
use crate::pages::{self, finish as page};
use crate::ports::Platform;

/// The page.
pub fn show<P: Platform>(walk: &Walk<'_, P>, email: &str) -> Response {
    let (action, token) = (walk.link("finish"), walk.token("finish", ""));
    let switch = walk.link(walk.first_step());
    let values =
        page::Finish { form: pages::Form::of_step(&action, &token), email, switch: &switch };
    walk.view.page(200, page::page(&walk.view.frame(None), &values))
}

/// The form.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(walk: &Walk<'_, P>, form: &Form) -> Result<Response, Failure> {
    walk.check_token("finish", "", form)?;
    super::go_on(walk, &walk.run().await?).await
}
