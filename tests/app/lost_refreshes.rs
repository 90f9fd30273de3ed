//! A refresh whose answer got lost: while the successor was never used, its parent gets that same successor again. What comes
//! again too late, too often, or after the successor was used, ends the family (RFC 9700 §4.14.2).

use crate::browser::*;
use crate::dpop::proving;
use crate::people::*;
use crate::signer::*;
use crate::support::block_on;
use serde_json::{Value, json};
use vestibule::http::Request;
use vestibule::native::together;
use vestibule::protocol::SigningAlgorithm;

const EMAIL: &str = "ann@partner.example";
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A family of refresh tokens and those who send them.
struct Family {
    deployment: Deployment,
    app: App,
    key: Option<Signer>,
}

impl Family {
    /// A new one of `app`, and its first token.
    fn of(app: App, deployment: Deployment, key: Option<Signer>) -> (Self, String) {
        let family = Self { deployment, app, key };
        let mut browser = Browser::new(&family.deployment);
        let page = prove_new_address(&mut browser, app, EMAIL);
        let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
        let answers = if app.secret.is_some() { &SUPPLIER_ANSWERS[..] } else { &CUSTOMER_ANSWERS };
        let code = browser.submit(&page, answers).code();
        let response = family.deployment.send(family.proving(app.redeem(&code)));
        assert_eq!(response.status, 200, "{}", response.body);
        (family, token(&json(&response), "refresh_token").to_owned())
    }

    fn proving(&self, request: Request) -> Request {
        match &self.key {
            Some(key) => proving(&self.deployment, key, request, &json!({})),
            None => request,
        }
    }

    /// The successor, or the error's cause.
    fn refresh(&self, token: &str) -> Result<String, String> {
        self.answer(self.proving(self.app.refresh(token)))
    }

    fn answer(&self, request: Request) -> Result<String, String> {
        let response = self.deployment.send(request);
        let told = json(&response);
        match told["refresh_token"].as_str() {
            Some(token) => Ok(token.to_owned()),
            None => Err(cause(&response)),
        }
    }

    fn wait(&self, seconds: i64) {
        self.deployment.platform.clock.advance(seconds);
    }

    fn trace(&self, event: &str) -> usize {
        self.deployment.sql(&format!("SELECT id FROM audit WHERE event = '{event}'")).len()
    }
}

fn confidential() -> (Family, String) {
    Family::of(SUPPLIERS, Deployment::new(), None)
}

