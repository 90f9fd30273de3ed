//! Requests that were valid and were then changed at random (RFC 9700, ASVS 2.2.1): none of them is answered with a failure
//! of ours, each gets an error of its protocol or a page, and what was valid before is valid afterwards, unless one of them was
//! taken for it. `MUTATIONS=5000` makes more of them, `SEED` others.

mod mutation;
pub mod requests;
pub mod world;

use crate::browser::ISSUER;
use mutation::{Chance, INERT, mutated};
use serde_json::Value;
use std::collections::BTreeSet;
use vestibule::http::{Content, Request, Response};
use vestibule::protocol::Cause;
use world::World;

/// A valid request, and what its answer is.
struct Valid {
    make: fn(&mut World) -> Request,
    status: u16,
    /// Whether it counts once.
    once: bool,
}

const fn always(make: fn(&mut World) -> Request, status: u16) -> Valid {
    Valid { make, status, once: false }
}

const fn once(make: fn(&mut World) -> Request, status: u16) -> Valid {
    Valid { make, status, once: true }
}

fn number(variable: &str, default: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Changes each of `requests` and looks at what is answered: to the changed ones, and to the valid one afterwards.
fn hold(requests: &[Valid]) {
    let mut world = World::new();
    let seed = number("SEED", 1);
    for (index, Valid { make, status, once }) in requests.iter().enumerate() {
        let mut chance = Chance(u64::try_from(seed * 1000 + index).unwrap());
        world.renew();
        for _ in 0..number("MUTATIONS", 100).div_ceil(20) {
            let valid = make(&mut world);
            let words: Vec<String> = world.values().into_iter().map(|(_, value)| value).collect();
            let mut taken = false;
            for _ in 0..20 {
                let changed = mutated(&mut chance, &valid, &words);
                let response = world.deployment.send(changed.clone());
                check(&changed, &response);
                taken |= response.status < 400;
            }
            let afterwards = make(&mut world);
            let response = world.deployment.send(afterwards.clone());
            check(&afterwards, &response);
            let gone = *once && taken;
            assert!(gone || response.status == *status, "{afterwards:?}\n{response:?}");
            if *once {
                world.renew();
            }
        }
    }
}

const PROGRAMS: [&str; 9] = [
    "/par",
    "/device_authorization",
    "/token",
    "/introspect",
    "/revoke",
    "/userinfo",
    "/register",
    "/jwks",
    "/.well-known/",
];

#[track_caller]
fn check(request: &Request, response: &Response) {
    let what = || format!("{request:?}\n{response:?}");
    assert!(response.status < 500, "{}", what());
    for (name, value) in &response.headers {
        let plain = value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        assert!(plain, "{name}: {}", what());
    }
    assert_eq!(response.header("x-content-type-options"), Some("nosniff"), "{}", what());
    assert!(!response.body.contains(INERT), "{}", what());
    if let Some(location) = response.header("location") {
        let own = location.starts_with('/') && !location.starts_with("//");
        let registered = ["http://localhost:3000/", "http://localhost:3001/", ISSUER];
        assert!(own || registered.iter().any(|uri| location.starts_with(uri)), "{}", what());
    }
    if PROGRAMS.iter().any(|path| request.path.starts_with(path)) {
        check_program(response, &what);
    } else {
        let page = matches!(response.content, Content::Html | Content::Empty | Content::Json);
        assert!(page, "{}", what());
    }
    if response.status >= 400 {
        assert_eq!(response.header("cache-control"), Some("no-store"), "{}", what());
    }
}

/// Programs are answered with JSON, and with an error that is in the list.
#[track_caller]
fn check_program(response: &Response, what: &impl Fn() -> String) {
    match response.content {
        Content::Json => {
            let told: Value = serde_json::from_str(&response.body).unwrap();
            let known: BTreeSet<&str> =
                Cause::ALL.iter().map(|cause| cause.code().name()).collect();
            let error = told["error"].as_str();
            assert_eq!(error.is_some(), response.status >= 400, "{}", what());
            assert!(error.is_none_or(|error| known.contains(error)), "{}", what());
        }
        Content::Empty | Content::Jwt => assert!(response.status < 400, "{}", what()),
        _ => panic!("{}", what()),
    }
}

#[test]
fn at_the_token_endpoint() {
    hold(&[
        once(requests::redeem, 200),
        once(requests::redeem_with_proof, 200),
        once(requests::refresh, 200),
        always(requests::client_credentials, 200),
        always(requests::poll, 400),
    ]);
}

#[test]
fn where_applications_ask() {
    hold(&[
        always(requests::push_with_assertion, 201),
        always(requests::push_object, 201),
        always(requests::device_authorization, 200),
        always(requests::introspect, 200),
        always(requests::revoke, 200),
    ]);
}

#[test]
fn where_tokens_are_presented_and_applications_register() {
    hold(&[
        always(requests::userinfo_bearer, 200),
        always(requests::userinfo_posted, 200),
        always(requests::userinfo_bound, 200),
        always(requests::register, 201),
        once(requests::replace_registration, 200),
        once(requests::read_registration, 200),
    ]);
}

#[test]
fn where_browsers_come() {
    hold(&[
        always(requests::authorize, 303),
        always(requests::authorize_posted, 303),
        always(requests::authorize_object, 303),
        always(requests::logout, 200),
        once(requests::sign_out, 200),
        always(requests::account, 200),
        always(requests::withdraw, 303),
        always(requests::device, 200),
        always(requests::flow_page, 200),
        once(requests::flow_form, 303),
    ]);
}

#[test]
fn where_metadata_is_read() {
    hold(&[
        always(requests::discovery, 200),
        always(requests::jwks, 200),
        always(requests::check_session, 200),
        always(requests::resource, 200),
    ]);
}
