//! Fields that are asked as another page decided, or the account.

use super::*;

/// Private people are asked two things, businesses two others, on pages of their own.
fn two_ways() -> Value {
    let options = json!([{"value": "private", "label": "Private"}, {"value": "business", "label": "Business"}]);
    let text = |attribute: &str, is: &str| json!({"attribute": attribute, "inputType": "text", "required": true, "showIf": {"attribute": "kind", "is": is}});
    json!([
        {"inputs": [{"attribute": "kind", "inputType": "radio", "required": true, "options": options}]},
        {"inputs": [text("businessName", "business"), text("jobTitle", "business")]},
        {"inputs": [text("givenName", "private"), text("surname", "private")]},
    ])
}

const BUSINESS: [(&str, &str); 2] = [("businessName", "Park & Co"), ("jobTitle", "Buyer")];
const PRIVATE: [(&str, &str); 2] = [("givenName", "Kim"), ("surname", "Park")];

#[test]
fn a_page_on_which_nothing_applies_is_passed_over() {
    for (kind, answers, other) in [("private", PRIVATE, BUSINESS), ("business", BUSINESS, PRIVATE)]
    {
        let deployment = asking(&two_ways());
        let (mut browser, landed) = begin(&deployment);
        let first = landed.page("attributes");
        assert!(first.html.contains(">Continue</button>"));
        let second = browser.submit(&first, &[("kind", kind)]).page("attributes");
        assert!(has_field(&second, answers[0].0) && !has_field(&second, other[0].0), "{kind}");
        assert!(second.html.contains("(2 of 2)") && second.html.contains(">Finish</button>"));
        let mut sent = answers.to_vec();
        sent.extend(other);
        let told = told(&deployment, browser.submit(&second, &sent));
        assert_eq!(told.len(), 3, "{told:?}");
        assert_eq!((&told["kind"], &told[answers[0].0]), (&json!(kind), &json!(answers[0].1)));
        assert_eq!(told, kept(&deployment));
    }
}

#[test]
fn who_goes_back_and_answers_otherwise_is_asked_what_follows_and_what_they_said_before_is_taken_back()
 {
    let mut pages = two_ways();
    pages
        .as_array_mut()
        .unwrap()
        .push(json!({"inputs": [{"attribute": "city", "inputType": "text", "required": true}]}));
    let deployment = asking(&pages);
    let (mut browser, landed) = begin(&deployment);
    let first = landed.page("attributes");
    let business = browser.submit(&first, &[("kind", "business")]).page("attributes");
    let city = browser.submit(&business, &BUSINESS).page("attributes");
    assert!(has_field(&city, "city"));
    // Back to the first page, and on with another answer.
    let private = browser.submit(&first, &[("kind", "private")]).page("attributes");
    assert!(has_field(&private, "givenName"), "{}", private.html);
    // The page of the other way was left open.
    let again = browser.submit(&city, &[("city", "Oslo")]);
    let again = again.page("attributes");
    assert!(has_field(&again, "givenName"), "no page is left out: {}", again.html);
    let city = browser.submit(&private, &PRIVATE).page("attributes");
    let told = told(&deployment, browser.submit(&city, &[("city", "Oslo")]));
    let expected =
        json!({"kind": "private", "givenName": "Kim", "surname": "Park", "city": "Oslo"});
    assert_eq!(json!(told), expected);
    assert_eq!(json!(kept(&deployment)), expected);
}

#[test]
fn a_flow_can_end_on_any_page_that_is_the_last_to_apply() {
    let mut pages = two_ways();
    pages.as_array_mut().unwrap().truncate(2);
    for consent in ["never", "once"] {
        let deployment = asking(&pages);
        deployment.edit(
            "app/woodgrove-shop",
            "\"type\":\"spa\"",
            &format!("\"type\":\"spa\",\"consent\":\"{consent}\""),
        );
        let (mut browser, landed) = begin(&deployment);
        let first = landed.page("attributes");
        let mut landed =
            browser.submit(&first, &[("kind", "private"), ("businessName", "Park & Co")]);
        if consent == "once" {
            landed = browser.submit(&landed.page("consent"), &[("action", "approve")]);
        }
        assert_eq!(json!(told(&deployment, landed)), json!({"kind": "private"}), "{consent}");
    }
}

