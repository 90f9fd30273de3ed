//! The proven address has an account: it is told only now, and goes on with one button, by a way of its own that
//! the flow offers. Nothing that was typed for a new account is written to it.

use crate::failure::Failure;
use crate::http::{Form, Response};
use crate::journey::walk::Walk;
use crate::pages;
use crate::pages::exists::{self as page, Way};
use crate::ports::Platform;
use crate::store::run_steps;
use crate::store::runs::Found;

/// The page.
pub fn show<P: Platform>(walk: &Walk<'_, P>, found: &Found) -> Response {
    let (action, token) = (walk.link("exists"), walk.token("exists", ""));
    let switch = walk.link(found.run.intent.name());
    let values = page::Exists {
        form: pages::Form::of_step(&action, &token),
        email: found.run.email.as_deref().unwrap_or_default(),
        way: way(walk, found),
        switch: &switch,
    };
    walk.view.page(200, page::page(&walk.view.frame(None), &values))
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
pub async fn answer<P: Platform>(walk: &Walk<'_, P>, form: &Form) -> Result<Response, Failure> {
    walk.check_token("exists", "", form)?;
    if walk.flow.identity_providers.has_mailed_code() {
        let found = run_steps::go_on_as_owner(walk.site.platform, &walk.key()).await?;
        return super::go_on(walk, &found.ok_or_else(|| walk.no_run(None))?).await;
    }
    let step = match way(walk, &walk.run().await?) {
        Way::ChoosePassword => "reset",
        Way::Continue | Way::SignIn => "sign-in",
    };
    Ok(Response::see_other(&walk.link(step)))
}
