//! A limit that an isolate counts by itself leaves its trace after the answer, and once an hour: what is refused there
//! without a write goes on to cost none.

use super::site::{Site, log_failure};
use crate::ports::Platform;
use crate::store::audit;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// In which hour a limit of each kind last left a trace.
#[derive(Debug, Default)]
pub struct Traced(RefCell<BTreeMap<&'static str, i64>>);

/// Leaves the trace of a limit that bit.
pub fn trace<P: Platform>(site: &Site<P>, kind: &'static str) {
    let (now, hour) = (site.now, site.now / 3600);
    if site.isolate.limits.0.borrow_mut().insert(kind, hour) == Some(hour) {
        return;
    }
    let (platform, correlation) = (site.platform.clone(), site.correlation.to_owned());
    site.platform.after_response(async move {
        if let Err(error) = audit::limit_reached(&platform, kind, now).await {
            log_failure(&platform, &correlation, &format!("audit: {error:?}"), true);
        }
    });
}
