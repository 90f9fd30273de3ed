//! Everything is answered, but the last answer could not be finished with: one button does. A GET never ends a
//! run.

use crate::endpoints::walk::Walk;
use crate::failure::Failure;
use crate::http::{Form, Response};
use crate::pages::{self, continue_as};
use crate::ports::Platform;
use crate::store::runs::{self, Found};

/// The page.
pub fn show<P: Platform>(walk: &Walk<'_, P>, found: &Found) -> Response {
    let (action, token) = (walk.link("finish"), walk.token("finish", ""));
    let switch = walk.link("sign-in");
    let values = continue_as::ContinueAs {
        form: pages::Form { action: &action, token: &token, ends_soon: false },
        email: found.run.email.as_deref().unwrap_or_default(),
        switch: &switch,
    };
    walk.view.page(200, continue_as::page(&walk.view.frame(None), &values))
}

/// The form.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(walk: &Walk<'_, P>, form: &Form) -> Result<Response, Failure> {
    walk.check_token("finish", "", form)?;
    match runs::read(walk.site.platform, &walk.key()).await? {
        Some(found) => super::go_on(walk, &found).await,
        None => Err(walk.no_run(None)),
    }
}
