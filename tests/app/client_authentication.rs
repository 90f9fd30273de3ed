//! Who may call the token endpoint, and how it is asked (RFC 6749 §2.3, §3.2, §5.2).

use crate::browser::*;
use crate::people::*;
use base64ct::{Base64, Encoding};
use serde_json::json;
use vestibule::http::{Body, Method, Request, Response};

/// Every answer of the token endpoint is JSON that nobody stores and any origin may read.
fn refused(response: &Response, status: u16, error: &str, what: &str) {
    assert_eq!(response.status, status, "{what}: {}", response.body);
    assert_eq!(json(response)["error"], error, "{what}: {}", response.body);
    assert_eq!(response.header("cache-control"), Some("no-store"), "{what}");
    assert_eq!(response.header("access-control-allow-origin"), Some("*"), "{what}");
    assert_eq!(response.header("location"), None, "{what}");
}

fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", Base64::encode_string(format!("{id}:{secret}").as_bytes()))
}

/// A redemption of `code` whose credentials are `extra` fields and an Authorization header.
fn redeem(code: &str, authorization: Option<&str>, extra: &[(&str, &str)]) -> Request {
    let mut form = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", SUPPLIERS.redirect_uri),
        ("code_verifier", VERIFIER),
    ];
    form.extend(extra);
    let request = post("/token", &form);
    match authorization {
        Some(value) => with_header(request, "authorization", value),
        None => request,
    }
}

const ID: (&str, &str) = ("client_id", "woodgrove-suppliers");
const SECRET: &str = "woodgrove-suppliers-sample-secret";

#[test]
fn wrong_credentials_are_refused_and_the_code_is_good_afterwards() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let good = basic(ID.1, SECRET);
    for (what, authorization, extra, status, error) in [
        ("nobody", None, vec![], 401, "invalid_client"),
        ("no secret", None, vec![ID], 401, "invalid_client"),
        ("empty secret", None, vec![ID, ("client_secret", "")], 401, "invalid_client"),
        ("wrong secret", None, vec![ID, ("client_secret", "x")], 401, "invalid_client"),
        ("wrong basic", Some(basic(ID.1, "x")), vec![], 401, "invalid_client"),
        ("empty basic", Some(basic(ID.1, "")), vec![], 401, "invalid_client"),
        (
            "no colon",
            Some(format!("Basic {}", Base64::encode_string(b"x"))),
            vec![],
            401,
            "invalid_client",
        ),
        ("no base64", Some("Basic %%%".into()), vec![], 401, "invalid_client"),
        ("bearer", Some(format!("Bearer {SECRET}")), vec![ID], 401, "invalid_client"),
        ("no scheme", Some(good[6..].into()), vec![ID], 401, "invalid_client"),
        (
            "empty header",
            Some(String::new()),
            vec![ID, ("client_secret", SECRET)],
            401,
            "invalid_client",
        ),
        (
            "two methods",
            Some(good.clone()),
            vec![ID, ("client_secret", SECRET)],
            400,
            "invalid_request",
        ),
        (
            "mismatch",
            Some(good.clone()),
            vec![("client_id", "woodgrove-procurement")],
            401,
            "invalid_client",
        ),
        (
            "other's secret",
            None,
            vec![ID, ("client_secret", "woodgrove-procurement-sample-secret")],
            401,
            "invalid_client",
        ),
        ("unknown client", Some(basic("nobody", SECRET)), vec![], 401, "invalid_client"),
        ("strange client", Some(basic("../tenant", SECRET)), vec![], 401, "invalid_client"),
    ] {
        let response = deployment.send(redeem(&code, authorization.as_deref(), &extra));
        refused(&response, status, error, what);
        let challenged = response.header("www-authenticate").is_some();
        assert_eq!(challenged, status == 401 && authorization.is_some(), "{what}");
    }
    let response = deployment.send(redeem(&code, Some(&good), &[ID]));
    assert_eq!(response.status, 200, "{}", response.body);
}

