//! Other servers, played by a function.

use crate::ports::{FetchError, OutboundRequest, OutboundResponse};
use std::cell::{Cell, RefCell};

type Answer = Box<dyn FnMut(&OutboundRequest) -> Result<OutboundResponse, FetchError>>;

/// Other servers: nobody answers until somebody is set to.
#[derive(Default)]
pub struct NativeOutbound {
    answer: RefCell<Option<Answer>>,
    requests: RefCell<Vec<OutboundRequest>>,
    pub(super) count: Cell<usize>,
}

impl NativeOutbound {
    /// Has `answer` answer every request from now on.
    pub fn answer_with(
        &self,
        answer: impl FnMut(&OutboundRequest) -> Result<OutboundResponse, FetchError> + 'static,
    ) {
        *self.answer.borrow_mut() = Some(Box::new(answer));
    }

    /// What was sent, oldest first.
    pub fn requests(&self) -> Vec<OutboundRequest> {
        self.requests.borrow().clone()
    }

    /// What is answered to `request`.
    ///
    /// # Errors
    /// When nobody is set to answer, or whoever is says so.
    pub fn fetch(&self, request: &OutboundRequest) -> Result<OutboundResponse, FetchError> {
        self.count.set(self.count.get() + 1);
        self.requests.borrow_mut().push(request.clone());
        match self.answer.borrow_mut().as_mut() {
            Some(answer) => answer(request),
            None => Err(FetchError(format!("nobody answers for {}", request.url()))),
        }
    }
}
