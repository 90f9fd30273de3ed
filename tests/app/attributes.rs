//! What people type into attribute pages: judged field by field, kept as typed, written where it belongs.

use crate::browser::*;
use crate::people::*;
use serde_json::json;

/// The customers' flow with a second page, a number, a box and terms that nobody must agree to.
fn two_pages() -> Deployment {
    let deployment = Deployment::new();
    let tenant = samples().remove("tenant").unwrap().replace(
        "\"interests\": {",
        r#""seats": { "dataType": "integer", "displayName": "Seats" },
           "letters": { "dataType": "boolean", "displayName": "Letters" },
           "interests": {"#,
    );
    deployment.platform.kv.put("tenant", &tenant);
    let page = r#""pages": [ { "inputs": [
        { "attribute": "seats", "inputType": "number", "minimum": 1, "maximum": 9 },
        { "attribute": "letters", "inputType": "checkbox" },
        { "attribute": "nickname", "inputType": "text", "maxLength": 10 } ] },"#;
    let news =
        r#""terms": [ { "id": "news", "version": "1", "label": "News", "required": false } ],"#;
    deployment.edit("flow/customer", r#""pages": ["#, &format!("{news} {page}"));
    deployment
}

fn at_first_page(deployment: &Deployment) -> (Browser, Page) {
    let mut browser = Browser::new(deployment);
    let page = prove_new_address(&mut browser, SHOP, "kim@home.example");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    (browser, page)
}

fn attributes(deployment: &Deployment) -> serde_json::Map<String, serde_json::Value> {
    let rows = deployment.sql("SELECT name, value FROM attributes");
    let value = |row: &serde_json::Value| serde_json::from_str(row.as_str().unwrap()).unwrap();
    rows.iter().map(|row| (row["name"].as_str().unwrap().into(), value(&row["value"]))).collect()
}

#[test]
fn every_fault_is_told_at_once_and_what_was_typed_stays() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    let typed = [
        ("displayName", "  "),
        ("businessName", "Lee \"&\" <Co>"),
        ("businessRegistrationCode", "12AB"),
        ("phoneNumber", "+47 123"),
    ];
    let refused = browser.submit(&page, &typed).page("attributes");
    assert_eq!(refused.status, 422);
    for field in ["displayName", "businessRegistrationCode", "terms-supplierTerms"] {
        assert!(refused.html.contains(&format!("{field}-error")), "{field}");
    }
    assert!(!refused.html.contains("businessName-error"));
    assert!(refused.html.contains("value=\"Lee &quot;&amp;&quot; &lt;Co&gt;\""));
    assert!(refused.html.contains("value=\"12AB\"") && refused.html.contains("value=\"+47 123\""));
    assert!(deployment.sql("SELECT * FROM accounts").is_empty());
    browser.submit(&refused, &SUPPLIER_ANSWERS).code();
}

#[test]
fn fields_that_nobody_asked_for_have_no_effect() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    let oid = "99999999-9999-4999-8999-999999999999";
    let mut fields = SUPPLIER_ANSWERS.to_vec();
    fields.extend([
        ("userType", "member"),
        ("user_type", "member"),
        ("accountType", "member"),
        ("email", "boss@woodgrove.example"),
        ("emailVerified", "false"),
        ("oid", oid),
        ("sub", oid),
        ("id", oid),
        ("account", oid),
        ("idp", "woodgrove.example"),
        ("enabled", "false"),
        ("jobTitle", "Administrator"),
        ("interests", "cooking"),
        ("givenName", "Eve"),
        ("roles", "admin"),
        ("terms-other", "1"),
        ("client_id", "woodgrove-shop"),
        ("scope", "everything"),
        ("redirect_uri", "https://evil.example/"),
        ("page", "7"),
        ("password", "attacker's password"),
    ]);
    let code = browser.submit(&page, &fields).code();
    let account = &deployment.sql("SELECT * FROM accounts")[0];
    assert_eq!(account["user_type"], "guest");
    assert_eq!(account["email"], "ann@partner.example");
    assert_eq!((&account["enabled"], &account["idp"]), (&json!(1), &json!("mail")));
    assert_ne!(account["oid"], oid);
    assert!(deployment.sql("SELECT * FROM credentials").is_empty());
    assert_eq!(deployment.sql("SELECT * FROM terms_accepted").len(), 1);
    let mut names: Vec<String> = attributes(&deployment).keys().cloned().collect();
    names.sort();
    assert_eq!(names, ["businessName", "businessRegistrationCode", "displayName", "phoneNumber"]);
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    let id = claims(token(&tokens, "id_token"));
    assert!(id["given_name"].is_null() && id["roles"].is_null());
}

