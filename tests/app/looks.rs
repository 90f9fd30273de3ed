//! What anybody can have us fetch has an end: by network, by address and by time, whichever request brings it about.

use crate::browser::*;
use crate::registration::{self, CALLBACK, call};
use crate::signer::*;
use serde_json::{Value, json};
use vestibule::http::{Method, Request};
use vestibule::ports::{FetchError, OutboundResponse};
use vestibule::protocol::SigningAlgorithm;

const ID: &str = "woodgrove-suppliers";
const KEYS: &str = "https://suppliers.example/jwks";
const KEPT: &str = "https://suppliers.example/request.jwt";
const STRANGER: &str = "192.0.2.7";
const OWNER: &str = "198.51.100.7";

fn from(ip: &str, request: Request) -> Request {
    Request { ip: Some(ip.to_owned()), ..request }
}

/// The suppliers' application in production, with its keys and a request object at addresses of its own.
fn deployment() -> (Deployment, Signer) {
    let deployment = Deployment::new();
    let key = keep_at_addresses(&deployment);
    (deployment.in_production(), key)
}

/// The suppliers' application proves itself by this key, which stands at an address of its own.
pub fn keep_at_addresses(deployment: &Deployment) -> Signer {
    let mut document: Value = serde_json::from_str(&samples()["app/woodgrove-suppliers"]).unwrap();
    let fields = document.as_object_mut().unwrap();
    fields.remove("clientSecrets");
    fields.insert("tokenEndpointAuthMethod".to_owned(), json!("private_key_jwt"));
    fields.insert("jwksUri".to_owned(), json!(KEYS));
    fields.insert("requestUris".to_owned(), json!([KEPT]));
    deployment.platform.kv.put("app/woodgrove-suppliers", &document.to_string());
    let key = Signer::new(SigningAlgorithm::ES256);
    let keys = json!({"keys": [key.jwk(&json!({"kid": "a"}))]}).to_string();
    let claims = json!({"iss": ID, "client_id": ID, "response_type": "code", "state": "inside",
        "redirect_uri": SUPPLIERS.redirect_uri, "scope": "openid", "nonce": "n", "prompt": "none"});
    let object = key.sign(&json!({"kid": "a"}), &claims);
    deployment.platform.outbound.answer_with(move |request| {
        Ok(OutboundResponse::new(200, if request.url() == KEPT { &object } else { &keys }.as_str()))
    });
    key
}

fn at_address(uri: &str) -> Request {
    let uri = uri.replace('#', "%23");
    get(&format!("/authorize?client_id={ID}&request_uri={uri}"))
}

/// Something that `key` signed under an id that is not known: its keys are looked for.
pub fn assertion(deployment: &Deployment, key: &Signer, kid: &str) -> Request {
    let now = now(deployment);
    let claims = json!({"iss": ID, "sub": ID, "aud": ISSUER, "jti": kid, "exp": now + 60});
    let signed = key.sign(&json!({"kid": kid}), &claims);
    let bearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    post(
        "/introspect",
        &[("token", "x"), ("client_assertion_type", bearer), ("client_assertion", &signed)],
    )
}

fn object(key: &Signer, kid: &str) -> Request {
    let request = key.sign(&json!({"kid": kid}), &json!({"client_id": ID}));
    get(&format!("/authorize?client_id={ID}&request={request}"))
}

fn asked(deployment: &Deployment, url: &str) -> usize {
    deployment.platform.outbound.requests().iter().filter(|request| request.url() == url).count()
}

#[test]
fn what_stood_at_a_request_uri_is_kept_a_minute() {
    let (deployment, _) = deployment();
    let send = || deployment.send(at_address(KEPT));
    for _ in 0..30 {
        let response = send();
        let location = response.header("location").unwrap_or(&response.body).to_owned();
        assert!(location.contains("state=inside"), "{location}");
    }
    assert_eq!(asked(&deployment, KEPT), 1);
    deployment.platform.clock.advance(60);
    send();
    assert_eq!(asked(&deployment, KEPT), 2);
}

#[test]
fn one_network_has_an_address_asked_five_times_a_minute_and_leaves_the_owners_looks_alone() {
    let (deployment, key) = deployment();
    let stranger = Signer::new(SigningAlgorithm::ES256);
    for at in 0..30 {
        let kid = format!("x{at}");
        deployment.send(from(STRANGER, at_address(&format!("{KEPT}#{at}"))));
        deployment.send(from(STRANGER, assertion(&deployment, &stranger, &kid)));
        deployment.send(from(STRANGER, object(&stranger, &kid)));
    }
    assert_eq!(asked(&deployment, KEPT), 5);
    assert_eq!(asked(&deployment, KEYS), 6, "the first served, and does not count");
    let owner = deployment.send(from(OWNER, at_address(&format!("{KEPT}#new"))));
    assert!(owner.header("location").unwrap().contains("state=inside"));
    let response = deployment.send(from(OWNER, assertion(&deployment, &key, "a")));
    assert_eq!(response.status, 200, "{}", response.body);
    deployment.platform.clock.advance(60);
    deployment.send(from(STRANGER, at_address(&format!("{KEPT}#again"))));
    assert_eq!(asked(&deployment, KEPT), 7);
}

