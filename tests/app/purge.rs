//! What is over leaves the database, and nothing else does, however much of it there is and whatever fails.

use crate::browser::*;
use crate::people::*;
use crate::registration::{CALLBACK, registered, with_registration};
use crate::statements::rows::add;
use crate::support::{NOW, block_on};
use serde_json::json;
use vestibule::native::NativePlatform;
use vestibule::ports::{BatchError, Clock, Database, Rows, Statement, Writes};
use vestibule::store::purge::{Purged, purge};

const ANN: &str = "ann@partner.example";
const MINUTE: i64 = 60;
const DAY: i64 = 24 * 3600;

fn count(deployment: &Deployment, table: &str) -> usize {
    deployment.sql(&format!("SELECT 1 FROM {table}")).len()
}

/// How many rows are left `seconds` later.
fn left(deployment: &Deployment, table: &str, seconds: i64) -> usize {
    deployment.platform.clock.advance(seconds);
    deployment.schedule();
    count(deployment, table)
}

#[test]
fn what_is_over_goes_and_accounts_stay() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, ANN).code();
    deployment.send(SUPPLIERS.redeem(&code));
    let over = ["runs", "mailed_codes", "codes", "grants", "families", "sessions", "counters"];
    for table in over {
        assert!(left(&deployment, table, 0) > 0, "{table} is still needed");
    }
    for table in over {
        assert_eq!(left(&deployment, table, 100 * DAY), 0, "{table}");
    }
    for table in ["accounts", "identities", "credentials", "attributes", "enrolments"] {
        assert!(count(&deployment, table) > 0, "{table} stays");
    }
}

#[test]
fn a_grant_without_refresh_tokens_lasts_as_long_as_its_access_token() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, ANN);
    deployment.sql("DELETE FROM grants");
    let code = browser.open(&SUPPLIERS.authorize(&[("scope", "openid email")])).code();
    let redeem = SUPPLIERS.redeem(&code);
    let access = json(&deployment.send(redeem.clone()));
    let access = token(&access, "access_token");
    assert_eq!(left(&deployment, "grants", 15 * MINUTE - 1), 1);
    assert_eq!(deployment.send(userinfo(access)).status, 200, "good to its last second");
    assert_eq!(left(&deployment, "grants", 2), 0);
    assert_eq!(deployment.send(userinfo(access)).status, 401);
    for (path, expected) in [("/introspect", r#"{"active":false}"#), ("/revoke", "")] {
        let mut request = SUPPLIERS.token(&[("token", access)]);
        path.clone_into(&mut request.path);
        let answer = deployment.send(request);
        assert_eq!((answer.status, answer.body.as_str()), (200, expected), "{path}");
    }
    let replayed = deployment.send(redeem);
    assert!(replayed.body.contains("code_used"), "{}", replayed.body);
}

#[test]
fn a_grant_whose_access_token_is_for_an_api_lasts_as_long_as_that() {
    for (minutes, scope) in [(60, "openid orders.read"), (5, "openid orders.read")] {
        let deployment = Deployment::new();
        let apis = r#""type": "web", "apis": [{"id": "woodgrove-orders", "delegatedScopes": ["orders.read"]}]"#;
        deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, apis);
        let identifier = r#""identifier": "https://orders.woodgrove.example""#;
        let lasts = format!(r#"{identifier}, "accessTokenLifetime": {minutes}"#);
        deployment.edit("api/woodgrove-orders", identifier, &lasts);
        let mut browser = Browser::new(&deployment);
        let code = crate::apis::join_with(&mut browser, SUPPLIERS, &[("scope", scope)]).code();
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", SUPPLIERS.redirect_uri),
            ("code_verifier", VERIFIER),
            ("resource", "https://orders.woodgrove.example"),
        ];
        let answer = json(&deployment.send(SUPPLIERS.token(&fields)));
        assert_eq!(answer["expires_in"], json!(minutes * 60), "{answer}");
        assert_eq!(left(&deployment, "grants", minutes * MINUTE - 1), 1, "{minutes}");
        assert_eq!(left(&deployment, "grants", 2), 0, "{minutes}");
    }
}

