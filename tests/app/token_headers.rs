//! What holds tokens, or says why there are none, is kept by nobody on the way: `no-store`, and `no-cache` for who knows
//! HTTP/1.0 alone (RFC 6749 §5.1, §5.2).

use crate::browser::*;
use crate::people::*;
use crate::registration;
use serde_json::json;
use vestibule::http::{Method, Response};

fn is_kept_by_nobody(response: &Response, what: &str) {
    let told = (response.header("cache-control"), response.header("pragma"));
    assert_eq!(told, (Some("no-store"), Some("no-cache")), "{what}: {}", response.status);
}

#[test]
fn every_answer_of_an_endpoint_for_programs_says_so_good_or_bad() {
    let deployment = registration::guarded();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let access = token(&tokens, "access_token");
    let code = browser.open(&SUPPLIERS.authorize(&[])).code();
    let mut told = vec![
        ("code", deployment.send(SUPPLIERS.redeem(&code))),
        ("code used", deployment.send(SUPPLIERS.redeem(&code))),
        ("refresh", deployment.send(SUPPLIERS.refresh(token(&tokens, "refresh_token")))),
        ("no grant", deployment.send(SUPPLIERS.token(&[]))),
        ("wrong method", deployment.send(get("/token"))),
        ("userinfo", deployment.send(userinfo(access))),
        ("userinfo refused", deployment.send(userinfo("x"))),
    ];
    for path in ["/par", "/device_authorization", "/introspect", "/revoke"] {
        let mut request = SUPPLIERS.token(&[("token", access), ("scope", "openid")]);
        path.clone_into(&mut request.path);
        told.push((path, deployment.send(request)));
        told.push((path, deployment.send(post(path, &[]))));
    }
    let metadata = json!({"redirect_uris": [registration::CALLBACK]});
    told.push(("/register", registration::register(&deployment, &metadata)));
    let refused = registration::call(Method::Post, "/register", "x", Some(&metadata));
    told.push(("/register refused", deployment.send(refused)));
    told.push(("/register/{id} refused", deployment.send(get("/register/dyn-x"))));
    for (what, response) in &told {
        is_kept_by_nobody(response, what);
    }
    deployment.platform.database.set_unavailable(true);
    is_kept_by_nobody(&deployment.send(SUPPLIERS.redeem(&code)), "down");
}

#[test]
fn what_may_be_kept_is_not_forbidden_to_be() {
    let deployment = Deployment::new();
    for path in ["/jwks", "/.well-known/openid-configuration"] {
        assert!(deployment.send(get(path)).header("pragma").is_none(), "{path}");
    }
}
