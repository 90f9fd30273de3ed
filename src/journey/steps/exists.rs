//! The proven address has an account: it is told only now, and goes on with one button, by a way of its own that
//! the flow offers. Nothing that was typed for a new account is written to it.

use super::at::At;
use super::go_on::go_on_from;
use crate::failure::Failure;
use crate::flow::Step;
use crate::http::{Form, Response};
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::pages;
use crate::pages::exists::{self, Way};
use crate::ports::Platform;
use crate::store::run_steps;
use crate::store::runs::Found;

/// Shows the page.
///
/// # Errors
/// A page, when the run is over.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, at: At<'_>) -> Result<Response, Failure> {
    Ok(page(walk, at.found(walk)?))
}

/// The page.
pub fn page<P: Platform>(walk: &Walk<'_, P>, found: &Found) -> Response {
    let form = walk.form(Step::Exists, &Shown::Only);
    let switch = walk.link(found.run.intent.step());
    let values = exists::Exists {
        form: pages::Form::of_step(&form),
        email: found.run.email.as_deref().unwrap_or_default(),
        way: way(walk, found),
        switch: &switch,
    };
    walk.view.page(200, exists::page(&walk.view.frame(None), &values))
}

/// How the account goes on.
fn way<P: Platform>(walk: &Walk<'_, P>, found: &Found) -> Way {
    let has_password = found.person.as_ref().is_some_and(|person| person.has_password);
    match (walk.flow.identity_providers.has_mailed_code(), has_password) {
        (true, _) => Way::Continue,
        (false, true) => Way::SignIn,
        (false, false) => Way::ChoosePassword,
    }
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
    walk.check_token(Step::Exists, shown, form)?;
    if walk.flow.identity_providers.has_mailed_code() {
        let found = run_steps::go_on_as_owner(walk.site.platform, &walk.key()).await?;
        return go_on_from(walk, found).await;
    }
    let step = match way(walk, &walk.run().await?) {
        Way::ChoosePassword => Step::Reset,
        Way::Continue | Way::SignIn => Step::SignIn,
    };
    Ok(Response::see_other(&walk.link(step)))
}
