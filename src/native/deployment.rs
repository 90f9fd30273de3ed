//! A whole deployment on the native platform: one isolate, and requests answered as in the Worker.

use super::{NativePlatform, NativeSigning, block_on};
use crate::app::{Context, Isolate, respond, scheduled};
use crate::config::{Settings, Variables};
use crate::http::{Request, Response};
use crate::ports::Signing;
use std::rc::Rc;

/// A deployment: its world, its settings, and what its isolate remembers.
#[derive(Clone)]
pub struct Deployment {
    /// The world.
    pub platform: NativePlatform,
    /// The settings, or every fault in them.
    pub settings: Rc<Result<Settings, Vec<String>>>,
    /// What the isolate remembers.
    pub isolate: Rc<Isolate<<NativeSigning as Signing>::Key>>,
}

impl Deployment {
    /// A deployment with the settings that `variables` make.
    pub fn new(platform: NativePlatform, variables: &Variables) -> Self {
        let settings = Rc::new(Settings::read(variables));
        Self { platform, settings, isolate: Rc::default() }
    }

    /// The answer to `request`, once what it put off is done, too.
    pub fn send(&self, request: Request) -> Response {
        let response = block_on(self.answer(request));
        block_on(self.platform.run_background());
        response
    }

    /// The answer to `request`.
    pub async fn answer(&self, request: Request) -> Response {
        respond(self.context(), request).await
    }

    /// What the cron trigger sets off, with what that puts off.
    pub fn schedule(&self) {
        block_on(self.trigger());
        block_on(self.platform.run_background());
    }

    /// What the cron trigger sets off.
    pub async fn trigger(&self) {
        scheduled(&self.context()).await;
    }

    fn context(&self) -> Context<NativePlatform> {
        Context {
            platform: self.platform.clone(),
            settings: self.settings.clone(),
            isolate: self.isolate.clone(),
        }
    }
}
