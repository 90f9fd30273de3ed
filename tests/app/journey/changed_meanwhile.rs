//! What we change while people are on their way: isolates, master keys, documents.

use super::table::{Pages, Row};
use crate::browser::*;
use crate::steps::Step;

#[test]
fn a_new_isolate() {
    Row::new("new isolate", Pages::Last, |step, sent| {
        step.browser.deployment = step.deployment.new_isolate();
        vec![step.send(sent)]
    })
    .holds();
}

/// A deploy, with a new master key in front of the old one.
fn deploy_with_new_key(step: &mut Step) {
    let keys = format!("k2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA {MASTER_KEY}");
    step.browser.deployment = step.deployment.new_isolate().with_master_keys(&keys);
}

#[test]
fn a_new_master_key_and_a_page_opened() {
    Row::new("new master key, opened", Pages::Last, |step, (page, _)| {
        deploy_with_new_key(step);
        vec![step.browser.open(&page.action)]
    })
    .holds();
}

#[test]
fn a_new_master_key_and_a_page_sent() {
    Row::new("new master key, sent", Pages::Last, |step, sent| {
        deploy_with_new_key(step);
        vec![step.send(sent)]
    })
    .holds();
}

/// New terms, which are a new version of the flow.
fn edit_terms(step: &mut Step) {
    step.deployment.edit("flow/supplier", r#""version": "1""#, r#""version": "2""#);
    step.browser.deployment = step.deployment.new_isolate();
}

#[test]
fn an_edited_flow_and_a_page_opened() {
    Row::new("edited flow, opened", Pages::Last, |step, (page, _)| {
        edit_terms(step);
        vec![step.browser.open(&page.action)]
    })
    .holds();
}

#[test]
fn an_edited_flow_and_a_page_sent() {
    Row::new("edited flow, sent", Pages::Last, |step, sent| {
        edit_terms(step);
        vec![step.send(sent)]
    })
    .holds();
}
