//! A request, read whole before anything looks at it.

use super::Form;
use crate::encode::ascii;

/// The methods that some route answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// GET.
    Get,
    /// HEAD: answered as GET, without its body.
    Head,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// DELETE.
    Delete,
    /// OPTIONS.
    Options,
    /// Any other: never allowed.
    Other,
}

impl Method {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Other => "",
        }
    }
}

/// Header names in lower case, and values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(pub Vec<(String, String)>);

impl Headers {
    /// The first value of `name` (lower case).
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The token of an `Authorization` header of the scheme Bearer (RFC 6750 §2.1).
    pub fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.get("authorization")?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| ascii::trim(token))
    }

    /// Every value of `name` (lower case).
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A request's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The whole body; empty if there was none.
    Bytes(Vec<u8>),
    /// More than [`Request::BODY_LIMIT`] bytes: not read further.
    TooLarge,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its method.
    pub method: Method,
    /// Scheme and host as the request was addressed, `https://host[:port]`.
    pub origin: String,
    /// The path, as sent.
    pub path: String,
    /// The query, without `?`, as sent.
    pub query: String,
    /// Its headers.
    pub headers: Headers,
    /// Its body.
    pub body: Body,
    /// The caller's address, as it was told; not always one.
    pub ip: Option<String>,
}

impl Request {
    /// The most bytes a body may have.
    pub const BODY_LIMIT: usize = 64 * 1024;

    /// The query's parameters.
    pub fn query_form(&self) -> Form {
        Form::parse(self.query.as_bytes())
    }

    /// Whether a browser says that this is no navigation of a tab or a frame (Fetch Metadata §2.1, §2.2). Who says nothing
    /// counts as one, and so does who names a mode alone: browsers name mode, destination and site together, and programs
    /// such as Node.js's `fetch` the mode `cors` whatever they do.
    pub fn is_no_navigation(&self) -> bool {
        let names = |name: &str| self.headers.get(name).is_some();
        let names_other = |name: &str, allowed: &[&str]| {
            self.headers.all(name).any(|value| !allowed.contains(&value))
        };
        names_other("sec-fetch-dest", &["document", "iframe"])
            || (names_other("sec-fetch-mode", &["navigate"])
                && (names("sec-fetch-dest") || names("sec-fetch-site")))
    }

    /// Whether a browser asks before its person does (Fetch Metadata §2.5): `prefetch`, or `prefetch;prerender`.
    pub fn is_prefetch(&self) -> bool {
        let said = ["sec-purpose", "purpose"].into_iter().flat_map(|name| self.headers.all(name));
        said.flat_map(|value| value.split([';', ',']))
            .any(|purpose| ascii::trim(purpose).eq_ignore_ascii_case("prefetch"))
    }

    /// Whether the body is a form by its media type.
    pub fn is_form(&self) -> bool {
        self.is_of_type("application/x-www-form-urlencoded")
    }

    /// Whether the body is of this media type.
    pub fn is_of_type(&self, wanted: &str) -> bool {
        let media_type = self.headers.get("content-type").and_then(|value| value.split(';').next());
        media_type.is_some_and(|media_type| ascii::trim(media_type).eq_ignore_ascii_case(wanted))
    }

    /// The body's parameters; none when it was too large.
    pub fn body_form(&self) -> Form {
        match &self.body {
            Body::Bytes(bytes) => Form::parse(bytes),
            Body::TooLarge => Form::default(),
        }
    }
}
