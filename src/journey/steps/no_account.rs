//! The proven address has no account yet, which is told only now; one button makes one, without a second code.

use crate::failure::Failure;
use crate::flow::{Intent, Stage};
use crate::http::{Form, Response};
use crate::journey::walk::Walk;
use crate::pages::{self, no_account};
use crate::ports::Platform;
use crate::store::run_steps;

/// The page.
pub fn show<P: Platform>(walk: &Walk<'_, P>, email: &str) -> Response {
    let (action, token) = (walk.link("no-account"), walk.token("no-account", ""));
    let change = walk.link("sign-in");
    let values = no_account::NoAccount {
        form: pages::Form::of_step(&action, &token),
        email,
        change: &change,
    };
    walk.view.page(200, no_account::page(&walk.view.frame(None), &values))
}

/// The form.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(walk: &Walk<'_, P>, form: &Form) -> Result<Response, Failure> {
    walk.check_token("no-account", "", form)?;
    let found = walk.run().await?;
    if !matches!(walk.stage(&found.run, found.person.as_ref(), false), Stage::NoAccount) {
        return super::go_on(walk, &found).await;
    }
    // A code proves its address for its own purpose: one that was for a new password makes no account.
    if found.run.intent == Intent::Reset {
        return Ok(Response::see_other(&walk.link("sign-up")));
    }
    let email = found.run.email.as_deref().unwrap_or_default();
    let found = run_steps::turn_to_sign_up(walk.site.platform, &walk.key(), email).await?;
    super::go_on(walk, &found.ok_or_else(|| walk.no_run(None))?).await
}