#[test]
fn a_grant_with_refresh_tokens_outlasts_the_access_token_of_the_last_refresh() {
    let deployment = Deployment::new();
    let (_, mut answer) = tokens(&deployment, SUPPLIERS, ANN);
    for days in [29, 29, 29, 2] {
        assert_eq!(left(&deployment, "grants", days * DAY), 1);
        let refreshed = deployment.send(SUPPLIERS.refresh(token(&answer, "refresh_token")));
        assert_eq!(refreshed.status, 200, "{}", refreshed.body);
        answer = json(&refreshed);
    }
    assert_eq!(left(&deployment, "grants", DAY - 1), 1);
    let refreshed = deployment.send(SUPPLIERS.refresh(token(&answer, "refresh_token")));
    let last = json(&refreshed);
    assert_eq!(left(&deployment, "grants", 15 * MINUTE - 1), 1);
    assert_eq!(deployment.send(userinfo(token(&last, "access_token"))).status, 200);
    assert_eq!((left(&deployment, "grants", DAY), count(&deployment, "families")), (0, 0));
}

#[test]
fn what_was_pushed_is_emptied_ten_minutes_after_it_could_be_opened_and_is_used_once_all_the_same() {
    let deployment = Deployment::new();
    let (mut ann, _) = tokens(&deployment, SUPPLIERS, ANN);
    let query = SUPPLIERS.authorize(&[("prompt", "login"), ("state", "a secret of the push")]);
    let form = vestibule::http::Form::parse(query.split_once('?').unwrap().1.as_bytes());
    let fields: Vec<(&str, &str)> = form
        .0
        .iter()
        .filter(|(name, _)| name != "client_id")
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let mut push = SUPPLIERS.token(&fields);
    "/par".clone_into(&mut push.path);
    let uri = json(&deployment.send(push))["request_uri"].as_str().unwrap().replace(':', "%3A");
    let path = format!("/authorize?client_id={}&request_uri={uri}", SUPPLIERS.client_id);
    let page = ann.open(&path).page("sign-in");
    let mut other = Browser::new(&deployment);
    let others = other.open(&path).page("sign-in");
    let kept = |deployment: &Deployment| {
        deployment.sql("SELECT 1 FROM pushed_requests WHERE parameters LIKE '%secret%'").len()
    };
    let after = |seconds| {
        deployment.platform.clock.advance(seconds);
        deployment.schedule();
        (kept(&deployment), count(&deployment, "pushed_requests"))
    };
    assert_eq!(after(90 + 10 * MINUTE), (1, 1));
    assert_eq!(after(1), (0, 1));
    let refused = deployment.send(get(&path));
    assert!(refused.status == 400 && refused.body.contains("pushed_request_expired"));
    // Whoever opened it in time goes on; the first one uses it up.
    let sign_in = |browser: &mut Browser, page: &Page| {
        let page = browser.submit(page, &[("email", ANN), ("action", "email_code")]).page("code");
        let code = deployment.mailed_code(ANN);
        browser.submit(&page, &[("code", &code)])
    };
    deployment.platform.clock.advance(5 * MINUTE);
    assert!(!sign_in(&mut ann, &page).code().is_empty());
    let second = sign_in(&mut other, &others);
    assert!(matches!(&second, Landed::Page(page) if page.step == "error"), "{second:?}");
    assert_eq!(after(DAY), (0, 1));
    assert_eq!(after(DAY), (0, 0));
}

