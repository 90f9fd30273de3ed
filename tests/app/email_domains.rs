//! Who may sign up, by the domain of their address: refused before any mail, and wherever a new person comes in.

use crate::browser::*;
use crate::people::*;

fn deployment() -> Deployment {
    let deployment = Deployment::new();
    let rules = r#""signUp": "open", "emailDomains": {
        "allowed": ["partner.example", "*.partner.example"], "denied": ["old.partner.example"],
        "message": {"en": "Suppliers sign up with their company's address.", "ar": "عنوان الشركة"},
        "contact": "suppliers@woodgrove.example"
    }"#;
    deployment.edit("flow/supplier", r#""signUp": "open""#, rules);
    deployment
}

#[test]
fn an_address_of_another_domain_is_refused_before_any_mail_in_the_flows_own_words() {
    let deployment = deployment();
    for email in ["eve@evil.example", "ann@old.partner.example", "ann@partner.example.evil.example"]
    {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
        let page = browser.submit(&page, &[("email", email)]).page("sign-up");
        assert_eq!(page.status, 422, "{email}");
        assert!(
            page.html.contains("Suppliers sign up with their company&#39;s address.")
                || page.html.contains("Suppliers sign up with their company's address.")
        );
        assert!(page.html.contains("suppliers@woodgrove.example"));
        assert!(page.html.contains(&format!("value=\"{email}\"")), "what was typed is kept");
    }
    assert_eq!(deployment.platform.counts().mails, 0);
    assert!(deployment.sql("SELECT * FROM counters").is_empty(), "and none is counted");
    for email in ["ann@partner.example", "bob@eu.partner.example"] {
        join(&mut Browser::new(&deployment), SUPPLIERS, email).code();
    }
}

#[test]
fn a_code_at_sign_in_goes_to_any_address_and_the_refusal_is_told_once_it_is_proven() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, "eve@evil.example");
    let code = deployment.mailed_code("eve@evil.example");
    let refused = browser.submit(&page, &[("code", &code)]).page("error");
    assert_eq!(refused.status, 403);
    assert!(refused.html.contains("suppliers@woodgrove.example"));
    let deny = regex_lite::Regex::new(r#"href="([^"]*/deny[^"]*)""#).unwrap();
    let deny = deny.captures(&refused.html).unwrap()[1].replace("&amp;", "&");
    let told = browser.open(&deny).callback();
    assert_eq!(told.first("error"), "access_denied");
    assert!(told.first("error_description").contains("email_domain_refused"));
}

#[test]
fn who_completed_the_flow_before_is_not_concerned_and_who_comes_from_another_flow_is() {
    let open = Deployment::new();
    join(&mut Browser::new(&open), SUPPLIERS, "eve@evil.example").code();
    let mut kim = Browser::new(&open);
    join(&mut kim, SHOP, "kim@home.example").code();
    let rules = r#""signUp": "open", "emailDomains": {"denied": ["evil.example", "home.example"]}"#;
    open.edit("flow/supplier", r#""signUp": "open""#, rules);
    let closed = open.new_isolate();
    let mut browser = Browser::new(&closed);
    let page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, "eve@evil.example");
    let code = closed.mailed_code("eve@evil.example");
    browser.submit(&page, &[("code", &code)]).code();
    kim.deployment = closed;
    let page = kim.open(&SUPPLIERS.authorize(&[])).page("continue");
    kim.submit(&page, &[]).page("error");
    let silent = kim.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
    assert_eq!(silent.first("error"), "access_denied");
}

#[test]
fn pages_of_an_address_that_may_sign_up_make_no_account_for_one_that_may_not() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let code_page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, "ann@partner.example");
    let code = deployment.mailed_code("ann@partner.example");
    let unknown = browser.submit(&code_page, &[("code", &code)]).page("no-account");
    let password = browser.submit(&unknown, &[]).page("password");
    let attributes = browser.submit(&password, &[("action", "no_password")]).page("attributes");
    let sign_in = browser.open(&code_page.action.replace("/code", "/sign-in")).page("sign-in");
    let fields = [("email", "eve@evil.example"), ("action", "email_code")];
    let page = browser.submit(&sign_in, &fields).page("code");
    let code = deployment.mailed_code("eve@evil.example");
    browser.submit(&page, &[("code", &code)]).page("error");
    for (page, fields) in [
        (&unknown, &[][..]),
        (&password, &[("action", "no_password")][..]),
        (&attributes, &SUPPLIER_ANSWERS[..]),
        (&unknown, &[][..]),
    ] {
        browser.submit(page, fields).page("error");
    }
    assert!(deployment.sql("SELECT * FROM accounts").is_empty());
}
