//! Tokens, codes, assertions and proofs of one kind are no good as another (RFC 8725 §3.11, RFC 9700 §4): each is presented
//! in every other one's place, and is good in its own afterwards.

use crate::browser::*;
use crate::mutated::requests::{self, at};
use crate::mutated::world::World;
use crate::people::*;
use crate::registration::{CALLBACK, call};
use serde_json::json;
use vestibule::http::{Form, Method, Request, Response};

/// Presents every value but those of `own` kinds, and looks at what is answered.
fn present(
    own: &[&str],
    request: impl Fn(&World, &str) -> Request,
    refused: impl Fn(&Response) -> bool,
) {
    let mut world = World::new();
    for (kind, value) in world.values() {
        if !own.contains(&kind) {
            let response = world.deployment.send(request(&world, &value));
            assert!(refused(&response), "{kind}: {response:?}");
        }
    }
    for (make, status) in [
        (requests::userinfo_bearer as fn(&mut World) -> Request, 200),
        (requests::userinfo_bound, 200),
        (requests::refresh, 200),
        (requests::redeem, 200),
        (requests::read_registration, 200),
        (requests::push_with_assertion, 201),
        (requests::push_object, 201),
        (requests::device, 200),
    ] {
        let request = make(&mut world);
        let response = world.deployment.send(request);
        assert_eq!(response.status, status, "{response:?}");
    }
}

fn error(status: u16, code: &'static str) -> impl Fn(&Response) -> bool {
    move |response| response.status == status && json(response)["error"] == code
}

#[test]
fn as_an_access_token() {
    let invalid = error(401, "invalid_token");
    present(&["access token"], |_, value| userinfo(value), &invalid);
    let by_key = |_: &World, value: &str| crate::dpop::bound_userinfo(value);
    present(&["access token", "bound access token"], by_key, &invalid);
}

#[test]
fn as_a_refresh_token_or_a_code() {
    let invalid = error(400, "invalid_grant");
    present(&["refresh token"], |_, value| SUPPLIERS.refresh(value), &invalid);
    present(&["code"], |_, value| SUPPLIERS.redeem(value), &invalid);
    let grant = "urn:ietf:params:oauth:grant-type:device_code";
    let poll =
        |_: &World, value: &str| SUPPLIERS.token(&[("grant_type", grant), ("device_code", value)]);
    present(&["device code"], poll, &invalid);
}

#[test]
fn as_a_token_that_is_asked_about_or_revoked() {
    let tokens = ["access token", "bound access token", "refresh token"];
    let ask = |path: &'static str| {
        move |_: &World, value: &str| at(SUPPLIERS.token(&[("token", value)]), path)
    };
    present(&tokens, ask("/introspect"), |response| json(response) == json!({"active": false}));
    present(&tokens, ask("/revoke"), |response| response.status == 200);
}

#[test]
fn as_an_assertion_or_a_secret() {
    let invalid = error(401, "invalid_client");
    let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let assert = |_: &World, value: &str| {
        post(
            "/introspect",
            &[("client_assertion_type", kind), ("client_assertion", value), ("token", "x")],
        )
    };
    present(&["client assertion"], assert, &invalid);
    let secret = |_: &World, value: &str| {
        post(
            "/introspect",
            &[("client_id", SUPPLIERS.client_id), ("client_secret", value), ("token", "x")],
        )
    };
    present(&[], secret, &invalid);
}

#[test]
fn as_a_request_object_or_a_pushed_request() {
    let push = |_: &World, value: &str| at(SUPPLIERS.token(&[("request", value)]), "/par");
    present(&["request object"], push, error(400, "invalid_request_object"));
    for prefix in ["", "urn:ietf:params:oauth:request_uri:"] {
        let open = |_: &World, value: &str| {
            let uri = format!("{prefix}{value}");
            get(&SUPPLIERS.authorize(&[("request_uri", &uri)]))
        };
        let refused = |response: &Response| {
            let to = response.header("location").unwrap_or_default().to_owned();
            response.status == 303 && to.contains("error=invalid_request_uri")
        };
        present(&[], open, refused);
    }
}

#[test]
fn as_a_proof() {
    let prove = |_: &World, value: &str| with_header(SUPPLIERS.redeem("x"), "dpop", value);
    present(&["proof"], prove, error(400, "invalid_dpop_proof"));
}

#[test]
fn as_a_token_for_registering() {
    let invalid = error(401, "invalid_token");
    let metadata = json!({"redirect_uris": [CALLBACK]});
    let register = |_: &World, value: &str| call(Method::Post, "/register", value, Some(&metadata));
    present(&["initial access token"], register, &invalid);
    let remove = |world: &World, value: &str| {
        let mut request = world.registration_request(Method::Delete, None);
        request.headers.0 = vec![("authorization".into(), format!("Bearer {value}"))];
        request
    };
    present(&["registration access token"], remove, &invalid);
}

#[test]
fn as_a_hint_of_who_signs_out() {
    let hint = |world: &World, value: &str| {
        let to = ("post_logout_redirect_uri", "http://localhost:3000/");
        let fields =
            [("id_token_hint", value), to].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let path = format!("/logout?{}", Form(fields.to_vec()).encode());
        world.browser.with_cookies(get(&path))
    };
    let asked = |response: &Response| {
        response.status == 200 && response.body.contains("data-page=\"sign-out\"")
    };
    present(&["ID token"], hint, asked);
}

#[test]
fn to_another_application() {
    let invalid = error(400, "invalid_grant");
    let other = App { redirect_uri: SUPPLIERS.redirect_uri, ..SHOP };
    present(&[], |_, value| other.refresh(value), &invalid);
    present(&[], |_, value| other.redeem(value), &invalid);
    present(&[], |_, value| at(other.token(&[("token", value)]), "/revoke"), |r| r.status == 200);
    let ask = |_: &World, value: &str| {
        let secret = "woodgrove-replenishment-sample-secret";
        let form = [("client_id", "woodgrove-replenishment"), ("client_secret", secret)];
        post("/introspect", &[form.as_slice(), &[("token", value)]].concat())
    };
    present(&[], ask, |response| json(response) == json!({"active": false}));
}