/// Libraries that know no other way write the `client_id` of a public application so (RFC 6749 §2.3.1).
#[test]
fn basic_without_a_password_names_a_public_application_wherever_applications_ask() {
    let deployment = Deployment::new();
    let (_, tokens) = tokens(&deployment, SHOP, "kim@home.example");
    let refresh = token(&tokens, "refresh_token");
    let ask = |path: &str, id: &str, secret: &str, fields: &[(&str, &str)]| {
        let request = with_header(post(path, fields), "authorization", &basic(id, secret));
        deployment.send(request)
    };
    let refreshing = [("grant_type", "refresh_token"), ("refresh_token", refresh)];
    let response = ask("/token", SHOP.client_id, "x", &refreshing);
    refused(&response, 401, "invalid_client", "it has no secret");
    let response = ask("/token", SUPPLIERS.client_id, "", &refreshing);
    refused(&response, 401, "invalid_client", "a confidential one has one");
    let other = [&refreshing[..], &[("client_id", MOBILE.client_id)]].concat();
    let response = ask("/token", SHOP.client_id, "", &other);
    refused(&response, 401, "invalid_client", "two names");
    let secret = [&refreshing[..], &[("client_secret", "x")]].concat();
    let response = ask("/token", SHOP.client_id, "", &secret);
    refused(&response, 400, "invalid_request", "two ways");
    let named = [&refreshing[..], &[("client_id", SHOP.client_id)]].concat();
    let next = json(&ask("/token", SHOP.client_id, "", &named));
    let next = token(&next, "refresh_token").to_owned();
    let request = SHOP.authorize(&[]);
    let query = request.split_once('?').unwrap().1;
    let pushed = vestibule::http::Form::parse(query.as_bytes());
    let pushed: Vec<_> = pushed.0.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(ask("/par", SHOP.client_id, "", &pushed).status, 201);
    assert_eq!(ask("/revoke", SHOP.client_id, "", &[("token", &next)]).status, 200);
    let over = [("grant_type", "refresh_token"), ("refresh_token", next.as_str())];
    let response = ask("/token", SHOP.client_id, "", &over);
    refused(&response, 400, "invalid_grant", "it was revoked");
}

#[test]
fn a_secret_counts_where_the_document_says_and_nowhere_else() {
    for (method, by_header, by_body) in
        [("client_secret_basic", 200, 401), ("client_secret_post", 401, 200)]
    {
        let deployment = Deployment::new();
        let document = format!(r#""type": "web", "tokenEndpointAuthMethod": "{method}""#);
        deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, &document);
        let mut browser = Browser::new(&deployment);
        join(&mut browser, SUPPLIERS, "ann@partner.example").code();
        let code = browser.open(&SUPPLIERS.authorize(&[])).code();
        let header = redeem(&code, Some(&basic(ID.1, SECRET)), &[]);
        assert_eq!(deployment.send(header).status, by_header, "{method}");
        let code = browser.open(&SUPPLIERS.authorize(&[])).code();
        let body = redeem(&code, None, &[ID, ("client_secret", SECRET)]);
        assert_eq!(deployment.send(body).status, by_body, "{method}");
    }
}

#[test]
fn a_public_application_has_no_secret_to_send() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SHOP, "kim@home.example").code();
    let with_secret = App { secret: Some("anything"), ..SHOP };
    refused(&deployment.send(with_secret.redeem(&code)), 401, "invalid_client", "post");
    let mut request = SHOP.redeem(&code);
    request = with_header(request, "authorization", &basic(SHOP.client_id, "anything"));
    refused(&deployment.send(request), 401, "invalid_client", "basic");
    assert_eq!(deployment.send(SHOP.redeem(&code)).status, 200);
}