/// One of a public application, whose document says `repeat`.
fn public(repeat: Option<u32>) -> (Family, String) {
    let deployment = Deployment::new();
    if let Some(hours) = repeat {
        let said = format!(r#""type": "native", "refreshRepeat": {hours}"#);
        deployment.edit("app/woodgrove-mobile", r#""type": "native""#, &said);
    }
    Family::of(MOBILE, deployment, None)
}

fn bound() -> (Family, String) {
    Family::of(MOBILE, Deployment::new(), Some(Signer::new(SigningAlgorithm::ES256)))
}

#[test]
fn who_proves_more_than_the_token_gets_the_same_successor_as_long_as_the_family_lives() {
    for (family, first) in [confidential(), bound()] {
        let second = family.refresh(&first).unwrap();
        let ends = "SELECT rotated_at, idle_at, expires_at FROM families";
        let ends_before = family.deployment.sql(ends);
        for seconds in [10, 2, 18, 30, DAY, 28 * DAY] {
            family.wait(seconds);
            assert_eq!(family.refresh(&first), Ok(second.clone()), "after {seconds} s more");
        }
        assert_eq!(family.deployment.sql(ends), ends_before, "it moves no end");
        family.wait(DAY);
        assert_eq!(family.refresh(&first), Err("refresh_token_expired".into()));
    }
}

#[test]
fn who_proves_nothing_gets_it_for_an_hour_or_for_what_the_document_says() {
    for (repeat, in_time, late) in
        [(None, HOUR, 1), (Some(1), HOUR, 1), (Some(24), DAY, 1), (Some(0), 10, 1)]
    {
        let (family, first) = public(repeat);
        let second = family.refresh(&first).unwrap();
        family.wait(in_time);
        assert_eq!(family.refresh(&first), Ok(second.clone()), "{repeat:?}");
        family.wait(late);
        assert_eq!(family.refresh(&first), Err("refresh_token_used".into()), "{repeat:?}");
        assert_eq!(family.refresh(&second), Err("refresh_token_ended".into()), "{repeat:?}");
        assert_eq!(family.trace("refresh-token-reused"), 1, "{repeat:?}");
    }
}

#[test]
fn once_the_successor_was_used_its_parent_ends_the_family() {
    for (family, first) in [confidential(), bound(), public(None)] {
        let second = family.refresh(&first).unwrap();
        family.wait(60);
        assert_eq!(family.refresh(&first), Ok(second.clone()));
        let third = family.refresh(&second).unwrap();
        assert_eq!(family.refresh(&first), Err("refresh_token_used".into()));
        assert_eq!(family.refresh(&third), Err("refresh_token_ended".into()));
        assert_eq!(family.trace("refresh-token-reused"), 1);
    }
}

#[test]
fn a_repeat_passes_every_check_of_a_first_use_and_one_that_fails_counts_for_nothing() {
    let (family, first) = confidential();
    let second = family.refresh(&first).unwrap();
    family.wait(60);
    let wrong = App { secret: Some("wrong"), ..SUPPLIERS };
    assert_eq!(family.answer(wrong.refresh(&first)), Err("client_secret_wrong".into()));
    let more = [
        ("grant_type", "refresh_token"),
        ("refresh_token", first.as_str()),
        ("scope", "openid phone"),
    ];
    assert_eq!(family.answer(SUPPLIERS.token(&more)), Err("scope_exceeds_grant".into()));
    for (off, on) in [
        ("UPDATE accounts SET enabled = 0".to_owned(), "UPDATE accounts SET enabled = 1"),
        (disable("app", "woodgrove-suppliers"), "DELETE FROM disabled"),
        (disable("flow", "supplier"), "DELETE FROM disabled"),
    ] {
        family.deployment.sql(&off);
        assert_eq!(family.refresh(&first), Err("refresh_token_ended".into()), "{off}");
        family.deployment.sql(on);
    }
    assert_eq!(family.trace("refresh-token-repeated"), 0);
    assert_eq!(family.refresh(&first), Ok(second));

    let (family, first) = bound();
    let second = family.refresh(&first).unwrap();
    family.wait(60);
    let other = Signer::new(SigningAlgorithm::ES256);
    let of_other = proving(&family.deployment, &other, MOBILE.refresh(&first), &json!({}));
    assert_eq!(family.answer(of_other), Err("refresh_token_key_differs".into()));
    assert_eq!(family.answer(MOBILE.refresh(&first)), Err("refresh_token_key_differs".into()));
    assert_eq!(family.refresh(&first), Ok(second));
}

#[test]
fn repeats_that_come_later_than_requests_at_once_are_a_row_for_their_generation() {
    let (family, first) = confidential();
    let second = family.refresh(&first).unwrap();
    family.wait(10);
    family.refresh(&first).unwrap();
    assert_eq!(family.trace("refresh-token-repeated"), 0, "that is what requests at once do");
    family.wait(50);
    let request = SUPPLIERS.refresh(&first);
    let deployment = &family.deployment;
    let answers = block_on(together((0..30).map(|_| deployment.answer(request.clone()))));
    let all: Vec<Value> =
        answers.iter().map(|answer| json(answer)["refresh_token"].clone()).collect();
    assert_eq!(all, vec![json!(second); 30], "each gets the same successor");
    let rows = deployment.sql("SELECT * FROM audit WHERE event = 'refresh-token-repeated'");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["client_id"], SUPPLIERS.client_id);
    assert_eq!(rows[0]["flow"], "supplier");
}

/// The generations that follow `first`; of those that are `true` the answer got lost the first time.
fn go_on(family: &Family, first: &str, lost: &[bool]) -> Result<String, String> {
    let mut newest = first.to_owned();
    for lost in lost {
        let next = family.refresh(&newest)?;
        family.wait(60);
        if *lost {
            assert_eq!(family.refresh(&newest)?, next);
        }
        newest = next;
    }
    Ok(newest)
}

#[test]
fn two_lost_answers_in_a_row_are_borne_however_often_and_three_are_not() {
    for (family, first) in [confidential(), bound(), public(None)] {
        let borne = [true, true, false, true, true, false, false, true];
        let newest = go_on(&family, &first, &borne).unwrap();
        assert_eq!(family.trace("refresh-token-repeated"), 5);
        assert_eq!(family.trace("refresh-token-reused"), 0);
        let ended = go_on(&family, &newest, &[true, true]);
        assert_eq!(ended, Err("refresh_token_used".into()), "with the one before it is the third");
        assert_eq!(family.trace("refresh-token-reused"), 1);
    }
}

#[test]
fn a_thief_and_the_owner_by_turns_end_the_family_for_both() {
    for (family, first) in [confidential(), public(None)] {
        // The thief has a copy of what the owner has, stays one generation behind, and never uses what the owner did not.
        let (mut owner, mut thief) = (first.clone(), first);
        let mut turns = 0;
        let told = loop {
            turns += 1;
            assert!(turns < 5, "nobody noticed");
            owner = match family.refresh(&owner) {
                Ok(token) => token,
                Err(cause) => break cause,
            };
            family.wait(60);
            thief = match family.refresh(&thief) {
                Ok(token) => token,
                Err(cause) => break cause,
            };
            family.wait(60);
        };
        assert_eq!((told.as_str(), turns), ("refresh_token_used", 3));
        for token in [owner, thief] {
            assert!(family.refresh(&token).is_err());
        }
        assert_eq!(family.trace("refresh-token-reused"), 1);
    }
}
