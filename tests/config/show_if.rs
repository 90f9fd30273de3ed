//! Rules of conditions of fields.

use crate::flow::check;
use crate::help::assert_only_fault;
use serde_json::{Value, json};
use vestibule::config::Fault;
use vestibule::flow::Flow;

/// A flow with a page for each list of fields; each field is its attribute, and what it rests on.
fn asks(pages: &[&[(&str, Value)]]) -> Result<Flow, Vec<Fault>> {
    let options = json!([{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]);
    let field = |(attribute, show_if): &(&str, Value)| {
        let mut field = match *attribute {
            "city" => json!({"inputType": "list", "options": options}),
            "interests" => json!({"inputType": "multipleChoice", "options": options}),
            "vip" => json!({"inputType": "checkbox"}),
            "staff" => json!({"inputType": "number", "maximum": 9}),
            "country" => json!({"inputType": "country"}),
            _ => json!({"inputType": "text"}),
        };
        field["attribute"] = json!(attribute);
        if !show_if.is_null() {
            field["showIf"] = show_if.clone();
        }
        field
    };
    let pages: Vec<Value> = pages
        .iter()
        .map(|fields| json!({"inputs": fields.iter().map(field).collect::<Vec<_>>()}))
        .collect();
    let document = json!({
        "displayName": "Partners", "accountType": "guest", "identityProviders": ["emailPassword"], "pages": pages,
    });
    check(&document.to_string())
}

const ALWAYS: Value = Value::Null;

fn on(attribute: &str) -> Value {
    json!({"attribute": attribute})
}

#[test]
fn a_field_may_rest_on_any_field_beside_it_or_before_it() {
    for show_if in [
        on("city"),
        json!({"attribute": "city", "is": "b"}),
        json!({"attribute": "interests", "is": ["a", "b"]}),
        json!({"attribute": "vip", "is": false}),
        json!({"attribute": "staff", "is": 7}),
        json!({"attribute": "country", "is": ["NO", "SE"]}),
        json!({"attribute": "state", "is": "Oslo"}),
    ] {
        let fields =
            ["city", "interests", "vip", "staff", "country", "state"].map(|id| (id, ALWAYS));
        let beside: Vec<_> =
            [("jobTitle", show_if.clone())].into_iter().chain(fields.clone()).collect();
        assert!(asks(&[&beside]).is_ok(), "{show_if}");
        assert!(asks(&[&fields, &[("jobTitle", show_if.clone())]]).is_ok(), "{show_if}");
    }
}

#[test]
fn each_rule_has_its_fault() {
    for (show_if, at, words) in [
        (json!({}), "/pages/0/inputs/1/showIf", "missing field `attribute`"),
        (json!({"attribute": "city", "not": "a"}), "/pages/0/inputs/1/showIf/not", "unknown field"),
        (on("jobTitle"), "/pages/0/inputs/1/showIf/attribute", "names the field itself"),
        (on("surname"), "/pages/0/inputs/1/showIf/attribute", "`surname` is asked on a later page"),
        (
            on("nickname"),
            "/pages/0/inputs/1/showIf/attribute",
            "`nickname` is not asked in this flow; allowed: city, vip, interests",
        ),
        (
            json!({"attribute": "city", "is": "c"}),
            "/pages/0/inputs/1/showIf/is",
            "\"c\" is no answer to city; allowed: a, b",
        ),
        (
            json!({"attribute": "city", "is": ["a", "c"]}),
            "/pages/0/inputs/1/showIf/is/1",
            "\"c\" is no answer to city; allowed: a, b",
        ),
        (
            json!({"attribute": "interests", "is": "c"}),
            "/pages/0/inputs/1/showIf/is",
            "allowed: a list of a, b",
        ),
        (
            json!({"attribute": "vip", "is": "true"}),
            "/pages/0/inputs/1/showIf/is",
            "\"true\" is no answer to vip; allowed: true or false",
        ),
        (json!({"attribute": "city", "is": true}), "/pages/0/inputs/1/showIf/is", "allowed: a, b"),
        (
            json!({"attribute": "city", "is": {}}),
            "/pages/0/inputs/1/showIf/is",
            "expected true or false or",
        ),
    ] {
        let page =
            [("city", ALWAYS), ("jobTitle", show_if), ("vip", ALWAYS), ("interests", ALWAYS)];
        assert_only_fault(asks(&[&page, &[("surname", ALWAYS)]]), at, words);
    }
}

#[test]
fn a_cycle_is_told_once_with_all_its_members() {
    let page = [
        ("state", on("nickname")),
        ("nickname", on("city")),
        ("city", on("jobTitle")),
        ("jobTitle", on("nickname")),
    ];
    assert_only_fault(
        asks(&[&page]),
        "/pages/0/inputs/1/showIf/attribute",
        "is a cycle: nickname → city → jobTitle → nickname; none of them",
    );
}

#[test]
fn a_page_has_no_more_conditions_than_the_style_sheet_knows() {
    let names = [
        "displayName",
        "givenName",
        "surname",
        "jobTitle",
        "streetAddress",
        "state",
        "postalCode",
        "phoneNumber",
        "middleName",
        "nickname",
        "profile",
        "picture",
        "website",
        "gender",
        "zoneinfo",
        "locale",
        "businessName",
    ];
    let fields = |count: usize| {
        let mut fields = vec![("city", ALWAYS)];
        for (index, name) in names.iter().take(count).enumerate() {
            let decides = if index == 0 { "city" } else { names[index - 1] };
            fields.push((name, on(decides)));
        }
        fields.push(("businessRegistrationCode", on("city")));
        fields
    };
    assert!(asks(&[&fields(16)]).is_ok(), "the same condition twice counts once");
    assert_only_fault(
        asks(&[&fields(17)]),
        "/pages/0/inputs",
        "holds 17 different showIf; allowed: up to 16",
    );
}
