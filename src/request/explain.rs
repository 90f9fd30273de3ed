//! What a developer reads on an error page in development: what came, what is registered, what to change.

use crate::failure::{Failure, Kind};
use crate::http::{Form, Request};
use crate::protocol::{differ_from, nearest};

/// Every value of a parameter, as it came.
pub fn received(parameters: &Form, name: &str) -> String {
    let values: Vec<String> =
        parameters.all(name).iter().map(|value| format!("{name}={value}")).collect();
    if values.is_empty() { format!("no {name}") } else { values.join(" ") }
}

/// A page for a parameter that stands there more than once.
pub fn repeated(parameters: &Form, name: &str) -> Failure {
    Failure::person(Kind::BadRequest).because("repeated").explain(
        &received(parameters, name),
        "each parameter may be sent once",
        &format!("send {name} once"),
    )
}

/// What to change where `sent` is not one of `known`, which stand in `document`.
pub fn not_registered(known: &[String], sent: &str, document: &str) -> String {
    match nearest(known.iter().map(String::as_str), sent) {
        Some(nearest) => format!(
            "send {nearest}, the nearest one registered (they differ from character {} on), or add the one \
             received to {document}; they are compared letter by letter",
            differ_from(nearest, sent)
        ),
        None => format!("add the one received to {document}"),
    }
}

/// A page for a body that is not a form.
pub fn no_form(request: &Request) -> Failure {
    let sent = request.headers.get("content-type").unwrap_or("none");
    Failure::person(Kind::BadRequest).because("media_type").explain(
        &format!("content-type: {sent}"),
        "application/x-www-form-urlencoded",
        "post a form",
    )
}

/// A page for a form that did not come from our own pages.
pub fn foreign(request: &Request, issuer: &str) -> Failure {
    let sent = |name| request.headers.get(name).unwrap_or("none");
    Failure::person(Kind::Forbidden).because("origin").explain(
        &format!("sec-fetch-site: {}, origin: {}", sent("sec-fetch-site"), sent("origin")),
        issuer,
        "open the pages at the issuer's own address, and post their forms from there",
    )
}
