//! A person may have proven who they are in more than one way: everything that rests on it derives from the whole set.

use crate::browser::*;
use crate::people::*;
use crate::statements::rows::run;
use vestibule::protocol::{Proof, ProofKind};

const ANN: &str = "ann@partner.example";

fn proof(kind: ProofKind) -> String {
    let proof = match kind {
        ProofKind::Password => Proof::password(ANN, 7),
        ProofKind::EmailOneTimePasscode => Proof::mailed_code(ANN, 7),
    };
    format!(
        r#"{{"kind":"{}","provider":"{}","issuer":"{}","subject":"{ANN}","at":7}}"#,
        kind.name(),
        proof.provider,
        proof.issuer
    )
}

/// A browser whose session rests on proofs of these kinds.
fn signed_in(deployment: &Deployment, kinds: &[ProofKind]) -> Browser {
    let (browser, _) = tokens(deployment, SUPPLIERS, ANN);
    let proofs: Vec<String> = kinds.iter().map(|kind| proof(*kind)).collect();
    let sql = format!("UPDATE sessions SET proofs = '[{}]'", proofs.join(","));
    run(&deployment.platform, &sql);
    browser
}

const BOTH: [ProofKind; 2] = [ProofKind::Password, ProofKind::EmailOneTimePasscode];

#[test]
fn every_proof_of_the_set_is_told_in_the_tokens_and_outlasts_a_refresh() {
    for (kinds, amr) in [
        (&BOTH[..1], vec!["pwd"]),
        (&BOTH[1..], vec!["otp"]),
        (&BOTH[..], vec!["pwd", "otp"]),
        (&[BOTH[1], BOTH[0], BOTH[1]][..], vec!["otp", "pwd"]),
    ] {
        let deployment = Deployment::new();
        let mut browser = signed_in(&deployment, kinds);
        let code = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
        let redeemed = json(&deployment.send(SUPPLIERS.redeem(&code)));
        let refreshed =
            json(&deployment.send(SUPPLIERS.refresh(token(&redeemed, "refresh_token"))));
        for tokens in [&redeemed, &refreshed] {
            let claims = claims(token(tokens, "id_token"));
            assert_eq!(claims["amr"], serde_json::json!(amr));
            assert_eq!(claims["acr"], "aal1");
        }
    }
}

#[test]
fn a_flow_lets_in_who_proved_one_of_its_ways_and_nobody_else() {
    let offered = r#""identityProviders": ["emailPassword", "emailOneTimePasscode"]"#;
    for (kinds, provider, enters) in [
        (&BOTH[..], "emailPassword", true),
        (&BOTH[..], "emailOneTimePasscode", true),
        (&BOTH[..1], "emailPassword", true),
        (&BOTH[..1], "emailOneTimePasscode", false),
        (&BOTH[1..], "emailPassword", false),
    ] {
        let deployment = Deployment::new();
        let browser = signed_in(&deployment, kinds);
        let alone = format!(r#""identityProviders": ["{provider}"]"#);
        deployment.edit("flow/supplier", offered, &alone);
        let mut browser =
            Browser { deployment: deployment.new_isolate(), cookies: browser.cookies.clone() };
        let answer = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
        assert_eq!(!answer.first("code").is_empty(), enters, "{kinds:?} at {provider}");
    }
}

#[test]
fn a_way_in_that_is_switched_off_ends_all_that_rests_on_it() {
    for off in ["emailPassword", "emailOneTimePasscode"] {
        let deployment = Deployment::new();
        let mut browser = signed_in(&deployment, &BOTH);
        let code = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
        let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
        let unused = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
        deployment.sql(&disable("idp", off));
        let answer = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
        assert_eq!(answer.first("code"), "", "{off}");
        assert_eq!(deployment.send(SUPPLIERS.redeem(&unused)).status, 400, "{off}");
        let refresh = SUPPLIERS.refresh(token(&tokens, "refresh_token"));
        assert_eq!(deployment.send(refresh).status, 400, "{off}");
        assert_eq!(deployment.send(userinfo(token(&tokens, "access_token"))).status, 401, "{off}");
    }
}
