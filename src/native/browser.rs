//! What a browser without scripts does: requests as it writes them, and cookies.

use crate::http::{Body, Form, Headers, Method, Request, Response};
use std::collections::BTreeMap;

/// Cookies by name.
pub type Cookies = BTreeMap<String, String>;

/// A GET of `path`, which may have a query, at `origin`.
pub fn get(origin: &str, path: &str) -> Request {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    Request {
        method: Method::Get,
        origin: origin.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: Headers::default(),
        body: Body::Bytes(Vec::new()),
        ip: Some("192.0.2.1".to_owned()),
    }
}

/// A POST of `form`.
pub fn post(origin: &str, path: &str, form: &Form) -> Request {
    let media_type = "application/x-www-form-urlencoded".to_owned();
    let mut request = get(origin, path);
    request.method = Method::Post;
    request.headers.0.push(("content-type".to_owned(), media_type));
    request.body = Body::Bytes(form.encode().into_bytes());
    request
}

/// A POST of `form` from one of the origin's own pages.
pub fn submit(origin: &str, path: &str, form: &Form) -> Request {
    let mut request = post(origin, path, form);
    request.headers.0.push(("origin".to_owned(), origin.to_owned()));
    request.headers.0.push(("sec-fetch-site".to_owned(), "same-origin".to_owned()));
    request
}

/// `request` as a browser that holds `cookies` sends it.
pub fn with_cookies(cookies: &Cookies, mut request: Request) -> Request {
    let pairs: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    if !pairs.is_empty() {
        request.headers.0.push(("cookie".to_owned(), pairs.join("; ")));
    }
    request
}

/// Keeps, or forgets, what `response` says.
pub fn keep_cookies(cookies: &mut Cookies, response: &Response) {
    for (_, value) in response.headers.iter().filter(|(name, _)| name == "set-cookie") {
        let Some((name, rest)) = value.split_once('=') else { continue };
        if value.contains("Max-Age=0") {
            cookies.remove(name);
        } else {
            let kept = rest.split_once(';').map_or(rest, |(kept, _)| kept);
            cookies.insert(name.to_owned(), kept.to_owned());
        }
    }
}