#[test]
fn however_many_networks_come_an_isolate_asks_an_address_ten_times_a_minute() {
    let (deployment, _) = deployment();
    let stranger = Signer::new(SigningAlgorithm::ES256);
    for at in 0..30 {
        let ip = format!("192.0.2.{at}");
        deployment.send(from(&ip, at_address(&format!("{KEPT}#{at}"))));
        deployment.send(from(&ip, assertion(&deployment, &stranger, &format!("x{at}"))));
    }
    assert_eq!((asked(&deployment, KEPT), asked(&deployment, KEYS)), (10, 10));
}

#[test]
fn an_address_that_does_not_answer_is_left_in_peace_whatever_stands_there() {
    let (deployment, key) = deployment();
    deployment.platform.outbound.answer_with(|_| Err(FetchError("unreachable".to_owned())));
    for at in 0..5 {
        let response = deployment.send(at_address(&format!("{KEPT}#{at}")));
        assert_eq!((response.status, response.header("location")), (400, None));
        deployment.send(assertion(&deployment, &key, &at.to_string()));
    }
    assert_eq!((asked(&deployment, KEPT), asked(&deployment, KEYS)), (1, 1));
    deployment.platform.clock.advance(5);
    deployment.send(at_address(KEPT));
    assert_eq!(asked(&deployment, KEPT), 2);
}

#[test]
fn a_network_has_six_hundred_looks_an_hour_over_all_addresses() {
    let (deployment, _) = deployment();
    let stranger = Signer::new(SigningAlgorithm::ES256);
    let mut minutes = 0;
    while asked(&deployment, KEYS) + asked(&deployment, KEPT) < 590 && minutes < 59 {
        for at in 0..5 {
            let fresh = format!("{minutes}-{at}");
            deployment.send(from(STRANGER, assertion(&deployment, &stranger, &fresh)));
            deployment.send(from(STRANGER, at_address(&format!("{KEPT}#{fresh}"))));
        }
        deployment.platform.clock.advance(60);
        minutes += 1;
    }
    assert_eq!((asked(&deployment, KEPT), minutes), (295, 59));
    for at in 0..5 {
        deployment.send(from(STRANGER, assertion(&deployment, &stranger, &format!("y{at}"))));
        deployment.send(from(STRANGER, at_address(&format!("{KEPT}#y{at}"))));
    }
    assert_eq!(asked(&deployment, KEYS) + asked(&deployment, KEPT), 600);
    let fresh = |text: &str| at_address(&format!("{KEPT}#{text}"));
    deployment.new_isolate().send(from(STRANGER, fresh("z")));
    assert_eq!(asked(&deployment, KEPT), 300, "the count is in no isolate");
    deployment.new_isolate().send(from(OWNER, fresh("z")));
    assert_eq!(asked(&deployment, KEPT), 301);
}

#[test]
fn looks_that_served_who_they_were_made_for_are_not_counted() {
    let (deployment, key) = deployment();
    for _ in 0..700 {
        deployment.platform.clock.advance(5);
        let isolate = deployment.new_isolate();
        let response = isolate.send(from(OWNER, assertion(&deployment, &key, "a")));
        assert_eq!(response.status, 200, "{}", response.body);
        deployment.sql("DELETE FROM used_proofs");
    }
    let counted = deployment.sql("SELECT 1 FROM counters WHERE kind LIKE 'look%' AND n > 0");
    assert_eq!(counted.len(), 0);
}

#[test]
fn a_look_costs_one_trip_where_networks_are_counted() {
    let (deployment, key) = deployment();
    deployment.send(from(OWNER, assertion(&deployment, &key, "a")));
    deployment.platform.clock.advance(300);
    let trips = |request: Request| {
        deployment.platform.reset_counts();
        crate::support::block_on(deployment.answer(request));
        deployment.platform.counts().batches
    };
    let (due, fresh) = (assertion(&deployment, &key, "a"), object(&key, "a"));
    assert_eq!(trips(from(OWNER, due)), 2, "the count, and what the request does");
    assert_eq!(trips(from(OWNER, fresh)), 0, "what is known asks nobody");
}

#[test]
fn who_registers_brings_looks_about_as_others_do() {
    let policy = json!({"flows": ["supplier"], "open": true});
    let deployment = registration::with_registration(&policy).in_production();
    deployment.platform.outbound.answer_with(|_| Ok(OutboundResponse::new(200, "no image")));
    let send = |ip: &str, member: &str| {
        let metadata = json!({"redirect_uris": [CALLBACK], member: "https://third.example/x"});
        deployment.send(from(ip, call(Method::Post, "/register", "", Some(&metadata)))).status
    };
    let asked = || asked(&deployment, "https://third.example/x");
    let of_sector = [(); 7].map(|()| send(STRANGER, "sector_identifier_uri"));
    assert_eq!((of_sector, asked()), ([400, 400, 400, 400, 400, 429, 429], 5));
    assert_eq!((send(OWNER, "sector_identifier_uri"), asked()), (400, 6));
    deployment.platform.clock.advance(60);
    assert_eq!([(); 7].map(|()| send(STRANGER, "logo_uri")), [201; 7], "without their logo");
    assert_eq!(asked(), 11);
    assert_eq!((send(OWNER, "logo_uri"), asked()), (201, 12));
}
