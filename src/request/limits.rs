//! A limit that an isolate counts by itself leaves its trace after the answer, and once an hour: what is refused there
//! without a write goes on to cost none.

use super::site::{Site, log_failure};
use crate::ports::Platform;
use crate::store::audit;

/// Leaves the trace of a limit that bit.
pub fn trace<P: Platform>(site: &Site<P>, kind: &'static str) {
    let now = site.now;
    if !site.isolate.limits.is_first(kind, now) {
        return;
    }
    let (platform, correlation) = (site.platform.clone(), site.correlation.to_owned());
    site.platform.after_response(async move {
        if let Err(error) = audit::limit_reached(&platform, kind, now).await {
            log_failure(&platform, &correlation, &format!("audit: {error:?}"), true);
        }
    });
}
