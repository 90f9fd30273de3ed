//! Outbound HTTP, guarded: no request is made but through the rules on addresses, no redirect is followed, and an answer has
//! 10 s and 256 KiB.

use crate::config::Mode;
use crate::http::{Headers, NamedBy, check_address};

/// A request to another server, whose address may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboundRequest {
    method: &'static str,
    url: String,
    /// Header names and values.
    pub headers: Vec<(String, String)>,
    /// The body, empty for GET.
    pub body: String,
}

impl OutboundRequest {
    /// A GET of `url`.
    ///
    /// # Errors
    /// What is wrong with the address.
    pub fn get(url: &str, named_by: NamedBy, mode: &Mode) -> Result<Self, FetchError> {
        Self::to("GET", url, named_by, mode)
    }

    /// A POST to `url`.
    ///
    /// # Errors
    /// What is wrong with the address.
    pub fn post(url: &str, named_by: NamedBy, mode: &Mode) -> Result<Self, FetchError> {
        Self::to("POST", url, named_by, mode)
    }

    fn to(
        method: &'static str,
        url: &str,
        named_by: NamedBy,
        mode: &Mode,
    ) -> Result<Self, FetchError> {
        match check_address(url, named_by, &mode.issuer, mode.development) {
            Ok(url) => {
                Ok(Self { method, url: url.into(), headers: Vec::new(), body: String::new() })
            }
            Err(wrong) => Err(FetchError(format!("{url} may not be asked: it {wrong}"))),
        }
    }

    /// `GET` or `POST`.
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// The address, absolute, as parsers write it.
    pub fn url(&self) -> &str {
        &self.url
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
