//! Request in, response out: the one place that routes, sets headers and logs.

use crate::config::Settings;
use crate::encode::base64url;
use crate::endpoints::view::View;
use crate::endpoints::{
    Site, authorize, demo, discovery, flow, health, home, jwks, logout, outbox, token, userinfo,
};
use crate::failure::{Failure, PersonFailure};
use crate::http::{Content, Method, Request, Response};
use crate::pages::problem::{self, Kind};
use crate::ports::{Platform, Signing};
use crate::protocol::{ErrorCode, OAuthError};
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
    let settings = match context.settings.as_ref() {
        Ok(settings) => settings,
        Err(faults) => return misconfigured(&context.platform, faults),
    };
    let correlation = base64url::encode(&context.platform.random_bytes::<12>());
    let site = Site {
        platform: &context.platform,
        settings,
        isolate: &context.isolate,
        request: &request,
        now: context.platform.now(),
        correlation: &correlation,
    };
    if let Some(elsewhere) = wrong_host(&site) {
        return with_headers(None, elsewhere);
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
    with_headers(route.as_ref(), response)
}

/// What the cron trigger sets off: what is over leaves the database.
pub async fn scheduled<P: Platform>(platform: &P) {
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
        Route::Discovery | Route::ServerMetadata => discovery::answer(site),
        Route::Jwks => jwks::answer(site).await,
        Route::Authorize => authorize::answer(site).await,
        Route::Token => token::answer(site).await,
        Route::Userinfo => userinfo::answer(site).await,
        Route::Logout => logout::answer(site).await,
        Route::Flow { transaction, step } => flow::answer(site, transaction, step).await,
        Route::Health => Ok(health::answer(site).await),
        Route::Outbox => outbox::answer(site).await,
        Route::Demo => demo::answer(site),
        Route::Home => home::answer(site).await,
    }
}

fn allowed(route: &Route) -> &'static [Method] {
    match route {
        Route::Token => &[Method::Post],
        Route::Authorize | Route::Userinfo | Route::Logout | Route::Flow { .. } => {
            &[Method::Get, Method::Head, Method::Post]
        }
        _ => &[Method::Get, Method::Head],
    }
}

/// Where scripts of other origins may call: nowhere else (RFC 9700 §2.6).
fn is_for_browsers_elsewhere(route: &Route) -> bool {
    matches!(
        route,
        Route::Discovery | Route::ServerMetadata | Route::Jwks | Route::Token | Route::Userinfo
    )
}

fn preflight(route: &Route) -> Response {
    let methods: Vec<&str> = allowed(route).iter().map(|method| name(*method)).collect();
    Response::empty(204)
        .with_header("access-control-allow-methods", &methods.join(", "))
        .with_header("access-control-allow-headers", "authorization, content-type")
        .with_header("access-control-max-age", "86400")
}

fn name(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Head => "HEAD",
        Method::Post => "POST",
        Method::Options => "OPTIONS",
        Method::Other => "",
    }
}

/// Another host is not this issuer (security.md R16); in development it leads there.
fn wrong_host<P: Platform>(site: &Site<P>) -> Option<Response> {
    let host = |origin: &str| {
        origin.split_once("://").map_or(origin.to_owned(), |(_, host)| host.to_ascii_lowercase())
    };
    if host(&site.request.origin) == host(site.issuer()) {
        return None;
    }
    if site.settings.development {
        let query = if site.request.query.is_empty() {
            String::new()
        } else {
            format!("?{}", site.request.query)
        };
        let location = format!("{}{}{query}", site.issuer(), site.request.path);
        return Some(Response::empty(307).with_header("location", &location));
    }
    Some(Response::empty(404))
}

/// Turns a failure into what its reader can use.
async fn failed<P: Platform>(
    site: &Site<'_, P>,
    route: Option<&Route>,
    failure: Failure,
) -> Response {
    let for_program = route.is_some_and(is_for_browsers_elsewhere);
    match failure {
        Failure::Client { error, status, challenge } => client_error(&error, status, challenge),
        Failure::Callback { callback, error } => {
            let view = view(site).await;
            crate::endpoints::callback(site, &view, &callback, &callback.error(&error))
        }
        Failure::Person(person) if person.kind == Kind::Method => {
            method_not_allowed(site, route, *person).await
        }
        Failure::Person(person) if for_program => {
            let code = if person.status == 503 {
                ErrorCode::TemporarilyUnavailable
            } else {
                ErrorCode::InvalidRequest
            };
            client_error(&OAuthError::new(code, person.code), person.status, None)
        }
        Failure::Person(person)
            if person.kind == Kind::NotConfigured && person.details.is_empty() =>
        {
            home::setup_page(site)
        }
        Failure::Person(person) => person_page(site, *person).await,
        Failure::Us { reason, temporary } => {
            site.platform.log(
                &json!({"event": "failure", "correlation": site.correlation, "reason": reason, "temporary": temporary})
                    .to_string(),
            );
            let (kind, code, status) = if temporary {
                (Kind::Unavailable, ErrorCode::TemporarilyUnavailable, 503)
            } else {
                (Kind::Server, ErrorCode::ServerError, 500)
            };
            match Failure::person(kind) {
                Failure::Person(person) if !for_program => person_page(site, *person).await,
                _ => {
                    let description = format!("correlation {}", site.correlation);
                    client_error(&OAuthError::new(code, description), status, None)
                }
            }
        }
    }
}