#[test]
fn hostile_values_are_kept_as_text_of_one_line_and_never_break_a_page() {
    for value in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'; DROP TABLE accounts; --",
        "{{7*7}} ${7*7} %00 \\u0000 \\",
        "{\"a\":1}",
        "null",
        "🦀é漢字\u{202e}\u{200f}",
        "a\u{0}b",
        "line\r\nset-cookie: sid=x",
        "\u{7f}\u{1b}[31m",
        "\u{fffd}",
    ] {
        let deployment = Deployment::new();
        let mut browser = Browser::new(&deployment);
        let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
        let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
        let mut fields = SUPPLIER_ANSWERS.to_vec();
        fields[1].1 = value;
        let code = browser.submit(&page, &fields).code();
        let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
        let kept: String = value.chars().filter(|c| !c.is_control()).collect();
        assert_eq!(claims(token(&tokens, "id_token"))["businessName"], kept.trim_ascii());
    }
}

#[test]
fn a_hostile_value_is_inert_where_it_is_shown_again() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    for (name, _) in SUPPLIER_ANSWERS {
        let page = browser.submit(&page, &[(name, "\"'><script>alert(1)</script>")]);
        let page = page.page("attributes");
        assert!(!page.html.contains("<script>alert"), "{name}");
    }
}

#[test]
fn numbers_options_and_lengths_are_checked_by_the_server() {
    let deployment = two_pages();
    let (mut browser, page) = at_first_page(&deployment);
    for (name, value) in [
        ("seats", "0"),
        ("seats", "10"),
        ("seats", "1.5"),
        ("seats", "-1"),
        ("seats", "1e1"),
        ("seats", "9007199254740993"),
        ("seats", "99999999999999999999999999"),
        ("nickname", "12345678901"),
    ] {
        let page = browser.submit(&page, &[(name, value)]).page("attributes");
        assert!(page.status == 422 && page.html.contains(&format!("{name}-error")), "{value}");
    }
    let page = browser.submit(&page, &[("seats", "٧"), ("letters", "true")]).page("attributes");
    for (name, value) in [("country", "XX"), ("interests", "crime"), ("country", "no")] {
        let mut fields = CUSTOMER_ANSWERS.to_vec();
        fields.retain(|(known, _)| *known != name);
        fields.push((name, value));
        let page = browser.submit(&page, &fields).page("attributes");
        assert!(page.status == 422 && page.html.contains(&format!("{name}-error")), "{value}");
    }
    let mut fields = CUSTOMER_ANSWERS.to_vec();
    fields.extend([("interests", "cooking"); 50]);
    browser.submit(&page, &fields).code();
    let kept = attributes(&deployment);
    assert_eq!((&kept["seats"], &kept["letters"]), (&json!(7), &json!(true)));
    assert_eq!(kept["interests"], json!(["cooking", "gardening"]), "each option once");
}

