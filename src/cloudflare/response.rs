//! A plain value as the response.

use crate::http::{Content, Method, Response};

/// Writes `response`, without its body when `method` is HEAD.
pub fn write(method: Method, response: Response) -> worker::Result<worker::Response> {
    let headers = worker::Headers::new();
    if let Some(media_type) = media_type(response.content) {
        headers.set("content-type", media_type)?;
    }
    // Appended, never set: a response may have several cookies.
    for (name, value) in &response.headers {
        headers.append(name, value)?;
    }
    let builder = worker::Response::builder().with_status(response.status).with_headers(headers);
    Ok(if method == Method::Head || response.content == Content::Empty {
        builder.empty()
    } else {
        builder.fixed(response.body.into_bytes())
    })
}

fn media_type(content: Content) -> Option<&'static str> {
    match content {
        Content::Html => Some("text/html; charset=utf-8"),
        Content::Json => Some("application/json"),
        Content::Css => Some("text/css; charset=utf-8"),
        Content::Empty => None,
    }
}
