//! The proven address has no account yet, which is told only now; one button makes one, without a second code.

use super::at::At;
use super::go_on::{go_on, go_on_from};
use crate::failure::Failure;
use crate::flow::{Intent, Stage, Step};
use crate::http::{Form, Response};
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::pages::{self, no_account};
use crate::ports::Platform;
use crate::store::run_steps;

/// Shows the page.
///
/// # Errors
/// A page, when there is no run.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, at: At<'_>) -> Result<Response, Failure> {
    Ok(page(walk, at.email(walk)?))
}

/// The page.
pub fn page<P: Platform>(walk: &Walk<'_, P>, email: &str) -> Response {
    let form = walk.form(Step::NoAccount, &Shown::Only);
    let change = walk.link(Step::SignIn);
    let values =
        no_account::NoAccount { form: pages::Form::of_step(&form), email, change: &change };
    walk.view.page(200, no_account::page(&walk.view.frame(None), &values))
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
    walk.check_token(Step::NoAccount, shown, form)?;
    let found = walk.run().await?;
    if !matches!(walk.stage(&found.run, found.person.as_ref(), false), Stage::NoAccount) {
        return go_on(walk, &found).await;
    }
    // A code proves its address for its own purpose: one that was for a new password makes no account.
    if found.run.intent == Intent::Reset {
        return Ok(Response::see_other(&walk.link(Step::SignUp)));
    }
    let email = found.run.email.as_deref().unwrap_or_default();
    let found = run_steps::turn_to_sign_up(walk.site.platform, &walk.key(), email).await?;
    go_on_from(walk, found).await
}
