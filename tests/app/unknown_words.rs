//! What a row says in a word that this version does not know is refused wherever it is read, and named on `/health`. It never
//! becomes a code, a session, a token or another word.

use crate::browser::*;
use crate::people::*;
use crate::statements::rows::run;
use vestibule::http::Request;

const ANN: &str = "ann@partner.example";

/// Sets that hold no proof, or something else than proofs that this version knows.
fn unknown_proofs() -> Vec<String> {
    let known =
        r#"{"kind":"password","provider":"emailPassword","issuer":"email","subject":"a","at":7}"#;
    let unknown = known.replace("\"password\"", "\"telepathy\"");
    vec![
        format!("[{unknown}]"),
        format!("[{known},{unknown}]"),
        format!("[{unknown},{known}]"),
        format!("[{}]", known.replace("\"kind\":\"password\",", "")),
        format!("[{}]", known.replace("\"password\"", "7")),
        "[\"password\"]".to_owned(),
        "[]".to_owned(),
        known.to_owned(),
    ]
}

/// Everything that a sign-in leaves.
fn left(deployment: &Deployment) -> Vec<usize> {
    let tables = ["codes", "grants", "families", "enrolments"];
    let count = |table: &str| deployment.sql(&format!("SELECT 1 FROM {table}")).len();
    let live = deployment.sql("SELECT 1 FROM sessions WHERE ended_at IS NULL").len();
    tables.into_iter().map(count).chain([live]).collect()
}

/// Writes `value` into every row of a column, whatever the table allows.
fn overwrite(deployment: &Deployment, column: &str, value: &str) {
    let (table, column) = column.split_once('.').unwrap();
    run(&deployment.platform, "PRAGMA ignore_check_constraints = 1");
    run(&deployment.platform, &format!("UPDATE {table} SET {column} = '{value}'"));
}

fn introspect(token: &str) -> Request {
    let secret = SUPPLIERS.secret.unwrap();
    let fields = [("client_id", SUPPLIERS.client_id), ("client_secret", secret), ("token", token)];
    post("/introspect", &fields)
}

fn is_named(deployment: &Deployment, column: &str) {
    let told = json(&deployment.send(get("/health")));
    assert_eq!(told["unreadable"], serde_json::json!([column]), "{told}");
    assert_eq!(told["status"], "degraded");
    deployment.platform.clock.advance(24 * 3600 + 1);
    let told = json(&deployment.send(get("/health")));
    assert_eq!(told["unreadable"], serde_json::json!([]), "{told}");
}

#[test]
fn a_session_of_an_unknown_proof_opens_nothing() {
    for proofs in unknown_proofs() {
        let deployment = Deployment::new();
        let (mut browser, _) = tokens(&deployment, SUPPLIERS, ANN);
        overwrite(&deployment, "sessions.proofs", &proofs);
        let before = left(&deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[])).page("error");
        assert_eq!(page.status, 500, "{proofs}");
        let answer = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
        assert_eq!(answer.first("error"), "temporarily_unavailable", "{proofs}");
        assert_eq!(answer.first("code"), "");
        assert_eq!(browser.open("/account").page("error").status, 500, "{proofs}");
        assert_eq!(left(&deployment), before, "{proofs}");
        is_named(&deployment, "sessions.proofs");
    }
}

#[test]
fn a_run_of_an_unknown_proof_goes_no_further() {
    for proofs in unknown_proofs() {
        let deployment = Deployment::new();
        let (browser, _) = tokens(&deployment, SUPPLIERS, ANN);
        drop(browser);
        let mut browser = Browser::new(&deployment);
        let page = ask_for_code_to_sign_in(&mut browser, SHOP, ANN);
        let code = deployment.mailed_code(ANN);
        let page = browser.submit(&page, &[("code", &code)]).page("attributes");
        overwrite(&deployment, "runs.proofs", &proofs);
        let before = left(&deployment);
        let refused = browser.submit(&page, &CUSTOMER_ANSWERS).page("error");
        assert_eq!(refused.status, 500, "{proofs}");
        assert_eq!(left(&deployment), before, "{proofs}");
        is_named(&deployment, "runs.proofs");
    }
}

#[test]
fn an_enrolment_by_an_unknown_proof_lets_nobody_in() {
    for proofs in unknown_proofs() {
        let deployment = Deployment::new();
        let (mut known, _) = tokens(&deployment, SUPPLIERS, ANN);
        overwrite(&deployment, "enrolments.proofs", &proofs);
        let before = left(&deployment);
        assert_eq!(known.open(&SUPPLIERS.authorize(&[])).page("error").status, 500);
        let mut browser = Browser::new(&deployment);
        let page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, ANN);
        let code = deployment.mailed_code(ANN);
        let refused = browser.submit(&page, &[("code", &code)]).page("error");
        assert_eq!(refused.status, 500, "{proofs}");
        assert_eq!(left(&deployment), before, "{proofs}");
        is_named(&deployment, "enrolments.proofs");
    }
}

