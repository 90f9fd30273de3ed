//! `waitUntil`.

use super::Edge;
use crate::ports::Background;

impl Background for Edge {
    fn after_response(&self, task: impl Future<Output = ()> + 'static) {
        self.0.context.wait_until(task);
    }
}
