//! Protected resource metadata (RFC 9728 §3): of the issuer as a resource, and of its userinfo endpoint.

use crate::http::Response;
use crate::ports::Platform;
use crate::protocol::{Scope, dpop};
use crate::request::site::Site;
use serde_json::json;

/// Answers GET. `resource` is what the metadata are of.
pub fn answer<P: Platform>(site: &Site<P>, resource: &str) -> Response {
    let metadata = json!({
        "resource": resource,
        "authorization_servers": [site.issuer()],
        "scopes_supported": Scope::ALL.map(Scope::name),
        "bearer_methods_supported": ["header", "body"],
        "dpop_signing_alg_values_supported": dpop::algorithms(),
    });
    Response::json(200, &metadata)
        .with_header("cache-control", "public, max-age=300, stale-if-error=86400")
}