#[test]
fn terms_stay_on_the_last_page_of_the_flow() {
    let deployment = asking(&two_ways());
    let terms = r#""terms":[{"id":"news","version":"1","label":"News"}],"pages":"#;
    deployment.edit("flow/customer", "\"pages\":", terms);
    let (mut browser, landed) = begin(&deployment);
    let page =
        browser.submit(&landed.page("attributes"), &[("kind", "business")]).page("attributes");
    let last = browser.submit(&page, &BUSINESS).page("attributes");
    assert!(has_field(&last, "terms-news") && !has_field(&last, "givenName"), "{}", last.html);
    browser.submit(&last, &[("terms-news", "1")]).code();
}

/// Somebody with an account that says `kind`, and a flow that from then on asks in two ways.
fn with_account(kind: &str) -> Deployment {
    let deployment = asking(&json!([{"inputs": [two_ways()[0]["inputs"][0]]}]));
    let (mut browser, landed) = begin(&deployment);
    browser.submit(&landed.page("attributes"), &[("kind", kind)]).code();
    change(&deployment, "flow/customer", "/pages", two_ways());
    deployment.new_isolate()
}

fn sign_in(deployment: &Deployment) -> (Browser, Landed) {
    let mut browser = Browser::new(deployment);
    let page = ask_for_code_to_sign_in(&mut browser, SHOP, KIM);
    let code = deployment.mailed_code(KIM);
    let landed = browser.submit(&page, &[("code", &code)]);
    (browser, landed)
}

#[test]
fn an_account_is_asked_what_applies_to_it_and_nothing_else() {
    for (kind, answers, other) in [("private", PRIVATE, BUSINESS), ("business", BUSINESS, PRIVATE)]
    {
        let deployment = with_account(kind);
        let (mut browser, landed) = sign_in(&deployment);
        let page = landed.page("attributes");
        assert!(has_field(&page, answers[0].0) && !has_field(&page, other[0].0), "{kind}");
        browser.submit(&page, &answers).code();
        assert_eq!(kept(&deployment).len(), 3);
        sign_in(&deployment).1.code();
    }
}

#[test]
fn what_an_account_answers_can_open_what_follows() {
    let deployment = asking(&json!([{"inputs": [{"attribute": "city", "inputType": "text"}]}]));
    let (mut browser, landed) = begin(&deployment);
    browser.submit(&landed.page("attributes"), &[("city", "Oslo")]).code();
    let mut pages = two_ways();
    let follows = json!({"attribute": "note", "inputType": "text", "required": true, "showIf": {"attribute": "kind", "is": "business"}});
    pages[0]["inputs"].as_array_mut().unwrap().push(follows);
    change(&deployment, "flow/customer", "/pages", pages);
    let deployment = deployment.new_isolate();
    let (mut browser, landed) = sign_in(&deployment);
    let first = landed.page("attributes");
    assert!(
        first.html.contains("<div class=\"if-1\">") && first.html.contains(">Continue</button>")
    );
    assert_eq!(browser.submit(&first, &[("kind", "business")]).page("attributes").status, 422);
    let second = browser.submit(&first, &[("kind", "business"), ("note", "hi")]).page("attributes");
    assert!(has_field(&second, "businessName") && !has_field(&second, "note"));
    browser.submit(&second, &BUSINESS).code();
    assert_eq!(kept(&deployment).len(), 5);
}

#[test]
fn a_hidden_field_is_given_as_an_earlier_page_decided() {
    let mut pages = two_ways();
    let hidden = |attribute: &str, is: &str| json!({"attribute": attribute, "inputType": "text", "hidden": true, "default": is, "showIf": {"attribute": "kind", "is": is}});
    pages[2]["inputs"] = json!([hidden("note", "business"), hidden("state", "private")]);
    let deployment = asking(&pages);
    let (mut browser, landed) = begin(&deployment);
    let page =
        browser.submit(&landed.page("attributes"), &[("kind", "business")]).page("attributes");
    let told = told(&deployment, browser.submit(&page, &BUSINESS));
    assert_eq!((&told["note"], told.get("state")), (&json!("business"), None));
}

#[test]
fn conditions_within_a_page_cost_no_round_trip() {
    let mut pages = two_ways();
    let moved = pages[1]["inputs"][0].clone();
    pages[0]["inputs"].as_array_mut().unwrap().push(moved);
    pages.as_array_mut().unwrap().truncate(1);
    let deployment = asking(&pages);
    let (mut browser, landed) = begin(&deployment);
    let page = landed.page("attributes");
    deployment.platform.reset_counts();
    browser.submit(&page, &[("kind", "business"), ("businessName", "Park & Co")]).code();
    assert_eq!(deployment.platform.counts().batches, 1);
}
