//! Tasks that wait until they are run.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;

/// What was put off until after the answer.
#[derive(Default)]
pub struct NativeBackground {
    tasks: RefCell<VecDeque<Pin<Box<dyn Future<Output = ()>>>>>,
}

impl NativeBackground {
    /// How many tasks wait.
    pub fn waiting(&self) -> usize {
        self.tasks.borrow().len()
    }

    /// Runs the tasks one after another until none is left.
    pub async fn run(&self) {
        loop {
            let next = self.tasks.borrow_mut().pop_front();
            let Some(task) = next else { return };
            task.await;
        }
    }

    /// Puts a task off.
    pub fn put_off(&self, task: impl Future<Output = ()> + 'static) {
        self.tasks.borrow_mut().push_back(Box::pin(task));
    }
}
