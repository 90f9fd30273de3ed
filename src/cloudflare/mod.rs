//! The ports on Cloudflare Workers. Nothing outside this folder knows the `worker` crate.

mod background;
mod clock;
mod database;
mod fetch;
mod js;
mod kv;
mod log;
mod mail;
mod outbox;
mod randomness;
mod regions;
mod request;
mod response;
mod signing;
mod stream;
mod unicode;
mod webcrypto;
mod worker_secrets;

use crate::app::{self, Context, Isolate};
use crate::config::{Settings, Variables};
use crate::ports::{Platform, Writes};
use std::cell::OnceCell;
use std::rc::Rc;
use web_sys::CryptoKey;
use worker::{Env, console_error, event};

/// The world as one request sees it: its bindings, its own `waitUntil`, and whether it may write.
#[derive(Clone)]
pub struct Edge(Rc<Invocation>, Writes);

struct Invocation {
    env: Env,
    event: Event,
}

/// What the runtime called this program for.
enum Event {
    Request(worker::Context),
    Schedule(worker::ScheduleContext),
}

impl Platform for Edge {
    fn without_writes(self) -> Self {
        Self(self.0, Writes::refused())
    }
}

/// What outlives a request. Only plain values: workerd ends a request that awaits another one's work.
#[derive(Clone)]
struct Kept {
    settings: Rc<Result<Settings, Vec<String>>>,
    isolate: Rc<Isolate<CryptoKey>>,
}

thread_local! {
    static KEPT: OnceCell<Kept> = const { OnceCell::new() };
}

fn kept(env: &Env) -> Kept {
    KEPT.with(|kept| {
        kept.get_or_init(|| Kept {
            settings: Rc::new(Settings::read(&variables(env))),
            isolate: Rc::default(),
        })
        .clone()
    })
}

fn variables(env: &Env) -> Variables {
    let read = |name| env.var(name).ok().map(|value| value.to_string());
    Variables {
        issuer: read("ISSUER"),
        environment: read("ENVIRONMENT"),
        master_key: read("MASTER_KEY"),
        health_token: read("HEALTH_TOKEN"),
        forwarded_host_header: read("FORWARDED_HOST_HEADER"),
        forwarded_for_header: read("FORWARDED_FOR_HEADER"),
    }
}

#[event(fetch)]
async fn fetch(
    request: worker::Request,
    env: Env,
    context: worker::Context,
) -> worker::Result<worker::Response> {
    let request = match request::read(&request).await {
        Ok(request) => request,
        Err(fault) => {
            console_error!("a request could not be read: {fault}");
            return Ok(worker::Response::empty()?.with_status(400));
        }
    };
    let method = request.method;
    let answer = app::respond(invoked(env, Event::Request(context)), request).await;
    response::write(method, answer)
}

#[event(scheduled)]
async fn scheduled(_: worker::ScheduledEvent, env: Env, context: worker::ScheduleContext) {
    app::scheduled(&invoked(env, Event::Schedule(context))).await;
}

fn invoked(env: Env, event: Event) -> Context<Edge> {
    let Kept { settings, isolate } = kept(&env);
    let invocation = Rc::new(Invocation { env, event });
    Context { platform: Edge(invocation, Writes::default()), settings, isolate }
}
