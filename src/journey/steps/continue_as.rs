//! Who is signed in goes on as themselves, into an application of a flow that they are not enrolled in, or
//! that asks for something they lack.

use super::at::At;
use super::go_on::go_on;
use crate::failure::Failure;
use crate::flow::Step;
use crate::http::{Form, Response};
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::pages::{self, continue_as};
use crate::ports::Platform;
use crate::request::known_applications::is_program;
use crate::request::session_cookie;
use crate::request::verified::{is_expected, session_suffices};
use crate::store::run_steps;
use crate::store::sessions::{SignedIn, SilentSignIn, silent_sign_in};

/// What the person who is signed in agreed to.
pub struct Agreed<'a> {
    /// Whom the page was shown to: nobody else agreed.
    pub account: &'a str,
    /// SHA-256 of the code to write.
    pub code: &'a str,
}

/// Who is signed in here, where that is enough for this request. Where they agreed, consent and code are
/// written in the same round trip.
///
/// # Errors
/// When the database can't be asked.
pub async fn signed_in<P: Platform>(
    walk: &Walk<'_, P>,
    agreed: Option<Agreed<'_>>,
) -> Result<Option<SignedIn>, Failure> {
    let Some(secret) = session_cookie::presented(walk.site) else { return Ok(None) };
    let request = &walk.transaction.request;
    let silent = SilentSignIn {
        secret: &secret,
        request,
        code: agreed.as_ref().map(|agreed| agreed.code),
        account: agreed.as_ref().map(|agreed| agreed.account),
        consented: agreed.as_ref().map(|_| walk.transaction.id.as_str()),
        now: walk.site.now,
    };
    let found = silent_sign_in(walk.site.platform, &silent).await?;
    Ok(found.filter(|found| {
        session_suffices(&walk.flow, request, &found.session, walk.site.now)
            && is_expected(walk.registered, request, &found.person.account)
    }))
}

/// The page.
///
/// # Errors
/// When the database can't be asked.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, _: At<'_>) -> Result<Response, Failure> {
    let Some(found) = signed_in(walk, None).await? else {
        return Ok(Response::see_other(&walk.link(walk.first_step())));
    };
    let account = &found.person.account;
    let form = walk.form(Step::Continue, &Shown::Account(account.oid.clone()));
    let switch = walk.link(walk.first_step());
    let redirect_uri = &walk.transaction.request.redirect_uri;
    let values = continue_as::ContinueAs {
        form: pages::Form::of_step(&form),
        email: account.email.as_deref().unwrap_or_default(),
        on_device: is_program(walk.site, &walk.registered.application, redirect_uri),
        switch: &switch,
    };
    Ok(walk.view.page(200, continue_as::page(&walk.view.frame(None), &values)))
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
    walk.check_token(Step::Continue, shown, form)?;
    let still = signed_in(walk, None).await?;
    let account = shown.account();
    let still = still.filter(|found| Some(found.person.account.oid.as_str()) == account);
    let (Some(_), Some(secret)) = (still, session_cookie::presented(walk.site)) else {
        return Ok(Response::see_other(&walk.link(walk.first_step())));
    };
    let platform = walk.site.platform;
    match run_steps::go_on_with_session(platform, &walk.key(), &secret).await? {
        Some(found) if found.run.account.as_deref() == account => go_on(walk, &found).await,
        other => Err(walk.no_run(other.as_ref())),
    }
}
