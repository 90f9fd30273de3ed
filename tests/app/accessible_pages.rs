//! What a screen reader is told of a page it meets: a title of its own (WCAG 2.2, 2.4.2), and which fields an error
//! is about (3.3.1).

use crate::browser::*;
use crate::people::*;
use regex_lite::Regex;
use std::collections::BTreeSet;

fn title(page: &Page) -> String {
    Regex::new("<title>(.*?) · ").unwrap().captures(&page.html).unwrap()[1].to_owned()
}

#[test]
fn each_step_of_a_flow_has_a_title_of_its_own() {
    let deployment = Deployment::new();
    let untitled = r#""pages": [
        { "inputs": [ { "attribute": "nickname", "inputType": "text" } ] },
        { "inputs": [ { "attribute": "jobTitle", "inputType": "text" } ] },"#;
    deployment.edit("flow/customer", r#""pages": ["#, untitled);
    deployment.edit("app/woodgrove-shop", r#""type""#, r#""consent": "always", "type""#);
    let mut browser = Browser::new(&deployment);
    let sign_in = browser.open(&SHOP.authorize(&[])).page("sign-in");
    let sign_up = browser.open(&SHOP.authorize(&[("prompt", "create")])).page("sign-up");
    let code = browser.submit(&sign_up, &[("email", "kim@home.example")]).page("code");
    let mailed = deployment.mailed_code("kim@home.example");
    let password = browser.submit(&code, &[("code", &mailed)]).page("password");
    let first = browser.submit(&password, &[("password", PASSWORD)]).page("attributes");
    let second = browser.submit(&first, &[]).page("attributes");
    let third = browser.submit(&second, &[]).page("attributes");
    let consent = browser.submit(&third, &CUSTOMER_ANSWERS).page("consent");
    assert_eq!([&first, &second].map(title), ["Your details (1 of 3)", "Your details (2 of 3)"]);
    let pages = [&sign_in, &sign_up, &code, &password, &first, &second, &third, &consent];
    assert_eq!(pages.map(title).into_iter().collect::<BTreeSet<_>>().len(), pages.len());
}

#[test]
fn a_refused_sign_in_marks_both_fields_for_a_known_address_and_an_unknown_one() {
    let deployment = Deployment::new();
    join(&mut Browser::new(&deployment), SUPPLIERS, "ann@partner.example").code();
    for email in ["ann@partner.example", "nobody@partner.example"] {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        let fields = [("email", email), ("password", "not the password")];
        let page = browser.submit(&page, &fields).page("sign-in");
        assert!(title(&page).starts_with("Error: "), "{email}");
        for name in ["email", "password"] {
            let tag = Regex::new(&format!("<input[^>]* id=\"{name}\"[^>]*>")).unwrap();
            let tag = tag.find(&page.html).unwrap().as_str();
            assert!(tag.contains("aria-invalid=\"true\" aria-describedby=\"problems\""), "{tag}");
            assert!(page.html.contains(&format!("<a href=\"#{name}\">")), "{email}");
        }
    }
}
