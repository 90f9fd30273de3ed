//! Request in, response out: the one place that routes, sets headers and logs.

mod about;
mod caller;
mod cors;
mod error_page;
mod failed;
mod head;
mod headers;
mod host;
mod scheduled;

use self::failed::{failed, misconfigured};
use self::headers::with_headers;
use self::host::elsewhere;
use crate::config::Settings;
use crate::encode::base64url;
use crate::endpoints;
use crate::failure::{Failure, Kind};
use crate::http::{Method, Request, Response};
use crate::journey;
use crate::ports::{Platform, Signing};
use crate::request::site::Site;
use crate::route::Route;
use serde_json::json;
use std::rc::Rc;

pub use self::scheduled::scheduled;
pub use crate::memory::isolate::Isolate;

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
    let platform = head::world_of(context.platform, &request);
    let correlation = base64url::encode(&platform.random_bytes::<12>());
    let now = platform.now();
    let settings = match context.settings.as_ref() {
        Ok(settings) => settings,
        Err(faults) => {
            let response = misconfigured(&platform, faults, &correlation);
            return with_headers(None, &correlation, now, response);
        }
    };
    let request = caller::known(settings, request);
    let site = Site {
        platform: &platform,
        settings,
        isolate: &context.isolate,
        request: &request,
        now,
        correlation: &correlation,
    };
    if let Some(elsewhere) = elsewhere(&site) {
        log(&site, None, &elsewhere);
        return with_headers(None, &correlation, now, elsewhere);
    }
    let route = Route::parse(&request.path);
    let response = match &route {
        None => Err(Failure::person(Kind::NotFound)),
        Some(route) => answer(&site, route).await,
    };
    let response = match head::without_writes(&platform, route.as_ref(), response) {
        Ok(response) => response,
        Err(failure) => failed(&site, route.as_ref(), failure).await,
    };
    log(&site, route.as_ref(), &response);
    let response = head::without_cookies(&request, response);
    with_headers(route.as_ref(), &correlation, now, response)
}

async fn answer<P: Platform>(site: &Site<'_, P>, route: &Route) -> Result<Response, Failure> {
    let (method, row) = (site.request.method, route.row());
    if method == Method::Options && row.callers.are_scripts() {
        return Ok(cors::preflight(route));
    }
    if !row.methods.contains(&method) {
        return Err(Failure::person(Kind::Method));
    }
    // The person's own request asks again, and finds what this one would have used up.
    if site.request.is_prefetch() && !row.callers.are_programs() {
        return Ok(Response::empty(503));
    }
    dispatch(site, route).await
}

async fn dispatch<P: Platform>(site: &Site<'_, P>, route: &Route) -> Result<Response, Failure> {
    match route {
        Route::Discovery | Route::ServerMetadata => endpoints::discovery::answer(site).await,
        Route::ResourceMetadata => Ok(endpoints::resource_metadata::answer(site, site.issuer())),
        Route::UserinfoMetadata => {
            Ok(endpoints::resource_metadata::answer(site, &Route::Userinfo.url(site.issuer())))
        }
        Route::Jwks => endpoints::jwks::answer(site).await,
        Route::Authorize => endpoints::authorize::answer(site).await,
        Route::PushedAuthorizationRequest => endpoints::par::answer(site).await,
        Route::DeviceAuthorization => endpoints::device::authorization::answer(site).await,
        Route::Device => endpoints::device::answer(site).await,
        Route::DeviceCallback => endpoints::device::answer_callback(site).await,
        Route::Token => endpoints::token::answer(site).await,
        Route::Introspect => endpoints::introspect::answer(site).await,
        Route::Revoke => endpoints::revoke::answer(site).await,
        Route::Userinfo => endpoints::userinfo::answer(site).await,
        Route::Register => endpoints::register::answer(site).await,
        Route::Registration(client_id) => endpoints::registration::answer(site, client_id).await,
        Route::Logout => endpoints::logout::answer(site).await,
        Route::CheckSession => Ok(endpoints::check_session::answer(site)),
        Route::Flow { transaction, step: Some(step) } => {
            journey::dispatch::answer(site, transaction, *step).await
        }
        Route::Flow { step: None, .. } => Err(Failure::person(Kind::NotFound)),
        Route::Health => Ok(endpoints::health::answer(site).await),
        Route::Outbox => endpoints::development::outbox::answer(site).await,
        Route::Demo => endpoints::development::demo::answer(site),
        Route::RunUserFlow => endpoints::run_user_flow::answer(site).await,
        Route::RunUserFlowCallback => endpoints::run_user_flow::answer_callback(site).await,
        Route::Preview(flow) => endpoints::run_user_flow::preview::answer(site, flow).await,
        Route::PreviewPage { flow, page } => {
            endpoints::run_user_flow::preview::answer_page(site, flow, page).await
        }
        Route::Account => endpoints::account::answer(site).await,
        Route::Home => endpoints::company::home::answer(site).await,
        Route::Sheet => endpoints::company::look::sheet(site).await,
        Route::Image(name) => endpoints::company::image::answer(site, name).await,
        Route::Logo(hash) => endpoints::company::logo::answer(site, hash).await,
    }
}

fn log<P: Platform>(site: &Site<P>, route: Option<&Route>, response: &Response) {
    let line = json!({
        "event": "request",
        "correlation": site.correlation,
        "method": site.request.method.name(),
        "route": route.map_or("none", |route| route.row().name),
        "status": response.status,
    });
    site.platform.log(&line.to_string());
}
