//! A new account's password, or the choice to have none.

use crate::endpoints::walk::Walk;
use crate::failure::Failure;
use crate::flow::password;
use crate::http::{Form, Response};
use crate::pages::{self, Problems, password as page, sentences};
use crate::ports::Platform;
use crate::store::runs::{self, ChosenPassword, Found};

/// The page.
pub fn show<P: Platform>(
    walk: &Walk<'_, P>,
    status: u16,
    email: &str,
    problems: Problems,
) -> Response {
    let (action, token) = (walk.link("password"), walk.token("password", ""));
    let values = page::NewPassword {
        form: pages::Form { action: &action, token: &token, ends_soon: false },
        email,
        minimum: password::MINIMUM,
        without_password: walk.flow.methods.email_code,
        problems,
    };
    walk.view.page(status, page::page(&walk.view.frame(None), &values))
}

/// The form. Its token shows that the address was proven, so that nobody else can have us hash.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(walk: &Walk<'_, P>, form: &Form) -> Result<Response, Failure> {
    walk.check_token("password", "", form)?;
    let site = walk.site;
    if form.first("action") == "no_password" && walk.flow.methods.email_code {
        let found = runs::choose_password(site.platform, &walk.key(), ChosenPassword::None).await?;
        return go_on(walk, found).await;
    }
    let typed = form.first("password");
    if let Err(fault) = password::judge(typed) {
        let problems = Problems::field("password", sentences::password(&walk.view.words, fault));
        return Ok(show(walk, 422, form.first("email"), problems));
    }
    let keys = &site.settings.master_keys;
    let hashed = password::hash(keys, typed, site.platform.random_bytes()).ok_or_else(|| {
        Failure::Us { reason: "Argon2 refused its parameters".to_owned(), temporary: false }
    })?;
    let chosen = ChosenPassword::Hashed(&hashed);
    go_on(walk, runs::choose_password(site.platform, &walk.key(), chosen).await?).await
}

async fn go_on<P: Platform>(walk: &Walk<'_, P>, found: Option<Found>) -> Result<Response, Failure> {
    match found {
        Some(found) => super::go_on(walk, &found).await,
        None => Err(walk.no_run(None)),
    }
}
