//! The pages of a running flow: GET shows where the person is, POST takes a step's form. What they may see
//! is decided by the run, not by the address: a step that is not theirs redirects to the one that is.

use super::begin_again::begin_again;
use super::steps::{
    attributes, code, consent, continue_as, exists, finish, new_password, no_account, password,
    reset, sign_in, sign_up,
};
use super::transaction::{self, Opened};
use super::walk::{AGAIN_ANEW, AGAIN_LATE, Walk};
use super::{made_room, refused};
use crate::encode::email::EmailAddress;
use crate::encode::typed;
use crate::failure::Failure;
use crate::flow::{Refusal, Stage};
use crate::http::{Body, Form, Method, Response};
use crate::language::Language;
use crate::pages::Problems;
use crate::pages::problem::Kind;
use crate::ports::Platform;
use crate::request::site::Site;
use crate::request::stand_in::application_of;
use crate::request::{explain, language, posted};
use crate::store::runs::{self, Found};

/// How long after `/authorize` a missing cookie means that the browser keeps none, in seconds.
const JUST_BEGUN: i64 = 120;

/// Answers GET and POST.
///
/// # Errors
/// A page.
pub async fn answer<P: Platform>(
    site: &Site<'_, P>,
    id: &str,
    step: &str,
) -> Result<Response, Failure> {
    if let Some(language) = language::chosen(site) {
        return in_language(site, id, language).await;
    }
    let posted = site.request.method == Method::Post;
    if posted {
        posted::check_origin(site)?;
    }
    let (left, again) = match transaction::open(site, id).await? {
        Opened::Live(mut transaction) => {
            let loaded = application_of(site, &transaction.request).await?;
            let walk = Walk::begin(site, &loaded.value, &transaction).await?;
            let response = if posted { take(&walk, step).await } else { show(&walk, step).await }?;
            let came = walk.came.get();
            drop(walk);
            let hint = &mut transaction.request.login_hint;
            let is_new = posted && keep_typed_address(hint, &site.request.body_form(), step);
            let cookies = transaction::renew(site, &mut transaction, is_new, came).await?;
            return Ok(cookies.iter().fold(response, Response::with_cookie));
        }
        Opened::Late(left) => (left, AGAIN_LATE),
        Opened::Gone => {
            let left = made_room::take(site, id).await?;
            (left.ok_or_else(|| gone(site))?, AGAIN_ANEW)
        }
    };
    begin_again(site, &left, step, again).await
}

/// The same page again, it and what follows in the language that was chosen on it.
async fn in_language<P: Platform>(
    site: &Site<'_, P>,
    id: &str,
    language: Language,
) -> Result<Response, Failure> {
    let response = language::switch(site, language);
    let Opened::Live(mut transaction) = transaction::open(site, id).await? else {
        return Ok(response);
    };
    // For this sign-in it goes before what the application wants.
    let (wanted, tag) = (&mut transaction.request.ui_locales, language.tag());
    if wanted.as_deref().is_none_or(|wanted| wanted == tag) {
        return Ok(response);
    }
    *wanted = Some(tag.to_owned());
    let came = transaction.came;
    let cookies = transaction::renew(site, &mut transaction, true, came).await?;
    Ok(cookies.iter().fold(response, Response::with_cookie))
}

/// Keeps the address that was typed, so that no later page asks for it again (WCAG 2.2 §3.3.7). Whether it is another one.
fn keep_typed_address(hint: &mut Option<String>, form: &Form, step: &str) -> bool {
    let asks = matches!(step, "sign-in" | "sign-up" | "reset");
    let email = typed::trim(form.first("email"));
    let is_new = asks
        && (1..=EmailAddress::LONGEST).contains(&email.len())
        && hint.as_deref() != Some(email);
    if is_new {
        *hint = Some(email.to_owned());
    }
    is_new
}

async fn show<P: Platform>(walk: &Walk<'_, P>, step: &str) -> Result<Response, Failure> {
    let query = walk.site.request.query_form();
    let with_password = walk.flow.identity_providers.has_password();
    match step {
        "sign-in" => Ok(sign_in::show(walk, 200, walk.hint(), false, Problems::default())),
        "sign-up" if walk.flow.sign_up_open => {
            Ok(sign_up::show(walk, 200, walk.hint(), Problems::default()))
        }
        "sign-up" => Err(refused::page(walk, Refusal::SignUpClosed)),
        "reset" if with_password => Ok(reset::show(walk, 200, walk.hint(), Problems::default())),
        "reset" => Ok(Response::see_other(&walk.link("sign-in"))),
        "continue" => continue_as::show(walk).await,
        "deny" => Err(refused::tell_application(walk, query.first("for"))),
        "consent" if consent::is_by_session(query.first("for")) => {
            consent::show_by_session(walk).await
        }
        "code" | "no-account" | "exists" | "password" | "new-password" | "attributes"
        | "consent" | "finish" | "refused" => {
            match runs::read(walk.site.platform, &walk.key()).await? {
                Some(found) if found.run.done => Err(Failure::person(Kind::Finished)),
                Some(found) => show_stage(walk, step, &found),
                None => Ok(Response::see_other(&walk.link(walk.first_step()))),
            }
        }
        _ => Err(Failure::person(Kind::NotFound)),
    }
}

