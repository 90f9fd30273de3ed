//! A plain value as the response.

use crate::http::{Content, Method, Response};

/// Writes `response`, without its body when `method` is HEAD.
pub fn write(method: Method, response: Response) -> worker::Result<worker::Response> {
    let headers = worker::Headers::new();
    if let Some(media_type) = media_type(&response.content) {
        headers.set("content-type", media_type)?;
    }
    // Appended, never set: a response may have several cookies.
    for (name, value) in &response.headers {
        headers.append(name, value)?;
    }
    let builder = worker::Response::builder().with_status(response.status).with_headers(headers);
    Ok(match response.content {
        _ if method == Method::Head => builder.empty(),
        Content::Empty => builder.empty(),
        Content::Image(_, bytes) => builder.fixed(bytes.to_vec()),
        _ => builder.fixed(response.body.into_bytes()),
    })
}

fn media_type(content: &Content) -> Option<&'static str> {
    match content {
        Content::Html => Some("text/html; charset=utf-8"),
        Content::Json => Some("application/json"),
        Content::Jwt => Some("application/jwt"),
        Content::Css => Some("text/css; charset=utf-8"),
        Content::Image(media_type, _) => Some(media_type),
        Content::Empty => None,
    }
}
