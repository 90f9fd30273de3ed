//! An attribute's life: its type is for ever, retiring it takes it out of flows and tokens, purging forgets it.

use crate::browser::*;
use crate::people::*;
use serde_json::Value;
use vestibule::store::attribute_purge::Purge;

const INTERESTS: &str = r#""interests": {
      "dataType": "stringCollection","#;

/// The tenant with the attribute `interests` edited.
fn with_interests(deployment: &Deployment, from: &str, to: &str) {
    deployment.edit("tenant", INTERESTS, &INTERESTS.replace(from, to));
}

fn at_attributes(browser: &mut Browser, email: &str) -> Page {
    let page = prove_new_address(browser, SHOP, email);
    browser.submit(&page, &[("action", "no_password")]).page("attributes")
}

fn liking_travel() -> Vec<(&'static str, &'static str)> {
    let others = answers(SHOP).iter().filter(|(name, _)| *name != "interests");
    others.copied().chain([("interests", "travel")]).collect()
}

fn faults(deployment: &Deployment) -> Vec<Value> {
    json(&deployment.send(get("/health")))["faults"].as_array().cloned().unwrap_or_default()
}

#[test]
fn another_type_under_a_known_id_is_a_fault_for_who_knew_it_and_in_a_new_isolate() {
    let deployment = Deployment::new();
    deployment.send(get(&SHOP.authorize(&[])));
    with_interests(&deployment, "stringCollection", "string");
    deployment.platform.clock.advance(61);
    for isolate in [&deployment, &deployment.new_isolate()] {
        let mut browser = Browser::new(isolate);
        assert!(
            !join(&mut browser, SHOP, &format!("{}@home.example", isolate_name(isolate)))
                .code()
                .is_empty()
        );
        let faults = faults(isolate);
        assert_eq!(faults[0]["pointer"], "/attributes/interests/dataType");
        let sentence = faults[0]["sentence"].as_str().unwrap();
        assert!(sentence.contains("was served as stringCollection"), "{sentence}");
    }
}

fn isolate_name(deployment: &Deployment) -> usize {
    std::rc::Rc::as_ptr(&deployment.isolate) as usize
}

#[test]
fn an_attribute_that_was_taken_out_and_comes_back_with_another_type_is_caught_as_well() {
    let deployment = Deployment::new();
    deployment.edit(
        "tenant",
        INTERESTS,
        &format!(
            "\"size\": {{ \"dataType\": \"integer\", \"displayName\": \"Size\" }}, {INTERESTS}"
        ),
    );
    deployment.send(get(&SHOP.authorize(&[])));
    deployment.edit(
        "tenant",
        "\"size\": { \"dataType\": \"integer\", \"displayName\": \"Size\" }, ",
        "",
    );
    deployment.platform.clock.advance(400);
    deployment.send(get(&SHOP.authorize(&[])));
    deployment.edit(
        "tenant",
        INTERESTS,
        &format!(
            "\"size\": {{ \"dataType\": \"string\", \"displayName\": \"Size\" }}, {INTERESTS}"
        ),
    );
    deployment.platform.clock.advance(400);
    deployment.send(get(&SHOP.authorize(&[])));
    assert_eq!(faults(&deployment)[0]["pointer"], "/attributes/size/dataType");
}

#[test]
fn types_are_compared_once_for_a_text_and_a_warm_isolate_asks_nobody() {
    let deployment = Deployment::new();
    deployment.platform.reset_counts();
    deployment.send(get(&SHOP.authorize(&[])));
    let cold = deployment.platform.counts().batches;
    for advance in [1, 31, 61] {
        deployment.platform.clock.advance(advance);
        deployment.platform.reset_counts();
        deployment.send(get(&SHOP.authorize(&[])));
        assert_eq!(deployment.platform.counts().batches, 0, "{advance} s later");
    }
    assert!(cold > 0);
}

#[test]
fn a_retired_attribute_is_asked_of_nobody_and_reaches_no_token_and_keeps_its_values() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = at_attributes(&mut browser, "kim@home.example");
    assert!(page.html.contains("name=\"interests\""));
    let code = browser.submit(&page, &liking_travel()).code();
    let tokens = json(&deployment.send(SHOP.redeem(&code)));
    assert_eq!(claims(token(&tokens, "id_token"))["interests"][0], "travel");

    with_interests(&deployment, "\"dataType\"", "\"retired\": true, \"dataType\"");
    deployment.platform.clock.advance(61);
    let code = browser.open(&SHOP.authorize(&[])).code();
    let tokens = json(&deployment.send(SHOP.redeem(&code)));
    assert!(claims(token(&tokens, "id_token"))["interests"].is_null());
    assert!(
        json(&deployment.send(userinfo(token(&tokens, "access_token"))))["interests"].is_null()
    );
    let mut other = Browser::new(&deployment);
    let page = at_attributes(&mut other, "lee@home.example");
    assert!(!page.html.contains("name=\"interests\""));
    other.submit(&page, &liking_travel()).code();
    let kept = deployment.sql("SELECT value FROM attributes WHERE name = 'interests'");
    assert_eq!(kept.len(), 1, "what the first person said, and nothing of the second");
    assert!(faults(&deployment).is_empty());
}

