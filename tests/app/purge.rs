//! What is over leaves the database, and nothing else does.

use crate::browser::*;
use crate::support::NOW;

const ANN: &str = "ann@partner.example";

#[test]
fn what_is_over_goes_and_accounts_stay() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    deployment.send(SUPPLIERS.redeem(&code));
    let count = |table: &str| deployment.sql(&format!("SELECT 1 FROM {table}")).len();
    let over = ["runs", "mailed_codes", "codes", "grants", "families", "sessions", "counters"];
    deployment.schedule();
    for table in over {
        assert!(count(table) > 0, "{table} is still needed");
    }
    deployment.platform.clock.set(NOW + 100 * 24 * 3600);
    deployment.schedule();
    for table in over {
        assert_eq!(count(table), 0, "{table}");
    }
    for table in ["accounts", "identities", "credentials", "attributes", "enrolments", "audit"] {
        assert!(count(table) > 0, "{table} stays");
    }
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
}
