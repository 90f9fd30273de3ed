//! Outbound HTTP, guarded: https alone (loopback http in development), no redirects, 10 s, 256 KiB.

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

/// The other server's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboundResponse {
    /// The status code; redirects are not followed.
    pub status: u16,
    /// The body, cut off with an error past 256 KiB.
    pub body: Vec<u8>,
}

/// There was no usable answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchError(pub String);

/// Fetches from other servers.
pub trait Outbound {
    /// Sends `request` and reads the whole answer.
    async fn fetch(&self, request: OutboundRequest) -> Result<OutboundResponse, FetchError>;
}
