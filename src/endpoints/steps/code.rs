//! The mailed code.

use super::send_code::{self, Sent};
use super::{throttled_problems, throttled_response};
use crate::encode::email::EmailAddress;
use crate::endpoints::walk::Walk;
use crate::failure::Failure;
use crate::flow::{CodeState, answer as answers};
use crate::http::{Form, Response};
use crate::pages::{self, Problems, code};
use crate::ports::Platform;
use crate::store::mailed_codes::{self, Tried};
use crate::store::runs::{self, Found};

/// The page.
pub fn show<P: Platform>(
    walk: &Walk<'_, P>,
    status: u16,
    found: &Found,
    problems: Problems,
) -> Response {
    let (action, token) = (walk.link("code"), walk.token("code", ""));
    let change = walk.link(found.run.intent.name());
    let values = code::Code {
        form: pages::Form { action: &action, token: &token, ends_soon: false },
        email: found.run.email.as_deref().unwrap_or_default(),
        change: &change,
        problems,
        new_code_only: is_spent(found),
    };
    walk.view.page(status, code::page(&walk.view.frame(None), &values))
}

/// The form.
///
/// # Errors
/// A page, when the run is over.
pub async fn answer<P: Platform>(walk: &Walk<'_, P>, form: &Form) -> Result<Response, Failure> {
    walk.check_token("code", "", form)?;
    if form.first("action") == "resend" {
        return resend(walk).await;
    }
    let typed = digits(form.first("code"));
    // What is no code is not judged, and costs no try.
    if typed.len() != 8 || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        let key = if typed.is_empty() { "code.required" } else { "code.refused" };
        return Ok(refused(walk, &read(walk).await?, key));
    }
    let hmac = send_code::hmac(walk, &typed);
    let sign_in = walk.flow.methods.email_code;
    match mailed_codes::prove(walk.site.platform, &walk.key(), &hmac, sign_in).await? {
        Tried::Proven(found) => {
            walk.log("code", "proven", found.run.intent.name());
            super::go_on(walk, &found).await
        }
        Tried::Refused(Some(found)) => {
            walk.log("code", "refused", if is_spent(&found) { "spent" } else { "wrong" });
            Ok(refused(walk, &found, "code.refused"))
        }
        Tried::Refused(None) => Err(walk.no_run(None)),
    }
}

/// The page again. Wrong, late, used up, another run's: one sentence for all.
fn refused<P: Platform>(walk: &Walk<'_, P>, found: &Found, key: &'static str) -> Response {
    let sentence = walk.view.words.text(key);
    let problems =
        if is_spent(found) { Problems::whole(sentence) } else { Problems::field("code", sentence) };
    show(walk, 422, found, problems)
}

fn is_spent(found: &Found) -> bool {
    found.run.code == CodeState::Spent
}

async fn resend<P: Platform>(walk: &Walk<'_, P>) -> Result<Response, Failure> {
    let found = read(walk).await?;
    let words = &walk.view.words;
    let Some(email) = found.run.email.as_deref().and_then(EmailAddress::parse) else {
        return Err(walk.no_run(Some(&found)));
    };
    match send_code::send(walk, found.run.intent, &email, found.run.keep_signed_in).await? {
        Sent::Mailed => Ok(Response::see_other(&walk.link("code"))),
        Sent::Failed => Ok(show(walk, 503, &found, Problems::whole(words.text("mail.failed")))),
        Sent::Throttled(throttled) => {
            let page = show(walk, 429, &found, throttled_problems(walk, throttled));
            Ok(throttled_response(page, throttled))
        }
    }
}

async fn read<P: Platform>(walk: &Walk<'_, P>) -> Result<Found, Failure> {
    runs::read(walk.site.platform, &walk.key()).await?.ok_or_else(|| walk.no_run(None))
}

/// Spaces, dashes and marks of direction are left out; full-width and Arabic-Indic digits count.
fn digits(typed: &str) -> String {
    let counts = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '–' | '\u{200e}' | '\u{200f}');
    answers::digits(typed).chars().filter(counts).collect()
}