#[test]
fn a_device_code_goes_ten_minutes_after_its_end_and_a_late_device_is_told_to_begin_again() {
    let deployment = Deployment::new();
    let grant = "urn:ietf:params:oauth:grant-type:device_code";
    let native = r#""type": "native""#;
    let grants = format!(r#"{native}, "grantTypes": ["authorization_code", "{grant}"]"#);
    deployment.edit("app/woodgrove-mobile", native, &grants);
    let mut begin = MOBILE.token(&[("scope", "openid")]);
    "/device_authorization".clone_into(&mut begin.path);
    let told = json(&deployment.send(begin));
    let device_code = told["device_code"].as_str().unwrap();
    let ask = || {
        let answer = MOBILE.token(&[("grant_type", grant), ("device_code", device_code)]);
        json(&deployment.send(answer))["error"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        (left(&deployment, "device_codes", 20 * MINUTE), ask()),
        (1, "expired_token".into())
    );
    assert_eq!((left(&deployment, "device_codes", 1), ask()), (0, "invalid_grant".into()));
}

#[test]
fn a_counter_that_counts_nothing_is_not_kept() {
    let deployment = Deployment::new().in_production();
    let mut browser = Browser::new(&deployment);
    sign_up_customer(&mut browser, SHOP, ANN).code();
    let kinds = || {
        let rows = deployment.sql("SELECT kind, n FROM counters ORDER BY kind");
        let row = |row: &serde_json::Map<String, serde_json::Value>| {
            format!("{} {}", row["kind"].as_str().unwrap(), row["n"])
        };
        rows.iter().map(row).collect::<Vec<_>>()
    };
    let mailed = ["mail-address 1", "mail-address-day 1", "mail-ip 1"];
    assert_eq!(kinds(), mailed);
    let sign_in = |password: &str| {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
        browser.submit(&page, &[("email", ANN), ("password", password)])
    };
    sign_in(PASSWORD).code();
    assert_eq!(kinds(), mailed, "a right password counts for nothing");
    sign_in("wrong password").page("sign-in");
    assert_eq!(kinds(), [&["guess 1", "guess-ip 1"], &mailed[..]].concat());
    sign_in(PASSWORD).code();
    assert_eq!(kinds(), [&["guess-ip 1"], &mailed[..]].concat(), "the wrong one still counts");

    deployment.platform.mail.set_failing(true);
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SHOP.authorize(&[("prompt", "create")])).page("sign-up");
    browser.submit(&page, &[("email", "new@partner.example")]).page("sign-up");
    assert_eq!(
        kinds(),
        [&["guess-ip 1"], &mailed[..]].concat(),
        "nor does a mail that did not leave"
    );
    deployment.platform.clock.advance(DAY + 1);
    deployment.schedule();
    assert!(kinds().is_empty());
}

#[test]
fn guesses_at_a_password_count_for_thirty_days_after_the_last() {
    let deployment = Deployment::new();
    let guess = || {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
        browser.submit(&page, &[("email", ANN), ("password", "wrong password")]);
    };
    guess();
    assert_eq!(left(&deployment, "counters", 20 * DAY), 1);
    guess();
    assert_eq!(left(&deployment, "counters", 30 * DAY), 1);
    assert_eq!(left(&deployment, "counters", 1), 0);
}

#[test]
fn with_a_registration_that_is_over_goes_what_people_allowed_its_application() {
    let block = json!({"flows": ["supplier"], "open": true, "expiresAfterDays": 30});
    let deployment = with_registration(&block);
    let told = registered(&deployment, &json!({"redirect_uris": [CALLBACK]}));
    let app = crate::registration::app(&told);
    crate::registration::sign_up(&mut Browser::new(&deployment), app, ANN);
    let left =
        |seconds| (left(&deployment, "consents", seconds), count(&deployment, "registrations"));
    assert_eq!(left(30 * DAY), (1, 1));
    assert_eq!(left(61), (0, 0));
}

const GROWN: [&str; 15] = [
    "runs",
    "mailed_codes",
    "requests",
    "pushed_requests",
    "device_codes",
    "codes",
    "grants",
    "families",
    "sessions",
    "participants",
    "logouts",
    "used_proofs",
    "revoked_tokens",
    "client_documents",
    "counters",
];

/// A database of which each batch takes some seconds.
struct Slow<'a>(&'a NativePlatform, i64);

impl Clock for Slow<'_> {
    fn now(&self) -> i64 {
        self.0.now()
    }
}

impl Database for Slow<'_> {
    async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, BatchError> {
        self.0.clock.advance(self.1);
        self.0.batch(statements).await
    }

    fn writes(&self) -> &Writes {
        self.0.writes()
    }
}

fn run(deployment: &Deployment, seconds: i64) -> Purged {
    block_on(purge(&Slow(&deployment.platform, seconds), None)).unwrap()
}

