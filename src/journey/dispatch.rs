//! The pages of a running flow: GET shows where the person is, POST takes a step's form. What they may see
//! is decided by the run, not by the address: a step that is not theirs redirects to the one that is.

use super::begin_again::begin_again;
use super::made_room;
use super::shown::Shown;
use super::steps::{At, Needs, answer_step, needs, show_step};
use super::transaction::{self, Opened};
use super::walk::{AGAIN_ANEW, AGAIN_LATE, Walk};
use crate::encode::email::EmailAddress;
use crate::encode::typed;
use crate::failure::{Failure, Kind};
use crate::flow::Step;
use crate::http::{Body, Form, Method, Response};
use crate::language::Language;
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
    step: Step,
) -> Result<Response, Failure> {
    if let Some(language) = language::chosen(site) {
        return in_language(site, id, language).await;
    }
    let posted = site.request.method == Method::Post;
    if posted {
        posted::check_origin(site)?;
    }
    let shown = Shown::read(site.request.query_form().first("for"));
    let (left, again) = match transaction::open(site, id).await? {
        Opened::Live(mut transaction) => {
            let loaded = application_of(site, &transaction.request).await?;
            let walk = Walk::begin(site, &loaded.value, &transaction).await?;
            let response = if posted {
                take(&walk, step, &shown).await
            } else {
                show(&walk, step, &shown, None).await
            }?;
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
    begin_again(site, &left, (step, &shown), again).await
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
fn keep_typed_address(hint: &mut Option<String>, form: &Form, step: Step) -> bool {
    let asks = matches!(step, Step::SignIn | Step::SignUp | Step::Reset);
    let email = typed::trim(form.first("email"));
    let is_new = asks
        && (1..=EmailAddress::LONGEST).contains(&email.len())
        && hint.as_deref() != Some(email);
    if is_new {
        *hint = Some(email.to_owned());
    }
    is_new
}

/// Shows a step's page, with what was `typed` into it, if the run is where the page needs it.
async fn show<P: Platform>(
    walk: &Walk<'_, P>,
    step: Step,
    shown: &Shown,
    typed: Option<&Form>,
) -> Result<Response, Failure> {
    let needs_run = match needs(step) {
        Needs::Nothing => false,
        Needs::Run => true,
        Needs::RunUnlessTyped => typed.is_none(),
        Needs::RunUnlessSignedIn => !matches!(shown, Shown::Session(_)),
    };
    if !needs_run {
        return show_step(walk, step, At { found: None, typed, shown }).await;
    }
    let Some(found) = runs::read(walk.site.platform, &walk.key()).await? else {
        return Ok(Response::see_other(&walk.link(walk.first_step())));
    };
    if found.run.done {
        return Err(Failure::person(Kind::Finished));
    }
    if let Some(elsewhere) = elsewhere(walk, step, &found) {
        return Ok(elsewhere);
    }
    show_step(walk, step, At { found: Some(&found), typed, shown }).await
}

/// On to the step that the run is at, where it is another one.
fn elsewhere<P: Platform>(walk: &Walk<'_, P>, step: Step, found: &Found) -> Option<Response> {
    walk.note_proof(&found.run);
    let stage = walk.stage(&found.run, found.person.as_ref(), false);
    (stage.step() != step).then(|| walk.go_to(&stage))
}

async fn take<P: Platform>(
    walk: &Walk<'_, P>,
    step: Step,
    shown: &Shown,
) -> Result<Response, Failure> {
    let request = walk.site.request;
    let answer = if !request.is_form() {
        Err(explain::no_form(request))
    } else if request.body == Body::TooLarge {
        Err(Failure::person(Kind::TooLarge))
    } else {
        take_form(walk, step, shown, &request.body_form()).await
    };
    let (outcome, reason) = walk.outcome.get().unwrap_or_else(|| came_to(&answer));
    walk.log(step.name(), outcome, reason);
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

/// Takes a step's form; or gives its page again with what was typed, and half an hour more for it (WCAG 2.2 §2.2.1).
async fn take_form<P: Platform>(
    walk: &Walk<'_, P>,
    step: Step,
    shown: &Shown,
    form: &Form,
) -> Result<Response, Failure> {
    if form.first("action") != "more-time" {
        return answer_step(walk, step, form, shown).await;
    }
    walk.check_token(step, shown, form)?;
    walk.note("again", "more-time");
    show(walk, step, shown, Some(form)).await
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
