//! Fields that are asked as others on their page decide.

use super::*;

fn options(values: &[&str]) -> Value {
    values.iter().map(|value| json!({"value": value, "label": value})).collect()
}

fn kind(required: bool) -> Value {
    json!({"attribute": "kind", "inputType": "radio", "required": required, "options": options(&["private", "business"])})
}

fn text(attribute: &str, decides: &str, is: &Value) -> Value {
    let mut condition = json!({"attribute": decides});
    if !is.is_null() {
        condition["is"] = is.clone();
    }
    json!({"attribute": attribute, "inputType": "text", "required": true, "showIf": condition})
}

/// What becomes of `typed` on a page with `inputs`: the refused fields, or what is kept.
fn answer(inputs: &Value, typed: &[(&str, &str)]) -> Result<Value, Vec<String>> {
    let deployment = asking(&json!([{ "inputs": inputs }]));
    let (mut browser, landed) = begin(&deployment);
    let page = landed.page("attributes");
    match browser.submit(&page, typed) {
        Landed::Page(page) => {
            assert_eq!((page.status, page.step.as_str()), (422, "attributes"));
            let errors = page.html.split("<p class=\"wrong\" id=\"").skip(1);
            Err(errors.map(|rest| rest.split("-error\"").next().unwrap().to_owned()).collect())
        }
        landed @ Landed::Callback(_) => {
            let told = told(&deployment, landed);
            assert_eq!(told, kept(&deployment));
            Ok(json!(told))
        }
    }
}

#[test]
fn a_field_that_does_not_apply_is_neither_required_nor_kept() {
    let inputs = json!([kind(true), text("businessName", "kind", &json!("business"))]);
    let refused = |fields: &[&str]| Err(fields.iter().map(|field| (*field).to_owned()).collect());
    assert_eq!(answer(&inputs, &[("kind", "private")]), Ok(json!({"kind": "private"})));
    let sent = [("kind", "private"), ("businessName", "Park & Co")];
    assert_eq!(answer(&inputs, &sent), Ok(json!({"kind": "private"})));
    assert_eq!(answer(&inputs, &[("kind", "business")]), refused(&["businessName"]));
    assert_eq!(answer(&inputs, &[("businessName", "Park & Co")]), refused(&["kind"]));
    let sent = [("kind", "business"), ("businessName", "Park & Co")];
    assert_eq!(
        answer(&inputs, &sent),
        Ok(json!({"kind": "business", "businessName": "Park & Co"}))
    );
}

#[test]
fn every_kind_of_choice_decides_by_one_answer_by_several_or_by_any() {
    let letters = json!({"attribute": "letters", "inputType": "checkbox"});
    let interests = json!({"attribute": "interests", "inputType": "multipleChoice", "options": options(&["a", "b", "c"])});
    let city = json!({"attribute": "city", "inputType": "list", "options": options(&["OSL", "CAI", "LIS"])});
    let country = json!({"attribute": "country", "inputType": "country"});
    for (decides, is, holds, fails) in [
        (&letters, json!(true), vec!["true"], vec![]),
        (&letters, json!(false), vec![], vec!["true"]),
        (&letters, Value::Null, vec!["true"], vec![]),
        (&interests, json!("b"), vec!["a", "b"], vec!["a", "c"]),
        (&interests, json!(["b", "c"]), vec!["c"], vec!["a"]),
        (&interests, Value::Null, vec!["a"], vec![]),
        (&city, json!("OSL"), vec!["OSL"], vec!["CAI"]),
        (&city, json!(["OSL", "LIS"]), vec!["LIS"], vec!["CAI"]),
        (&city, Value::Null, vec!["CAI"], vec![""]),
        (&country, json!("NO"), vec!["NO"], vec!["SE"]),
    ] {
        let id = decides["attribute"].as_str().unwrap();
        let inputs = json!([decides, text("note", id, &is)]);
        let typed = |values: &[&'static str]| {
            let mut fields: Vec<(&str, &str)> = values.iter().map(|value| (id, *value)).collect();
            fields.push(("note", "kept"));
            fields
        };
        let with = answer(&inputs, &typed(&holds)).unwrap();
        assert_eq!(with["note"], "kept", "{id} {is} {holds:?}");
        let without = answer(&inputs, &typed(&fails)).unwrap();
        assert!(without["note"].is_null(), "{id} {is} {fails:?}");
        let fields: Vec<_> = typed(&holds).into_iter().filter(|(name, _)| *name == id).collect();
        assert_eq!(answer(&inputs, &fields), Err(vec!["note".to_owned()]), "{id} {is}");
    }
}

#[test]
fn a_field_that_rests_on_one_that_does_not_apply_does_not_apply() {
    let mut kind = kind(false);
    kind["showIf"] = json!({"attribute": "letters"});
    // The order on the page is the administrator's.
    let inputs = json!([
        text("businessName", "kind", &json!("business")),
        kind,
        {"attribute": "letters", "inputType": "checkbox"},
    ]);
    let sent = [("kind", "business"), ("businessName", "Park & Co")];
    assert_eq!(answer(&inputs, &sent), Ok(json!({"letters": false})));
    let sent = [("letters", "true"), ("kind", "business"), ("businessName", "Park & Co")];
    assert_eq!(
        answer(&inputs, &sent),
        Ok(json!({"letters": true, "kind": "business", "businessName": "Park & Co"}))
    );
}

