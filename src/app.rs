//! Request in, response out: the one place that routes, sets headers and logs.

use crate::config::Settings;
use crate::http::{Request, Response};
use crate::ports::{Platform, Signing};
use std::marker::PhantomData;
use std::rc::Rc;

/// What an isolate remembers between requests: parsed configuration and opened keys. All of it can be
/// rebuilt; no request waits for what another one began.
pub struct Isolate<Key> {
    key: PhantomData<Key>,
}

impl<Key> Default for Isolate<Key> {
    fn default() -> Self {
        Self { key: PhantomData }
    }
}

/// What one request is answered with.
pub struct Context<P: Platform> {
    /// The rest of the world.
    pub platform: P,
    /// The deployment's settings, or every fault in them.
    pub settings: Rc<Result<Settings, Vec<String>>>,
    /// What this isolate remembers.
    pub isolate: Rc<Isolate<<P as Signing>::Key>>,
}

/// Answers `request`.
pub async fn respond<P: Platform>(context: Context<P>, request: Request) -> Response {
    let _ = (&context.platform, &request);
    Response::empty(404)
}
