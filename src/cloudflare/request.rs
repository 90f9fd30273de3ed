//! The request as a plain value.

use super::stream;
use crate::http::{Body, Headers, Method, Request};

/// Reads `request` whole, its body up to [`Request::BODY_LIMIT`].
pub async fn read(request: &worker::Request) -> worker::Result<Request> {
    let url = request.inner().url();
    let (origin, path, query) = split(&url);
    let headers = Headers(
        request
            .headers()
            .entries()
            .map(|(name, value)| (name.to_ascii_lowercase(), value))
            .collect(),
    );
    let body = read_body(request, &headers).await?;
    Ok(Request {
        method: method(&request.inner().method()),
        origin: origin.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        ip: headers.get("cf-connecting-ip").map(str::to_owned),
        headers,
        body,
    })
}

/// The `worker` crate takes methods that it does not know for GET.
fn method(name: &str) -> Method {
    match name {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "DELETE" => Method::Delete,
        "OPTIONS" => Method::Options,
        _ => Method::Other,
    }
}

async fn read_body(request: &worker::Request, headers: &Headers) -> worker::Result<Body> {
    let announced = headers.get("content-length").and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > Request::BODY_LIMIT) {
        return Ok(Body::TooLarge);
    }
    let Some(stream) = request.inner().body() else {
        return Ok(Body::Bytes(Vec::new()));
    };
    let bytes = stream::read_at_most(&stream, Request::BODY_LIMIT).await?;
    Ok(bytes.map_or(Body::TooLarge, Body::Bytes))
}

/// Origin, path and query of an absolute URL, undecoded.
fn split(url: &str) -> (&str, &str, &str) {
    let host = url.find("://").map_or(0, |at| at + 3);
    let path = url
        .get(host..)
        .and_then(|rest| rest.find(['/', '?', '#']))
        .map_or(url.len(), |at| host + at);
    let (origin, rest) = url.split_at(path);
    let rest = rest.split('#').next().unwrap_or_default();
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    (origin, if path.is_empty() { "/" } else { path }, query)
}
