//! What is over leaves the database, and nothing else does.

use crate::browser::*;
use crate::support::NOW;

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