#[test]
fn what_was_cleared_or_unticked_on_the_way_back_is_not_kept() {
    let deployment = two_pages();
    let (mut browser, first) = at_first_page(&deployment);
    let typed = [("seats", "3"), ("letters", "true"), ("nickname", "Kimmy")];
    let second = browser.submit(&first, &typed).page("attributes");
    assert!(second.html.contains("name=\"givenName\""));
    let second_again = browser.submit(&first, &[("nickname", "  ")]).page("attributes");
    browser.submit(&second_again, &CUSTOMER_ANSWERS).code();
    let kept = attributes(&deployment);
    assert!(!kept.contains_key("seats") && !kept.contains_key("nickname"), "{kept:?}");
    assert_eq!(kept["letters"], json!(false));
    assert!(deployment.sql("SELECT * FROM terms_accepted").is_empty());
}

#[test]
fn a_later_page_can_not_be_answered_before_an_earlier_one() {
    let deployment = two_pages();
    let (mut other, first) = at_first_page(&deployment);
    let second = other.submit(&first, &[]).page("attributes");
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SHOP, "lee@home.example");
    let own = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    // The form of page two with page one's token, and with another browser's.
    for token in [&own.token, &second.token] {
        let forged = Page {
            action: own.action.replace("for=new-0", "for=new-1"),
            token: token.clone(),
            ..own.clone()
        };
        assert_eq!(browser.submit(&forged, &CUSTOMER_ANSWERS).page("error").status, 403);
    }
    assert!(deployment.sql("SELECT * FROM accounts").is_empty());
}

#[test]
fn sending_the_last_page_again_changes_nothing_that_was_answered() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    let first = browser.submit(&page, &SUPPLIER_ANSWERS).code();
    let before = attributes(&deployment);
    deployment.platform.clock.advance(60);
    let mut other = SUPPLIER_ANSWERS.to_vec();
    other[0].1 = "Eve";
    let second = browser.submit(&page, &other).code();
    assert_ne!(first, second);
    assert_eq!(attributes(&deployment), before);
    assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 1);
    deployment.platform.clock.advance(9 * 60);
    assert_eq!(browser.submit(&page, &other).page("error").status, 400);
    assert_eq!(attributes(&deployment), before);
}

#[test]
fn a_flow_that_closes_while_someone_is_on_the_last_page_makes_no_account() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    deployment.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    browser.deployment = deployment.new_isolate();
    assert_eq!(browser.submit(&page, &SUPPLIER_ANSWERS).page("error").status, 403);
    assert!(deployment.sql("SELECT * FROM accounts").is_empty());
}

#[test]
fn an_answer_sent_from_an_old_tab_stays_out_of_the_account_that_the_run_is_for_now() {
    let deployment = two_pages();
    let mut owner = Browser::new(&deployment);
    let page = prove_new_address(&mut owner, SHOP, "owner@home.example");
    let page = owner.submit(&page, &[("action", "no_password")]).page("attributes");
    let page = owner.submit(&page, &[("nickname", "Owner")]).page("attributes");
    owner.submit(&page, &CUSTOMER_ANSWERS).code();
    let before = attributes(&deployment);
    for last_page in [false, true] {
        deployment.platform.clock.advance(3600);
        let (mut browser, old) = at_first_page(&deployment);
        let mut old = old;
        if last_page {
            old = browser.submit(&old, &[("nickname", "Old")]).page("attributes");
        }
        let change = old.action.split("/attributes").next().unwrap().to_owned() + "/sign-up";
        let page = browser.open(&change).page("sign-up");
        let page = browser.submit(&page, &[("email", "owner@home.example")]).page("code");
        let code = deployment.mailed_code("owner@home.example");
        let exists = browser.submit(&page, &[("code", &code)]).page("exists");
        // The run is now the owner's; then the old tab's form is sent.
        browser.submit(&exists, &[]).code();
        let fields =
            [("nickname", "Eve"), ("givenName", "Eve"), ("surname", "E"), ("country", "NO")];
        browser.submit(&old, &fields);
        assert_eq!(attributes(&deployment), before);
    }
    assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 1);
}
