//! POSTs that another site may send: they change nothing, and the browser repeats them as a GET, to which it
//! brings its cookies.

use super::explain;
use super::site::Site;
use crate::failure::Failure;
use crate::http::{Body, Form, Response};
use crate::pages::problem::Kind;
use crate::ports::Platform;
use crate::protocol::AuthorizationRequest;
use crate::route::Route;

/// The form that was posted.
///
/// # Errors
/// A page, when it is none or too large.
pub fn form<P: Platform>(site: &Site<P>) -> Result<Form, Failure> {
    if site.request.body == Body::TooLarge {
        return Err(Failure::person(Kind::TooLarge));
    }
    if !site.request.is_form() {
        return Err(explain::no_form(site.request));
    }
    Ok(site.request.body_form())
}

/// Answers with the same request as a GET, the parameters of query and body together.
///
/// # Errors
/// A page, when it is too large.
pub fn as_get<P: Platform>(site: &Site<P>, route: &Route, form: Form) -> Result<Response, Failure> {
    let mut parameters = site.request.query_form();
    parameters.0.extend(form.0);
    let query = parameters.encode();
    if query.len() > AuthorizationRequest::LONGEST {
        return Err(Failure::person(Kind::TooLarge));
    }
    Ok(Response::see_other(&format!("{}?{query}", route.path())))
}
