//! One file a step: `show` makes its page, `answer` takes its form. No step names another; where a person goes
//! next is `flow::next`'s word.

mod answers;
pub mod attributes;
pub mod code;
pub mod consent;
pub mod continue_as;
mod country;
pub mod exists;
pub mod finish;
pub mod new_password;
pub mod no_account;
pub mod password;
pub mod reset;
mod send_code;
pub mod sign_in;
pub mod sign_up;
mod wrong_password;

use super::finish::{Brought, Ending, finish};
use super::walk::Walk;
use crate::encode::email::EmailAddress;
use crate::failure::Failure;
use crate::flow::Stage;
use crate::http::Response;
use crate::pages::{Problems, sentences};
use crate::ports::Platform;
use crate::store::Throttled;
use crate::store::runs::Found;

/// The address that was typed; else what is wrong with it.
fn address<P: Platform>(walk: &Walk<'_, P>, typed: &str) -> Result<EmailAddress, Problems> {
    EmailAddress::parse(typed, walk.site.platform)
        .map_err(|fault| Problems::field("email", sentences::email(&walk.view.words, &fault)))
}

/// Goes on to what comes next, finishing where nothing is left to ask.
///
/// # Errors
/// A page, when there is no way on.
pub async fn go_on<P: Platform>(walk: &Walk<'_, P>, found: &Found) -> Result<Response, Failure> {
    walk.note_proof(&found.run);
    match walk.stage(&found.run, found.person.as_ref(), false) {
        Stage::Finish => {
            let known = found.run.account.is_some();
            let ending = if known { Ending::KnownAccount } else { Ending::NewAccount };
            finish(walk, ending, Brought { found: Some(found), ..Brought::default() }).await
        }
        stage => Ok(walk.go_to(&stage)),
    }
}

/// What a page says at a limit.
fn throttled_problems<P: Platform>(walk: &Walk<'_, P>, throttled: Throttled) -> Problems {
    Problems::whole(sentences::throttled(&walk.view.words, throttled.seconds))
}

/// A page at a limit: 429, and when to try again.
fn throttled_response(response: Response, throttled: Throttled) -> Response {
    Response { status: 429, ..response }.with_header("retry-after", &throttled.seconds.to_string())
}
