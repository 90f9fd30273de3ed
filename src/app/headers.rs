//! The headers of every answer.

use super::cors;
use crate::encode::time;
use crate::http::{Content, Response};
use crate::request::view::policy;
use crate::route::{Callers, Page, Route};

const SECURITY: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
];

/// The headers that every answer has; `correlation` is what its log lines are found by. Clients of FAPI 2.0 want a
/// `date`, which workerd alone does not send.
pub fn with_headers(
    route: Option<&Route>,
    correlation: &str,
    now: i64,
    response: Response,
) -> Response {
    let mut response = SECURITY
        .iter()
        .fold(response, |response, (name, value)| response.with_default_header(name, value));
    response = response.with_header("x-correlation-id", correlation);
    response = response.with_header("date", &time::http_date(now));
    let callers = route.map(|route| route.row().callers);
    let shared = callers.is_some_and(Callers::are_scripts);
    if shared {
        response = cors::readable(response);
    }
    let framed = callers == Some(Callers::People(Page::Framed));
    if framed {
        response = response.without_header("x-frame-options");
    }
    let resource = if shared || framed { "cross-origin" } else { "same-origin" };
    response = response.with_header("cross-origin-resource-policy", resource);
    let page = response.content == Content::Html;
    let content = if page {
        policy(None, false)
    } else {
        "default-src 'none'; frame-ancestors 'none'".to_owned()
    };
    response = response.with_default_header("content-security-policy", &content);
    if page {
        response = response.with_default_header("cross-origin-opener-policy", "same-origin");
    }
    match response.status {
        503 => response = response.with_default_header("retry-after", "5"),
        429 => response = response.with_default_header("retry-after", "3600"),
        _ => {}
    }
    if response.header("cache-control").is_none() || response.status >= 400 {
        response =
            response.without_header("cache-control").with_header("cache-control", "no-store");
    }
    // RFC 6749 §5.1, §5.2.
    let for_programs = callers.is_some_and(Callers::are_programs);
    if for_programs && response.header("cache-control") == Some("no-store") {
        response = response.with_header("pragma", "no-cache");
    }
    response
}
