//! Outbound HTTP, guarded: https alone (loopback http in development), no redirects, 10 s, 256 KiB.

use crate::http::{Headers, is_loopback};
use url::Url;

/// A request to another server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboundRequest {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// An absolute URL.
    pub url: String,
    /// Header names and values.
    pub headers: Vec<(String, String)>,
    /// The body, empty for GET.
    pub body: String,
}

impl OutboundRequest {
    /// Whether its URL may be fetched at all: https, in `development` also http on this machine.
    pub fn is_allowed(&self, development: bool) -> bool {
        Url::parse(&self.url).is_ok_and(|url| match url.scheme() {
            "https" => true,
            "http" => development && is_loopback(&url),
            _ => false,
        })
    }
}

/// The other server's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboundResponse {
    /// The status code; redirects are not followed.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body, cut off with an error past 256 KiB.
    pub body: Vec<u8>,
}

impl OutboundResponse {
    /// An answer without headers.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Headers::default(), body: body.into() }
    }

    /// With one more header; its name is in lower case.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.0.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// There was no usable answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchError(pub String);

/// Fetches from other servers.
pub trait Outbound {
    /// Sends `request` and reads the whole answer.
    async fn fetch(&self, request: OutboundRequest) -> Result<OutboundResponse, FetchError>;
}

#[cfg(test)]
mod tests {
    use super::OutboundRequest;

    fn allowed(url: &str, development: bool) -> bool {
        let url = url.to_owned();
        OutboundRequest { method: "GET", url, headers: Vec::new(), body: String::new() }
            .is_allowed(development)
    }

    #[test]
    fn only_https_is_fetched_and_in_development_this_machine() {
        for url in
            ["http://127.0.0.1:8080/a", "http://localhost", "http://[::1]/", "http://a.localhost"]
        {
            assert!(allowed(url, true), "{url}");
            assert!(!allowed(url, false), "{url}");
        }
        for url in ["http://idp.example", "http://127.0.0.1.example", "file:///etc", "", "/a"] {
            assert!(!allowed(url, true), "{url}");
        }
        assert!(allowed("https://idp.example/token", false));
    }
}
