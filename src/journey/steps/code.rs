//! The mailed code.

use super::at::At;
use super::go_on::go_on;
use super::limit;
use super::send_code::{self, Sent};
use crate::encode::email::EmailAddress;
use crate::encode::typed;
use crate::failure::Failure;
use crate::flow::{CodeState, Intent, Step, mailed_code};
use crate::http::{Form, Response};
use crate::journey::shown::Shown;
use crate::journey::walk::Walk;
use crate::pages::{self, Problems, code, sentences};
use crate::ports::Platform;
use crate::store::mailed_codes::{self, Tried, Try};
use crate::store::runs::Found;

/// Shows the page.
///
/// # Errors
/// A page, when the run is over.
pub async fn show<P: Platform>(walk: &Walk<'_, P>, at: At<'_>) -> Result<Response, Failure> {
    let typed = at.typed.map_or("", |form| form.first("code"));
    Ok(page(walk, 200, at.found(walk)?, typed, Problems::default()))
}

/// The page.
pub fn page<P: Platform>(
    walk: &Walk<'_, P>,
    status: u16,
    found: &Found,
    typed: &str,
    problems: Problems,
) -> Response {
    let shown = match found.run.intent {
        Intent::SignIn | Intent::SignUp => Shown::Only,
        Intent::Reset => Shown::ForReset,
    };
    let form = walk.form(Step::Code, &shown);
    let change = walk.link(found.run.intent.step());
    let wait = found.next_mail_at.map(|at| minutes(at - walk.site.now));
    let values = code::Code {
        form: pages::Form::of_step(&form),
        email: found.run.email.as_deref().unwrap_or_default(),
        change: &change,
        typed,
        wait,
        problems,
        new_code_only: is_spent(found),
    };
    walk.view.page(status, code::page(&walk.view.frame(None), &values))
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
    walk.check_token(Step::Code, shown, form)?;
    let for_reset = *shown == Shown::ForReset;
    let purpose = if for_reset { Intent::Reset } else { Intent::SignIn }.purpose();
    if form.first("action") == "resend" {
        return resend(walk).await;
    }
    let typed = match mailed_code::read(form.first("code")) {
        Ok(code) => code,
        Err(fault) => return no_code(walk, form.first("code"), fault).await,
    };
    let hmac = send_code::hmac(walk, purpose, &typed);
    let tried =
        Try { hmac: &hmac, purpose, signs_in: walk.flow.identity_providers.has_mailed_code() };
    match mailed_codes::prove(walk.site.platform, &walk.key(), tried).await? {
        Tried::Proven(found) => go_on(walk, &found).await,
        Tried::Refused(Some(found)) => {
            walk.note("refused", if is_spent(&found) { "spent" } else { "wrong" });
            Ok(refused(walk, &found))
        }
        Tried::Refused(None) => Err(walk.no_run(None)),
    }
}

/// The page again. What is no code is not judged, and costs no try.
async fn no_code<P: Platform>(
    walk: &Walk<'_, P>,
    typed: &str,
    fault: mailed_code::Fault,
) -> Result<Response, Failure> {
    walk.note("refused", "no-code");
    let found = walk.run().await?;
    let words = &walk.view.words;
    let sentence = match fault {
        mailed_code::Fault::Several => words.text("code.several"),
        mailed_code::Fault::Missing if typed::is_blank(typed) => words.text("code.required"),
        mailed_code::Fault::Missing => return Ok(refused(walk, &found)),
    };
    Ok(page(walk, 422, &found, "", Problems::field("code", sentence)))
}

/// The page again. Wrong, late, used up, another run's: one sentence for all.
fn refused<P: Platform>(walk: &Walk<'_, P>, found: &Found) -> Response {
    let newest = found.code_sent_at.filter(|_| !is_spent(found));
    let ago = newest.map(|sent| (walk.site.now - sent) / 60);
    let sentence = sentences::refused_code(&walk.view.words, ago);
    let problems =
        if is_spent(found) { Problems::whole(sentence) } else { Problems::field("code", sentence) };
    page(walk, 422, found, "", problems)
}

/// Whole minutes, the begun one counted.
fn minutes(seconds: i64) -> i64 {
    (seconds + 59) / 60
}

fn is_spent(found: &Found) -> bool {
    found.run.code == CodeState::Spent
}

async fn resend<P: Platform>(walk: &Walk<'_, P>) -> Result<Response, Failure> {
    let found = walk.run().await?;
    let words = &walk.view.words;
    let Some(email) = found.run.email.as_deref().and_then(EmailAddress::parse_ascii) else {
        return Err(walk.no_run(Some(&found)));
    };
    match send_code::send(walk, found.run.intent, &email, found.run.keep_signed_in).await? {
        Sent::Mailed => {
            walk.note("again", "mailed");
            Ok(Response::see_other(&walk.link(Step::Code)))
        }
        Sent::Failed => {
            let problems = Problems::whole(words.text("mail.failed"));
            Ok(page(walk, 503, &walk.run().await?, "", problems))
        }
        // The tries at the newest code are not used up: only another mail has to wait.
        Sent::Throttled(throttled) => {
            let problems = Problems::whole(sentences::resend(words, minutes(throttled.seconds)));
            let next_mail_at = Some(walk.site.now + throttled.seconds);
            let page = page(walk, 429, &Found { next_mail_at, ..found }, "", problems);
            Ok(limit::response(page, throttled))
        }
    }
}
