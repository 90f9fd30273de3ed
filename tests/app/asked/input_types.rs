//! Every input type, from what is typed to what a token says.

use super::*;

fn input(attribute: &str, input_type: &str) -> Value {
    json!({"attribute": attribute, "inputType": input_type, "required": true})
}

#[test]
fn every_built_in_attribute_is_asked_in_a_way_that_suits_it_and_kept_in_one_form() {
    let asked = [
        ("displayName", "text", " Kim Park ", json!("Kim Park")),
        ("givenName", "text", "Kim", json!("Kim")),
        ("middleName", "text", "O’Neil", json!("O’Neil")),
        ("surname", "text", "Park", json!("Park")),
        ("nickname", "text", "K", json!("K")),
        ("jobTitle", "text", "Buyer", json!("Buyer")),
        (
            "streetAddress",
            "multilineText",
            "Storgata 1\r\nInngang B ",
            json!("Storgata 1\nInngang B"),
        ),
        ("city", "text", "Oslo", json!("Oslo")),
        ("state", "text", "Oslo", json!("Oslo")),
        ("postalCode", "text", "0150", json!("0150")),
        ("country", "country", "NO", json!("NO")),
        ("phoneNumber", "phone", "22 12 34 56", json!("+4722123456")),
        (
            "profile",
            "url",
            "https://bücher.example/kim",
            json!("https://xn--bcher-kva.example/kim"),
        ),
        ("picture", "url", "HTTP://a.example", json!("http://a.example/")),
        ("website", "url", "https://a.example/?a=b#c", json!("https://a.example/?a=b#c")),
        ("gender", "text", "x", json!("x")),
        ("birthdate", "date", "1990-02-28", json!("1990-02-28")),
        ("zoneinfo", "text", "Europe/Oslo", json!("Europe/Oslo")),
        ("locale", "text", "nb-NO", json!("nb-NO")),
        ("contact", "email", "Kim.Park@Bücher.example", json!("Kim.Park@xn--bcher-kva.example")),
    ];
    let inputs: Vec<Value> = asked.iter().map(|(id, kind, ..)| input(id, kind)).collect();
    let deployment = asking(&json!([{ "inputs": inputs }]));
    let (mut browser, landed) = begin(&deployment);
    let page = landed.page("attributes");
    assert!(page.html.contains("<textarea id=\"streetAddress\""));
    for kind in ["url", "tel", "date"] {
        assert!(page.html.contains(&format!("<input type=\"{kind}\"")), "{kind}");
    }
    assert!(page.html.contains("<input type=\"text\" id=\"contact\""), "{}", page.html);
    let fields: Vec<(&str, &str)> = asked.iter().map(|(id, _, typed, _)| (*id, *typed)).collect();
    let told = told(&deployment, browser.submit(&page, &fields));
    for (id, _, typed, expected) in asked {
        assert_eq!(told.get(id), Some(&expected), "{id} of {typed}");
    }
}

#[test]
fn what_is_no_address_is_told_in_words_and_stays_as_it_was_typed() {
    let pages = json!([{"inputs": [input("website", "url"), input("contact", "email"), input("note", "multilineText")]}]);
    let deployment = asking(&pages);
    let (mut browser, landed) = begin(&deployment);
    let page = landed.page("attributes");
    let typed = [
        ("website", "javascript:alert(1)"),
        ("contact", "kim@"),
        ("note", "\r\nfirst\r\n</textarea>"),
    ];
    let refused = browser.submit(&page, &typed).page("attributes");
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("such as https://www.example.com.</p>"));
    assert!(refused.html.contains("such as name@example.com.</p>"));
    assert!(refused.html.contains("value=\"javascript:alert(1)\""));
    assert!(
        refused.html.contains(">\n\r\nfirst\r\n&lt;/textarea&gt;</textarea>"),
        "{}",
        refused.html
    );
    assert!(kept(&deployment).is_empty());
}