#[test]
fn a_request_that_is_no_proper_form_is_refused() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let good = SUPPLIERS.redeem(&code);
    for (media_type, status) in [
        ("application/json", 415),
        ("multipart/form-data; boundary=x", 415),
        ("text/plain", 415),
        ("", 415),
    ] {
        let mut request = good.clone();
        request.headers.0 = vec![("content-type".into(), media_type.into())];
        refused(&deployment.send(request), status, "invalid_request", media_type);
    }
    let mut none = good.clone();
    none.headers.0.clear();
    refused(&deployment.send(none), 415, "invalid_request", "no media type");
    let mut large = good.clone();
    large.body = Body::TooLarge;
    refused(&deployment.send(large), 413, "invalid_request", "too large");
    let mut empty = good.clone();
    empty.body = Body::Bytes(Vec::new());
    refused(&deployment.send(empty), 401, "invalid_client", "empty");
    let mut in_query = good.clone();
    let Body::Bytes(body) = &good.body else { panic!() };
    in_query.query = String::from_utf8(body.clone()).unwrap();
    in_query.body = Body::Bytes(Vec::new());
    refused(&deployment.send(in_query), 401, "invalid_client", "in the query");
    for name in ["grant_type", "code", "client_id", "client_secret", "code_verifier", "unknown"] {
        let fields = [(name, "a"), (name, "a")];
        let mut repeated = good.clone();
        let extra = vestibule::http::Form(fields.map(|(n, v)| (n.into(), v.into())).to_vec());
        repeated.body = Body::Bytes([body.as_slice(), b"&", extra.encode().as_bytes()].concat());
        refused(&deployment.send(repeated), 400, "invalid_request", name);
    }
    let mut charset = good;
    let value = "Application/X-WWW-Form-URLencoded; charset=UTF-8";
    charset.headers.0 = vec![("content-type".into(), value.into())];
    assert_eq!(deployment.send(charset).status, 200);
}

#[test]
fn only_post_is_answered_and_other_origins_may_ask_how() {
    let deployment = Deployment::new();
    for method in [Method::Get, Method::Head, Method::Other] {
        let mut request = get("/token?grant_type=authorization_code&code=x");
        request.method = method;
        let response = deployment.send(request);
        refused(&response, 405, "invalid_request", "method");
        assert_eq!(response.header("allow"), Some("POST"));
    }
    let mut request = get("/token");
    request.method = Method::Options;
    let response = deployment.send(request);
    assert_eq!((response.status, response.body.as_str()), (204, ""));
    assert_eq!(response.header("access-control-allow-methods"), Some("POST"));
    assert_eq!(response.header("access-control-allow-origin"), Some("*"));
    assert_eq!(response.header("access-control-allow-credentials"), None);
}

#[test]
fn an_unknown_grant_or_a_missing_parameter_is_named() {
    let deployment = Deployment::new();
    for (fields, error) in [
        (vec![], "invalid_request"),
        (vec![("grant_type", "")], "invalid_request"),
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (vec![("grant_type", "client_credentials")], "unauthorized_client"),
        (vec![("grant_type", "implicit")], "unsupported_grant_type"),
        (vec![("grant_type", "AUTHORIZATION_CODE")], "unsupported_grant_type"),
        (vec![("grant_type", "authorization_code")], "invalid_request"),
        (vec![("grant_type", "authorization_code"), ("code", "x")], "invalid_request"),
        (vec![("grant_type", "authorization_code"), ("redirect_uri", "x")], "invalid_request"),
        (vec![("grant_type", "refresh_token")], "invalid_request"),
        (vec![("grant_type", "refresh_token"), ("refresh_token", "x")], "invalid_grant"),
    ] {
        refused(&deployment.send(SUPPLIERS.token(&fields)), 400, error, &format!("{fields:?}"));
    }
}

#[test]
fn a_deployment_whose_documents_are_faulty_does_not_call_the_application_unknown() {
    let deployment = Deployment::new();
    deployment.platform.kv.put("tenant", "{}");
    refused(&deployment.send(SUPPLIERS.redeem("x")), 503, "temporarily_unavailable", "token");
    let response = deployment.send(userinfo("x"));
    assert_eq!(response.status, 401, "what is no token is none");
    deployment.platform.kv.delete("tenant");
    let cold = deployment.new_isolate();
    assert_eq!(json(&cold.send(SHOP.redeem("x")))["error"], json!("temporarily_unavailable"));
}
