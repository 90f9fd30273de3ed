//! A failure, as what its reader can use: JSON for a client, a callback for an application, a page for a person.

use super::headers::with_headers;
use super::routes::{allowed, is_for_browsers_elsewhere, name};
use crate::endpoints::view::View;
use crate::endpoints::{Site, callback as send_to, home};
use crate::failure::{Failure, PersonFailure};
use crate::http::Response;
use crate::pages::problem::{self, Kind};
use crate::ports::Platform;
use crate::protocol::{ErrorCode, OAuthError};
use crate::route::Route;
use serde_json::json;

/// Turns a failure into what its reader can use.
pub async fn failed<P: Platform>(
    site: &Site<'_, P>,
    route: Option<&Route>,
    failure: Failure,
) -> Response {
    let for_program = route.is_some_and(is_for_browsers_elsewhere);
    match failure {
        Failure::Client { error, status, challenge } => client_error(&error, status, challenge),
        Failure::Callback { callback, error } => {
            let view = view_of_client(site).await;
            send_to(site, &view, &callback, &callback.error(&error))
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

/// Of the application that the request names.
async fn view_of_client<P: Platform>(site: &Site<'_, P>) -> View {
    match site.registered(site.request.query_form().first("client_id")).await {
        Ok(loaded) => View::of_application(site, &loaded.value, None),
        Err(_) => view(site).await,
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
pub fn misconfigured<P: Platform>(platform: &P, faults: &[String]) -> Response {
    for fault in faults {
        platform.log(&json!({"event": "misconfigured", "fault": fault}).to_string());
    }
    let error = OAuthError::new(
        ErrorCode::TemporarilyUnavailable,
        "the deployment's settings have faults; its log names them",
    );
    with_headers(None, client_error(&error, 503, None))
}
