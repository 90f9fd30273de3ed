//! Signing in: address and password in one form, or an address to mail a code to.

use super::address;
use super::at::At;
use super::go_on::go_on;
use super::send_code::send_and_go_on;
use super::{limit, wrong_password};
use crate::encode::email::EmailAddress;
use crate::failure::Failure;
use crate::flow::{Intent, Run, Stage, Step, password, show_if};
use crate::http::{Form, Response};
use crate::journey::finish::{Brought, Ending, finish};
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::pages::{self, Problems, Words, sentences, sign_in};
use crate::ports::Platform;
use crate::protocol::{Proof, Proofs};
use crate::store::passwords::{Guess, pay_for_guess};
use crate::store::run_steps;
use crate::store::{GUESSES, GuessKeys, Throttled, wait_after};

/// Shows the page.
///
/// # Errors
/// None.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, at: At<'_>) -> Result<Response, Failure> {
    let keep = at.typed.is_some_and(|form| form.first("keep") == "true");
    Ok(page(walk, 200, at.typed_email(walk), keep, Problems::default()))
}

/// The page.
pub fn page<P: Platform>(
    walk: &Walk<'_, P>,
    status: u16,
    email: &str,
    keep: bool,
    problems: Problems,
) -> Response {
    let form = walk.form(Step::SignIn, &Shown::Only);
    let (sign_up, reset) = (walk.link(Step::SignUp), walk.link(Step::Reset));
    let providers = &walk.flow.identity_providers;
    let values = sign_in::SignIn {
        form: pages::Form::of_step(&form),
        email,
        keep_signed_in: keep,
        providers,
        reset: providers.has_password().then_some(reset.as_str()),
        sign_up: walk.flow.sign_up_open.then_some(sign_up.as_str()),
        again: walk.begins_again(),
        problems,
    };
    walk.view.page(status, sign_in::page(&walk.view.frame(None), &values))
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
    walk.check_token(Step::SignIn, shown, form)?;
    let words = &walk.view.words;
    let (typed, keep) = (form.first("email"), form.first("keep") == "true");
    let email = match address::read(walk, typed) {
        Ok(email) => email,
        Err(problems) => return Ok(page(walk, 422, typed, keep, problems)),
    };
    let providers = &walk.flow.identity_providers;
    let wants_code = form.first("action") == "email_code" || !providers.has_password();
    if providers.has_mailed_code() && wants_code {
        let again = |status, problems| page(walk, status, &email.address, keep, problems);
        return send_and_go_on(walk, Intent::SignIn, &email, keep, again).await;
    }
    let secret = form.first("password");
    if secret.is_empty() {
        let problems = Problems::field("password", words.text("password.required"));
        return Ok(page(walk, 422, typed, keep, problems));
    }
    by_password(walk, &email, secret, keep).await
}

async fn by_password<P: Platform>(
    walk: &Walk<'_, P>,
    email: &EmailAddress,
    secret: &str,
    keep: bool,
) -> Result<Response, Failure> {
    let site = walk.site;
    let keys = &site.settings.master_keys;
    let guesses = GuessKeys { address: walk.counter("email", &email.key), network: walk.network() };
    let client_id = &walk.registered.application.client_id;
    let guess =
        pay_for_guess(site.platform, &guesses, &email.key, client_id, &walk.flow.id, site.now)
            .await?;
    let (credential, person, in_a_row) = match guess {
        Guess::Paid { credential, person, guesses } => (credential, person, guesses),
        Guess::Throttled(throttled) => {
            let problems = limit::problems(walk, throttled);
            return Ok(not_judged(walk, &email.address, keep, throttled, problems));
        }
        Guess::UsedUp(throttled) => {
            let problems = Problems::whole(sentences::no_more_guesses(&walk.view.words));
            return Ok(not_judged(walk, &email.address, keep, throttled, problems));
        }
    };
    let judged = credential.clone().unwrap_or_else(|| password::nobody(keys));
    let right = password::verify(keys, secret, &judged, site.platform);
    let (credential, person) = match (credential, person) {
        (Some(credential), Some(person)) if right && person.enabled => (credential, person),
        (_, person) => {
            wrong_password::note(walk, in_a_row, person);
            walk.note("refused", "password");
            let sentence = refused(&walk.view.words, in_a_row);
            let problems = Problems::whole(sentence).about(&["email", "password"]);
            return Ok(page(walk, 422, &email.address, keep, problems));
        }
    };
    let proof = Proof::password(&email.key, site.now);
    let proven = Run::of_account(&person.account.oid, Proofs::of(proof));
    let is_all = matches!(walk.stage(&proven, Some(&person), false), Stage::Finish);
    if is_all && !show_if::needs_other_pages(&walk.flow) {
        let renewed = (credential.pepper_key != keys.newest_id())
            .then(|| password::hash(keys, secret, site.platform.random_bytes(), site.platform))
            .flatten();
        let ending = Ending::Password { email, credential: &credential, renewed };
        let brought = Brought {
            keep_signed_in: Some(keep),
            guesses: Some(guesses),
            expected_account: Some(&person.account.oid),
            ..Brought::default()
        };
        return finish(walk, ending, brought).await;
    }
    let proof = run_steps::PasswordProof {
        email,
        credential: &credential,
        keep_signed_in: keep,
        guesses: &guesses,
    };
    match run_steps::keep_password_proof(site.platform, &walk.key(), &proof).await? {
        Some(found) if found.run.account.as_ref() == Some(&person.account.oid) => {
            go_on(walk, &found).await
        }
        other => Err(walk.no_run(other.as_ref())),
    }
}

/// That address and password do not fit together, and when the next guess counts after so many in a row.
fn refused(words: &Words, guesses: i64) -> String {
    let refused = words.text("signIn.refused");
    match wait_after(guesses) {
        0 => refused.to_owned(),
        _ if guesses >= GUESSES => sentences::no_more_guesses(words),
        wait => format!("{refused} {}", sentences::throttled(words, wait)),
    }
}

/// The page again, of a guess that has to wait.
fn not_judged<P: Platform>(
    walk: &Walk<'_, P>,
    email: &str,
    keep: bool,
    throttled: Throttled,
    problems: Problems,
) -> Response {
    walk.note("refused", "throttled");
    limit::response(page(walk, 429, email, keep, problems), throttled)
}
