//! What fields hold before anybody answers, and what an account gets of those that nobody can answer.

use super::*;

/// Hidden and read-only fields of every type, beside two that people answer.
fn pages() -> Value {
    let options = json!([{"value": "a", "label": "Alpha"}, {"value": "b", "label": "Beta"}]);
    json!([{"inputs": [
        {"attribute": "jobTitle", "inputType": "text", "hidden": true, "default": "Partner"},
        {"attribute": "seats", "inputType": "number", "hidden": true, "editable": false, "default": 7},
        {"attribute": "letters", "inputType": "checkbox", "hidden": true, "default": false},
        {"attribute": "city", "inputType": "text", "required": true, "hidden": true},
        {"attribute": "note", "inputType": "multilineText", "editable": false, "default": "one\ntwo"},
        {"attribute": "interests", "inputType": "multipleChoice", "editable": false, "default": ["b"], "options": options},
        {"attribute": "state", "inputType": "text", "required": true, "editable": false},
        {"attribute": "nickname", "inputType": "text", "default": "K", "placeholder": "Kay"},
        {"attribute": "kind", "inputType": "radio", "default": "b", "required": true, "options": options},
    ]}])
}

#[test]
fn what_nobody_can_answer_is_what_the_flow_says_whatever_is_sent_for_it() {
    let deployment = asking(&pages());
    let (mut browser, landed) = begin(&deployment);
    let page = landed.page("attributes");
    for hidden in ["jobTitle", "seats", "letters", "city", "state"] {
        assert!(!page.html.contains(&format!("\"{hidden}\"")), "{hidden} is on the page");
    }
    let landed = browser.submit(
        &page,
        &[
            ("jobTitle", "Director"),
            ("seats", "99"),
            ("letters", "true"),
            ("city", "Oslo"),
            ("state", "Oslo"),
            ("note", "mine"),
            ("interests", "a"),
            ("nickname", ""),
            ("kind", "a"),
        ],
    );
    let expected = json!({"jobTitle": "Partner", "seats": 7, "letters": false, "note": "one\ntwo", "interests": ["b"], "kind": "a"});
    assert_eq!(json!(told(&deployment, landed)), expected);
    assert_eq!(json!(kept(&deployment)), expected);
}

#[test]
fn a_read_only_field_shows_its_value_and_a_default_is_filled_in_until_it_is_changed() {
    let deployment = asking(&pages());
    let (mut browser, landed) = begin(&deployment);
    let page = landed.page("attributes");
    assert!(page.html.contains("readonly>\none\ntwo</textarea>"), "{}", page.html);
    assert!(page.html.contains("<div class=\"value\" id=\"interests\"><p>Beta</p></div>"));
    assert!(page.html.contains("name=\"nickname\" value=\"K\" placeholder=\"Kay\""));
    assert!(page.html.contains("value=\"b\" checked"));
    let typed = [("nickname", ""), ("note", "mine"), ("kind", "c")];
    let refused = browser.submit(&page, &typed).page("attributes");
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("readonly>\none\ntwo</textarea>"), "{}", refused.html);
    assert!(refused.html.contains("name=\"nickname\" value=\"\""));
    assert!(!refused.html.contains(" checked"), "what was typed goes before a default");
}

#[test]
fn a_page_that_shows_nothing_is_passed_over_wherever_it_stands() {
    let hidden = |attribute: &str| json!({"inputs": [{"attribute": attribute, "inputType": "text", "hidden": true, "default": attribute}]});
    let shown =
        |attribute: &str| json!({"inputs": [{"attribute": attribute, "inputType": "text"}]});
    let pages = json!([
        hidden("jobTitle"),
        shown("givenName"),
        hidden("city"),
        shown("surname"),
        hidden("state")
    ]);
    let deployment = asking(&pages);
    let (mut browser, landed) = begin(&deployment);
    let first = landed.page("attributes");
    assert!(has_field(&first, "givenName") && first.html.contains("(1 of 2)"), "{}", first.html);
    let second = browser.submit(&first, &[("givenName", "Kim")]).page("attributes");
    assert!(has_field(&second, "surname") && second.html.contains("(2 of 2)"));
    assert!(second.html.contains(">Finish</button>"));
    let told = told(&deployment, browser.submit(&second, &[("surname", "Park")]));
    let expected = json!({"jobTitle": "jobTitle", "givenName": "Kim", "city": "city", "surname": "Park", "state": "state"});
    assert_eq!(json!(told), expected);
}

