//! D1 does not answer for a moment.

use super::person::way_on;
use super::table::{Pages, Row};
use crate::browser::Landed;
use vestibule::native::Fault;

#[test]
fn a_page_sent_while_the_database_does_not_answer() {
    Row::new("D1 does not answer", Pages::Last, |step, sent| {
        step.deployment.platform.database.fail_batch(1, Fault::Unreached);
        let Landed::Page(page) = step.send(sent) else { panic!("{} needs D1", sent.0.step) };
        assert_eq!(page.status, 503, "{}", sent.0.step);
        vec![way_on(&mut step.browser, &page).unwrap()]
    })
    .holds();
}
