//! Documents in KV: edits, bad edits, failures of KV, an empty one.

use crate::browser::*;
use crate::support::NOW;
use vestibule::http::Response;

fn authorize(deployment: &Deployment) -> Response {
    Browser::new(deployment).send(get(&SUPPLIERS.authorize(&[])))
}

fn sign_in_page(deployment: &Deployment) -> String {
    Browser::new(deployment).open(&SUPPLIERS.authorize(&[])).page("sign-in").html
}

#[test]
fn an_edit_shows_without_a_restart_within_the_cache_time() {
    let deployment = Deployment::new();
    assert!(sign_in_page(&deployment).contains("Create an account"));
    deployment.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    assert!(sign_in_page(&deployment).contains("Create an account"), "still fresh");
    deployment.platform.clock.advance(31);
    sign_in_page(&deployment);
    assert!(
        !sign_in_page(&deployment).contains("Create an account"),
        "refreshed in the background"
    );
}

#[test]
fn a_warm_isolate_answers_from_memory_and_refreshes_after_the_response() {
    let deployment = Deployment::new();
    authorize(&deployment);
    for (advance, reads) in [(29, 0), (2, 2), (10, 0), (61, 2)] {
        deployment.platform.clock.advance(advance);
        deployment.platform.reset_counts();
        assert_eq!(authorize(&deployment).status, 303);
        assert_eq!(deployment.platform.counts().kv_reads, reads, "after {advance} s more");
    }
}

#[test]
fn a_bad_edit_leaves_the_last_good_version_serving_in_a_new_isolate_too() {
    let deployment = Deployment::new();
    authorize(&deployment);
    deployment.edit("flow/supplier", r#""accountType": "guest""#, r#""accountType": "king""#);
    let fresh = deployment.new_isolate();
    assert_eq!(authorize(&fresh).status, 303);
    let health = json(&fresh.send(get("/health")));
    assert_eq!(health["status"], "degraded");
    let fault = &health["faults"][0];
    assert_eq!(
        (&fault["document"], &fault["pointer"]),
        (&"flow/supplier".into(), &"/accountType".into())
    );
    // The mend serves again.
    deployment.edit("flow/supplier", r#""accountType": "king""#, r#""accountType": "guest""#);
    deployment.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    assert!(!sign_in_page(&deployment.new_isolate()).contains("Create an account"));
}

#[test]
fn the_last_good_set_is_the_one_that_served_last_not_the_one_first_seen_last() {
    let deployment = Deployment::new();
    authorize(&deployment);
    deployment.platform.clock.advance(1000);
    deployment.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    authorize(&deployment.new_isolate());
    deployment.platform.clock.advance(1000);
    deployment.platform.kv.put("flow/supplier", &samples()["flow/supplier"]);
    authorize(&deployment.new_isolate());
    deployment.platform.kv.put("flow/supplier", "{");
    assert!(sign_in_page(&deployment.new_isolate()).contains("Create an account"));
}

#[test]
fn a_flow_that_an_application_names_and_is_gone_leaves_both_as_they_last_served() {
    let deployment = Deployment::new();
    authorize(&deployment);
    deployment.platform.kv.delete("flow/supplier");
    let fresh = deployment.new_isolate();
    assert_eq!(authorize(&fresh).status, 303);
    let health = json(&fresh.send(get("/health")));
    assert_eq!(health["faults"][0]["document"], "app/woodgrove-suppliers");
}

#[test]
fn an_attribute_taken_from_the_tenant_leaves_the_pair_that_last_checked_together() {
    let deployment = Deployment::new();
    authorize(&deployment);
    deployment.platform.clock.advance(1000);
    let tenant = samples()["tenant"].replace("\"businessName\"", "\"companyName\"");
    deployment.platform.kv.put("tenant", &tenant);
    // The shop does not use the attribute and serves with the new tenant.
    let shop = deployment.new_isolate();
    assert_eq!(Browser::new(&shop).send(get(&SHOP.authorize(&[]))).status, 303);
    assert_eq!(authorize(&shop).status, 303);
    let mut browser = Browser::new(&shop);
    assert!(!sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code().is_empty());
}

#[test]
fn an_application_whose_document_is_deleted_is_unknown_within_two_minutes() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    deployment.platform.kv.delete("app/woodgrove-suppliers");
    deployment.platform.clock.advance(61);
    assert_eq!(authorize(&deployment).status, 400);
    let refresh = SUPPLIERS.refresh(tokens["refresh_token"].as_str().unwrap());
    assert_eq!(deployment.send(refresh).status, 401);
}

#[test]
fn when_kv_fails_what_is_known_serves_and_health_says_so() {
    let deployment = Deployment::new();
    authorize(&deployment);
    deployment.send(get("/health"));
    deployment.platform.kv.set_failing(true);
    deployment.platform.clock.set(NOW + 3600);
    assert_eq!(authorize(&deployment).status, 303, "stale");
    assert_eq!(authorize(&deployment.new_isolate()).status, 303, "from the history");
    let health = json(&deployment.send(get("/health")));
    assert_eq!((&health["status"], &health["kv"]), (&"degraded".into(), &"stale".into()));
}

#[test]
fn an_empty_kv_says_which_commands_come_next() {
    let deployment = Deployment::new();
    for key in samples().keys() {
        deployment.platform.kv.delete(key);
    }
    let page = authorize(&deployment);
    assert_eq!(page.status, 503);
    assert!(page.body.contains("npm start"), "{}", page.body);
    let health = deployment.send(get("/health"));
    assert_eq!(health.status, 503);
    assert_eq!(json(&health)["configuration"], "not-configured");
    assert_eq!(json(&health)["next"][0], "npm start");
}

#[test]
fn an_edit_that_a_busy_isolate_picked_up_in_the_background_is_the_last_good_version() {
    let deployment = Deployment::new();
    authorize(&deployment);
    deployment.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    for _ in 0..30 {
        deployment.platform.clock.advance(20);
        authorize(&deployment);
    }
    deployment.platform.kv.put("flow/supplier", "{");
    assert!(!sign_in_page(&deployment.new_isolate()).contains("Create an account"));
}

#[test]
fn a_tenant_that_is_deleted_goes_on_serving_as_it_last_did() {
    let deployment = Deployment::new();
    authorize(&deployment);
    deployment.platform.kv.delete("tenant");
    let fresh = deployment.new_isolate();
    assert_eq!(authorize(&fresh).status, 303);
    assert_eq!(json(&deployment.new_isolate().send(get("/health")))["status"], "degraded");
}

#[test]
fn words_that_no_page_has_are_a_fault_and_those_it_has_are_shown() {
    let deployment = Deployment::new();
    deployment.platform.kv.put("strings/en", r#"{"signIn.title": "Come in"}"#);
    assert!(sign_in_page(&deployment).contains("Come in"));
    deployment.platform.kv.put("strings/en", r#"{"signIn.titel": "Come in"}"#);
    let fresh = deployment.new_isolate();
    assert!(sign_in_page(&fresh).contains("Come in"), "the last good words serve");
    assert_eq!(json(&fresh.send(get("/health")))["faults"][0]["pointer"], "/signIn.titel");
}
