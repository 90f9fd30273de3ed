//! What is kept of an answer is its value, in the form that every application reads alike.

use crate::browser::*;
use crate::people::*;
use serde_json::{Value, json};

/// The customers' flow with other pages: the inputs of each.
fn asking(pages: &Value) -> Deployment {
    let deployment = Deployment::new();
    ask(&deployment, pages);
    deployment
}

fn ask(deployment: &Deployment, pages: &Value) {
    let mut flow: Value = serde_json::from_str(&samples()["flow/customer"]).unwrap();
    let pages = pages.as_array().unwrap().iter().map(|inputs| json!({"inputs": inputs}));
    flow["pages"] = pages.collect();
    deployment.platform.kv.put("flow/customer", &flow.to_string());
}

fn required(attribute: &str, input_type: &str) -> Value {
    json!({"attribute": attribute, "inputType": input_type, "required": true})
}

fn at_first_page(deployment: &Deployment) -> (Browser, Page) {
    let mut browser = Browser::new(deployment);
    let page = prove_new_address(&mut browser, SHOP, "kim@home.example");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    (browser, page)
}

/// What the only account holds.
fn kept(deployment: &Deployment, attribute: &str) -> Value {
    let rows = deployment.sql("SELECT name, value FROM attributes");
    let row = rows.iter().find(|row| row["name"] == attribute);
    row.map_or(Value::Null, |row| serde_json::from_str(row["value"].as_str().unwrap()).unwrap())
}

#[test]
fn a_country_is_chosen_by_its_name_among_all_and_kept_as_its_code() {
    let deployment = asking(&json!([[required("country", "country")]]));
    let (mut browser, page) = at_first_page(&deployment);
    assert_eq!(page.html.matches("<option ").count(), 1 + 249);
    assert!(page.html.contains("<select id=\"country\" name=\"country\" autocomplete=\"country\""));
    let egypt = page.html.find("<option value=\"EG\">Egypt</option>").unwrap();
    let norway = page.html.find("<option value=\"NO\">Norway</option>").unwrap();
    assert!(page.html.find(">Germany<").is_some_and(|at| egypt < at && at < norway));
    for value in ["Norway", "no", "NOR", "XX", "EU", ""] {
        let refused = browser.submit(&page, &[("country", value)]).page("attributes");
        assert!(refused.status == 422 && refused.html.contains("country-error"), "{value}");
    }
    browser.submit(&page, &[("country", "NO")]).code();
    assert_eq!(kept(&deployment, "country"), "NO");
}

#[test]
fn a_country_that_an_account_has_is_not_asked_again_and_its_name_is_no_country() {
    for (held, asked) in [("NO", false), ("Norway", true)] {
        let deployment = asking(&json!([[{"attribute": "country", "inputType": "text"}]]));
        let (mut browser, page) = at_first_page(&deployment);
        browser.submit(&page, &[("country", held)]).code();
        ask(&deployment, &json!([[required("country", "country")]]));
        deployment.platform.clock.advance(120);
        browser.deployment = deployment.new_isolate();
        match browser.open(&SHOP.authorize(&[])) {
            Landed::Page(page) if asked => {
                let page = browser.submit(&page, &[]).page("attributes");
                assert!(page.html.contains("<select id=\"country\""), "{}", page.html);
            }
            landed => {
                assert!(!asked, "{held}: {landed:?}");
                landed.code();
            }
        }
    }
}

#[test]
fn a_choice_keeps_its_value_and_takes_no_label_for_one() {
    let options = json!([{"value": "s", "label": "Small"}, {"value": "l", "label": "Large"}]);
    let input = |attribute: &str, input_type: &str| {
        let mut input = required(attribute, input_type);
        input["options"] = options.clone();
        input
    };
    let inputs =
        [input("city", "list"), input("state", "radio"), input("interests", "multipleChoice")];
    let deployment = asking(&json!([inputs]));
    let (mut browser, page) = at_first_page(&deployment);
    assert!(page.html.find(">Small<") < page.html.find(">Large<"), "the document's order");
    let labels = [("city", "Large"), ("state", "Large"), ("interests", "Large")];
    let refused = browser.submit(&page, &labels).page("attributes");
    for field in ["city", "state", "interests"] {
        assert!(refused.html.contains(&format!("{field}-error")), "{field}");
    }
    browser.submit(&page, &[("city", "l"), ("state", "l"), ("interests", "l")]).code();
    assert_eq!(kept(&deployment, "city"), "l");
    assert_eq!(kept(&deployment, "state"), "l");
    assert_eq!(kept(&deployment, "interests"), json!(["l"]));
}