#[test]
fn a_code_of_an_unknown_proof_becomes_no_token() {
    for proofs in unknown_proofs() {
        let deployment = Deployment::new();
        let code = join(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
        overwrite(&deployment, "codes.proofs", &proofs);
        let before = left(&deployment);
        let refused = deployment.send(SUPPLIERS.redeem(&code));
        assert_eq!((refused.status, &json(&refused)["error"]), (500, &"server_error".into()));
        assert_eq!(left(&deployment), before, "{proofs}");
        is_named(&deployment, "codes.proofs");
    }
}

#[test]
fn a_grant_of_an_unknown_proof_gives_and_tells_nothing() {
    for proofs in unknown_proofs() {
        let deployment = Deployment::new();
        let (_, tokens) = tokens(&deployment, SUPPLIERS, ANN);
        overwrite(&deployment, "grants.proofs", &proofs);
        let refresh_token = token(&tokens, "refresh_token");
        let access_token = token(&tokens, "access_token");
        for request in [
            SUPPLIERS.refresh(refresh_token),
            userinfo(access_token),
            introspect(refresh_token),
            introspect(access_token),
        ] {
            let refused = deployment.send(request);
            assert_eq!(refused.status, 500, "{proofs}: {}", refused.body);
        }
        let used = deployment.sql("SELECT 1 FROM families WHERE generation > 0");
        assert!(used.is_empty(), "{proofs}");
        is_named(&deployment, "grants.proofs");
    }
}

#[test]
fn every_other_word_that_is_unknown_is_refused_as_well() {
    for (column, value) in [
        ("accounts.user_type", "king"),
        ("consents.scopes", "\"openid\""),
        ("runs.intent", "stroll"),
    ] {
        let deployment = Deployment::new();
        drop(tokens(&deployment, SUPPLIERS, ANN));
        deployment.sql(
            "INSERT INTO consents (account, client_id, scopes, granted_at)
             SELECT oid, 'woodgrove-suppliers', '[]', 0 FROM accounts",
        );
        let mut browser = Browser::new(&deployment);
        let page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, ANN);
        overwrite(&deployment, column, value);
        let before = left(&deployment);
        let code = deployment.mailed_code(ANN);
        let refused = browser.submit(&page, &[("code", &code)]).page("error");
        assert_eq!(refused.status, 500, "{column}");
        assert_eq!(left(&deployment), before, "{column}");
        is_named(&deployment, column);
    }
    for (column, value) in [("grants.scopes", "openid"), ("grants.details", "[]")] {
        let deployment = Deployment::new();
        let (_, tokens) = tokens(&deployment, SUPPLIERS, ANN);
        overwrite(&deployment, column, value);
        let refused = deployment.send(userinfo(token(&tokens, "access_token")));
        assert_eq!(refused.status, 500, "{column}: {}", refused.body);
        is_named(&deployment, column);
    }
}

#[test]
fn a_database_that_lacks_a_migration_is_named() {
    let deployment = Deployment::new();
    assert_eq!(json(&deployment.send(get("/health")))["database"], "ok");
    let newest = deployment.sql("SELECT max(name) AS name FROM d1_migrations").remove(0);
    deployment.sql("DELETE FROM d1_migrations WHERE name = (SELECT max(name) FROM d1_migrations)");
    let response = deployment.send(get("/health"));
    let told = json(&response);
    assert_eq!((response.status, &told["status"]), (503, &"down".into()));
    assert_eq!(
        (&told["database"], &told["migrations"]["needed"]),
        (&"behind".into(), &newest["name"])
    );
    // Even where that migration's table is missed, the cause is named.
    deployment.sql("ALTER TABLE unreadable_rows RENAME TO later");
    let told = json(&deployment.send(get("/health")));
    assert_eq!(told["database"], "behind");
    deployment.sql("INSERT INTO d1_migrations (name) VALUES ('8888_another.sql')");
    let response = deployment.send(get("/health"));
    assert_eq!((response.status, &json(&response)["database"]), (503, &"down".into()));
    deployment.sql("ALTER TABLE later RENAME TO unreadable_rows");
    // A later one is no fault: this version may have been rolled back to.
    deployment.sql("INSERT INTO d1_migrations (name) VALUES ('9999_later.sql')");
    let told = json(&deployment.send(get("/health")));
    assert_eq!((&told["database"], told.get("migrations")), (&"ok".into(), None));
}
