//! Outbound HTTP.

use super::{Edge, stream};
use crate::http;
use crate::ports::{FetchError, Outbound, OutboundRequest, OutboundResponse};
use worker::{
    AbortSignal, Fetch, Headers, Method, Request, RequestInit, RequestRedirect, ResponseBody,
};

/// Milliseconds until an answer must have been read.
const TIMEOUT: u32 = 10_000;

/// The most bytes an answer may have.
const BODY_LIMIT: usize = 256 * 1024;

impl Outbound for Edge {
    async fn fetch(&self, request: OutboundRequest) -> Result<OutboundResponse, FetchError> {
        send(&request).await.map_err(|fault| FetchError(fault.to_string()))
    }
}

async fn send(request: &OutboundRequest) -> worker::Result<OutboundResponse> {
    let signal = AbortSignal::from(web_sys::AbortSignal::timeout_with_u32(TIMEOUT));
    let answer = Fetch::Request(outgoing(request)?).send_with_signal(&signal).await?;
    let body = match answer.body() {
        ResponseBody::Empty => Some(Vec::new()),
        ResponseBody::Body(bytes) => Some(bytes.clone()),
        ResponseBody::Stream(stream) => stream::read_at_most(stream, BODY_LIMIT).await?,
    };
    let body = body.ok_or_else(|| format!("the answer has more than {BODY_LIMIT} bytes"))?;
    let headers = http::Headers(answer.headers().entries().collect());
    Ok(OutboundResponse { status: answer.status_code(), headers, body })
}

fn outgoing(request: &OutboundRequest) -> worker::Result<Request> {
    let headers = Headers::new();
    for (name, value) in &request.headers {
        headers.append(name, value)?;
    }
    let mut init = RequestInit::new();
    init.with_method(if request.method() == "POST" { Method::Post } else { Method::Get })
        .with_headers(headers)
        .with_redirect(RequestRedirect::Manual);
    if !request.body.is_empty() {
        init.with_body(Some(request.body.as_str().into()));
    }
    Request::new_with_init(request.url(), &init)
}
