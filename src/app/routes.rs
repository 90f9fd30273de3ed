//! Which methods a route answers, and which routes answer scripts of other origins.

use crate::http::{Method, Response};
use crate::route::Route;

/// The methods of a route.
pub fn allowed(route: &Route) -> &'static [Method] {
    match route {
        Route::PushedAuthorizationRequest
        | Route::DeviceAuthorization
        | Route::Token
        | Route::Introspect
        | Route::Revoke
        | Route::Register => &[Method::Post],
        Route::Registration(_) => &[Method::Get, Method::Head, Method::Put, Method::Delete],
        Route::Authorize
        | Route::Userinfo
        | Route::Logout
        | Route::Account
        | Route::Device
        | Route::RunUserFlow
        | Route::Flow { .. } => &[Method::Get, Method::Head, Method::Post],
        _ => &[Method::Get, Method::Head],
    }
}

/// Where scripts of other origins may call: nowhere else (RFC 9700 §2.6).
pub fn is_for_browsers_elsewhere(route: &Route) -> bool {
    matches!(
        route,
        Route::Discovery
            | Route::ServerMetadata
            | Route::ResourceMetadata
            | Route::UserinfoMetadata
            | Route::Jwks
            | Route::Token
            | Route::Userinfo
            | Route::Revoke
            | Route::Register
            | Route::Registration(_)
    )
}

/// What programs call, and no person sees: its errors are JSON.
pub fn is_for_programs(route: &Route) -> bool {
    let others = matches!(
        route,
        Route::PushedAuthorizationRequest | Route::DeviceAuthorization | Route::Introspect
    );
    others || is_for_browsers_elsewhere(route)
}

/// What scripts may send. Clients of MCP send the version of their protocol with all that they ask.
const ALLOWED_HEADERS: &str = "authorization, content-type, dpop, mcp-protocol-version";

/// The answer to a browser that asks before it calls.
pub fn preflight(route: &Route) -> Response {
    let methods: Vec<&str> = allowed(route).iter().map(|method| method.name()).collect();
    Response::empty(204)
        .with_header("access-control-allow-methods", &methods.join(", "))
        .with_header("access-control-allow-headers", ALLOWED_HEADERS)
        .with_header("access-control-max-age", "86400")
}
