//! What every endpoint is given: the world, the settings, what this isolate remembers, and the request.

use crate::config::{Mode, Settings};
use crate::documents::{Cached, Directory, LoadFailure, Loaded, Registered};
use crate::encode::base64url;
use crate::http::Request;
use crate::memory::isolate::Isolate;
use crate::ports::{Log, Platform, Signing};
use crate::protocol::client_id::{is_plain, is_url};
use crate::secrets::Purpose;
use std::net::IpAddr;
use std::rc::Rc;

/// One request and all that answering it may take.
pub struct Site<'a, P: Platform> {
    /// The world.
    pub platform: &'a P,
    /// The deployment's settings.
    pub settings: &'a Settings,
    /// What this isolate remembers.
    pub isolate: &'a Rc<Isolate<<P as Signing>::Key>>,
    /// The request.
    pub request: &'a Request,
    /// When it came, in seconds since 1970.
    pub now: i64,
    /// Its id: in the log, on error pages, and in the rows it writes.
    pub correlation: &'a str,
}

impl<P: Platform> Site<'_, P> {
    /// The issuer.
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// The full name of one of our cookies.
    pub fn cookie_name(&self, name: &str) -> String {
        if self.settings.secure() { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// `N` random bytes, as base64url.
    pub fn random<const N: usize>(&self) -> String {
        base64url::encode(&self.platform.random_bytes::<N>())
    }

    /// The key of a counter that concerns an address or a network.
    pub fn counter(&self, kind: &str, subject: &str) -> String {
        base64url::encode(&self.settings.master_keys.mac(Purpose::Throttle, &[kind, subject]))
    }

    /// The key of a counter that concerns the caller's network; none in development, where it is not counted.
    pub fn network(&self) -> Option<String> {
        (!self.settings.development).then(|| self.counter("ip", &self.callers_network()))
    }

    /// The caller's network: the address, or the first 64 bits of one of IPv6. Callers without an address share one, so that
    /// leaving it out is no way past a limit.
    pub fn callers_network(&self) -> String {
        network_of(self.request.ip.as_deref().unwrap_or_default())
    }

    /// The application `client_id` with all that it names.
    ///
    /// # Errors
    /// Why there is none to serve.
    pub async fn registered(&self, client_id: &str) -> Result<Rc<Loaded<Registered>>, LoadFailure> {
        let described = is_url(client_id);
        if !described && !is_plain(client_id) {
            return Err(LoadFailure::UnknownApplication);
        }
        let (mode, now) = (self.mode(), self.now);
        let (platform, isolate) = (self.platform.clone(), self.isolate.clone());
        let id = client_id.to_owned();
        let network = self.network().filter(|_| described);
        match self.isolate.applications.get(client_id, now) {
            Cached::Fresh(loaded) => Ok(loaded),
            Cached::Missing => Err(LoadFailure::UnknownApplication),
            Cached::Unknown => {
                let network = network.as_deref();
                let loaded = isolate.load_application(&platform, &id, &mode, network, now).await;
                let note = async move { isolate.note(&platform, &id, now).await };
                self.platform.after_response(note);
                loaded
            }
            Cached::Stale(loaded) => {
                self.platform.after_response(async move {
                    let network = network.as_deref();
                    let _ = isolate.load_application(&platform, &id, &mode, network, now).await;
                    isolate.note(&platform, &id, now).await;
                });
                Ok(loaded)
            }
        }
    }

    /// The tenant.
    ///
    /// # Errors
    /// Why there is none to serve.
    pub async fn directory(&self) -> Result<Rc<Loaded<Directory>>, LoadFailure> {
        let (mode, now) = (self.mode(), self.now);
        let (platform, isolate) = (self.platform.clone(), self.isolate.clone());
        match self.isolate.directory.get("", now) {
            Cached::Fresh(loaded) => Ok(loaded),
            Cached::Missing => Err(LoadFailure::NotConfigured),
            Cached::Unknown => {
                let loaded = isolate.load_directory(&platform, &mode, now).await;
                let note = async move { isolate.note(&platform, "", now).await };
                self.platform.after_response(note);
                loaded
            }
            Cached::Stale(loaded) => {
                self.platform.after_response(async move {
                    let _ = isolate.load_directory(&platform, &mode, now).await;
                    isolate.note(&platform, "", now).await;
                });
                Ok(loaded)
            }
        }
    }

    /// The log line of what somebody was told: who, a code, and why.
    pub fn log_error(
        &self,
        (audience, code, reason): (&str, &str, &str),
        application: Option<&str>,
    ) {
        let line = serde_json::json!({
            "event": "error",
            "correlation": self.correlation,
            "audience": audience,
            "code": code,
            "reason": reason,
            "application": application,
        });
        self.platform.log(&line.to_string());
    }

    /// The log line of what failed on our side.
    pub fn log_failure(&self, reason: &str, temporary: bool) {
        log_failure(self.platform, self.correlation, reason, temporary);
    }

    /// How documents are checked here.
    pub fn mode(&self) -> Mode {
        self.settings.mode()
    }
}

/// The log line of what failed on our side, also after the response.
pub fn log_failure(log: &impl Log, correlation: &str, reason: &str, temporary: bool) {
    let line = serde_json::json!({
        "event": "failure",
        "correlation": correlation,
        "reason": reason,
        "temporary": temporary,
    });
    log.log(&line.to_string());
}

fn network_of(ip: &str) -> String {
    let bits = match ip.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => address.to_bits() >> 64,
        Ok(IpAddr::V4(address)) => address.to_ipv6_mapped().to_bits(),
        Err(_) => return String::new(),
    };
    format!("{bits:x}")
}
