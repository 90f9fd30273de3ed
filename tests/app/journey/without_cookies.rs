//! Cookies cleared on the way, and browsers that keep none.

use super::table::{Kept, Leads, Pages, Row};
use crate::browser::*;

#[test]
fn cookies_cleared_and_a_page_opened() {
    let row = Row::new("cookies cleared, opened", Pages::Last, |step, (page, _)| {
        step.browser.cookies.clear();
        vec![step.browser.open(&page.action)]
    });
    Row { leads: Leads::Home, kept: Kept::Nothing, ..row }.holds();
}

#[test]
fn cookies_cleared_and_a_page_sent() {
    let row = Row::new("cookies cleared, sent", Pages::Last, |step, sent| {
        step.browser.cookies.clear();
        vec![step.send(sent)]
    });
    Row { leads: Leads::Home, kept: Kept::Nothing, ..row }.holds();
}

#[test]
fn cookies_refused() {
    let row = Row::new("cookies refused", Pages::Last, |step, _| {
        let begun = step.deployment.send(get(&step.authorize));
        step.browser.cookies.clear();
        let page = step.deployment.send(get(begun.header("location").unwrap()));
        assert!(page.body.contains("cookies_refused"), "{}", page.body);
        vec![step.browser.follow(page)]
    });
    Row { leads: Leads::Home, kept: Kept::Nothing, ..row }.holds();
}