async fn method_not_allowed<P: Platform>(
    site: &Site<'_, P>,
    route: Option<&Route>,
    person: PersonFailure,
) -> Response {
    let methods: Vec<&str> =
        route.map(allowed).unwrap_or_default().iter().map(|method| name(*method)).collect();
    let methods = methods.join(", ");
    let response = if route.is_some_and(is_for_browsers_elsewhere) {
        client_error(&OAuthError::invalid_request(format!("allowed: {methods}")), 405, None)
    } else {
        person_page(site, person).await
    };
    response.with_header("allow", &methods)
}

fn client_error(error: &OAuthError, status: u16, challenge: Option<String>) -> Response {
    let body = json!({"error": error.code.name(), "error_description": error.description});
    let response = Response::json(status, &body);
    match challenge {
        Some(challenge) => response.with_header("www-authenticate", &challenge),
        None => response,
    }
}

async fn view<P: Platform>(site: &Site<'_, P>) -> View {
    match site.directory().await {
        Ok(loaded) => View::of_directory(site, &loaded.value, None),
        Err(_) => View::bare(site),
    }
}

async fn person_page<P: Platform>(site: &Site<'_, P>, person: PersonFailure) -> Response {
    let mut view = view(site).await;
    view.application = person.application.filter(|name| !name.is_empty()).or(view.application);
    let values = problem::Problem {
        title: person.kind.title(&view.words),
        sentence: person.kind.sentence(&view.words),
        code: person.code,
        correlation: site.correlation,
        details: if site.settings.development { person.details } else { Vec::new() },
        home: person.home.as_deref(),
        retry: person.retry.as_deref(),
    };
    view.page(person.status, problem::page(&view.frame(None), &values))
        .with_header("x-vestibule-error", person.code)
}

/// Settings that do not hold together answer every request the same way.
fn misconfigured<P: Platform>(platform: &P, faults: &[String]) -> Response {
    for fault in faults {
        platform.log(&json!({"event": "misconfigured", "fault": fault}).to_string());
    }
    let error = OAuthError::new(
        ErrorCode::TemporarilyUnavailable,
        "the deployment's settings have faults; its log names them",
    );
    with_headers(None, client_error(&error, 503, None))
}

fn log<P: Platform>(site: &Site<P>, route: Option<&Route>, response: &Response) {
    let line = json!({
        "event": "request",
        "correlation": site.correlation,
        "method": name(site.request.method),
        "route": route.map_or("none", Route::name),
        "status": response.status,
    });
    site.platform.log(&line.to_string());
}

const SECURITY: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
];

/// The headers that every answer has (security.md §4.6).
fn with_headers(route: Option<&Route>, response: Response) -> Response {
    let mut response =
        SECURITY.iter().fold(response, |response, (name, value)| response.with_header(name, value));
    let shared = route.is_some_and(is_for_browsers_elsewhere);
    if shared {
        response = response
            .with_header("access-control-allow-origin", "*")
            .with_header("access-control-expose-headers", "www-authenticate, retry-after");
    }
    let resource = if shared { "cross-origin" } else { "same-origin" };
    response = response.with_header("cross-origin-resource-policy", resource);
    let page = response.content == Content::Html;
    let policy = if page {
        crate::endpoints::view::policy(None, None)
    } else {
        "default-src 'none'; frame-ancestors 'none'".to_owned()
    };
    response = response.with_default_header("content-security-policy", &policy);
    if page {
        response = response.with_default_header("cross-origin-opener-policy", "same-origin");
    }
    if response.status == 503 {
        response = response.with_default_header("retry-after", "5");
    }
    if response.header("cache-control").is_none() || response.status >= 400 {
        response.headers.retain(|(name, _)| name != "cache-control");
        response = response.with_header("cache-control", "no-store");
    }
    response
}
