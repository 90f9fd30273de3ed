//! Left for long, bookmarked, opened next day.

use super::table::{Kept, Leads, Pages, Row, Sent};
use crate::browser::Landed;
use crate::steps::Step;

const MINUTES: i64 = 60;
const HOURS: i64 = 3600;

fn wait(step: &Step, seconds: i64) {
    step.deployment.platform.clock.advance(seconds);
}

#[test]
fn left_for_longer_than_it_lasts_and_opened() {
    Row::new("opened after 31 minutes", Pages::All, |step, (page, _)| {
        wait(step, 31 * MINUTES);
        vec![step.browser.open(&page.action)]
    })
    .holds();
}

#[test]
fn left_for_longer_than_it_lasts_and_sent() {
    Row::new("sent after 31 minutes", Pages::All, |step, sent| {
        wait(step, 31 * MINUTES);
        vec![step.send(sent)]
    })
    .holds();
}

#[test]
fn bookmarked_and_opened_next_morning() {
    let row = Row::new("opened after 20 hours", Pages::Last, |step, (page, _)| {
        wait(step, 20 * HOURS);
        vec![step.browser.open(&page.action)]
    });
    Row { kept: Kept::Address, ..row }.holds();
}

#[test]
fn left_open_and_sent_next_morning() {
    let row = Row::new("sent after 20 hours", Pages::Last, |step, sent| {
        wait(step, 20 * HOURS);
        vec![step.send(sent)]
    });
    Row { kept: Kept::Address, ..row }.holds();
}

#[test]
fn bookmarked_and_opened_next_day() {
    let row = Row::new("opened after 25 hours", Pages::Last, |step, (page, _)| {
        wait(step, 25 * HOURS);
        vec![step.browser.open(&page.action)]
    });
    Row { leads: Leads::Home, kept: Kept::Nothing, ..row }.holds();
}

#[test]
fn left_open_and_sent_next_day() {
    let row = Row::new("sent after 25 hours", Pages::Last, |step, sent| {
        wait(step, 25 * HOURS);
        vec![step.send(sent)]
    });
    Row { leads: Leads::Home, kept: Kept::Nothing, ..row }.holds();
}

#[test]
fn left_for_a_quarter_of_an_hour_and_opened() {
    Row::new("opened after 16 minutes", Pages::All, |step, (page, _)| {
        wait(step, 16 * MINUTES);
        vec![step.browser.open(&page.action)]
    })
    .holds();
}

#[test]
fn left_for_a_quarter_of_an_hour_and_sent() {
    Row::new("sent after 16 minutes", Pages::All, |step, sent| {
        wait(step, 16 * MINUTES);
        vec![step.send(sent)]
    })
    .holds();
}

/// Asks for more time with what was typed so far.
fn more_time(step: &mut Step, (page, fields): &Sent) -> Landed {
    let mut asked = fields.clone();
    asked.retain(|(name, _)| *name != "action");
    asked.push(("action", "more-time".to_owned()));
    step.send(&(page.clone(), asked))
}

#[test]
fn more_time_for_a_page() {
    Row::new("more time", Pages::Last, |step, sent| {
        wait(step, 29 * MINUTES);
        let landed = more_time(step, sent);
        wait(step, 29 * MINUTES);
        vec![landed]
    })
    .holds();
}
