//! Request in, response out: the one place that routes, sets headers and logs.

mod error_page;
mod failed;
mod headers;
mod host;
mod routes;

use self::failed::{failed, misconfigured};
use self::headers::with_headers;
use self::host::elsewhere;
use self::routes::{allowed, is_for_browsers_elsewhere, preflight};
use crate::config::Settings;
use crate::encode::base64url;
use crate::endpoints::{
    Site, account, authorize, back_channel, check_session, demo, device, discovery, flow, health,
    home, image, introspect, jwks, logout, look, outbox, par, register, registration,
    resource_metadata, revoke, run_user_flow, token, userinfo,
};
use crate::failure::Failure;
use crate::http::{Method, Request, Response};
use crate::pages::problem::Kind;
use crate::ports::{Platform, Signing};
use crate::route::Route;
use crate::store::purge;
use serde_json::json;
use std::rc::Rc;

pub use crate::endpoints::Isolate;

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
    let correlation = base64url::encode(&context.platform.random_bytes::<12>());
    let now = context.platform.now();
    let settings = match context.settings.as_ref() {
        Ok(settings) => settings,
        Err(faults) => {
            let response = misconfigured(&context.platform, faults, &correlation);
            return with_headers(None, &correlation, now, response);
        }
    };
    let site = Site {
        platform: &context.platform,
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
    let response = match response {
        Ok(response) => response,
        Err(failure) => failed(&site, route.as_ref(), failure).await,
    };
    log(&site, route.as_ref(), &response);
    with_headers(route.as_ref(), &correlation, now, response)
}

/// What the cron trigger sets off: applications are told again of sessions that ended, signing keys get successors, and
/// what is over leaves the database.
pub async fn scheduled<P: Platform>(context: &Context<P>) {
    let platform = &context.platform;
    if let Ok(settings) = context.settings.as_ref()
        && let Err(failure) = back_channel::tell_again(platform, settings, &context.isolate).await
    {
        let reason = format!("logout: {failure:?}");
        platform.log(&json!({"event": "failure", "reason": reason}).to_string());
    }
    if let Ok(settings) = context.settings.as_ref() {
        let (keys, masters) = (&context.isolate.keys, &settings.master_keys);
        if let Err(failure) = keys.rotate(platform, masters, platform.now()).await {
            let reason = format!("signing keys: {failure:?}");
            platform.log(&json!({"event": "failure", "reason": reason}).to_string());
        }
    }
    if let Err(error) = purge::purge(platform, platform.now()).await {
        platform
            .log(&json!({"event": "failure", "reason": format!("purge: {error:?}")}).to_string());
    }
}

async fn answer<P: Platform>(site: &Site<'_, P>, route: &Route) -> Result<Response, Failure> {
    let method = site.request.method;
    if method == Method::Options && is_for_browsers_elsewhere(route) {
        return Ok(preflight(route));
    }
    if !allowed(route).contains(&method) {
        return Err(Failure::person(Kind::Method));
    }
    match route {
        Route::Discovery | Route::ServerMetadata => discovery::answer(site).await,
        Route::ResourceMetadata => Ok(resource_metadata::answer(site, site.issuer())),
        Route::UserinfoMetadata => {
            Ok(resource_metadata::answer(site, &Route::Userinfo.url(site.issuer())))
        }
        Route::Jwks => jwks::answer(site).await,
        Route::Authorize => authorize::answer(site).await,
        Route::PushedAuthorizationRequest => par::answer(site).await,
        Route::DeviceAuthorization => device::authorization::answer(site).await,
        Route::Device => device::answer(site).await,
        Route::DeviceCallback => device::answer_callback(site).await,
        Route::Token => token::answer(site).await,
        Route::Introspect => introspect::answer(site).await,
        Route::Revoke => revoke::answer(site).await,
        Route::Userinfo => userinfo::answer(site).await,
        Route::Register => register::answer(site).await,
        Route::Registration(client_id) => registration::answer(site, client_id).await,
        Route::Logout => logout::answer(site).await,
        Route::CheckSession => Ok(check_session::answer(site)),
        Route::Flow { transaction, step } => flow::answer(site, transaction, step).await,
        Route::Health => Ok(health::answer(site).await),
        Route::Outbox => outbox::answer(site).await,
        Route::Demo => demo::answer(site),
        Route::RunUserFlow => run_user_flow::answer(site).await,
        Route::RunUserFlowCallback => run_user_flow::answer_callback(site).await,
        Route::Preview { flow, page } => {
            run_user_flow::preview::answer(site, flow, page.as_deref()).await
        }
        Route::Account => account::answer(site).await,
        Route::Home => home::answer(site).await,
        Route::Sheet => look::sheet(site).await,
        Route::Image(name) => image::answer(site, name).await,
    }
}

fn log<P: Platform>(site: &Site<P>, route: Option<&Route>, response: &Response) {
    let line = json!({
        "event": "request",
        "correlation": site.correlation,
        "method": site.request.method.name(),
        "route": route.map_or("none", Route::name),
        "status": response.status,
    });
    site.platform.log(&line.to_string());
}
