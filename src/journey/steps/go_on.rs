//! On to what comes next.

use crate::failure::Failure;
use crate::flow::Stage;
use crate::http::Response;
use crate::journey::finish::{Brought, Ending, finish};
use crate::journey::walk::Walk;
use crate::ports::Platform;
use crate::store::runs::Found;

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

/// The same, from the run that a step left, if it is still there.
///
/// # Errors
/// A page, when it is not.
pub async fn go_on_from<P: Platform>(
    walk: &Walk<'_, P>,
    left: Option<Found>,
) -> Result<Response, Failure> {
    go_on(walk, &left.ok_or_else(|| walk.no_run(None))?).await
}
