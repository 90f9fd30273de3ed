//! The native platform, as the other tests rely on it.

#[cfg(test)]
mod support;

use support::{NOW, NativePlatform, block_on, platform};
use vestibule::config::Mode;
use vestibule::http::NamedBy;
use vestibule::native::{Counts, together};
use vestibule::ports::{
    Background, Clock, ConfigStore, Database, Log, Mail, Mailer, Outbound, OutboundRequest,
    OutboundResponse, Platform, Randomness, Signing, Statement, WorkerSecrets,
};
use vestibule::protocol::SigningAlgorithm;

const WRAPPING_KEY: [u8; 32] = [7; 32];

#[test]
fn each_algorithm_signs_and_verifies() {
    let platform = platform();
    for algorithm in SigningAlgorithm::ALL {
        let made = block_on(platform.generate(algorithm, &WRAPPING_KEY)).unwrap();
        let key = block_on(platform.unwrap(algorithm, &made.wrapped, &WRAPPING_KEY)).unwrap();
        let signature = block_on(platform.sign(algorithm, &key, b"message")).unwrap();
        let verify = |message: &[u8], signature: &[u8]| {
            block_on(platform.verify(algorithm, &made.public, message, signature)).unwrap()
        };
        assert!(verify(b"message", &signature), "{algorithm:?}");
        assert!(!verify(b"another", &signature), "{algorithm:?}");
        assert!(!verify(b"message", &signature[1..]), "{algorithm:?}");
        assert!(!verify(b"message", b""), "{algorithm:?}");
        assert!(block_on(platform.unwrap(algorithm, &made.wrapped, &[8; 32])).is_err());
        assert!(block_on(platform.unwrap(algorithm, &[1, 2], &WRAPPING_KEY)).is_err());
    }
}

#[test]
fn every_key_of_a_platform_is_another() {
    let platform = platform();
    for algorithm in SigningAlgorithm::ALL {
        let make = || block_on(platform.generate(algorithm, &WRAPPING_KEY)).unwrap().public;
        assert_ne!(make(), make(), "{algorithm:?}");
    }
}

#[test]
fn tasks_wait_until_they_are_run() {
    let platform = platform();
    platform.kv.put("tenant", "{}");
    let later = platform.clone();
    platform.after_response(async move {
        let inner = later.clone();
        later.after_response(async move { inner.kv.delete("tenant") });
    });
    let tenant = || block_on(platform.read(&["tenant".to_owned(), "none".to_owned()])).unwrap();
    assert_eq!(tenant(), [Some("{}".to_owned()), None]);
    assert_eq!(platform.background.waiting(), 1);
    block_on(platform.run_background());
    assert_eq!(tenant(), [None, None]);
    assert_eq!(platform.background.waiting(), 0);
}

fn mail(to: &str) -> Mail {
    Mail {
        from: "login@woodgrove.example".to_owned(),
        from_name: "Woodgrove".to_owned(),
        to: to.to_owned(),
        subject: "Your code".to_owned(),
        text: "123456".to_owned(),
        html: "<p>123456</p>".to_owned(),
    }
}

#[test]
fn mail_goes_to_the_binding_or_into_the_outbox() {
    let platform = platform();
    let ann = mail("ann@example.com");
    assert!(block_on(platform.send_email(&ann)).is_err());
    platform.put_in_outbox(&ann);
    platform.clock.advance(5);
    platform.put_in_outbox(&mail("bob@example.com"));
    let list = |to| block_on(platform.outbox(to)).unwrap();
    let to: Vec<String> = list(None).into_iter().map(|mail| mail.to).collect();
    assert_eq!(to, ["bob@example.com", "ann@example.com"]);
    assert_eq!(list(Some("bob@example.com"))[0].sent_at, NOW + 5);

    platform.mail.set_bound(true);
    block_on(platform.send_email(&ann)).unwrap();
    platform.mail.set_failing(true);
    assert!(block_on(platform.send_email(&ann)).is_err());
    assert_eq!(platform.mail.sent(), [ann]);
}

#[test]
fn other_servers_are_played() {
    let platform = platform();
    let mode = Mode { development: false, issuer: "https://login.example".to_owned() };
    let request = |url: &str| OutboundRequest::get(url, NamedBy::Administrator, &mode);
    let fetch = |url: &str| block_on(platform.fetch(request(url).unwrap()));
    assert!(fetch("https://idp.example/jwks").is_err());
    platform.outbound.answer_with(|request| Ok(OutboundResponse::new(200, request.url())));
    assert_eq!(fetch("https://idp.example/").unwrap().body, b"https://idp.example/");
    assert!(request("http://idp.example/").is_err());
    assert_eq!(platform.outbound.requests().len(), 2);
}

#[test]
fn what_is_asked_of_the_world_is_counted() {
    let platform = platform();
    let ask = || async {
        let one = || Statement::new("SELECT 1", &[]);
        platform.batch(vec![one(), one()]).await.unwrap();
        platform.read(&["tenant".to_owned()]).await.unwrap();
        platform.put_in_outbox(&mail("ann@example.com"));
        let _: [u8; 40] = platform.random_bytes();
    };
    block_on(together([ask(), ask()]));
    let (batches, statements) = (2, 4);
    let asked = Counts {
        batches,
        statements,
        kv_reads: 2,
        images_read: 0,
        mails: 2,
        fetches: 0,
        random_bytes: 80,
    };
    assert_eq!(platform.counts(), asked);
    platform.reset_counts();
    assert_eq!(platform.counts(), Counts::default());
}

#[test]
fn a_world_without_writes_refuses_every_batch_that_is_not_all_reads_and_remembers_it() {
    let reads = ["SELECT kid FROM signing_keys", "\n  SELECT 2"];
    for text in [
        "UPDATE counters SET n = 1",
        "INSERT INTO requests SELECT 'a', 'b', 1",
        "DELETE FROM requests",
        "WITH a AS (SELECT 1) DELETE FROM requests",
        "CREATE TABLE a (b)",
        "select 1",
    ] {
        let (free, bound) = (platform(), platform().without_writes());
        let batch = |texts: &[&str]| texts.iter().map(|sql| Statement::new(sql, &[])).collect();
        assert!(block_on(bound.batch(batch(&reads))).is_ok());
        assert!(!bound.writes().were_refused());
        assert!(block_on(bound.batch(batch(&["SELECT 1", text]))).is_err(), "{text}");
        assert!(bound.clone().writes().were_refused(), "{text}");
        assert!(block_on(free.batch(batch(&[text]))).is_ok(), "{text}");
        assert!(!free.writes().were_refused());
    }
}

#[test]
fn a_seed_repeats_the_randomness() {
    let (one, other) = (platform(), platform());
    let draw = |platform: &NativePlatform| platform.random_bytes::<40>();
    let first = draw(&one);
    assert_eq!(first, draw(&other));
    assert_ne!(first, draw(&one));
    other.randomness.seed(2);
    assert_ne!(first, draw(&other));
}

#[test]
fn the_rest_is_what_was_put() {
    let platform = platform();
    platform.secrets.put("FACEBOOK_SECRET", "s");
    assert_eq!(platform.worker_secret("FACEBOOK_SECRET").as_deref(), Some("s"));
    assert_eq!(platform.worker_secret("MASTER_KEY"), None);
    platform.kv.set_failing(true);
    assert!(block_on(platform.read(&["tenant".to_owned()])).is_err());
    assert_eq!(platform.now(), NOW);
    platform.log("{}");
    assert_eq!(platform.log.lines(), ["{}"]);
}
