//! Failures on our side: each is noted once, where it stops to be passed on.

use super::site::{Site, log_failure};
use crate::failure::{Failure, Kind};
use crate::ports::Platform;
use crate::store::troubles;

/// Notes a failure on our side in the log, and for `/health` that a row can't be read. What to tell of it; none if it is
/// somebody else's.
pub fn note<P: Platform>(site: &Site<'_, P>, failure: &Failure) -> Option<Kind> {
    match failure {
        Failure::Us { reason, temporary } => {
            site.log_failure(reason, *temporary);
            Some(if *temporary { Kind::Unavailable } else { Kind::Server })
        }
        Failure::Unreadable(column) => {
            let reason = format!("{column} holds what this version does not know");
            site.log_failure(&reason, false);
            note_unreadable(site, column);
            Some(Kind::Server)
        }
        Failure::Client { .. } | Failure::Callback { .. } | Failure::Person(_) => None,
    }
}

fn note_unreadable<P: Platform>(site: &Site<'_, P>, column: &'static str) {
    let (platform, correlation, now) =
        (site.platform.clone(), site.correlation.to_owned(), site.now);
    site.platform.after_response(async move {
        if let Err(error) = troubles::note_unreadable(&platform, column, now).await {
            log_failure(&platform, &correlation, &format!("{column}: {error:?}"), true);
        }
    });
}
