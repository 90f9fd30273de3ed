//! A limit that an isolate counts by itself leaves its trace after the answer, and once an hour: what is refused there
//! without a write goes on to cost none.

use super::site::{Site, log_failure};
use crate::ports::Platform;
use crate::store::audit;
use std::cell::RefCell;

/// The kinds of limits that left a trace, and the hour in which each last did.
#[derive(Debug, Default)]
pub struct Traced(RefCell<Vec<(&'static str, i64)>>);

/// Leaves the trace of a limit that bit.
pub fn trace<P: Platform>(site: &Site<P>, kind: &'static str) {
    let (now, hour) = (site.now, site.now / 3600);
    let mut traced = site.isolate.limits.0.borrow_mut();
    if traced.contains(&(kind, hour)) {
        return;
    }
    traced.retain(|(known, _)| *known != kind);
    traced.push((kind, hour));
    let (platform, correlation) = (site.platform.clone(), site.correlation.to_owned());
    site.platform.after_response(async move {
        if let Err(error) = audit::limit_reached(&platform, kind, now).await {
            log_failure(&platform, &correlation, &format!("audit: {error:?}"), true);
        }
    });
}
