//! The trace has an end, which the tenant chooses.

use super::*;
use crate::people::*;
use vestibule::native::Fault;

fn kept(deployment: &Deployment) -> usize {
    deployment.sql("SELECT 1 FROM audit").len()
}

fn keeping(days: Option<u32>) -> Deployment {
    let deployment = Deployment::new();
    if let Some(days) = days {
        let block = format!("\"auditDays\": {days}, \"defaultLanguage\"");
        deployment.edit("tenant", "\"defaultLanguage\"", &block);
    }
    join(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    assert!(kept(&deployment) > 0);
    deployment
}

#[test]
fn rows_go_when_they_are_as_old_as_the_tenant_says_and_after_400_days_if_it_does_not() {
    for (says, days) in [(Some(1), 1), (Some(30), 30), (None, 400), (Some(3650), 3650)] {
        let deployment = keeping(says);
        deployment.platform.clock.advance(days * DAY);
        deployment.new_isolate().schedule();
        assert!(kept(&deployment) > 0, "{days} days old");
        deployment.platform.clock.advance(1);
        deployment.new_isolate().schedule();
        assert_eq!(kept(&deployment), 0, "older than {days} days");
    }
}

#[test]
fn nothing_goes_while_the_tenant_can_not_be_read_or_is_at_fault() {
    let deployment = keeping(Some(1));
    let good =
        samples()["tenant"].replace("\"defaultLanguage\"", "\"auditDays\": 1, \"defaultLanguage\"");
    deployment.platform.clock.advance(10 * DAY);
    deployment.platform.kv.put("tenant", "{}");
    deployment.new_isolate().schedule();
    assert!(kept(&deployment) > 0);
    deployment.platform.kv.set_failing(true);
    deployment.new_isolate().schedule();
    assert!(kept(&deployment) > 0);
    deployment.platform.kv.set_failing(false);
    deployment.platform.kv.put("tenant", &good);
    deployment.new_isolate().schedule();
    assert_eq!(kept(&deployment), 0);
}

#[test]
fn a_table_that_can_not_be_purged_keeps_no_other_from_it() {
    let deployment = keeping(Some(1));
    deployment.platform.clock.advance(10 * DAY);
    for batch in 1..8 {
        deployment.platform.database.fail_batch(batch, Fault::Unreached);
        deployment.new_isolate().schedule();
    }
    deployment.new_isolate().schedule();
    assert_eq!(kept(&deployment), 0);
}
