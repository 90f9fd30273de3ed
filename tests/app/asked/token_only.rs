//! Answers that no account keeps: they reach the tokens of the sign-up they were given in, and nothing else.

use super::*;

fn pages() -> Value {
    let options = json!([{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]);
    let unkept = |attribute: &str, input_type: &str| json!({"attribute": attribute, "inputType": input_type, "required": true, "writeToDirectory": false});
    let mut interests = unkept("interests", "multipleChoice");
    interests["options"] = options;
    json!([{"inputs": [
        {"attribute": "givenName", "inputType": "text", "required": true},
        unkept("note", "text"),
        unkept("seats", "number"),
        unkept("letters", "checkbox"),
        interests,
        {"attribute": "state", "inputType": "text", "hidden": true, "default": "given", "writeToDirectory": false},
        {"attribute": "city", "inputType": "text", "required": true, "showIf": {"attribute": "note"}},
    ]}])
}

const ANSWERS: [(&str, &str); 6] = [
    ("givenName", "Kim"),
    ("note", "42"),
    ("seats", "7"),
    ("letters", "true"),
    ("interests", "b"),
    ("city", "Oslo"),
];

fn everything() -> Value {
    json!({"givenName": "Kim", "note": "42", "seats": 7, "letters": true, "interests": ["b"], "state": "given", "city": "Oslo"})
}

/// Signs up and redeems the code.
fn sign_up(deployment: &Deployment) -> (Browser, Value) {
    let (mut browser, landed) = begin(deployment);
    let code = browser.submit(&landed.page("attributes"), &ANSWERS).code();
    let tokens = json(&deployment.send(SHOP.redeem(&code)));
    (browser, tokens)
}

fn in_id_token(tokens: &Value) -> Value {
    json!(attribute_claims(&claims(token(tokens, "id_token"))))
}

fn in_userinfo(deployment: &Deployment, tokens: &Value) -> Value {
    let answer = deployment.send(userinfo(token(tokens, "access_token")));
    json!(attribute_claims(&json(&answer)))
}

#[test]
fn they_reach_every_token_of_the_sign_up_and_no_account() {
    let deployment = asking(&pages());
    let (_, tokens) = sign_up(&deployment);
    assert_eq!(in_id_token(&tokens), everything());
    assert_eq!(in_userinfo(&deployment, &tokens), everything());
    let refreshed = json(&deployment.send(SHOP.refresh(token(&tokens, "refresh_token"))));
    assert_eq!(in_id_token(&refreshed), everything());
    assert_eq!(in_userinfo(&deployment, &refreshed), everything());
    assert_eq!(json!(kept(&deployment)), json!({"givenName": "Kim", "city": "Oslo"}));
    assert_eq!(claims(token(&tokens, "id_token"))["given_name"], "Kim");
}

#[test]
fn a_later_sign_in_asks_for_none_of_them_and_tells_none() {
    let deployment = asking(&pages());
    let (mut browser, first) = sign_up(&deployment);
    let own = json!({"givenName": "Kim", "city": "Oslo"});
    let silent = browser.open(&SHOP.authorize(&[("prompt", "none")])).code();
    let silent = json(&deployment.send(SHOP.redeem(&silent)));
    assert_eq!(
        (in_id_token(&silent), in_userinfo(&deployment, &silent)),
        (own.clone(), own.clone())
    );
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code_to_sign_in(&mut browser, SHOP, KIM);
    let code = deployment.mailed_code(KIM);
    let code = browser.submit(&page, &[("code", &code)]).code();
    let again = json(&deployment.send(SHOP.redeem(&code)));
    assert_eq!(in_id_token(&again), own);
    assert_eq!(in_userinfo(&deployment, &first), everything(), "the first grant is as it was");
}

#[test]
fn an_account_that_is_new_to_the_flow_is_asked_once() {
    let deployment = asking(&pages());
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, KIM).code();
    let before = kept(&deployment);
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
    let page = browser.submit(&page, &[("email", KIM), ("password", PASSWORD)]).page("attributes");
    let code = browser.submit(&page, &ANSWERS).code();
    let tokens = json(&deployment.send(SHOP.redeem(&code)));
    let told = in_id_token(&tokens);
    assert_eq!(
        (&told["note"], &told["seats"], &told["state"]),
        (&json!("42"), &json!(7), &json!("given"))
    );
    assert_eq!(kept(&deployment).len(), before.len() + 2, "the name and the city");
    let page = browser.open(&SHOP.authorize(&[("prompt", "login")])).page("sign-in");
    browser.submit(&page, &[("email", KIM), ("password", PASSWORD)]).code();
}

#[test]
fn an_application_gets_only_those_that_its_document_names() {
    let deployment = asking(&pages());
    let claims = json!([{"source": "seats", "name": "x_seats", "tokens": ["access"]}]);
    change(&deployment, "app/woodgrove-shop", "/claims", claims);
    let (_, tokens) = sign_up(&deployment);
    assert_eq!(in_id_token(&tokens), json!({}));
    let access = super::claims(token(&tokens, "access_token"));
    assert_eq!(json!(attribute_claims(&access)), json!({"seats": 7}));
}

#[test]
fn a_form_that_is_sent_twice_gives_both_codes_the_same_answers() {
    let deployment = asking(&pages());
    let (mut browser, landed) = begin(&deployment);
    let page = landed.page("attributes");
    browser.submit(&page, &ANSWERS).code();
    let told = told(&deployment, browser.submit(&page, &ANSWERS));
    assert_eq!(json!(told), everything());
}

#[test]
fn a_purge_takes_them_out_of_what_tokens_are_made_of() {
    let deployment = asking(&pages());
    let (_, tokens) = sign_up(&deployment);
    let purge = vestibule::store::attribute_purge::Purge::of("note").unwrap();
    let gone: usize =
        purge.answers_for_tokens().iter().map(|statement| deployment.sql(statement).len()).sum();
    assert_eq!(gone, 2, "the code and the grant");
    let mut expected = everything();
    expected.as_object_mut().unwrap().remove("note");
    assert_eq!(in_userinfo(&deployment, &tokens), expected);
}
