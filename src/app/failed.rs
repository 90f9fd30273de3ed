//! A failure, as what its reader can use: JSON for a client, a callback for an application, a page for a person.
//! Each is one `error` line in the log, with the correlation id that its reader has.

use super::about::{About, about};
use super::cors;
use super::error_page;
use crate::documents::Registered;
use crate::endpoints::company::home;
use crate::failure::{Challenge, Failure, Kind, PersonFailure};
use crate::http::Response;
use crate::ports::Platform;
use crate::protocol::{Callback, Cause, OAuthError, dpop};
use crate::request::ours;
use crate::request::respond::{error as tell_application, is_held_back};
use crate::request::site::Site;
use crate::request::view::View;
use crate::route::{Callers, Page, Route};
use serde_json::{Value, json};

/// A failure that somebody other than us reads.
enum Told {
    Client { error: OAuthError, status: u16, challenge: Option<Challenge> },
    Callback { callback: Box<Callback>, error: OAuthError },
    Person(Box<PersonFailure>),
}

/// Turns a failure into what its reader can use.
pub async fn failed<P: Platform>(
    site: &Site<'_, P>,
    route: Option<&Route>,
    failure: Failure,
) -> Response {
    let method = failure.is(Kind::Method);
    let told = told(site, route, failure);
    let about = about(site, route).await;
    let registered = about.application.as_ref().map(|loaded| &loaded.value);
    log(site, &told, registered);
    let response = match told {
        Told::Client { error, status, challenge } => client_error(site, &error, status, challenge),
        Told::Callback { callback, error } => {
            let view = view(site, route, &about).await;
            tell_application(site, &view, &callback, &error)
        }
        Told::Person(person) if person.kind == Kind::NotConfigured && person.details.is_empty() => {
            home::setup_page(site)
        }
        Told::Person(person) => {
            let view = view(site, route, &about).await;
            error_page::render(site, route, registered, &view, *person)
        }
    };
    if method { response.with_header("allow", &methods(route)) } else { response }
}

/// Programs get JSON where people get pages; of what failed on our side both learn no more than that.
fn told<P: Platform>(site: &Site<'_, P>, route: Option<&Route>, failure: Failure) -> Told {
    let person = match failure {
        Failure::Client { error, status, challenge } => {
            return Told::Client { error, status, challenge };
        }
        Failure::Callback { callback, error } => return Told::Callback { callback, error },
        Failure::Person(person) => person,
        Failure::Us(ours) => Box::new(PersonFailure::new(ours::note(site, &ours))),
    };
    if !route.is_some_and(|route| route.row().callers.are_programs()) {
        return Told::Person(person);
    }
    let (cause, description) = match person.kind {
        Kind::Method => (Cause::Method, format!("allowed: {}", methods(route))),
        Kind::Unavailable => (Cause::Unavailable, "try again in a moment".to_owned()),
        _ => (Cause::ServerError, "it is not your fault".to_owned()),
    };
    let error = OAuthError::new(cause, description);
    Told::Client { error, status: person.kind.status(), challenge: None }
}

/// An application that is told may lead on, and so may a form of a flow that is sent again.
async fn view<P: Platform>(site: &Site<'_, P>, route: Option<&Route>, about: &About) -> View {
    let mut view = if let Some(loaded) = &about.application {
        View::of_application(site, &loaded.value, about.request.as_ref())
    } else {
        match site.directory().await {
            Ok(loaded) => View::of_directory(site, &loaded.value, None),
            Err(_) => View::bare(site),
        }
    };
    let callers = route.map(|route| route.row().callers);
    view.leads_on |= matches!(callers, Some(Callers::People(Page::Entrance | Page::Step)));
    view
}

fn client_error<P: Platform>(
    site: &Site<P>,
    error: &OAuthError,
    status: u16,
    challenge: Option<Challenge>,
) -> Response {
    let told = |error: &OAuthError| {
        let description = error.description(site.correlation);
        format!("error=\"{}\", error_description=\"{description}\"", error.code())
    };
    let by_key = || format!("DPoP algs=\"{}\"", dpop::algorithms().join(" "));
    let challenge = challenge.map(|challenge| {
        let mut header = match challenge {
            Challenge::Basic => format!("Basic realm=\"{}\", charset=\"UTF-8\"", site.issuer()),
            Challenge::Bearer | Challenge::BearerOrDpop => "Bearer".to_owned(),
            Challenge::BearerWithError => format!("Bearer {}", told(error)),
            Challenge::Dpop => format!("{}, {}", by_key(), told(error)),
        };
        // RFC 9728 §5.1.
        if site.request.path == Route::Userinfo.path() {
            let separator = if header.contains(' ') { "," } else { "" };
            let metadata = Route::UserinfoMetadata.url(site.issuer());
            header = format!("{header}{separator} resource_metadata=\"{metadata}\"");
        }
        if challenge == Challenge::BearerOrDpop {
            header = format!("{header}, {}", by_key());
        }
        header
    });
    let mut response = Response::json(status, &body(error, site.correlation));
    if let Some(seconds) = error.retry_after {
        response = response.with_header("retry-after", &seconds.to_string());
    }
    match challenge {
        Some(challenge) => response.with_header("www-authenticate", &challenge),
        None => response,
    }
}

/// What a client reads (RFC 6749 §5.2), with the id for its log.
fn body(error: &OAuthError, correlation: &str) -> Value {
    json!({
        "error": error.code(),
        "error_description": error.description(correlation),
        "correlation_id": correlation,
    })
}

fn methods(route: Option<&Route>) -> String {
    route.map(cors::methods).unwrap_or_default()
}

fn log<P: Platform>(site: &Site<P>, told: &Told, registered: Option<&Registered>) {
    let (audience, code, reason) = match told {
        Told::Client { error, .. } => ("client", error.code(), error.cause.name()),
        Told::Callback { callback, error } => {
            let audience = if is_held_back(site, callback) { "person" } else { "callback" };
            (audience, error.code(), error.cause.name())
        }
        Told::Person(person) => ("person", person.kind.code(), person.reason),
    };
    let application = registered.map(|registered| registered.application.client_id.as_str());
    site.log_error((audience, code, reason), application);
}

/// Settings that do not hold together answer every request the same way.
pub fn misconfigured<P: Platform>(platform: &P, faults: &[String], correlation: &str) -> Response {
    for fault in faults {
        let line = json!({"event": "misconfigured", "correlation": correlation, "fault": fault});
        platform.log(&line.to_string());
    }
    let description = "the deployment's settings have faults; its log names them";
    let error = OAuthError::new(Cause::Misconfigured, description);
    Response::json(503, &body(&error, correlation))
}
