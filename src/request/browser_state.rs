//! The state of this browser's session (OpenID Connect Session Management §3.2): a random value that changes when somebody
//! signs in or out. It opens nothing, so that our frame in other sites' pages may read it.

use super::site::Site;
use crate::http::{Cookie, Response, cookie};
use crate::ports::Platform;
use crate::protocol::{Callback, lifetime, session_state};

/// The cookie's name, but for its prefix.
const NAME: &str = "bs";

/// The state, and whether this browser has yet to hear of it.
pub struct BrowserState {
    value: String,
    is_new: bool,
}

impl BrowserState {
    /// Another one: somebody signed in or out.
    pub fn fresh<P: Platform>(site: &Site<P>) -> Self {
        Self { value: site.random::<16>(), is_new: true }
    }

    /// The one that this browser presents.
    pub fn present<P: Platform>(site: &Site<P>) -> Self {
        match cookie(&site.request.headers, &site.cookie_name(NAME)) {
            Some(value) if value.len() == 22 => Self { value: value.to_owned(), is_new: false },
            _ => Self::fresh(site),
        }
    }

    /// `session_state` for the application `client_id`, where its callback has an origin.
    pub fn told<P: Platform>(
        &self,
        site: &Site<P>,
        client_id: &str,
        callback: &Callback,
    ) -> Option<String> {
        session_state(client_id, &callback.redirect_uri, &self.value, &site.random::<16>())
    }

    /// `response`, which brings the state to a browser that does not have it.
    pub fn kept_by<P: Platform>(self, site: &Site<P>, response: Response) -> Response {
        if !self.is_new {
            return response;
        }
        response.with_cookie(&Cookie {
            name: site.cookie_name(NAME),
            value: self.value,
            max_age: Some(lifetime::SESSION_KEPT),
            secure: site.settings.secure(),
            framed: true,
        })
    }
}
