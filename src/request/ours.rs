//! Failures on our side: each is noted once, where nobody passes it on.

use super::site::{Site, log_failure};
use crate::failure::{Kind, Ours};
use crate::ports::Platform;
use crate::store::troubles;

/// Notes it in the log, and for `/health` that a row can't be read. What to tell of it.
pub fn note<P: Platform>(site: &Site<'_, P>, ours: &Ours) -> Kind {
    match ours {
        Ours::ForNow(reason) => {
            site.log_failure(reason, true);
            Kind::Unavailable
        }
        Ours::Lasting(reason) => {
            site.log_failure(reason, false);
            Kind::Server
        }
        Ours::Unreadable(column) => {
            let reason = format!("{column} holds what this version does not know");
            site.log_failure(&reason, false);
            note_unreadable(site, column);
            Kind::Server
        }
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
