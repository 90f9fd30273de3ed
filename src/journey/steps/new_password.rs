//! The new password of an account whose old one was forgotten. It takes effect at once; the person is told by
//! mail, and goes on to the application.

use super::at::At;
use super::go_on::go_on;
use super::password::{hash, judge, render};
use crate::clients::back_channel;
use crate::failure::{Failure, Kind};
use crate::flow::{Stage, Step};
use crate::http::{Form, Response};
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::pages::Problems;
use crate::pages::mail::password_changed;
use crate::pages::password::Whose;
use crate::ports::Platform;
use crate::request::mail;
use crate::store::reset;

/// Shows the page.
///
/// # Errors
/// A page, when there is no run.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, at: At<'_>) -> Result<Response, Failure> {
    Ok(page(walk, 200, at.email(walk)?, Problems::default()))
}

/// The page.
pub fn page<P: Platform>(
    walk: &Walk<'_, P>,
    status: u16,
    email: &str,
    problems: Problems,
) -> Response {
    render(walk, Step::NewPassword, Whose::Account, status, email, problems)
}

/// The form. Its token shows that the address was proven, so that nobody else can have us hash.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(
    walk: &Walk<'_, P>,
    form: &Form,
    shown: &Shown,
) -> Result<Response, Failure> {
    walk.check_token(Step::NewPassword, shown, form)?;
    if !walk.flow.identity_providers.has_password() {
        return Ok(Response::see_other(&walk.link(Step::SignIn)));
    }
    let typed = form.first("password");
    if let Err(problems) = judge(walk, form) {
        return Ok(page(walk, 422, form.first("email"), problems));
    }
    let new = hash(walk, typed)?;
    let site = walk.site;
    let open = walk.flow.sign_up_open;
    let done = reset::reset(site.platform, &walk.key(), site.correlation, &new, open).await?;
    if let Some(address) = done.changed_for {
        tell(walk, &address);
    }
    back_channel::tell(site, done.logouts);
    let found = done.found.ok_or_else(|| walk.no_run(None))?;
    match walk.stage(&found.run, found.person.as_ref(), false) {
        // Nothing keeps the person from a new password, and yet it was not written.
        Stage::NewPassword => Err(Failure::person(Kind::Disabled)),
        _ => go_on(walk, &found).await,
    }
}

/// Tells the person, whatever becomes of this request (OWASP ASVS 6.3.7).
fn tell<P: Platform>(walk: &Walk<'_, P>, address: &str) {
    let site = walk.site;
    let home = walk.registered.application.home(site.issuer()).unwrap_or_default();
    let rendered = password_changed::mail(
        &walk.view.words,
        &password_changed::PasswordChanged {
            application: walk.view.application.as_deref().unwrap_or_default(),
            tenant: &walk.view.tenant,
            home: &home,
            colors: walk.view.brand.mail,
        },
    );
    let tenant = &walk.registered.directory.tenant;
    let letter = mail::letter(site, tenant, &walk.view.tenant, address, rendered);
    let platform = site.platform.clone();
    site.platform.after_response(async move { drop(mail::hand_over(&platform, letter).await) });
}
