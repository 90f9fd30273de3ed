//! Days lie between those that a document names, and years are plausible. Today is 2026-11-22.

use super::*;

/// What a field says of a day that was typed; nothing where it is kept.
fn said(field: &Value, typed: &str) -> Option<String> {
    let deployment = asking(&json!([{ "inputs": [field] }]));
    let (mut browser, landed) = begin(&deployment);
    let attribute = field["attribute"].as_str().unwrap();
    match browser.submit(&landed.page("attributes"), &[(attribute, typed)]) {
        Landed::Page(page) => {
            assert_eq!(page.status, 422, "{typed}");
            let (_, said) = page.html.split_once("Error: </span>").unwrap();
            Some(said.split_once("</p>").unwrap().0.to_owned())
        }
        landed @ Landed::Callback(_) => {
            let told = told(&deployment, landed);
            assert_eq!(told.get(attribute), Some(&json!(typed)), "{typed}");
            None
        }
    }
}

fn day(attribute: &str, minimum: Option<&str>, maximum: Option<&str>) -> Value {
    let mut field = json!({"attribute": attribute, "inputType": "date", "required": true});
    for (name, bound) in [("minimum", minimum), ("maximum", maximum)] {
        if let Some(bound) = bound {
            field[name] = json!(bound);
        }
    }
    field
}

#[test]
fn a_day_is_taken_between_those_that_the_document_names_and_the_refusal_names_the_bound() {
    let since = |day: &str| Some(format!("Enter {day} or a later day."));
    let until = |day: &str| Some(format!("Enter {day} or an earlier day."));
    for (minimum, maximum, typed, expected) in [
        (Some("2026-11-01"), None, "2026-10-31", since("2026-11-01")),
        (Some("2026-11-01"), None, "2026-11-01", None),
        (None, Some("2026-11-30"), "2026-12-01", until("2026-11-30")),
        (None, Some("2026-11-30"), "2026-11-30", None),
        (Some("today"), Some("today+30d"), "2026-11-21", since("2026-11-22")),
        (Some("today"), Some("today+30d"), "2026-11-22", None),
        (Some("today"), Some("today+30d"), "2026-12-22", None),
        (Some("today"), Some("today+30d"), "2026-12-23", until("2026-12-22")),
        (None, Some("today-18y"), "2008-11-22", None),
        (None, Some("today-18y"), "2008-11-23", until("2008-11-22")),
        (Some("today-6m"), None, "2026-05-21", since("2026-05-22")),
    ] {
        let field = day("since", minimum, maximum);
        assert_eq!(said(&field, typed), expected, "{minimum:?} {maximum:?} {typed}");
    }
}

#[test]
fn where_the_document_says_nothing_a_year_has_four_digits_and_a_birthdate_is_of_somebody_who_lives()
{
    for (attribute, typed, expected) in [
        ("birthdate", "1850-01-01", None),
        ("birthdate", "2026-11-22", None),
        ("birthdate", "2026-11-23", Some("Enter 2026-11-22 or an earlier day.")),
        ("birthdate", "1849-12-31", Some("Enter 1850-01-01 or a later day.")),
        ("birthdate", "0090-02-03", Some("Enter 1850-01-01 or a later day.")),
        ("birthdate", "0000-02-03", Some("Enter 1850-01-01 or a later day.")),
        ("since", "0026-11-22", Some("Enter 1000-01-01 or a later day.")),
        ("since", "1000-01-01", None),
        ("since", "9999-12-31", None),
        ("since", "20026-11-22", Some("Enter a date that exists, such as 2026-11-22.")),
        ("since", "26-11-22", Some("Enter a date that exists, such as 2026-11-22.")),
    ] {
        let field = day(attribute, None, None);
        assert_eq!(said(&field, typed).as_deref(), expected, "{attribute} {typed}");
    }
    let field = day("birthdate", Some("1800-01-01"), Some("today+1d"));
    assert_eq!(said(&field, "1815-12-10"), None, "the document's own bounds go before these");
}

#[test]
fn the_field_tells_the_browser_its_bounds_of_today() {
    let fields = [day("since", Some("today"), Some("today+1m")), day("birthdate", None, None)];
    let deployment = asking(&json!([{ "inputs": fields }]));
    for (clock, bounds) in [
        (0, [r#"min="2026-11-22" max="2026-12-22""#, r#"min="1850-01-01" max="2026-11-22""#]),
        (
            24 * 3600,
            [r#"min="2026-11-23" max="2026-12-23""#, r#"min="1850-01-01" max="2026-11-23""#],
        ),
    ] {
        deployment.platform.clock.advance(clock);
        let (_, landed) = begin(&deployment);
        let page = landed.page("attributes");
        for bounds in bounds {
            assert!(page.html.contains(bounds), "{bounds}: {}", page.html);
        }
    }
}

#[test]
fn a_day_that_an_account_holds_stays_though_today_moves_on() {
    let deployment = asking(&json!([{ "inputs": [day("since", Some("today"), None)] }]));
    let (mut browser, landed) = begin(&deployment);
    browser.submit(&landed.page("attributes"), &[("since", "2026-11-23")]).callback();
    deployment.platform.clock.advance(30 * 24 * 3600);
    // Another demand, so that the account is looked at again.
    let inputs = json!([day("since", Some("today"), None), {"attribute": "city", "inputType": "text", "required": true}]);
    change(&deployment, "flow/customer", "/pages/0/inputs", inputs);
    let (email, mut browser) = ("kim@home.example", Browser::new(&deployment));
    let page = ask_for_code_to_sign_in(&mut browser, SHOP, email);
    let code = deployment.mailed_code(email);
    let page = browser.submit(&page, &[("code", &code)]).page("attributes");
    assert!(has_field(&page, "city") && !has_field(&page, "since"), "{}", page.html);
    browser.submit(&page, &[("city", "Oslo")]).callback();
    assert_eq!(kept(&deployment)["since"], "2026-11-23");
}
