//! Back, forward, refresh, and buttons pressed twice.

use super::person::walk;
use super::table::{Kept, Leads, Pages, Row};
use crate::steps::Step;

#[test]
fn back_to_an_earlier_page() {
    Row::new("back", Pages::Earlier, |step, (page, _)| vec![step.browser.open(&page.action)])
        .holds();
}

#[test]
fn an_earlier_page_sent_again() {
    Row::new("back, and sent again", Pages::Earlier, |step, sent| vec![step.send(sent)]).holds();
}

#[test]
fn refresh() {
    Row::new("refresh", Pages::Last, |step, (page, _)| vec![step.browser.open(&page.action)])
        .holds();
}

#[test]
fn a_button_pressed_twice() {
    Row::new("sent twice", Pages::Last, |step, sent| {
        let first = step.send(sent);
        vec![step.send(sent), first]
    })
    .holds();
}

/// Goes to the end with the page where the person is.
fn reach_the_end(step: &mut Step) {
    let last = (step.page.clone(), step.fields.clone());
    let landed = step.send(&last);
    walk(&mut step.browser, &Vec::new(), landed).unwrap();
}

#[test]
fn back_after_reaching_the_application() {
    let row = Row::new("back from the application", Pages::All, |step, (page, _)| {
        reach_the_end(step);
        vec![step.browser.open(&page.action)]
    });
    Row { leads: Leads::OnOrHome, kept: Kept::Nothing, ..row }.holds();
}

#[test]
fn a_page_sent_again_after_reaching_the_application() {
    let row = Row::new("back from the application, and sent", Pages::All, |step, sent| {
        reach_the_end(step);
        vec![step.send(sent)]
    });
    Row { leads: Leads::OnOrHome, kept: Kept::Nothing, ..row }.holds();
}
