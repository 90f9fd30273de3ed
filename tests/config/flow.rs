//! Rules of documents `flow/{id}`.

use crate::help::{assert_only_fault, production, with};
use crate::sample;
use serde_json::{Value, json};
use vestibule::config::{Fault, check_flow, check_tenant};
use vestibule::flow::{Flow, IdentityProviders, InputType, Tenant};

fn tenant() -> Tenant {
    let mut document: Value = serde_json::from_str(&sample::documents()["tenant"]).unwrap();
    document["attributes"]["vip"] = json!({"dataType": "boolean", "displayName": "VIP"});
    document["attributes"]["staff"] = json!({"dataType": "integer", "displayName": "Staff"});
    check_tenant(&document.to_string(), &production()).unwrap()
}

/// What becomes of a document, checked with the sample's tenant, `vip` (boolean) and `staff` (integer).
pub fn check(text: &str) -> Result<Flow, Vec<Fault>> {
    check_flow("partner", text, &tenant(), &production())
}

fn good() -> Value {
    json!({
        "displayName": "Partners",
        "accountType": "guest",
        "identityProviders": ["emailPassword"],
        "pages": [{"inputs": [
            {"attribute": "businessName", "inputType": "text", "pattern": "[A-Z].+", "patternMessage": "A capital first."},
            {"attribute": "staff", "inputType": "number", "minimum": 1, "maximum": 10},
            {"attribute": "city", "inputType": "list", "options": [{"label": "Cairo", "value": "CAI"}]},
            {"attribute": "country", "inputType": "country"},
        ]}],
        "terms": [{"id": "partnerTerms", "version": "1", "label": "I agree to the [terms](https://woodgrove.example/terms)"}],
    })
}

#[test]
fn a_good_one_becomes_a_flow() {
    let flow = check(&good().to_string()).unwrap();
    assert_eq!(flow.identity_providers, IdentityProviders::new(["emailPassword"]));
    let both = ["emailOneTimePasscode", "emailPassword"];
    let flow_of_both = check(&with(good(), "/identityProviders", json!(both))).unwrap();
    assert_eq!(flow_of_both.identity_providers, IdentityProviders::new(both), "in its order");
    assert!(flow.sign_up_open);
    let input = &flow.pages[0].inputs[0];
    assert_eq!((input.input_type, input.max_length, input.required), (InputType::Text, 250, false));
    assert!(input.pattern.as_ref().unwrap().message.is_some());
    assert!(flow.terms[0].required);
}

#[test]
fn a_default_is_an_answer_in_the_form_in_which_answers_are_kept() {
    let tenant = tenant();
    for (attribute, input_type, given, kept) in [
        ("website", "url", json!("https://woodgrove.example"), json!("https://woodgrove.example/")),
        ("phoneNumber", "phone", json!("+47 12 34 56 78"), json!("+4712345678")),
        ("jobTitle", "multilineText", json!("a\nb"), json!("a\nb")),
        ("vip", "checkbox", json!(false), json!(false)),
        ("staff", "number", json!(-3), json!(-3)),
        ("birthdate", "date", json!("1990-02-28"), json!("1990-02-28")),
        ("country", "country", json!("NO"), json!("NO")),
        ("interests", "multipleChoice", json!(["b"]), json!(["b"])),
    ] {
        let mut document = good();
        let mut input = json!({"attribute": attribute, "inputType": input_type, "default": given, "required": true});
        if input_type == "multipleChoice" {
            input["options"] = json!([{"label": "a", "value": "a"}, {"label": "b", "value": "b"}]);
        }
        document["pages"] = json!([{ "inputs": [input] }]);
        let flow = check_flow("partner", &document.to_string(), &tenant, &production()).unwrap();
        assert_eq!(flow.pages[0].inputs[0].default, Some(kept), "{attribute}");
    }
}

#[test]
fn a_pattern_matches_whole_answers() {
    let text = with(good(), "/pages/0/inputs/0/pattern", json!("a|b"));
    let flow = check(&text).unwrap();
    let pattern = flow.pages[0].inputs[0].pattern.as_ref().unwrap();
    assert!(
        pattern.regex.is_match("a")
            && !pattern.regex.is_match("ax")
            && !pattern.regex.is_match("xb")
    );
}

