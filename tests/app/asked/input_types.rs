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
    for kind in ["email", "url", "tel", "date"] {
        assert!(page.html.contains(&format!("<input type=\"{kind}\"")), "{kind}");
    }
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
