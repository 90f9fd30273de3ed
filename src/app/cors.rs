//! What scripts of other origins are let do, where the table of routes lets them call.

use crate::http::Response;
use crate::route::Route;

/// What scripts may send. Clients of MCP send the version of their protocol with all that they ask.
const ALLOWED_HEADERS: &str = "authorization, content-type, dpop, mcp-protocol-version";
/// What scripts may read of an answer, beside its body.
const EXPOSED_HEADERS: &str = "www-authenticate, retry-after, x-correlation-id";

/// The answer to a browser that asks before it calls.
pub fn preflight(route: &Route) -> Response {
    Response::empty(204)
        .with_header("access-control-allow-methods", &methods(route))
        .with_header("access-control-allow-headers", ALLOWED_HEADERS)
        .with_header("access-control-max-age", "86400")
}

/// An answer that scripts may read.
pub fn readable(response: Response) -> Response {
    response
        .with_header("access-control-allow-origin", "*")
        .with_header("access-control-expose-headers", EXPOSED_HEADERS)
}

/// The methods of a route, as headers list them.
pub fn methods(route: &Route) -> String {
    let methods = route.row().methods.iter().map(|method| method.name());
    methods.collect::<Vec<_>>().join(", ")
}
