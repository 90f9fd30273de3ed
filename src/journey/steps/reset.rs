//! A forgotten password: the address of the account, proven by a mailed code. Any address gets one.

use super::address;
use super::at::At;
use super::send_code::send_and_go_on;
use crate::failure::Failure;
use crate::flow::{Intent, Step};
use crate::http::{Form, Response};
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::pages::{self, Problems, reset};
use crate::ports::Platform;

/// Shows the page.
///
/// # Errors
/// None.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, at: At<'_>) -> Result<Response, Failure> {
    if !walk.flow.identity_providers.has_password() {
        return Ok(Response::see_other(&walk.link(Step::SignIn)));
    }
    Ok(page(walk, 200, at.typed_email(walk), Problems::default()))
}

/// The page.
pub fn page<P: Platform>(
    walk: &Walk<'_, P>,
    status: u16,
    email: &str,
    problems: Problems,
) -> Response {
    let form = walk.form(Step::Reset, &Shown::Only);
    let sign_in = walk.link(Step::SignIn);
    let again = walk.begins_again();
    let form = pages::Form::of_step(&form);
    let values = reset::Reset { form, email, sign_in: &sign_in, again, problems };
    walk.view.page(status, reset::page(&walk.view.frame(None), &values))
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
    walk.check_token(Step::Reset, shown, form)?;
    if !walk.flow.identity_providers.has_password() {
        return Ok(Response::see_other(&walk.link(Step::SignIn)));
    }
    let typed = form.first("email");
    let email = match address::read(walk, typed) {
        Ok(email) => email,
        Err(problems) => return Ok(page(walk, 422, typed, problems)),
    };
    let again = |status, problems| page(walk, status, typed, problems);
    send_and_go_on(walk, Intent::Reset, &email, false, again).await
}
