//! The page that applications put into a frame to ask whether the session has changed (OpenID Connect Session Management
//! §3.2): the only one that may be framed, by anyone. It has one script, and can load and send nothing.

use crate::http::Response;
use crate::pages::check_session;
use crate::ports::Platform;
use crate::request::site::Site;

/// Answers GET.
pub fn answer<P: Platform>(site: &Site<P>) -> Response {
    let nonce = site.random::<16>();
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; base-uri 'none'; object-src 'none'; form-action 'none'; \
         frame-ancestors *"
    );
    Response::html(200, check_session::page(&nonce).into_string())
        .with_header("content-security-policy", &policy)
}
