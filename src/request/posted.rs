//! What comes as a POST: our own forms, and what another site may send, which changes nothing: the browser repeats it as a
//! GET, to which it brings its cookies.

use super::explain;
use super::site::Site;
use crate::failure::{Failure, Kind};
use crate::http::{Body, Form, Response};
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

/// State changes only by a POST from our own pages. `Sec-Fetch-Site` says where it was sent (Fetch Metadata §2.3). Without it,
/// `Origin` does, but a browser may keep that to itself (`null`, or none: Fetch §3.2). Then the page's token decides, which
/// holds a secret of this browser's. In development a proxy ends TLS, behind which both the request and its `Origin` may be
/// of http.
///
/// # Errors
/// A page, where it was sent from elsewhere.
pub fn check_origin<P: Platform>(site: &Site<P>) -> Result<(), Failure> {
    let headers = &site.request.headers;
    let behind_proxy = |origin: &str| site.settings.development && origin == site.request.origin;
    let own = match (headers.get("sec-fetch-site"), headers.get("origin")) {
        (Some(fetch_site), _) => fetch_site == "same-origin",
        (None, None | Some("null")) => true,
        (None, Some(origin)) => origin == site.issuer() || behind_proxy(origin),
    };
    if own { Ok(()) } else { Err(explain::foreign(site.request, site.issuer())) }
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
