//! A response.

use super::Cookie;
use std::rc::Rc;

/// What a response's body is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// `text/html`.
    Html,
    /// `application/json`.
    Json,
    /// `application/jwt`.
    Jwt,
    /// `text/css`.
    Css,
    /// An image: its media type and its bytes, which take the body's place.
    Image(&'static str, Rc<[u8]>),
    /// Nothing.
    Empty,
}

/// A response. The headers that every answer has are set in `app`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// What the body is.
    pub content: Content,
    /// Further headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Response {
    /// A page.
    pub fn html(status: u16, markup: impl Into<String>) -> Self {
        Self { status, content: Content::Html, headers: Vec::new(), body: markup.into() }
    }

    /// A JSON document.
    pub fn json(status: u16, value: &serde_json::Value) -> Self {
        Self { status, content: Content::Json, headers: Vec::new(), body: value.to_string() }
    }

    /// A JWT.
    pub fn jwt(token: String) -> Self {
        Self { status: 200, content: Content::Jwt, headers: Vec::new(), body: token }
    }

    /// A style sheet.
    pub fn css(sheet: &str) -> Self {
        Self { status: 200, content: Content::Css, headers: Vec::new(), body: sheet.to_owned() }
    }

    /// An image.
    pub fn image(media_type: &'static str, bytes: Rc<[u8]>) -> Self {
        let content = Content::Image(media_type, bytes);
        Self { status: 200, content, headers: Vec::new(), body: String::new() }
    }

    /// No body.
    pub fn empty(status: u16) -> Self {
        Self { status, content: Content::Empty, headers: Vec::new(), body: String::new() }
    }

    /// 303: what follows is a GET, whatever this request was (RFC 9700 §4.12).
    pub fn see_other(location: &str) -> Self {
        Self::empty(303).with_header("location", location)
    }

    /// With one more header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a header, unless it has it already.
    #[must_use]
    pub fn with_default_header(self, name: &str, value: &str) -> Self {
        if self.header(name).is_some() { self } else { self.with_header(name, value) }
    }

    /// Without a header.
    #[must_use]
    pub fn without_header(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    /// With a cookie.
    #[must_use]
    pub fn with_cookie(self, cookie: &Cookie) -> Self {
        self.with_header("set-cookie", &cookie.header())
    }

    /// The value of a header set so far.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}