/// Shows the step the run is at, if it is the one asked for.
fn show_stage<P: Platform>(
    walk: &Walk<'_, P>,
    step: &str,
    found: &Found,
) -> Result<Response, Failure> {
    let email = found.run.email.as_deref().unwrap_or_default();
    let none = Problems::default();
    walk.note_proof(&found.run);
    let stage = walk.stage(&found.run, found.person.as_ref(), false);
    if stage.name() != step {
        return Ok(walk.go_to(&stage));
    }
    match &stage {
        Stage::Code => Ok(code::show(walk, 200, found, "", none)),
        Stage::NoAccount => Ok(no_account::show(walk, email)),
        Stage::AccountExists => Ok(exists::show(walk, found)),
        Stage::Password => Ok(password::show(walk, 200, email, none)),
        Stage::NewPassword => Ok(new_password::show(walk, 200, email, none)),
        Stage::Attributes(asking) => Ok(attributes::show(walk, found, asking)),
        Stage::Consent => Ok(consent::show(walk, found)),
        Stage::Finish => Ok(finish::show(walk, email)),
        Stage::Refused(refusal) => Err(refused::page(walk, *refusal)),
        Stage::SignIn | Stage::SignUp | Stage::Reset => Ok(walk.go_to(&stage)),
    }
}

async fn take<P: Platform>(walk: &Walk<'_, P>, step: &str) -> Result<Response, Failure> {
    let request = walk.site.request;
    let answer = if !request.is_form() {
        Err(explain::no_form(request))
    } else if request.body == Body::TooLarge {
        Err(Failure::person(Kind::TooLarge))
    } else {
        take_form(walk, step, &request.body_form()).await
    };
    let (outcome, reason) = walk.outcome.get().unwrap_or_else(|| came_to(&answer));
    // The log names our steps alone, not what an address says.
    let is_step = !answer.as_ref().is_err_and(|failure| failure.is(Kind::NotFound));
    walk.log(if is_step { step } else { "unknown" }, outcome, reason);
    answer
}

/// What a step came to, as its answer tells.
fn came_to(answer: &Result<Response, Failure>) -> (&'static str, &'static str) {
    match answer {
        Ok(response) if response.status < 400 => ("done", ""),
        Ok(_) => ("refused", "answers"),
        Err(Failure::Person(person)) => ("refused", person.kind.code()),
        Err(Failure::Callback { error, .. }) => ("denied", error.cause.name()),
        Err(_) => ("failed", "failure"),
    }
}

async fn take_form<P: Platform>(
    walk: &Walk<'_, P>,
    step: &str,
    form: &Form,
) -> Result<Response, Failure> {
    let query = walk.site.request.query_form();
    let variant = query.first("for");
    if form.first("action") == "more-time" {
        return more_time(walk, step, form, variant).await;
    }
    match step {
        "sign-in" => sign_in::answer(walk, form).await,
        "sign-up" if walk.flow.sign_up_open => sign_up::answer(walk, form).await,
        "sign-up" => Err(refused::page(walk, Refusal::SignUpClosed)),
        "reset" => reset::answer(walk, form).await,
        "code" => code::answer(walk, form, variant).await,
        "no-account" => no_account::answer(walk, form).await,
        "exists" => exists::answer(walk, form).await,
        "password" => password::answer(walk, form).await,
        "new-password" => new_password::answer(walk, form).await,
        "attributes" => attributes::answer(walk, form, variant).await,
        "consent" => consent::answer(walk, form, variant).await,
        "continue" => continue_as::answer(walk, form, variant).await,
        "finish" => finish::answer(walk, form).await,
        _ => Err(Failure::person(Kind::NotFound)),
    }
}

/// The page again with what was typed, and half an hour more for it (WCAG 2.2 §2.2.1).
async fn more_time<P: Platform>(
    walk: &Walk<'_, P>,
    step: &str,
    form: &Form,
    variant: &str,
) -> Result<Response, Failure> {
    walk.check_token(step, &bound(walk, step, variant), form)?;
    walk.note("again", "more-time");
    let (email, none) = (form.first("email"), Problems::default());
    match step {
        "sign-in" => Ok(sign_in::show(walk, 200, email, form.first("keep") == "true", none)),
        "sign-up" if walk.flow.sign_up_open => Ok(sign_up::show(walk, 200, email, none)),
        "reset" if walk.flow.identity_providers.has_password() => {
            Ok(reset::show(walk, 200, email, none))
        }
        "code" => {
            let found = walk.run().await?;
            match walk.stage(&found.run, found.person.as_ref(), false) {
                Stage::Code => Ok(code::show(walk, 200, &found, form.first("code"), none)),
                stage => Ok(walk.go_to(&stage)),
            }
        }
        "attributes" => attributes::show_typed(walk, form, variant).await,
        _ => show(walk, step).await,
    }
}

/// What the token of a step's page is of, beside the step.
fn bound<P: Platform>(walk: &Walk<'_, P>, step: &str, variant: &str) -> String {
    match step {
        "code" => code::purpose(variant).to_owned(),
        "consent" => consent::bound(walk, variant),
        _ => variant.to_owned(),
    }
}

/// Nothing that opens. Where the request has only just begun, the browser keeps no cookies.
fn gone<P: Platform>(site: &Site<P>) -> Failure {
    let query = site.request.query_form();
    let just_begun = query.first("at").parse::<i64>();
    let just_begun =
        just_begun.is_ok_and(|at| (0..=JUST_BEGUN).contains(&site.now.saturating_sub(at)));
    let refused = just_begun && !transaction::any(site);
    Failure::person(if refused { Kind::Cookies } else { Kind::Gone })
}