#[test]
fn what_nobody_can_see_is_no_answer_to_any_field_and_a_tab_is_a_blank() {
    let kinds = [
        ("displayName", "text"),
        ("streetAddress", "multilineText"),
        ("contact", "email"),
        ("website", "url"),
        ("phoneNumber", "phone"),
        ("country", "country"),
        ("birthdate", "date"),
    ];
    let inputs: Vec<Value> = kinds.iter().map(|(id, kind)| input(id, kind)).collect();
    let lines = include_str!("../../inputs/invisible-names.jsonl").lines().skip(1);
    let pasted = lines.map(|line| serde_json::from_str::<String>(line).unwrap());
    let others = [" \t", "\u{3000}\u{115f}\u{1160}", "\u{ffa0}", "\u{fe0f}\u{e0020}", "\r\n\u{7f}"];
    let deployment = asking(&json!([{ "inputs": inputs }]));
    let (mut browser, landed) = begin(&deployment);
    let page = landed.page("attributes");
    for unseen in pasted.chain(others.map(str::to_owned)) {
        let fields: Vec<(&str, &str)> =
            kinds.iter().map(|(id, _)| (*id, unseen.as_str())).collect();
        let refused = browser.submit(&page, &fields).page("attributes");
        assert_eq!(refused.status, 422, "{unseen:?}");
        let said = refused.html.matches("</span>Enter an answer.</p>").count();
        assert_eq!(said, kinds.len() - 1, "{unseen:?}: {}", refused.html);
        assert_eq!(refused.html.matches("</span>Choose an answer.</p>").count(), 1, "{unseen:?}");
    }
    let optional: Vec<Value> =
        kinds.iter().map(|(id, kind)| json!({"attribute": id, "inputType": kind})).collect();
    let deployment = asking(&json!([{ "inputs": optional }]));
    let (mut browser, landed) = begin(&deployment);
    let unseen =
        kinds.map(|(id, _)| (id, if id == "displayName" { "Kim\tPark\t" } else { "\u{200b}" }));
    told(&deployment, browser.submit(&landed.page("attributes"), &unseen));
    assert_eq!(kept(&deployment), *json!({"displayName": "Kim Park"}).as_object().unwrap());
}

#[test]
fn the_longest_answers_that_check_lets_pass_fit_into_a_request_and_are_kept() {
    let fields = ["note", "kind", "contact", "businessName", "businessRegistrationCode"];
    let inputs = fields.map(|id| input(id, "multilineText"));
    let deployment = asking(&json!([{ "inputs": inputs }]));
    let mut tenant: Value = serde_json::from_str(&samples()["tenant"]).unwrap();
    for id in fields {
        tenant["attributes"][id] =
            json!({"dataType": "string", "displayName": id, "maxLength": 1024});
    }
    tenant["attributes"]["since"] = json!({"dataType": "date", "displayName": "Since"});
    for (id, data_type) in [("seats", "integer"), ("letters", "boolean")] {
        tenant["attributes"][id] = json!({"dataType": data_type, "displayName": id});
    }
    deployment.platform.kv.put("tenant", &tenant.to_string());
    for letter in ["\u{20bb7}", "日", "é", "a", "&"] {
        let long = letter.repeat(1024);
        let (mut browser, landed) = begin(&deployment);
        let page = landed.page("attributes");
        let answers = fields.map(|id| (id, long.as_str()));
        let form =
            vestibule::http::Form(answers.map(|(id, value)| (id.into(), value.into())).into());
        assert!(form.encode().len() < vestibule::http::Request::BODY_LIMIT - 100, "{letter}");
        let told = told(&deployment, browser.submit(&page, &answers));
        assert_eq!(told["note"], long, "{letter}");
        assert_eq!(kept(&deployment)["contact"], long, "{letter}");
        for table in ["attributes", "identities", "accounts", "runs"] {
            deployment.sql(&format!("DELETE FROM {table}"));
        }
        deployment.platform.clock.advance(24 * 3600);
    }
}
