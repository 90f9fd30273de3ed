//! Refresh tokens that are not replaced: `refreshRotation: false` (FAPI 2.0 §5.3.2.1).

use crate::browser::*;
use crate::dpop::{proving, refused};
use crate::people::*;
use crate::signer::*;
use serde_json::{Value, json};
use vestibule::http::Response;
use vestibule::protocol::SigningAlgorithm;

const DAY: i64 = 24 * 3600;

/// A deployment whose suppliers' application keeps its refresh tokens, its key, and a first answer.
fn kept() -> (Deployment, Signer, Value) {
    let deployment = Deployment::new();
    let kept = r#""type": "web", "dpopBoundAccessTokens": true, "refreshRotation": false"#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, kept);
    let key = Signer::new(SigningAlgorithm::ES256);
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let got = deployment.send(proving(&deployment, &key, SUPPLIERS.redeem(&code), &json!({})));
    (deployment, key, json(&got))
}

fn refresh(deployment: &Deployment, key: &Signer, tokens: &Value) -> Response {
    let request = SUPPLIERS.refresh(token(tokens, "refresh_token"));
    deployment.send(proving(deployment, key, request, &json!({})))
}

#[test]
fn the_same_token_is_good_again_and_again() {
    let (deployment, key, first) = kept();
    for _ in 0..3 {
        let again = refresh(&deployment, &key, &first);
        assert_eq!(again.status, 200, "{}", again.body);
        assert_eq!(json(&again)["refresh_token"], first["refresh_token"]);
        deployment.platform.clock.advance(60);
    }
}

#[test]
fn it_idles_out_and_ends_as_others_do() {
    let (deployment, key, first) = kept();
    for _ in 0..3 {
        deployment.platform.clock.advance(29 * DAY);
        assert_eq!(refresh(&deployment, &key, &first).status, 200);
    }
    deployment.platform.clock.advance(4 * DAY);
    let over = refresh(&deployment, &key, &first);
    refused(&over, 400, "refresh_token_expired", "90 days");
    let (deployment, key, first) = kept();
    deployment.platform.clock.advance(30 * DAY);
    let over = refresh(&deployment, &key, &first);
    refused(&over, 400, "refresh_token_expired", "unused for 30 days");
}

#[test]
fn it_still_may_not_ask_for_more_and_can_be_revoked() {
    let (deployment, key, first) = kept();
    let more = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token(&first, "refresh_token")),
        ("scope", "openid phone"),
    ];
    let request = proving(&deployment, &key, SUPPLIERS.token(&more), &json!({}));
    refused(&deployment.send(request), 400, "scope_exceeds_grant", "more");
    let mut revoke = SUPPLIERS.token(&[("token", token(&first, "refresh_token"))]);
    revoke.path = "/revoke".to_owned();
    assert_eq!(deployment.send(revoke).status, 200);
    refused(&refresh(&deployment, &key, &first), 400, "refresh_token_ended", "revoked");
}