#[test]
fn a_flow_of_hidden_fields_alone_asks_nothing_and_gives_them() {
    let pages = json!([{"inputs": [{"attribute": "jobTitle", "inputType": "text", "hidden": true, "default": "Partner"}]}]);
    let deployment = asking(&pages);
    let (_, landed) = begin(&deployment);
    assert_eq!(json!(told(&deployment, landed)), json!({"jobTitle": "Partner"}));
}

#[test]
fn an_account_that_is_new_to_the_flow_gets_what_it_lacks_and_one_that_is_not_gets_nothing() {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, KIM).code();
    let pages = json!([{"inputs": [
        {"attribute": "businessName", "inputType": "text", "hidden": true, "default": "Nobody & Co"},
        {"attribute": "jobTitle", "inputType": "text", "hidden": true, "default": "Partner"},
        {"attribute": "displayName", "inputType": "text", "editable": false},
        {"attribute": "givenName", "inputType": "text", "required": true},
        {"attribute": "city", "inputType": "text", "editable": false, "default": "Oslo"},
    ]}]);
    change(&deployment, "flow/customer", "/pages", pages.clone());
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
    let page = browser.submit(&page, &[("email", KIM), ("password", PASSWORD)]).page("attributes");
    assert!(page.html.contains("name=\"displayName\" value=\"Ann Lee\""), "the account's own");
    assert!(page.html.contains("name=\"city\" value=\"Oslo\""), "the flow's default");
    browser
        .submit(&page, &[("givenName", "Kim"), ("displayName", "Eve"), ("city", "Bergen")])
        .code();
    let known = kept(&deployment);
    assert_eq!(known["businessName"], "Lee & Co", "what the account has stays");
    assert_eq!((&known["jobTitle"], &known["city"]), (&json!("Partner"), &json!("Oslo")));
    assert_eq!((&known["displayName"], &known["givenName"]), (&json!("Ann Lee"), &json!("Kim")));

    let mut more = pages;
    more[0]["inputs"][1]["default"] = json!("Director");
    more[0]["inputs"].as_array_mut().unwrap().push(
        json!({"attribute": "state", "inputType": "text", "required": true, "hidden": true, "default": "Oslo"}),
    );
    change(&deployment, "flow/customer", "/pages", more);
    let deployment = deployment.new_isolate();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
    browser.submit(&page, &[("email", KIM), ("password", PASSWORD)]).code();
    assert_eq!(kept(&deployment), known, "it completed the flow before");
}

#[test]
fn a_password_alone_brings_what_the_flow_gives_to_an_account_that_is_new_to_it() {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, KIM).code();
    let pages = json!([{"inputs": [{"attribute": "jobTitle", "inputType": "text", "hidden": true, "default": "Buyer"}]}]);
    change(&deployment, "flow/customer", "/pages", pages);
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
    browser.submit(&page, &[("email", KIM), ("password", PASSWORD)]).code();
    assert_eq!(kept(&deployment)["jobTitle"], "Buyer");
}

#[test]
fn a_phone_number_may_rest_on_the_country_that_the_flow_gives() {
    let deployment = asking(&json!([{"inputs": [
        {"attribute": "country", "inputType": "country", "hidden": true, "default": "NO"},
        {"attribute": "phoneNumber", "inputType": "phone", "required": true},
    ]}]));
    let (mut browser, landed) = begin(&deployment);
    let page = landed.page("attributes");
    let typed = [("country", "GB"), ("phoneNumber", "22 12 34 56")];
    let told = told(&deployment, browser.submit(&page, &typed));
    assert_eq!(json!(told), json!({"country": "NO", "phoneNumber": "+4722123456"}));
}