#[test]
fn a_day_is_named_by_itself_or_by_today_and_a_range_is_one() {
    let fault = |minimum: Value, maximum: Value, default: Value| {
        let mut document = good();
        let mut input = json!({"attribute": "birthdate", "inputType": "date"});
        for (name, given) in [("minimum", minimum), ("maximum", maximum), ("default", default)] {
            if !given.is_null() {
                input[name] = given;
            }
        }
        document["pages"][0]["inputs"][0] = input;
        check(&document.to_string()).map_err(|faults| faults[0].to_string()).err()
    };
    for (minimum, maximum) in [
        (json!("1900-01-01"), json!("today-18y")),
        (json!("today"), json!("today+6m")),
        (json!("today-30d"), Value::Null),
        (json!("2027-01-01"), json!("2027-01-01")),
    ] {
        assert_eq!(fault(minimum, maximum, Value::Null), None);
    }
    for (minimum, maximum, default, expected) in [
        (json!(1), Value::Null, Value::Null, "/minimum: must be a day; allowed: 2026-11-22, today"),
        (json!("tomorrow"), Value::Null, Value::Null, "/minimum: `tomorrow` is no day; allowed:"),
        (Value::Null, json!("today-18"), Value::Null, "/maximum: `today-18` is no day; allowed:"),
        (Value::Null, json!("2026-02-30"), Value::Null, "/maximum: `2026-02-30` is no day"),
        (json!("today"), json!("today-1d"), Value::Null, "/minimum: is a later day than maximum"),
        (json!("2027-01-02"), json!("2027-01-01"), Value::Null, "is a later day than maximum"),
        (json!("1900-01-01"), Value::Null, json!("1899-12-31"), "/default: "),
        (Value::Null, Value::Null, json!("1849-12-31"), "/default: "),
    ] {
        let found = fault(minimum, maximum, default).unwrap();
        assert!(found.contains(expected), "expected {expected}, got {found}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_rule_has_its_fault() {
    let many: Vec<_> = (0..501).map(|n| json!({"label": "x", "value": n.to_string()})).collect();
    for (pointer, value, at, words) in [
        ("/accountType", Value::Null, "", "missing field `accountType`"),
        ("/accountType", json!("customer"), "/accountType", "allowed: guest, member"),
        ("/identityProviders", json!([]), "/identityProviders", "at least one"),
        (
            "/identityProviders",
            json!(["google"]),
            "/identityProviders/0",
            "not yet available; allowed: emailPassword, emailOneTimePasscode",
        ),
        ("/identityProviders", json!(["oidc/x"]), "/identityProviders/0", "not yet available"),
        (
            "/identityProviders",
            json!(["sms"]),
            "/identityProviders/0",
            "is not allowed; allowed: emailPassword",
        ),
        (
            "/identityProviders",
            json!(["emailPassword", "emailPassword"]),
            "/identityProviders/1",
            "twice",
        ),
        ("/signUp", json!("yes"), "/signUp", "allowed: open, closed"),
        (
            "/emailDomains",
            json!({"allowed": ["contoso.com", "ann@contoso.com"]}),
            "/emailDomains/allowed/1",
            "is no domain; allowed: contoso.com, or *.contoso.com",
        ),
        (
            "/emailDomains",
            json!({"denied": ["*contoso.com"]}),
            "/emailDomains/denied/0",
            "is no domain",
        ),
        (
            "/emailDomains",
            json!({"denied": ["bücher.example"]}),
            "/emailDomains/denied/0",
            "in ASCII (xn--…)",
        ),
        (
            "/emailDomains",
            json!({"denied": ["Contoso.com", "contoso.com"]}),
            "/emailDomains/denied/1",
            "twice",
        ),
        (
            "/emailDomains",
            json!({"contact": "javascript:alert(1)"}),
            "/emailDomains/contact",
            "must be an e-mail address or an https link",
        ),
        ("/existingAccounts", json!("never"), "/existingAccounts", "ask"),
        ("/existingAccounts", json!(7), "/existingAccounts", "ask"),
        ("/existingAccounts", json!({}), "/existingAccounts", "missing field `skippableUntil`"),
        (
            "/existingAccounts",
            json!({"skippableUntil": "2027-02-30"}),
            "/existingAccounts/skippableUntil",
            "a day that exists",
        ),
        (
            "/existingAccounts",
            json!({"skippableUntil": "31.1.2027"}),
            "/existingAccounts/skippableUntil",
            "such as 2027-01-31",
        ),
        (
            "/existingAccounts",
            json!({"skippableUntil": "2027-01-31", "until": 1}),
            "/existingAccounts/until",
            "unknown field",
        ),
        ("/pages/0/inputs", json!([]), "/pages/0/inputs", "at least one attribute"),
        ("/pages/0/title", json!(""), "/pages/0/title", "is empty"),
        (
            "/pages/0/inputs/0/attribute",
            json!("email"),
            "/pages/0/inputs/0/attribute",
            "what people sign in with",
        ),
        (
            "/pages/0/inputs/0/attribute",
            json!("shoeSize"),
            "/pages/0/inputs/0/attribute",
            "allowed: birthdate, businessName",
        ),
        ("/pages/0/inputs/0/attribute", json!("city"), "/pages/0/inputs/2/attribute", "twice"),
        (
            "/pages/0/inputs/0/attribute",
            json!("vip"),
            "/pages/0/inputs/0/inputType",
            "vip, which is boolean; allowed: checkbox",
        ),
        (
            "/pages/0/inputs/0/attribute",
            json!("birthdate"),
            "/pages/0/inputs/0/inputType",
            "allowed: date",
        ),
        (
            "/pages/0/inputs/0/attribute",
            json!("interests"),
            "/pages/0/inputs/0/inputType",
            "allowed: multipleChoice",
        ),
        (
            "/pages/0/inputs/1/inputType",
            json!("slider"),
            "/pages/0/inputs/1/inputType",
            "allowed: text, multilineText, email, url, phone, country, number",
        ),
        (
            "/pages/0/inputs/0/pattern",
            json!("("),
            "/pages/0/inputs/0/pattern",
            "not a pattern of regex-lite",
        ),
        (
            "/pages/0/inputs/0/pattern",
            json!("a)|(b"),
            "/pages/0/inputs/0/pattern",
            "not a pattern of regex-lite",
        ),
        (
            "/pages/0/inputs/0/pattern",
            json!("x".repeat(501)),
            "/pages/0/inputs/0/pattern",
            "longer than 500",
        ),
        (
            "/pages/0/inputs/0/pattern",
            Value::Null,
            "/pages/0/inputs/0/patternMessage",
            "needs a pattern",
        ),
        (
            "/pages/0/inputs/1/pattern",
            json!("[0-9]"),
            "/pages/0/inputs/1/pattern",
            "text, multilineText, email, url and phone alone",
        ),
        (
            "/pages/0/inputs/0/minLength",
            json!(251),
            "/pages/0/inputs/0/minLength",
            "more than the longest allowed, 250",
        ),
        (
            "/pages/0/inputs/0/maxLength",
            json!(251),
            "/pages/0/inputs/0/maxLength",
            "allowed: 1 to 250",
        ),
        (
            "/pages/0/inputs/0/maxLength",
            json!(0),
            "/pages/0/inputs/0/maxLength",
            "allowed: 1 to 250",
        ),
        (
            "/pages/0/inputs/1/maxLength",
            json!(5),
            "/pages/0/inputs/1/maxLength",
            "text, multilineText, email, url and phone alone",
        ),
        (
            "/pages/0/inputs/1/minLength",
            json!(5),
            "/pages/0/inputs/1/minLength",
            "text, multilineText, email, url and phone alone",
        ),
        (
            "/pages/0/inputs/1/minimum",
            json!(11),
            "/pages/0/inputs/1/minimum",
            "more than maximum, 10",
        ),
        (
            "/pages/0/inputs/0/minimum",
            json!(1),
            "/pages/0/inputs/0/minimum",
            "number and date alone",
        ),
        (
            "/pages/0/inputs/0/maximum",
            json!(1),
            "/pages/0/inputs/0/maximum",
            "number and date alone",
        ),
        (
            "/pages/0/inputs/1/minimum",
            json!("today"),
            "/pages/0/inputs/1/minimum",
            "must be a whole number",
        ),
        (
            "/pages/0/inputs/2/options",
            Value::Null,
            "/pages/0/inputs/2/options",
            "need at least one option",
        ),
        (
            "/pages/0/inputs/2/options",
            json!([]),
            "/pages/0/inputs/2/options",
            "need at least one option",
        ),
        (
            "/pages/0/inputs/2/options",
            json!(many),
            "/pages/0/inputs/2/options",
            "allowed: up to 500",
        ),
        (
            "/pages/0/inputs/2/options",
            json!([{"label": "a", "value": "x"}, {"label": "b", "value": "x"}]),
            "/pages/0/inputs/2/options/1/value",
            "twice",
        ),
        (
            "/pages/0/inputs/2/options/0/value",
            json!(""),
            "/pages/0/inputs/2/options/0/value",
            "is empty",
        ),
        (
            "/pages/0/inputs/2/options/0/value",
            json!("x".repeat(129)),
            "/pages/0/inputs/2/options/0/value",
            "up to 128",
        ),
        (
            "/pages/0/inputs/2/options/0/label",
            Value::Null,
            "/pages/0/inputs/2/options/0",
            "missing field `label`",
        ),
        (
            "/pages/0/inputs/1/options",
            json!([{"label": "1", "value": "1"}]),
            "/pages/0/inputs/1/options",
            "multipleChoice alone",
        ),
        (
            "/pages/0/inputs/3/options",
            json!([{"label": "Egypt", "value": "EG"}]),
            "/pages/0/inputs/3/options",
            "is for the input types list, radio and multipleChoice alone",
        ),
        (
            "/pages/0/inputs/3/pattern",
            json!("[A-Z]{2}"),
            "/pages/0/inputs/3/pattern",
            "is for the input types text, multilineText, email, url and phone alone",
        ),
        (
            "/pages/0/inputs/3/maxLength",
            json!(2),
            "/pages/0/inputs/3/maxLength",
            "is for the input types text, multilineText, email, url and phone alone",
        ),
        (
            "/pages/0/inputs/3/attribute",
            json!("interests"),
            "/pages/0/inputs/3/inputType",
            "interests, which is stringCollection; allowed: multipleChoice",
        ),
        (
            "/pages/0/inputs/2/placeholder",
            json!("Cairo"),
            "/pages/0/inputs/2/placeholder",
            "people type into",
        ),
        ("/pages/0/inputs/0/hidden", json!("yes"), "/pages/0/inputs/0/hidden", "true or false"),
        (
            "/pages/0/inputs/0/default",
            json!({"en": "x"}),
            "/pages/0/inputs/0/default",
            "expected true or false or a whole number or a string or an array",
        ),
        (
            "/pages/0/inputs/0/default",
            json!("woodgrove"),
            "/pages/0/inputs/0/default",
            "\"woodgrove\" is no answer to this field; allowed: a text that fits the field",
        ),
        ("/pages/0/inputs/0/default", json!(" "), "/pages/0/inputs/0/default", "no answer"),
        (
            "/pages/0/inputs/1/default",
            json!(11),
            "/pages/0/inputs/1/default",
            "11 is no answer to this field; allowed: a whole number that fits",
        ),
        ("/pages/0/inputs/1/default", json!("7"), "/pages/0/inputs/1/default", "a whole number"),
        (
            "/pages/0/inputs/2/default",
            json!("OSL"),
            "/pages/0/inputs/2/default",
            "\"OSL\" is no answer to this field; allowed: CAI",
        ),
        ("/pages/0/inputs/2/default", json!(["CAI"]), "/pages/0/inputs/2/default", "allowed: CAI"),
        ("/pages/0/inputs/3/default", json!("XX"), "/pages/0/inputs/3/default", "such as NO"),
        ("/terms/0/id", json!("a b"), "/terms/0/id", "letters, digits and `-`"),
        ("/terms/0/version", json!(""), "/terms/0/version", "is empty"),
        (
            "/terms/0/label",
            json!("[x](javascript:alert(1))"),
            "/terms/0/label",
            "[text](https://…)",
        ),
        (
            "/terms/0/label",
            json!({"en": "[x](http://a.example)"}),
            "/terms/0/label/en",
            "[text](https://…)",
        ),
        ("/terms/0/label", json!("[x](https://a.example"), "/terms/0/label", "[text](https://…)"),
        ("/terms/0/label", json!("[x](https://bücher.example/)"), "/terms/0/label", "as xn--…"),
    ] {
        assert_only_fault(check(&with(good(), pointer, value)), at, words);
    }
}

#[test]
fn terms_stand_there_once() {
    let terms = good()["terms"][0].clone();
    let text = with(good(), "/terms", json!([terms, terms]));
    assert_only_fault(check(&text), "/terms/1/id", "twice");
}

#[test]
fn a_shorter_longest_rules_the_shortest() {
    let mut document = good();
    document["pages"][0]["inputs"][0]["maxLength"] = json!(5);
    let text = with(document, "/pages/0/inputs/0/minLength", json!(6));
    assert_only_fault(
        check(&text),
        "/pages/0/inputs/0/minLength",
        "more than the longest allowed, 5",
    );
}

#[test]
fn its_id_is_one_that_addresses_can_hold() {
    for id in ["", "a b", "a/b", "é"] {
        let result = check_flow(id, &good().to_string(), &tenant(), &production());
        assert_only_fault(result, "", "the flow's id must be");
    }
}
