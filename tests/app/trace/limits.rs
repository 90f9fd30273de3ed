//! A limit that bites is a row a kind and hour, for an account where it is about an account's address.

use super::*;
use crate::people::*;
use crate::registration::{self, CALLBACK, call};
use crate::support::block_on;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use vestibule::http::{Form, Method, Request};
use vestibule::native::together;
use vestibule::ports::OutboundResponse;
use vestibule::store::audit::limits_of_late;

const IP: &str = "192.0.2.7";

/// What makes a limit of this kind bite once, and whether it knows the account.
type Bite = (&'static str, bool, fn(&Deployment));

/// Every limit that is counted in D1 or remembered by an isolate.
const BITES: [Bite; 20] = [
    ("mail-address", true, |deployment| {
        past(deployment, "mail-address", 3, || mail(deployment, ANN));
    }),
    ("mail-address-day", true, |deployment| {
        past(deployment, "mail-address-day", 10, || mail(deployment, ANN));
    }),
    ("mail-ip", false, |deployment| {
        past(deployment, "mail-ip", 20, || mail(deployment, "x@home.example"));
    }),
    ("mailed-code", true, |deployment| {
        let mut browser = Browser::new(deployment);
        let page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, ANN);
        for _ in 0..6 {
            browser.submit(&page, &[("code", "00000000")]).page("code");
        }
    }),
    ("guess", true, |deployment| {
        for _ in 0..5 {
            guess(deployment, ANN);
        }
        assert_eq!(guess(deployment, ANN), 429);
    }),
    ("guess-ip", false, |deployment| {
        past(deployment, "guess-ip", 100, || {
            let page = sign_in(deployment, SUPPLIERS, "bob@partner.example", "wrong", Some(IP));
            page.page("sign-in").status
        });
    }),
    ("user-code", false, |deployment| {
        past(deployment, "user-code", 5, || {
            let path = "/device?user_code=BCDF-GHJQ";
            Browser::new(deployment).open(path).page("device").status
        });
    }),
    ("request-ip", false, |deployment| {
        past(deployment, "request-ip", 300, || send(deployment, push()));
    }),
    ("request-all", false, |deployment| {
        past(deployment, "request-all", 10_000, || send(deployment, push()));
    }),
    ("large-request-ip", false, |deployment| {
        past(deployment, "large-request-ip", 100, || send(deployment, large()));
    }),
    ("large-request-all", false, |deployment| {
        past(deployment, "large-request-all", 2_000, || send(deployment, large()));
    }),
    ("register-ip", false, |deployment| {
        past(deployment, "register-ip", 20, || send(deployment, register(None)));
    }),
    ("register-all", false, |deployment| {
        past(deployment, "register-all", 2_000, || send(deployment, register(None)));
    }),
    ("client-document-ip", false, |deployment| {
        past(deployment, "client-document-ip", 100, || send(deployment, described(deployment)));
    }),
    ("client-document-all", false, |deployment| {
        past(deployment, "client-document-all", 2_000, || send(deployment, described(deployment)));
    }),
    ("look-ip", false, |deployment| {
        past(deployment, "look-ip", 600, || {
            let uri = format!("https://third.example/{}", deployment.platform.counts().batches);
            send(deployment, register(Some(&uri)))
        });
    }),
    ("look-one-ip", false, |deployment| {
        past(deployment, "look-one-ip", 5, || {
            // An address that did not answer is left in peace for five seconds.
            deployment.platform.clock.advance(5);
            send(deployment, register(Some("https://third.example/uris")))
        });
    }),
    ("wrong-secrets", false, |deployment| {
        let wrong = App { secret: Some("wrong"), ..OWN };
        while deployment.send(from_ip(wrong.redeem("x"))).status != 429 {}
    }),
    ("wrong-tokens", false, |deployment| {
        let wrong = || call(Method::Get, "/register/dyn-nobody", "wrong", None);
        for _ in 0..30 {
            deployment.send(from_ip(wrong()));
        }
        assert_eq!(deployment.send(from_ip(wrong())).status, 429);
    }),
    ("guess", true, |deployment| {
        deployment.sql("UPDATE counters SET n = 100 WHERE kind = 'guess'");
        guess(deployment, ANN);
        deployment.sql("UPDATE counters SET n = 100 WHERE kind = 'guess'");
        assert_eq!(guess(deployment, ANN), 429);
    }),
];

