//! A run that this browser started: what its callback needs, sealed into a cookie.

use crate::http::{Cookie, cookie};
use crate::ports::Platform;
use crate::protocol::first_party::RUN_USER_FLOW;
use crate::request::site::Site;
use crate::secrets::{self, Purpose};

/// A run under way.
#[derive(Debug, Clone)]
pub struct Started {
    /// The application that is stood in for.
    pub client_id: String,
    /// The PKCE verifier.
    pub verifier: String,
    /// What the callback must bring.
    pub state: String,
}

impl Started {
    /// The run that this browser began last.
    pub fn of<P: Platform>(site: &Site<P>) -> Option<Self> {
        let value = cookie(&site.request.headers, &site.cookie_name(RUN_USER_FLOW))?;
        let keys = &site.settings.master_keys;
        let text = secrets::open(keys, Purpose::RunUserFlow, &[site.issuer()], value)?;
        let text = String::from_utf8(text).ok()?;
        let mut parts = text.split(' ').map(str::to_owned);
        Some(Self { client_id: parts.next()?, verifier: parts.next()?, state: parts.next()? })
    }

    /// The cookie that keeps it.
    pub fn cookie<P: Platform>(&self, site: &Site<P>) -> Cookie {
        let text = [self.client_id.as_str(), &self.verifier, &self.state].join(" ");
        let nonce = site.platform.random_bytes::<12>();
        let (keys, bound) = (&site.settings.master_keys, [site.issuer()]);
        make(site, secrets::seal(keys, Purpose::RunUserFlow, nonce, &bound, text.as_bytes()), None)
    }
}

/// The cookie that forgets it.
pub fn forget<P: Platform>(site: &Site<P>) -> Cookie {
    make(site, String::new(), Some(0))
}

fn make<P: Platform>(site: &Site<P>, value: String, max_age: Option<i64>) -> Cookie {
    Cookie {
        name: site.cookie_name(RUN_USER_FLOW),
        value,
        max_age,
        secure: site.settings.secure(),
        framed: false,
    }
}
