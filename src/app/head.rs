//! HEAD is answered as GET is, without the body (RFC 9110 §9.3.2). It asks for nothing else (§9.2.1): the database refuses its
//! writes, and no cookie comes with it.

use crate::failure::{Failure, Kind};
use crate::http::{Method, Request, Response};
use crate::ports::Platform;
use crate::route::{Callers, Route};

/// The world as `request` sees it.
pub fn world_of<P: Platform>(platform: P, request: &Request) -> P {
    if request.method == Method::Head { platform.without_writes() } else { platform }
}

/// The answer where a GET would have written before it could tell: that the address is there. Of what a token opens that
/// would say too much.
pub fn without_writes<P: Platform>(
    platform: &P,
    route: Option<&Route>,
    answer: Result<Response, Failure>,
) -> Result<Response, Failure> {
    match (answer, route) {
        (Err(_), route) if platform.writes().were_refused() => {
            let by_token = route.is_some_and(|route| route.row().callers == Callers::Bearers);
            if by_token { Err(Failure::person(Kind::Method)) } else { Ok(Response::empty(200)) }
        }
        (answer, _) => answer,
    }
}

/// The answer to `request` without what would change its browser.
pub fn without_cookies(request: &Request, response: Response) -> Response {
    if request.method == Method::Head { response.without_header("set-cookie") } else { response }
}
