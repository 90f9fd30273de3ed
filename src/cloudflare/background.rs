//! `waitUntil`.

use super::{Edge, Event};
use crate::ports::Background;
use std::pin::Pin;

/// Any task: `waitUntil` is then compiled once, and not for each kind of task.
type Task = Pin<Box<dyn Future<Output = ()>>>;

impl Background for Edge {
    fn after_response(&self, task: impl Future<Output = ()> + 'static) {
        let task: Task = Box::pin(task);
        match &self.0.event {
            Event::Request(context) => context.wait_until(task),
            Event::Schedule(context) => context.wait_until(task),
        }
    }
}