#[test]
fn a_national_phone_number_is_of_the_country_answered_on_the_same_page() {
    let deployment =
        asking(&json!([[required("phoneNumber", "phone"), required("country", "country")]]));
    let (mut browser, page) = at_first_page(&deployment);
    let page = browser.submit(&page, &[("phoneNumber", "020 7946 0958")]).page("attributes");
    assert!(page.html.contains("Begin with + and the country code, such as +44."));
    assert!(page.html.contains("value=\"020 7946 0958\""), "what was typed stays");
    let fields = [("phoneNumber", "020 7946 0958 ext 2"), ("country", "GB")];
    let page = browser.submit(&page, &fields).page("attributes");
    assert!(page.html.contains("Enter a phone number, such as"));
    browser.submit(&page, &[("phoneNumber", "020 7946 0958"), ("country", "GB")]).code();
    assert_eq!(kept(&deployment, "phoneNumber"), "+442079460958");
}

#[test]
fn a_national_phone_number_is_of_the_country_answered_earlier_and_only_then_the_run_is_read() {
    let pages = json!([[required("country", "country")], [required("phoneNumber", "phone")]]);
    for (typed, expected, batches) in
        [("030 123456", "+4930123456", 2), ("+47 12 34 56 78", "+4712345678", 1)]
    {
        let deployment = asking(&pages);
        let (mut browser, first) = at_first_page(&deployment);
        let page = browser.submit(&first, &[("country", "DE")]).page("attributes");
        deployment.platform.reset_counts();
        browser.submit(&page, &[("phoneNumber", typed)]).code();
        assert_eq!(deployment.platform.counts().batches, batches, "{typed}");
        assert_eq!(kept(&deployment, "phoneNumber"), expected);
    }
}

#[test]
fn a_phone_number_kept_in_another_form_is_asked_again_and_is_of_the_account_s_country() {
    let pages = |phone: &str| json!([[required("country", "country"), {"attribute": "phoneNumber", "inputType": phone, "required": true}]]);
    let deployment = asking(&pages("text"));
    let (mut browser, page) = at_first_page(&deployment);
    browser.submit(&page, &[("country", "IT"), ("phoneNumber", "06 698 12345")]).code();
    ask(&deployment, &pages("phone"));
    deployment.platform.clock.advance(120);
    browser.deployment = deployment.new_isolate();
    let page = browser.open(&SHOP.authorize(&[])).page("continue");
    let page = browser.submit(&page, &[]).page("attributes");
    assert!(
        page.html.contains("value=\"06 698 12345\"") && !page.html.contains("name=\"country\"")
    );
    browser.submit(&page, &[("phoneNumber", "06 698 12345")]).code();
    assert_eq!(kept(&deployment, "phoneNumber"), "+390669812345");
    browser.open(&SHOP.authorize(&[])).code();
}

#[test]
fn a_pattern_judges_a_phone_number_as_it_is_kept() {
    let mut phone = required("phoneNumber", "phone");
    phone["pattern"] = json!("\\+47[49]\\d{7}");
    let deployment = asking(&json!([[phone, required("country", "country")]]));
    let (mut browser, page) = at_first_page(&deployment);
    assert!(!page.html.contains("pattern="), "a browser would judge what is typed");
    let landline = [("phoneNumber", "22 12 34 56"), ("country", "NO")];
    let page = browser.submit(&page, &landline).page("attributes");
    assert!(page.html.contains("phoneNumber-error"));
    browser.submit(&page, &[("phoneNumber", "912 34 567"), ("country", "NO")]).code();
    assert_eq!(kept(&deployment, "phoneNumber"), "+4791234567");
}

#[test]
fn a_name_reaches_the_application_letter_by_letter() {
    for name in
        ["O'Brien", "O’Brien-Smith", "X", "李", "محمد", "Ægir “Æ” Þórsson", "Nguyễn Thị Hoà"]
    {
        let deployment =
            asking(&json!([[required("surname", "text"), required("birthdate", "date")]]));
        let (mut browser, page) = at_first_page(&deployment);
        let shown = browser.submit(&page, &[("surname", name)]).page("attributes");
        assert!(shown.html.contains("birthdate-error") && !shown.html.contains("surname-error"));
        let fields = [("surname", name), ("birthdate", "1979-12-31")];
        let code = browser.submit(&page, &fields).code();
        let id = claims(token(&json(&deployment.send(SHOP.redeem(&code))), "id_token"));
        assert_eq!((&id["family_name"], &id["birthdate"]), (&json!(name), &json!("1979-12-31")));
    }
}