/// Does `work` as often as the limit lets pass, and once more; only that leaves a trace.
fn past(deployment: &Deployment, kind: &str, most: i64, work: impl Fn() -> u16) {
    let before = rows(deployment, "limit-reached").len();
    assert_ne!(work(), 429, "{kind}");
    deployment.sql(&format!("UPDATE counters SET n = {} WHERE kind = '{kind}'", most - 1));
    assert_ne!(work(), 429, "{kind}: the last that is let pass");
    assert_eq!(rows(deployment, "limit-reached").len(), before, "{kind}");
    assert_eq!(work(), 429, "{kind}");
}

/// The status of an answer to this network; 429 for whatever says to come later.
fn send(deployment: &Deployment, request: Request) -> u16 {
    let response = deployment.send(from_ip(request));
    if response.status == 503 { 429 } else { response.status }
}

/// An authorization request that no cookie holds.
fn large() -> Request {
    get(&SHOP.authorize(&[("state", &"s".repeat(3000))]))
}

/// A request of an application that describes itself, another one each time.
fn described(deployment: &Deployment) -> Request {
    let id = format!("https://tools.example/{}", deployment.platform.counts().batches);
    get(&SHOP.authorize(&[("client_id", &id)]))
}

/// Asks for a mailed code.
fn mail(deployment: &Deployment, email: &str) -> u16 {
    let mut browser = Browser::new(deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let fields = [("token", page.token.as_str()), ("email", email), ("action", "email_code")];
    browser.send(from_ip(post(&page.action, &fields))).status
}

fn push() -> Request {
    let path = SHOP.authorize(&[]);
    vestibule::native::post(
        ISSUER,
        "/par",
        &Form::parse(path.split_once('?').unwrap().1.as_bytes()),
    )
}

fn register(sector_identifier_uri: Option<&str>) -> Request {
    let mut metadata = json!({"redirect_uris": [CALLBACK]});
    if let Some(uri) = sector_identifier_uri {
        metadata["sector_identifier_uri"] = json!(uri);
    }
    call(Method::Post, "/register", "", Some(&metadata))
}

fn from_ip(request: Request) -> Request {
    Request { ip: Some(IP.to_owned()), ..request }
}

/// Where every limit can bite: Ann has an account, and applications may register and describe themselves.
fn deployment() -> Deployment {
    let deployment = registration::with_registration(&json!({"flows": ["supplier"], "open": true}));
    let documents = r#""clientIdMetadataDocuments": {"flows": ["supplier"]}, "defaultLanguage""#;
    deployment.edit("tenant", "\"defaultLanguage\"", documents);
    join(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    deployment.sql("DELETE FROM counters");
    deployment.platform.outbound.answer_with(|_| Ok(OutboundResponse::new(404, "")));
    in_production(&deployment)
}

#[test]
fn every_limit_that_bites_is_a_row_an_hour() {
    for (kind, of_account, bite) in BITES {
        let deployment = deployment();
        let account = if of_account { account_of(&deployment, ANN) } else { Value::Null };
        bite(&deployment);
        let expected = [(kind.to_owned(), account)];
        assert_eq!(kinds(&deployment, "limit-reached"), expected, "{kind}");
        let first = one(&deployment, "limit-reached");
        assert!(["client_id", "flow", "run"].iter().all(|column| first[*column].is_null()));
        deployment.sql("DELETE FROM counters");
        let later = in_production(&deployment);
        bite(&later);
        assert_eq!(rows(&deployment, "limit-reached").len(), 1, "{kind} again within the hour");
        deployment.sql("DELETE FROM counters");
        deployment.platform.clock.advance(HOUR);
        bite(&in_production(&later));
        assert_eq!(rows(&deployment, "limit-reached").len(), 2, "{kind} an hour later");
    }
}

#[test]
fn no_limit_is_without_a_trace() {
    let mut source = String::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    for entry in std::fs::read_dir(folder).unwrap() {
        source += &std::fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    let declared = source.split("Limit {").skip(1).filter_map(|rest| {
        let rest = rest.trim_ascii_start().strip_prefix("kind: \"")?;
        rest.split('"').next()
    });
    let declared: BTreeSet<&str> = declared.collect();
    let bitten: BTreeSet<&str> = BITES.iter().map(|(kind, ..)| *kind).collect();
    assert!(declared.len() > 7, "{declared:?}");
    assert!(declared.is_subset(&bitten), "add to BITES: {:?}", &declared - &bitten);
    let readme = include_str!("../../../README.md");
    let trace = readme.split("\n### The trace\n").nth(1).unwrap().split("\n## ").next().unwrap();
    for kind in bitten {
        assert!(trace.contains(&format!("`{kind}`")), "{kind} is not in the README");
    }
    // What is counted in another way than by a `Limit` would escape the test above.
    let counted = source.matches("INSERT INTO counters").count();
    assert_eq!(counted, 2, "`count_where` and `count_guess` alone count");
}

#[test]
fn a_limit_that_bites_at_an_address_without_an_account_is_a_row_for_all_of_them() {
    let deployment = deployment();
    let bites = |email: &str| {
        for _ in 0..5 {
            guess(&deployment, email);
        }
        assert_eq!(guess(&deployment, email), 429);
        for _ in 0..3 {
            assert_eq!(mail(&deployment, email), 303);
        }
        assert_eq!(mail(&deployment, email), 429);
    };
    for email in ["one@partner.example", "two@partner.example", "three@partner.example"] {
        bites(email);
    }
    let found = kinds(&deployment, "limit-reached");
    let expected = ["guess", "mail-address"].map(|kind| (kind.to_owned(), Value::Null));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(expected.iter().all(|row| found.contains(row)));
    bites(ANN);
    assert_eq!(rows(&deployment, "limit-reached").len(), 4);
}

#[test]
fn what_bit_within_the_hour_is_told_by_kind_and_no_longer_than_two() {
    let deployment = deployment();
    let of_late = || {
        let now = vestibule::ports::Clock::now(&deployment.platform);
        block_on(limits_of_late(&deployment.platform, now)).unwrap()
    };
    assert!(of_late().is_empty());
    deployment.platform.clock.advance(HOUR - 60);
    for email in [ANN, "nobody@partner.example"] {
        for _ in 0..6 {
            guess(&deployment, email);
        }
    }
    assert_eq!(of_late(), ["guess"]);
    deployment.platform.clock.advance(HOUR - 1);
    past(&deployment, "request-ip", 300, || send(&deployment, push()));
    assert_eq!(of_late(), ["guess", "request-ip"]);
    deployment.platform.clock.advance(HOUR);
    assert_eq!(of_late(), ["request-ip"]);
    deployment.platform.clock.advance(HOUR);
    assert!(of_late().is_empty());
}

#[test]
fn thirty_at_once_beyond_a_limit_are_one_row() {
    let deployment = deployment();
    assert_eq!(deployment.send(from_ip(push())).status, 201);
    deployment.sql("UPDATE counters SET n = 300");
    let answers = together((0..30).map(|_| deployment.answer(from_ip(push()))));
    assert!(block_on(answers).iter().all(|answer| answer.status == 429));
    assert_eq!(kinds(&deployment, "limit-reached"), [("request-ip".to_owned(), Value::Null)]);
}
