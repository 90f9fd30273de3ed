//! A forgotten password: the address of the account, proven by a mailed code. Any address gets one.

use super::send_code::send_and_go_on;
use crate::failure::Failure;
use crate::flow::Intent;
use crate::http::{Form, Response};
use crate::journey::walk::Walk;
use crate::pages::{self, Problems, reset};
use crate::ports::Platform;

/// The page.
pub fn show<P: Platform>(
    walk: &Walk<'_, P>,
    status: u16,
    email: &str,
    problems: Problems,
) -> Response {
    let (action, token) = (walk.link("reset"), walk.token("reset", ""));
    let sign_in = walk.link("sign-in");
    let again = walk.begins_again();
    let form = pages::Form::of_step(&action, &token);
    let values = reset::Reset { form, email, sign_in: &sign_in, again, problems };
    walk.view.page(status, reset::page(&walk.view.frame(None), &values))
}

/// The form.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(walk: &Walk<'_, P>, form: &Form) -> Result<Response, Failure> {
    walk.check_token("reset", "", form)?;
    if !walk.flow.identity_providers.has_password() {
        return Ok(Response::see_other(&walk.link("sign-in")));
    }
    let typed = form.first("email");
    let email = match super::address(walk, typed) {
        Ok(email) => email,
        Err(problems) => return Ok(show(walk, 422, typed, problems)),
    };
    let show = |status, problems| show(walk, status, typed, problems);
    send_and_go_on(walk, Intent::Reset, &email, false, show).await
}
