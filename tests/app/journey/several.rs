//! Several tabs, several applications, several browsers.

use super::table::{Kept, Leads, Pages, Row};
use crate::browser::*;

#[test]
fn a_second_tab_that_is_behind() {
    let row = Row::new("second tab, behind", Pages::Last, |step, sent| {
        let ahead = step.send(sent);
        vec![step.browser.open(&sent.0.action), ahead]
    });
    Row { leads: Leads::OnOrHome, ..row }.holds();
}

#[test]
fn the_same_request_in_two_tabs() {
    Row::new("the same request twice", Pages::Last, |step, sent| {
        let other = step.browser.open(&step.authorize);
        vec![step.send(sent), other]
    })
    .holds();
}

#[test]
fn a_second_application_meanwhile() {
    Row::new("a second application, which ends last", Pages::Last, |step, sent| {
        let other = step.browser.open(&PROCUREMENT.authorize(&[]));
        vec![step.send(sent), other]
    })
    .holds();
}

#[test]
fn a_second_application_that_ends_first() {
    let row = Row::new("a second application, which ends first", Pages::Last, |step, sent| {
        let other = step.browser.open(&PROCUREMENT.authorize(&[]));
        let own = step.send(sent);
        vec![other, own]
    });
    Row { kept: Kept::Nothing, ..row }.holds();
}

#[test]
fn the_address_opened_in_another_browser() {
    let row = Row::new("opened in another browser", Pages::Last, |step, (page, _)| {
        step.browser = Browser::new(&step.deployment);
        vec![step.browser.open(&page.action)]
    });
    Row { leads: Leads::Home, kept: Kept::Nothing, ..row }.holds();
}

#[test]
fn a_page_sent_from_another_browser() {
    let row = Row::new("sent from another browser", Pages::Last, |step, sent| {
        step.browser = Browser::new(&step.deployment);
        vec![step.send(sent)]
    });
    Row { leads: Leads::Home, kept: Kept::Nothing, ..row }.holds();
}

#[test]
fn another_browser_disturbs_nobody() {
    Row::new("while another browser tried", Pages::Last, |step, sent| {
        let own = std::mem::take(&mut step.browser.cookies);
        step.send(sent);
        step.browser.cookies = own;
        vec![step.send(sent)]
    })
    .holds();
}
