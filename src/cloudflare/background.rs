//! `waitUntil`.

use super::{Edge, Event};
use crate::ports::Background;

impl Background for Edge {
    fn after_response(&self, task: impl Future<Output = ()> + 'static) {
        match &self.0.event {
            Event::Request(context) => context.wait_until(task),
            Event::Schedule(context) => context.wait_until(task),
        }
    }
}
