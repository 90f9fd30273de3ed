//! Where scripts of other origins may call (RFC 9700 §2.6): what browsers need of an issuer, and nothing else.

use crate::browser::*;
use crate::people::with_header;
use regex_lite::Regex;
use vestibule::http::{Method, Response};

const OPEN: [&str; 10] = [
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/.well-known/oauth-protected-resource",
    "/.well-known/oauth-protected-resource/userinfo",
    "/jwks",
    "/token",
    "/userinfo",
    "/revoke",
    "/register",
    "/register/dyn-1",
];

/// Every path of the table of routes, and one of each kind with parameters.
fn paths() -> Vec<String> {
    let table = include_str!("../../src/route.rs");
    let fixed = Regex::new(r#"(?m)^    \w+, "[^"]+", "(/[^"]*)","#).unwrap();
    let mut paths: Vec<String> =
        fixed.captures_iter(table).map(|found| found[1].to_owned()).collect();
    let made = [
        "/register/dyn-1",
        "/flow/x/sign-in",
        "/run-user-flow/preview/x",
        "/run-user-flow/preview/x/sign-in",
        "/image/woodgrove.png",
        "/logo/x",
    ];
    let parameters = Regex::new(r#"format!\("(/[^"]*)"\)"#).unwrap();
    let kinds: Vec<&str> =
        parameters.captures_iter(table).map(|found| found.get(1).unwrap().as_str()).collect();
    let parameter = Regex::new(r"\{\w+\}").unwrap();
    let is_of = |path: &str, kind: &str| {
        let form = format!("^{}$", parameter.replace_all(kind, "[^/]+"));
        Regex::new(&form).unwrap().is_match(path)
    };
    assert!(kinds.iter().all(|kind| made.iter().any(|path| is_of(path, kind))), "{kinds:?}");
    paths.extend(made.map(str::to_owned));
    paths.push("/nowhere".to_owned());
    assert!(paths.len() >= 25 && OPEN.iter().all(|open| paths.iter().any(|path| path == open)));
    paths
}

fn ask(deployment: &Deployment, method: Method, path: &str) -> Response {
    let mut request = with_header(get(path), "origin", "https://app.example");
    request.method = method;
    if method == Method::Options {
        request = with_header(request, "access-control-request-method", "POST");
    }
    deployment.send(request)
}

#[test]
fn scripts_elsewhere_read_the_endpoints_made_for_them_and_nothing_else() {
    let deployment = Deployment::new();
    for path in paths() {
        let expected = OPEN.contains(&path.as_str()).then_some("*");
        for method in [Method::Get, Method::Head, Method::Post, Method::Options, Method::Other] {
            let response = ask(&deployment, method, &path);
            let told = response.header("access-control-allow-origin");
            assert_eq!(told, expected, "{method:?} {path}");
            assert_eq!(response.header("access-control-allow-credentials"), None);
            let shared = response.header("cross-origin-resource-policy") == Some("cross-origin");
            let embedded = path == "/check-session";
            assert!(shared == expected.is_some() || embedded, "{method:?} {path}");
        }
    }
}

#[test]
fn a_browser_that_asks_first_may_send_a_token_and_a_proof() {
    let deployment = Deployment::new();
    for path in paths() {
        let response = ask(&deployment, Method::Options, &path);
        if !OPEN.contains(&path.as_str()) {
            assert!(response.status >= 400, "{path}");
            assert_eq!(response.header("access-control-allow-headers"), None, "{path}");
            continue;
        }
        assert_eq!((response.status, response.body.as_str()), (204, ""), "{path}");
        let headers = response.header("access-control-allow-headers").unwrap();
        assert_eq!(headers, "authorization, content-type, dpop, mcp-protocol-version");
        let methods = response.header("access-control-allow-methods").unwrap();
        let expected = match path.as_str() {
            "/userinfo" => "GET, HEAD, POST",
            "/token" | "/revoke" | "/register" => "POST",
            "/register/dyn-1" => "GET, HEAD, PUT, DELETE",
            _ => "GET, HEAD",
        };
        assert_eq!(methods, expected, "{path}");
    }
}
