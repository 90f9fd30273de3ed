//! Signing up: the address that the account will have, proven by a mailed code.

use super::address;
use super::at::At;
use super::send_code::send_and_go_on;
use crate::encode::domain;
use crate::failure::Failure;
use crate::flow::{Intent, Refusal, Step, refuses_new_person};
use crate::http::{Form, Response};
use crate::journey::refused;
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::pages::{self, Problems, sentences, sign_up};
use crate::ports::Platform;

/// Shows the page.
///
/// # Errors
/// A page, when the flow makes no accounts.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, at: At<'_>) -> Result<Response, Failure> {
    if !walk.flow.sign_up_open {
        return Err(refused::page(walk, Refusal::SignUpClosed));
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
    let form = walk.form(Step::SignUp, &Shown::Only);
    let sign_in = walk.link(Step::SignIn);
    let values = sign_up::SignUp {
        form: pages::Form::of_step(&form),
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
pub async fn answer<P: Platform>(
    walk: &Walk<'_, P>,
    form: &Form,
    shown: &Shown,
) -> Result<Response, Failure> {
    if !walk.flow.sign_up_open {
        return Err(refused::page(walk, Refusal::SignUpClosed));
    }
    walk.check_token(Step::SignUp, shown, form)?;
    let words = &walk.view.words;
    let typed = form.first("email");
    let email = match address::read(walk, typed) {
        Ok(email) => email,
        Err(problems) => return Ok(page(walk, 422, typed, problems)),
    };
    if let Some(Refusal::EmailDomain) = refuses_new_person(&walk.flow, Some(&email.address)) {
        walk.note("refused", "email-domain");
        let domain = email.address.rsplit('@').next().unwrap_or_default();
        let ours = words.fill("email.domain", &[("domain", &domain::shown(domain))]);
        let sentence = sentences::email_domain(words, &walk.flow.email_domains, ours);
        return Ok(page(walk, 422, typed, Problems::field("email", sentence)));
    }
    let again = |status, problems| page(walk, status, typed, problems);
    send_and_go_on(walk, Intent::SignUp, &email, false, again).await
}
