//! Signing keys follow one another without a request that fails: published ahead, signing, retired, gone.

use crate::browser::*;
use crate::support::{NOW, block_on};
use std::collections::BTreeSet;
use vestibule::native::together;
use vestibule::protocol::SigningAlgorithm;
use vestibule::store::keys;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Somebody signed in to an application whose tokens are signed with ES256; their refresh token.
fn signed_in() -> (Deployment, String) {
    let deployment = Deployment::new();
    let signed = r#""type": "web", "signingAlgorithm": "ES256""#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, signed);
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    (deployment, text(&tokens, "refresh_token"))
}

fn text(tokens: &serde_json::Value, name: &str) -> String {
    tokens[name].as_str().unwrap_or_else(|| panic!("no {name}: {tokens}")).to_owned()
}

/// The key that a token names.
fn kid(token: &str) -> String {
    let part = token.split('.').next().unwrap();
    let header = vestibule::encode::base64url::decode(part).unwrap();
    let header: serde_json::Value = serde_json::from_slice(&header).unwrap();
    header["kid"].as_str().unwrap().to_owned()
}

fn published(isolate: &Deployment) -> BTreeSet<String> {
    let keys = json(&isolate.send(get("/jwks")));
    keys["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap().into()).collect()
}

/// Refreshes at `isolate`: the access token, and the next refresh token in place of the last.
fn refresh(isolate: &Deployment, refresh_token: &mut String) -> String {
    let tokens = json(&isolate.send(SUPPLIERS.refresh(refresh_token)));
    *refresh_token = text(&tokens, "refresh_token");
    text(&tokens, "access_token")
}

fn userinfo(isolate: &Deployment, access_token: &str) -> u16 {
    let mut request = get("/userinfo");
    request.headers.0.push(("authorization".into(), format!("Bearer {access_token}")));
    isolate.send(request).status
}

fn rotate(deployment: &Deployment) {
    let now = NOW.max(vestibule::ports::Clock::now(&deployment.platform));
    assert_eq!(deployment.sql(&keys::rotate(SigningAlgorithm::ES256, now)).len(), 1);
}

#[test]
fn keys_follow_one_another_and_no_token_is_ever_by_a_key_that_an_older_key_set_lacks() {
    let (deployment, mut refresh_token) = signed_in();
    let aged = format!("created_at = created_at - {0}, signs_at = signs_at - {0}", 60 * DAY);
    deployment.sql(&format!("UPDATE signing_keys SET {aged}"));
    let isolates = [(); 3].map(|()| deployment.new_isolate());
    let mut key_sets = vec![published(&isolates[0])];
    let mut signed_by: Vec<String> = Vec::new();
    for step in 1..(40 * 4) {
        deployment.platform.clock.set(NOW + step * 6 * HOUR);
        deployment.schedule();
        let turn = usize::try_from(step).unwrap();
        let token = refresh(&isolates[turn % 3], &mut refresh_token);
        assert!(key_sets.last().unwrap().contains(&kid(&token)), "day {}", step / 4);
        assert_eq!(userinfo(&isolates[(turn + 1) % 3], &token), 200, "day {}", step / 4);
        key_sets.push(published(&isolates[(turn + 2) % 3]));
        for earlier in signed_by.iter().rev().take(4) {
            assert!(key_sets.last().unwrap().contains(earlier), "verifiable for a day more");
        }
        signed_by.push(kid(&token));
    }
    signed_by.dedup();
    assert_eq!(signed_by.len(), 2, "one follows the other after 90 days");
}

#[test]
fn over_a_year_an_algorithm_in_use_has_five_keys_and_one_that_is_not_keeps_its_own() {
    let (deployment, _) = signed_in();
    let settings = deployment.settings.clone();
    let masters = &settings.as_ref().as_ref().unwrap().master_keys;
    let keyring = &deployment.isolate.keys;
    let sign = |algorithm, now| {
        block_on(keyring.signer(&deployment.platform, masters, algorithm, now)).unwrap().0
    };
    let unused = sign(SigningAlgorithm::EdDSA, NOW);
    let mut signers: Vec<String> = Vec::new();
    let mut ahead: Vec<BTreeSet<String>> = Vec::new();
    for hour in (0..365 * 24).step_by(3) {
        let now = NOW + hour * HOUR;
        deployment.platform.clock.set(now);
        deployment.schedule();
        let signer = sign(SigningAlgorithm::ES256, now);
        let keys = block_on(keyring.published(&deployment.platform, masters, now)).unwrap();
        let keys: BTreeSet<String> = keys.into_iter().map(|key| key.kid).collect();
        assert!(ahead.iter().rev().take(15).all(|set| set.contains(&signer)), "45 hours ahead");
        let recent = signers.iter().rev().take(8);
        assert!(recent.into_iter().all(|kid| keys.contains(kid)), "a day after");
        signers.push(signer);
        ahead.push(keys);
    }
    assert_eq!(BTreeSet::from_iter(&signers).len(), 5);
    let rows = deployment.sql("SELECT kid, sealed FROM signing_keys WHERE alg = 'ES256'");
    assert!(rows.len() <= 3, "what is over is gone: {}", rows.len());
    let eddsa = deployment.sql("SELECT kid FROM signing_keys WHERE alg = 'EdDSA'");
    assert_eq!(eddsa.len(), 1);
    assert_eq!(eddsa[0]["kid"], unused.as_str());
}

#[test]
fn an_ordered_successor_is_published_within_minutes_and_signs_a_quarter_of_an_hour_later() {
    let (deployment, mut refresh_token) = signed_in();
    let old = kid(&refresh(&deployment, &mut refresh_token));
    rotate(&deployment);
    deployment.platform.clock.advance(241);
    let last = refresh(&deployment, &mut refresh_token);
    assert_eq!(kid(&last), old, "still by the old one");
    let ahead = published(&deployment);
    assert_eq!(ahead.len(), 5, "one of each algorithm, and the next of ES256");
    deployment.platform.clock.advance(15 * 60 - 1);
    assert_eq!(kid(&refresh(&deployment, &mut refresh_token)), old);
    assert_eq!(userinfo(&deployment.new_isolate(), &last), 200, "of a moment before");
    deployment.platform.clock.advance(1);
    let new = refresh(&deployment, &mut refresh_token);
    assert!(kid(&new) != old && ahead.contains(&kid(&new)));
    assert!(published(&deployment.new_isolate()).contains(&old), "stays published");
    deployment.platform.clock.advance(25 * HOUR);
    deployment.schedule();
    assert!(!published(&deployment.new_isolate()).contains(&old), "gone");
    let sealed = deployment.sql(&format!("SELECT sealed FROM signing_keys WHERE kid = '{old}'"));
    assert_eq!(sealed[0]["sealed"], "", "its private half is forgotten");
    deployment.platform.clock.advance(31 * DAY);
    deployment.schedule();
    assert!(deployment.sql(&format!("SELECT 1 FROM signing_keys WHERE kid = '{old}'")).is_empty());
}

#[test]
fn a_successor_is_published_by_the_first_key_set_that_is_asked_for_a_minute_after_the_order() {
    let (deployment, _) = signed_in();
    assert_eq!(published(&deployment).len(), 4);
    rotate(&deployment);
    deployment.platform.clock.advance(60);
    assert_eq!(published(&deployment).len(), 5);
}

#[test]
fn an_order_brings_a_successor_forward_that_is_published_already() {
    let (deployment, _) = signed_in();
    deployment.platform.clock.advance(88 * DAY);
    let old = signer(&deployment);
    let soon = |deployment: &Deployment| {
        deployment.sql("SELECT signs_at FROM signing_keys WHERE alg = 'ES256' ORDER BY generation")
            [1]["signs_at"]
            .as_i64()
            .unwrap()
    };
    assert_eq!(soon(&deployment), NOW + 90 * DAY);
    deployment.platform.clock.advance(HOUR);
    rotate(&deployment);
    assert_eq!(soon(&deployment), NOW + 88 * DAY + HOUR);
    assert_ne!(signer(&deployment.new_isolate()), old);
}

/// The key that signs with ES256 now.
fn signer(deployment: &Deployment) -> String {
    let settings = deployment.settings.clone();
    let masters = &settings.as_ref().as_ref().unwrap().master_keys;
    let (platform, keys) = (&deployment.platform, &deployment.isolate.keys);
    let now = vestibule::ports::Clock::now(platform);
    block_on(keys.signer(platform, masters, SigningAlgorithm::ES256, now)).unwrap().0
}

#[test]
fn isolates_that_rotate_at_once_make_one_key() {
    let (deployment, _) = signed_in();
    rotate(&deployment);
    let settings = deployment.settings.clone();
    let masters = &settings.as_ref().as_ref().unwrap().master_keys;
    let isolates: Vec<Deployment> = (0..30).map(|_| deployment.new_isolate()).collect();
    let all = isolates.iter().map(|one| one.isolate.keys.rotate(&one.platform, masters, NOW));
    for done in block_on(together(all)) {
        done.unwrap();
    }
    assert_eq!(deployment.sql("SELECT 1 FROM signing_keys WHERE alg = 'ES256'").len(), 2);
}

#[test]
fn where_the_key_that_signs_is_revoked_the_next_one_takes_over_at_once() {
    let (deployment, mut refresh_token) = signed_in();
    let old = refresh(&deployment, &mut refresh_token);
    rotate(&deployment);
    deployment.schedule();
    let ahead = published(&deployment.new_isolate());
    revoke(&deployment, &kid(&old));
    deployment.platform.clock.advance(241);
    assert_eq!(userinfo(&deployment, &old), 401);
    let new = refresh(&deployment, &mut refresh_token);
    assert!(kid(&new) != kid(&old) && ahead.contains(&kid(&new)), "nobody has to fetch it first");
    assert_eq!(userinfo(&deployment, &new), 200);
    assert!(!published(&deployment).contains(&kid(&old)));
}

#[test]
fn where_the_next_key_is_revoked_another_is_published_ahead() {
    let (deployment, mut refresh_token) = signed_in();
    let old = kid(&refresh(&deployment, &mut refresh_token));
    rotate(&deployment);
    deployment.schedule();
    let next =
        deployment.sql("SELECT kid FROM signing_keys WHERE alg = 'ES256' AND generation = 2");
    revoke(&deployment, next[0]["kid"].as_str().unwrap());
    deployment.platform.clock.advance(300);
    deployment.schedule();
    let ahead = published(&deployment.new_isolate());
    assert_eq!(kid(&refresh(&deployment.new_isolate(), &mut refresh_token)), old);
    deployment.platform.clock.advance(15 * 60);
    let new = kid(&refresh(&deployment.new_isolate(), &mut refresh_token));
    assert!(new != old && ahead.contains(&new));
}

fn revoke(deployment: &Deployment, kid: &str) {
    deployment
        .sql(&format!("INSERT INTO disabled (kind, id, disabled_at) VALUES ('key', '{kid}', 0)"));
}
