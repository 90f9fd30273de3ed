//! Rules of the document `tenant`.

use crate::help::{assert_only_fault, mode, production, with};
use serde_json::{Value, json};
use vestibule::config::{Mode, check_tenant, check_types};
use vestibule::flow::DataType;
use vestibule::language::Language;

fn good() -> Value {
    json!({
        "id": "5f1d7c2e-8a3b-4c6d-9e0f-1a2b3c4d5e6f",
        "displayName": "Woodgrove",
        "attributes": {
            "size": {"dataType": "integer", "displayName": "Size"},
            "motto": {"dataType": "string", "displayName": "Motto", "maxLength": 1024},
        },
        "administrators": ["0d9c7f7e-1111-4222-8333-444455556666"],
        "mail": {
            "from": "no-reply@woodgrove.example",
            "url": "https://mail.example/send",
            "headers": {"Authorization": "Bearer {secret:MAIL_KEY}"},
            "body": {"to": "{to}", "subject": "{subject}", "parts": [{"text": "{text}"}]},
        },
    })
}

#[test]
fn a_good_one_becomes_a_tenant() {
    let tenant = check_tenant(&good().to_string(), &production()).unwrap();
    assert_eq!(tenant.default_language, Language::En);
    assert_eq!(tenant.languages, Language::ALL);
    assert_eq!(tenant.audit_days, 400);
    assert_eq!(tenant.attributes["size"].data_type, DataType::Integer);
    assert_eq!(tenant.attributes["motto"].max_length, 1024);
    assert_eq!(tenant.attributes["postalCode"].max_length, 40);
    assert!(tenant.attributes["motto"].custom && !tenant.attributes["email"].custom);
    assert_eq!(tenant.mail.api.unwrap().headers["Authorization"], "Bearer {secret:MAIL_KEY}");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_rule_has_its_fault() {
    let attribute = json!({"dataType": "string", "displayName": "X"});
    let long = "x".repeat(2001);
    for (pointer, value, at, words) in [
        ("/id", json!("5F1D7C2E-8A3B-4C6D-9E0F-1A2B3C4D5E6F"), "/id", "UUID in lower case"),
        ("/displayName", json!(""), "/displayName", "is empty"),
        ("/displayName", json!("a\nb"), "/displayName", "line break"),
        ("/displayName", json!(long), "/displayName", "allowed: up to 2000"),
        ("/displayName", json!({}), "/displayName", "at least one language"),
        ("/displayName", json!({"english": "x"}), "/displayName/english", "not a language tag"),
        ("/auditDays", json!(0), "/auditDays", "is 0; allowed: 1 to 3650"),
        ("/auditDays", json!(3651), "/auditDays", "is 3651; allowed: 1 to 3650"),
        ("/auditDays", json!(-1), "/auditDays", "allowed: 0 to 4294967295"),
        ("/auditDays", json!(1.5), "/auditDays", "whole number"),
        ("/auditDays", json!("400"), "/auditDays", "whole number"),
        ("/languages", json!([]), "/languages", "at least one"),
        ("/grantTypes", json!([]), "/grantTypes", "at least one"),
        ("/grantTypes", json!(["refresh_token"]), "/grantTypes", "must hold authorization_code"),
        ("/grantTypes", json!(["password"]), "/grantTypes/0", "allowed: authorization_code"),
        ("/languages", json!(["fr", "fr"]), "/languages/1", "twice"),
        ("/languages", json!(["fr", "xx"]), "/languages/1", "allowed: en, de"),
        ("/defaultLanguage", json!("pt"), "/defaultLanguage", "pt-BR"),
        ("/attributes/city", attribute.clone(), "/attributes/city", "is built in"),
        ("/attributes/oid", attribute.clone(), "/attributes/oid", "means something else"),
        ("/attributes/password", attribute.clone(), "/attributes/password", "means something else"),
        (
            "/attributes/constructor",
            attribute.clone(),
            "/attributes/constructor",
            "JavaScript have",
        ),
        ("/attributes/prototype", attribute.clone(), "/attributes/prototype", "JavaScript have"),
        ("/attributes/toString", attribute.clone(), "/attributes/toString", "JavaScript have"),
        (
            "/attributes/__proto__",
            attribute.clone(),
            "/attributes/__proto__",
            "1 to 64 letters and digits",
        ),
        (
            "/attributes/BusinessName",
            attribute.clone(),
            "/attributes/BusinessName",
            "1 to 64 letters and digits",
        ),
        ("/attributes/a-b", attribute.clone(), "/attributes/a-b", "1 to 64 letters and digits"),
        ("/attributes/a~1b", attribute, "/attributes/a~1b", "1 to 64 letters and digits"),
        (
            "/attributes/size/maxLength",
            json!(5),
            "/attributes/size/maxLength",
            "string and stringCollection alone",
        ),
        (
            "/attributes/motto/maxLength",
            json!(1025),
            "/attributes/motto/maxLength",
            "allowed: 1 to 1024",
        ),
        (
            "/attributes/motto/maxLength",
            json!(0),
            "/attributes/motto/maxLength",
            "allowed: 1 to 1024",
        ),
        ("/attributes/motto/maxLength", json!(-1), "/attributes/motto/maxLength", "allowed: 0 to"),
        ("/attributes/motto/description", json!(" "), "/attributes/motto/description", "is empty"),
        (
            "/administrators",
            json!(["ann@woodgrove.example"]),
            "/administrators/0",
            "never an e-mail",
        ),
        (
            "/mail/from",
            json!("Woodgrove <a@b.example>"),
            "/mail/from",
            "an e-mail address and nothing more",
        ),
        ("/mail/url", json!("http://mail.example/send"), "/mail/url", "https URL"),
        ("/mail/url", json!("mail.example"), "/mail/url", "https URL"),
        ("/mail/headers/A b", json!("x"), "/mail/headers/A b", "not a header's name"),
        ("/mail/headers/X", json!("a\r\nb"), "/mail/headers/X", "printable ASCII"),
        ("/mail/headers/X", json!("{secret:mail key}"), "/mail/headers/X", "{secret:NAME}"),
        ("/mail/headers/X", json!("{secret:MASTER_KEY}"), "/mail/headers/X", "{secret:NAME}"),
        ("/mail/headers/X", json!("{secret:OPEN"), "/mail/headers/X", "{secret:NAME}"),
        (
            "/mail/headers/X-Api-Key",
            json!("abc"),
            "/mail/headers/X-Api-Key",
            "name a Worker secret",
        ),
        ("/mail/body/to", json!("x"), "/mail/body", "holds no {to}"),
        ("/mail/body/subject", json!("x"), "/mail/body", "holds no {subject}"),
        ("/mail/body/parts", json!([]), "/mail/body", "holds no {text} or {html}"),
    ] {
        let text = with(good(), pointer, value);
        assert_only_fault(check_tenant(&text, &production()), at, words);
    }
}

#[test]
fn the_default_language_is_one_that_is_offered() {
    let default = |languages: Value| {
        let tenant = check_tenant(&with(good(), "/languages", languages), &production());
        tenant.unwrap().default_language
    };
    assert_eq!(default(json!(["pt-BR", "fr"])), Language::PtBr);
    assert_eq!(default(json!(["fr", "en"])), Language::En);
    let mut tenant = good();
    tenant["defaultLanguage"] = json!("de");
    assert_only_fault(
        check_tenant(&with(tenant, "/languages", json!(["fr", "it"])), &production()),
        "/defaultLanguage",
        "allowed: fr, it",
    );
}

#[test]
fn an_administrator_stands_there_once() {
    let oid = "0d9c7f7e-1111-4222-8333-444455556666";
    let text = with(good(), "/administrators", json!([oid, oid]));
    assert_only_fault(check_tenant(&text, &production()), "/administrators/1", "twice");
}

#[test]
fn what_a_mail_api_needs_has_no_place_without_one() {
    let faults = check_tenant(&with(good(), "/mail/url", Value::Null), &production()).unwrap_err();
    let places: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(places, ["/mail/headers", "/mail/body"]);
}

#[test]
fn there_may_be_a_hundred_custom_attributes() {
    let attributes: Value = (0..101)
        .map(|n| (format!("a{n}"), json!({"dataType": "boolean", "displayName": "X"})))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let text = with(good(), "/attributes", attributes);
    assert_only_fault(check_tenant(&text, &production()), "/attributes", "allowed: up to 100");
}

#[test]
fn a_secret_written_out_is_for_development_alone() {
    let text = with(good(), "/mail/headers/X-Api-Key", json!("abc"));
    assert!(check_tenant(&text, &mode(true)).is_ok());
    let elsewhere = Mode { development: false, ..mode(true) };
    assert_only_fault(
        check_tenant(&text, &elsewhere),
        "/mail/headers/X-Api-Key",
        "development alone",
    );
}

#[test]
fn a_known_attribute_of_another_type_is_a_fault_and_one_of_the_same_or_a_new_one_none() {
    let tenant = check_tenant(&good().to_string(), &production()).unwrap();
    let known = |motto: &str| [("motto".to_owned(), motto.to_owned())].into();
    assert!(check_types(tenant.clone(), &known("string")).is_ok());
    assert_only_fault(
        check_types(tenant, &known("date")),
        "/attributes/motto/dataType",
        "was served as date, and an attribute's type is for ever; allowed: date",
    );
}

#[test]
fn a_mail_api_that_passes_its_check_may_be_asked_where_it_passed() {
    for (url, in_development, in_production) in crate::application_uris::ASKED {
        for (mode, passes) in [(mode(true), in_development), (production(), in_production)] {
            let checked = check_tenant(&with(good(), "/mail/url", json!(url)), &mode);
            assert_eq!(checked.is_ok(), passes, "{url}");
        }
    }
}
