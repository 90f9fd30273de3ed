//! Signing up: the address that the account will have, proven by a mailed code.

use super::send_code::send_and_go_on;
use crate::encode::domain;
use crate::failure::Failure;
use crate::flow::{Intent, Refusal, refuses_new_person};
use crate::http::{Form, Response};
use crate::journey::walk::Walk;
use crate::pages::{self, Problems, sentences, sign_up};
use crate::ports::Platform;

/// The page.
pub fn show<P: Platform>(
    walk: &Walk<'_, P>,
    status: u16,
    email: &str,
    problems: Problems,
) -> Response {
    let (action, token) = (walk.link("sign-up"), walk.token("sign-up", ""));
    let sign_in = walk.link("sign-in");
    let values = sign_up::SignUp {
        form: pages::Form::of_step(&action, &token),
        email,
        sign_in: &sign_in,
        again: walk.begins_again(),
        problems,
    };
    walk.view.page(status, sign_up::page(&walk.view.frame(None), &values))
}

/// The form.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(walk: &Walk<'_, P>, form: &Form) -> Result<Response, Failure> {
    walk.check_token("sign-up", "", form)?;
    let words = &walk.view.words;
    let typed = form.first("email");
    let email = match super::address(walk, typed) {
        Ok(email) => email,
        Err(problems) => return Ok(show(walk, 422, typed, problems)),
    };
    if let Some(Refusal::EmailDomain) = refuses_new_person(&walk.flow, Some(&email.address)) {
        walk.note("refused", "email-domain");
        let domain = email.address.rsplit('@').next().unwrap_or_default();
        let ours = words.fill("email.domain", &[("domain", &domain::shown(domain))]);
        let sentence = sentences::email_domain(words, &walk.flow.email_domains, ours);
        return Ok(show(walk, 422, typed, Problems::field("email", sentence)));
    }
    let show = |status, problems| show(walk, status, typed, problems);
    send_and_go_on(walk, Intent::SignUp, &email, false, show).await
}