#[test]
fn a_run_takes_from_every_table_in_turn_until_twenty_seconds_are_used_and_the_next_goes_on() {
    let deployment = Deployment::new();
    add(&deployment.platform, "over", 5_000, NOW - 100 * DAY, NOW - 50 * DAY);
    add(&deployment.platform, "live", 100, NOW + 100 * DAY, NOW + 100 * DAY);
    let began = deployment.platform.now();
    let purged = run(&deployment, 1);
    assert_eq!(deployment.platform.now() - began, 20);
    assert!(purged.failed.is_empty() && purged.rows > 10_000, "{purged:?}");
    assert!(purged.unfinished.contains(&"sessions"), "{purged:?}");
    for table in GROWN {
        let left = count(&deployment, table);
        assert!(left <= 5 * 5_000 && left < before(table), "{table}: {left}");
    }
    while !run(&deployment, 1).unfinished.is_empty() {}
    for table in GROWN {
        assert_eq!(count(&deployment, table), before(table) / 51, "{table}");
    }
    assert_eq!(count(&deployment, "accounts"), 5_100);
    let of_registrations = "consents WHERE client_id LIKE 'dyn-%'";
    for table in ["registrations", "logos", of_registrations, "disabled"] {
        assert_eq!(count(&deployment, table), 100, "{table}");
    }
}

/// How many rows [`GROWN`] tables had.
fn before(table: &str) -> usize {
    match table {
        "counters" => 5 * 5_100,
        "pushed_requests" => 2 * 5_100,
        _ => 5_100,
    }
}

#[test]
fn a_table_that_fails_stops_no_other_and_is_told_until_it_works_again() {
    let deployment = Deployment::new();
    let of_health = || {
        let told = json(&deployment.send(get("/health")));
        (told["status"].as_str().unwrap().to_owned(), told["purgeFails"].clone())
    };
    deployment.send(get(&SUPPLIERS.authorize(&[])));
    assert_eq!(of_health(), ("ok".to_owned(), json!([])));
    add(&deployment.platform, "over", 200, NOW - 100 * DAY, NOW - 50 * DAY);
    deployment.sql("DROP INDEX runs_by_expiry");
    deployment.schedule();
    assert_eq!((count(&deployment, "runs"), count(&deployment, "codes")), (200, 0));
    let failing = json!([{"table": "runs", "since": NOW}]);
    assert_eq!(of_health(), ("degraded".to_owned(), failing.clone()));
    let lines = deployment.platform.log.lines().join("\n");
    assert!(lines.contains("purge of runs") && lines.contains("runs_by_expiry"), "{lines}");
    deployment.platform.clock.advance(10 * MINUTE);
    deployment.schedule();
    assert_eq!(of_health().1, failing, "since it failed first");
    deployment.sql("CREATE INDEX runs_by_expiry ON runs (expires_at)");
    deployment.schedule();
    assert_eq!((count(&deployment, "runs"), of_health()), (0, ("ok".to_owned(), json!([]))));
}

#[test]
fn where_few_pieces_fit_into_a_run_every_table_gets_its_turn_and_one_that_fails_the_last() {
    let deployment = Deployment::new();
    add(&deployment.platform, "over", 200, NOW - 100 * DAY, NOW - 50 * DAY);
    deployment.sql("DROP INDEX codes_by_expiry");
    let mut failed = 0;
    for _ in 0..40 {
        failed += run(&deployment, 8).failed.len();
        deployment.platform.clock.advance(10 * MINUTE);
    }
    for table in GROWN.iter().filter(|table| **table != "codes") {
        assert_eq!(count(&deployment, table), 0, "{table}");
    }
    assert_eq!(failed, 1, "from then on there was no time for it");
}

#[test]
fn what_was_too_much_for_one_piece_is_taken_in_smaller_ones() {
    let deployment = Deployment::new();
    add(&deployment.platform, "over", 200, NOW - 100 * DAY, NOW - 50 * DAY);
    deployment.sql("INSERT INTO failing_purges (name, since) VALUES ('runs', 0)");
    deployment.platform.reset_counts();
    run(&deployment, 0);
    assert_eq!(count(&deployment, "runs"), 0);
    let pieces = deployment.platform.counts().batches;
    assert!(pieces >= 19 + 4, "{pieces}");
}
