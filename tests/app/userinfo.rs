//! The userinfo endpoint (OpenID Connect Core §5.3, RFC 6750 §2, §3).

use crate::browser::*;
use crate::people::*;
use vestibule::encode::base64url;
use vestibule::http::{Body, Method, Request};

fn refused(deployment: &Deployment, request: Request, status: u16, what: &str) {
    let response = deployment.send(request);
    assert_eq!(response.status, status, "{what}: {}", response.body);
    assert_eq!(response.header("cache-control"), Some("no-store"), "{what}");
    let challenge = response.header("www-authenticate").unwrap_or_default();
    assert!(challenge.starts_with("Bearer"), "{what}: {challenge}");
    assert!(!response.body.contains("partner.example"), "{what}");
}

#[test]
fn a_token_is_taken_from_the_header_or_a_form_body() {
    let deployment = Deployment::new();
    let (_, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let access = token(&tokens, "access_token");
    let mut by_post = userinfo(access);
    by_post.method = Method::Post;
    let mut lower = get("/userinfo");
    lower = with_header(lower, "authorization", &format!("bearer {access}"));
    for request in
        [userinfo(access), by_post, lower, post("/userinfo", &[("access_token", access)])]
    {
        let response = deployment.send(request);
        assert_eq!(response.status, 200, "{}", response.body);
        assert_eq!(json(&response)["email"], "ann@partner.example");
        assert_eq!(json(&response)["sub"], claims(token(&tokens, "id_token"))["sub"]);
        assert_eq!(response.header("cache-control"), Some("no-store"));
        assert_eq!(response.header("access-control-allow-origin"), Some("*"));
    }
}

#[test]
fn a_token_is_taken_from_nowhere_else_and_from_one_place_alone() {
    let deployment = Deployment::new();
    let (_, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let access = token(&tokens, "access_token");
    let header = |value: &str| with_header(get("/userinfo"), "authorization", value);
    refused(&deployment, get("/userinfo"), 401, "none");
    refused(&deployment, get(&format!("/userinfo?access_token={access}")), 401, "query");
    refused(&deployment, header("Bearer"), 401, "no token");
    refused(&deployment, header("Bearer "), 401, "empty token");
    refused(&deployment, header(&format!("Basic {access}")), 401, "another scheme");
    refused(&deployment, header(access), 401, "no scheme");
    let body = post("/userinfo", &[("access_token", access)]);
    let both = with_header(body.clone(), "authorization", &format!("Bearer {access}"));
    refused(&deployment, both, 400, "two places");
    let twice = post("/userinfo", &[("access_token", access), ("access_token", access)]);
    refused(&deployment, twice, 400, "twice");
    let mut as_json = body.clone();
    as_json.headers.0 = vec![("content-type".into(), "application/json".into())];
    refused(&deployment, as_json, 401, "not a form");
    let mut large = body.clone();
    large.body = Body::TooLarge;
    refused(&deployment, large, 413, "too large");
    let mut get_with_body = body;
    get_with_body.method = Method::Get;
    refused(&deployment, get_with_body, 401, "a body on GET");
    // Without any token the challenge says nothing of an error (RFC 6750 §3.1).
    let response = deployment.send(get("/userinfo"));
    let metadata = format!("{ISSUER}/.well-known/oauth-protected-resource/userinfo");
    let challenge =
        format!("Bearer resource_metadata=\"{metadata}\", DPoP algs=\"PS256 ES256 EdDSA Ed25519\"");
    assert_eq!(response.header("www-authenticate"), Some(challenge.as_str()));
}

#[test]
fn a_token_that_is_over_or_early_or_changed_is_none() {
    let deployment = Deployment::new();
    let (_, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let access = token(&tokens, "access_token").to_owned();
    let parts: Vec<&str> = access.split('.').collect();
    let [header, body, signature] = parts[..] else { panic!() };
    let text = |part: &str| String::from_utf8(base64url::decode(part).unwrap()).unwrap();
    let changed = |part: &str, from: &str, to: &str| {
        assert!(text(part).contains(from), "{} lacks {from}", text(part));
        base64url::encode(text(part).replace(from, to).as_bytes())
    };
    let kid =
        text(header).split("\"kid\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for (what, forged) in [
        ("claims", format!("{header}.{}.{signature}", changed(body, "openid", "openid admin"))),
        ("exp", format!("{header}.{}.{signature}", changed(body, "\"exp\":1", "\"exp\":9"))),
        ("alg none", format!("{}.{body}.", changed(header, "RS256", "none"))),
        ("alg none, signed", format!("{}.{body}.{signature}", changed(header, "RS256", "none"))),
        ("alg HS256", format!("{}.{body}.{signature}", changed(header, "RS256", "HS256"))),
        ("alg ES256", format!("{}.{body}.{signature}", changed(header, "RS256", "ES256"))),
        ("typ", format!("{}.{body}.{signature}", changed(header, "at+jwt", "JWT"))),
        ("kid", format!("{}.{body}.{signature}", changed(header, &kid, "other"))),
        ("kid path", format!("{}.{body}.{signature}", changed(header, &kid, "../../x"))),
        ("no signature", format!("{header}.{body}.")),
        ("two parts", format!("{header}.{body}")),
        ("four parts", format!("{access}.{signature}")),
        ("another's signature", format!("{header}.{body}.{}", id_signature(&tokens))),
        ("nonsense", "a.b.c".to_owned()),
        ("long", "a".repeat(60_000)),
    ] {
        refused(&deployment, userinfo(&forged), 401, what);
    }
    let issued_at = claims(&access)["iat"].as_i64().unwrap();
    deployment.platform.clock.set(issued_at - 11);
    refused(&deployment, userinfo(&access), 401, "of a clock that is ahead by more than 10 s");
    deployment.platform.clock.set(issued_at - 10);
    assert_eq!(deployment.send(userinfo(&access)).status, 200);
    deployment.platform.clock.set(issued_at + 15 * 60 - 1);
    assert_eq!(deployment.send(userinfo(&access)).status, 200);
    deployment.platform.clock.advance(1);
    refused(&deployment, userinfo(&access), 401, "over");
}

fn id_signature(tokens: &serde_json::Value) -> &str {
    token(tokens, "id_token").rsplit_once('.').unwrap().1
}

#[test]
fn another_issuers_token_is_none() {
    let (ours, theirs) = (Deployment::new(), another_issuer());
    let (_, own) = tokens(&ours, SUPPLIERS, "ann@partner.example");
    let (_, tokens) = tokens(&theirs, SUPPLIERS, "ann@partner.example");
    let access = token(&tokens, "access_token");
    assert_eq!(claims(access)["jti"], claims(token(&own, "access_token"))["jti"], "same grant");
    assert_eq!(theirs.send(userinfo(access)).status, 200);
    refused(&ours, userinfo(access), 401, "another deployment");
}

#[test]
fn a_key_that_was_switched_off_signs_nothing_any_more_within_five_minutes() {
    let deployment = Deployment::new();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let access = token(&tokens, "access_token");
    let kid = deployment.sql("SELECT kid FROM signing_keys")[0]["kid"].as_str().unwrap().to_owned();
    deployment.sql(&disable("key", &kid));
    deployment.platform.clock.advance(300);
    refused(&deployment, userinfo(access), 401, "a revoked key");
    // A new one takes its place.
    let code = browser.open(&SUPPLIERS.authorize(&[])).code();
    let again = json(&deployment.send(SUPPLIERS.redeem(&code)));
    assert_eq!(deployment.send(userinfo(token(&again, "access_token"))).status, 200);
}

#[test]
fn other_methods_are_refused() {
    let deployment = Deployment::new();
    let mut request = get("/userinfo");
    request.method = Method::Other;
    let response = deployment.send(request);
    assert_eq!((response.status, response.header("allow")), (405, Some("GET, HEAD, POST")));
    let mut request = get("/userinfo");
    request.method = Method::Options;
    let response = deployment.send(request);
    assert_eq!(response.status, 204);
    let allowed = response.header("access-control-allow-headers").unwrap();
    assert!(allowed.contains("authorization"));
}

#[test]
fn the_metadata_that_its_challenge_names_are_of_it_and_lead_to_the_issuer() {
    let deployment = Deployment::new();
    for (path, resource) in [("", ISSUER.to_owned()), ("/userinfo", format!("{ISSUER}/userinfo"))] {
        let path = format!("/.well-known/oauth-protected-resource{path}");
        let response = deployment.send(get(&path));
        let metadata = json(&response);
        assert_eq!(metadata["resource"], resource.as_str());
        assert_eq!(metadata["authorization_servers"], serde_json::json!([ISSUER]));
        assert_eq!(response.header("access-control-allow-origin"), Some("*"));
    }
}