#[test]
fn what_follows_from_a_choice_is_on_the_page_for_the_style_sheet_to_show() {
    let mut kind = kind(false);
    kind["showIf"] = json!({"attribute": "letters", "is": false});
    let inputs = json!([
        {"attribute": "letters", "inputType": "checkbox"},
        kind,
        text("businessName", "kind", &json!("business")),
        text("note", "kind", &json!("business")),
    ]);
    let deployment = asking(&json!([{ "inputs": inputs }]));
    let (_, landed) = begin(&deployment);
    let html = landed.page("attributes").html;
    for held in [
        "value=\"true\" class=\"unless-1\"",
        "<div class=\"if-1\"><fieldset",
        "value=\"business\" class=\"when-2\"",
        "<div class=\"if-2 if-1\"><div class=\"field\"><label for=\"businessName\">",
        "<div class=\"if-2 if-1\"><div class=\"field\"><label for=\"note\">",
    ] {
        assert!(html.contains(held), "{held}: {html}");
    }
    assert!(!html.contains("value=\"private\" class"));
    let sheet = std::fs::read_to_string("assets/public/vestibule.css").unwrap();
    for number in 1..=16 {
        let rule = format!(
            "form:not(:has(.when-{number}:checked, .unless-{number}:not(:checked))) .if-{number}"
        );
        assert!(sheet.contains(&rule), "{number}");
    }
}

#[test]
fn what_follows_from_a_text_is_asked_once_the_text_is_sent() {
    let inputs = json!([
        {"attribute": "nickname", "inputType": "text"},
        text("jobTitle", "nickname", &Value::Null),
        {"attribute": "kind", "inputType": "radio", "showIf": {"attribute": "nickname"}, "options": options(&["a", "b"])},
        {"attribute": "letters", "inputType": "checkbox", "showIf": {"attribute": "nickname", "is": "K"}},
        {"attribute": "surname", "inputType": "text", "required": true},
    ]);
    let deployment = asking(&json!([{ "inputs": inputs }]));
    let (mut browser, landed) = begin(&deployment);
    let page = landed.page("attributes");
    assert!(!has_field(&page, "jobTitle") && !has_field(&page, "kind"));
    let more = browser.submit(&page, &[("nickname", "K"), ("surname", "Park")]).page("attributes");
    assert_eq!(more.status, 200, "nothing is wrong yet");
    assert!(!more.html.contains("role=\"alert\""));
    assert!(
        has_field(&more, "jobTitle") && has_field(&more, "kind") && has_field(&more, "letters")
    );
    assert!(more.html.contains("name=\"surname\" value=\"Park\""), "what was typed stays");
    assert!(kept(&deployment).is_empty());
    // As browsers send it: nothing ticked, but the fields were there.
    let sent =
        [("nickname", "K"), ("jobTitle", ""), ("kind", ""), ("letters", ""), ("surname", "Park")];
    let refused = browser.submit(&more, &sent).page("attributes");
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("id=\"jobTitle-error\"") && !refused.html.contains("kind-error"));
    let sent = [
        ("nickname", "K"),
        ("jobTitle", "Buyer"),
        ("kind", "b"),
        ("kind", ""),
        ("letters", ""),
        ("surname", "Park"),
    ];
    let told = told(&deployment, browser.submit(&refused, &sent));
    let expected = json!({"nickname": "K", "jobTitle": "Buyer", "kind": "b", "letters": false, "surname": "Park"});
    assert_eq!(json!(told), expected);
}

#[test]
fn a_fault_is_told_together_with_what_is_asked_now() {
    let inputs = json!([
        {"attribute": "nickname", "inputType": "text"},
        text("jobTitle", "nickname", &Value::Null),
        {"attribute": "surname", "inputType": "text", "required": true},
    ]);
    let deployment = asking(&json!([{ "inputs": inputs }]));
    let (mut browser, landed) = begin(&deployment);
    let page = landed.page("attributes");
    let refused = browser.submit(&page, &[("nickname", "K"), ("surname", "")]).page("attributes");
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("surname-error") && has_field(&refused, "jobTitle"));
    assert!(!refused.html.contains("jobTitle-error"), "it was not asked yet");
}

#[test]
fn a_hidden_field_decides_and_a_hidden_field_is_given_as_another_decides() {
    let inputs = json!([
        {"attribute": "kind", "inputType": "text", "hidden": true, "default": "business"},
        text("businessName", "kind", &json!("business")),
        text("surname", "kind", &json!("private")),
        {"attribute": "letters", "inputType": "checkbox"},
        {"attribute": "note", "inputType": "text", "hidden": true, "default": "post", "showIf": {"attribute": "letters"}},
        {"attribute": "state", "inputType": "text", "hidden": true, "default": "no post", "showIf": {"attribute": "letters", "is": false}},
    ]);
    let sent = [
        ("businessName", "Park & Co"),
        ("surname", "Park"),
        ("kind", "private"),
        ("letters", "true"),
    ];
    assert_eq!(
        answer(&inputs, &sent),
        Ok(
            json!({"kind": "business", "businessName": "Park & Co", "letters": true, "note": "post"})
        )
    );
}
