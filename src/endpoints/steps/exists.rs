//! The proven address has an account: it is told only now, and goes on with one button. Nothing that was
//! typed for a new account is written to it.

use super::sign_in;
use crate::endpoints::walk::Walk;
use crate::failure::Failure;
use crate::http::{Form, Response};
use crate::pages::{self, Problems, continue_as};
use crate::ports::Platform;
use crate::store::runs::{self, Found};

/// The page.
pub fn show<P: Platform>(walk: &Walk<'_, P>, found: &Found) -> Response {
    let email = found.run.email.as_deref().unwrap_or_default();
    if !walk.flow.methods.email_code {
        let sentence = walk.view.words.fill("accountExists", &[("email", email)]);
        return sign_in::show(walk, 200, email, false, Problems::whole(sentence));
    }
    let (action, token) = (walk.link("exists"), walk.token("exists", ""));
    let switch = walk.link("sign-up");
    let values = continue_as::ContinueAs {
        form: pages::Form { action: &action, token: &token, ends_soon: false },
        email,
        switch: &switch,
    };
    walk.view.page(200, continue_as::page(&walk.view.frame(None), &values))
}

/// The form.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(walk: &Walk<'_, P>, form: &Form) -> Result<Response, Failure> {
    walk.check_token("exists", "", form)?;
    if !walk.flow.methods.email_code {
        return Ok(Response::see_other(&walk.link("sign-in")));
    }
    match runs::go_on_as_owner(walk.site.platform, &walk.key()).await? {
        Some(found) => super::go_on(walk, &found).await,
        None => Err(walk.no_run(None)),
    }
}