#[test]
fn a_page_that_asks_for_a_retired_attribute_alone_is_passed_over() {
    let deployment = Deployment::new();
    let input = r#"{ "attribute": "interests", "inputType": "multipleChoice", "required": true,
        "options": [ { "value": "travel", "label": "Travel" } ] }"#;
    let pages = r#""pages": [ { "title": "Likes", "inputs": [ INPUT ] },
        { "title": "Names", "inputs": [ { "attribute": "nickname", "inputType": "text" } ] } ] }"#;
    let flow = samples().remove("flow/customer").unwrap();
    let (head, _) = flow.split_once(r#""pages""#).unwrap();
    let flow = format!("{head}{}", pages.replace("INPUT", input));
    deployment.platform.kv.put("flow/customer", &flow);
    let mut browser = Browser::new(&deployment);
    let page = at_attributes(&mut browser, "kim@home.example");
    assert!(page.html.contains("Likes"));
    with_interests(&deployment, "\"dataType\"", "\"retired\": true, \"dataType\"");
    deployment.platform.clock.advance(61);
    let mut browser = Browser::new(&deployment);
    let page = at_attributes(&mut browser, "lee@home.example");
    assert!(page.html.contains("Names"));
    browser.submit(&page, &[("nickname", "Lee")]).code();
}

#[test]
fn a_purge_deletes_values_and_answers_and_then_the_id_may_have_another_type() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = at_attributes(&mut browser, "kim@home.example");
    browser.submit(&page, &liking_travel()).code();
    deployment.sql("UPDATE runs SET answers = '{\"interests\":[\"travel\"],\"city\":\"Oslo\"}'");
    with_interests(&deployment, "\"dataType\"", "\"retired\": true, \"dataType\"");
    deployment.platform.clock.advance(400);
    deployment.send(get(&SHOP.authorize(&[])));

    let purge = Purge::of("interests").unwrap();
    assert_eq!(deployment.sql(&purge.values()).len(), 1);
    assert_eq!(deployment.sql(&purge.answers()).len(), 1);
    assert_eq!(deployment.sql(&purge.data_type()).len(), 1);
    assert!(deployment.sql("SELECT * FROM attributes WHERE name = 'interests'").is_empty());
    assert_eq!(deployment.sql("SELECT answers FROM runs")[0]["answers"], "{\"city\":\"Oslo\"}");

    deployment.platform.clock.advance(400);
    deployment.send(get(&SHOP.authorize(&[])));
    assert_eq!(
        deployment.sql(&purge.data_type()).len(),
        0,
        "a retired attribute's type stays forgotten"
    );
}

#[test]
fn an_option_that_is_offered_no_more_stays_with_who_chose_it_and_is_refused_of_others() {
    let deployment = Deployment::new();
    deployment.edit(
        "flow/customer",
        r#""inputType": "multipleChoice","#,
        r#""inputType": "multipleChoice", "required": true,"#,
    );
    let mut browser = Browser::new(&deployment);
    let page = at_attributes(&mut browser, "kim@home.example");
    browser.submit(&page, &liking_travel()).code();
    deployment.edit("flow/customer", r#""value": "travel""#, r#""value": "voyages""#);
    deployment.platform.clock.advance(61);
    let code = browser.open(&SHOP.authorize(&[])).code();
    let tokens = json(&deployment.send(SHOP.redeem(&code)));
    assert_eq!(claims(token(&tokens, "id_token"))["interests"][0], "travel");

    let mut other = Browser::new(&deployment);
    let page = at_attributes(&mut other, "lee@home.example");
    assert_eq!(other.submit(&page, &liking_travel()).page("attributes").status, 422);
}

#[test]
fn a_label_can_be_another_while_id_claim_and_values_stay() {
    let deployment = Deployment::new();
    let (mut browser, before) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    deployment.edit("tenant", r#""en": "Business name""#, r#""en": "Company""#);
    deployment.platform.clock.advance(61);
    let code = browser.open(&SUPPLIERS.authorize(&[])).code();
    let after = json(&deployment.send(SUPPLIERS.redeem(&code)));
    let name = |tokens: &Value| claims(token(tokens, "id_token"))["businessName"].clone();
    assert_eq!(name(&before), name(&after));
    assert!(name(&after).is_string());
}

#[test]
fn only_ids_of_custom_attributes_reach_the_sql_of_a_purge() {
    for id in ["", "city", "email", "oid", "x'; DROP TABLE accounts; --", "a.b", "a b", "Size"] {
        assert_eq!(Purge::of(id), None, "{id}");
    }
}
