//! A flow's own words: on every page and in every mail of a walk in that flow, and nowhere else.

use crate::browser::*;

/// The sample, whose supplier flow says `texts` in English.
fn saying(texts: &str) -> Deployment {
    let deployment = Deployment::new();
    let strings = format!(r#""strings": {{"en": {texts}}}, "signUp": "open""#);
    deployment.edit("flow/supplier", r#""signUp": "open""#, &strings);
    deployment
}

const TITLES: &str = r#"{
    "signIn.title": "Suppliers: sign in",
    "signUp.title": "Suppliers: sign up",
    "reset.title": "Suppliers: forgotten",
    "code.title": "Suppliers: your mail",
    "code.required": "Suppliers: eight digits",
    "password.title": "Suppliers: a password",
    "form.again": "Suppliers: again",
    "terms.required": "Suppliers: agree",
    "problem.forbidden.title": "Suppliers: not from here",
    "mail.code.subject": "Suppliers: {application}",
    "mail.code.first": "Suppliers: {code}"
}"#;

/// Whether the page has `title`.
fn says(page: &Page, title: &str) {
    assert!(page.html.contains(&format!("<h1>{title}</h1>")), "{title}: {}", page.html);
}

#[test]
fn a_walk_speaks_in_its_flows_words_from_the_first_page_to_the_mail_and_the_page_of_an_error() {
    let deployment = saying(TITLES);
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    says(&page, "Suppliers: sign in");
    let gone = page.action.clone();
    let path = page.action.replace("/sign-in", "/reset");
    says(&browser.open(&path).page("reset"), "Suppliers: forgotten");
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    says(&page, "Suppliers: sign up");
    let page = browser.submit(&page, &[("email", "ann@partner.example")]).page("code");
    says(&page, "Suppliers: your mail");
    let forged = Page { token: "x".to_owned(), ..page.clone() };
    says(&browser.submit(&forged, &[]).page("error"), "Suppliers: not from here");
    let page = browser.submit(&page, &[("code", "")]).page("code");
    assert!(page.html.contains("Suppliers: eight digits"), "{}", page.html);
    let code = deployment.mailed_code("ann@partner.example");
    let mails = deployment.send(get("/dev/outbox?to=ann@partner.example"));
    let mail = &json(&mails)[0];
    assert_eq!(mail["subject"], "Suppliers: Woodgrove suppliers");
    assert!(mail["text"].as_str().unwrap().contains(&format!("Suppliers: {code}")), "{mail}");
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    says(&page, "Suppliers: a password");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    let page = browser.submit(&page, &SUPPLIER_ANSWERS[..4]).page("attributes");
    assert!(page.html.contains("Suppliers: agree"), "{}", page.html);
    deployment.platform.clock.advance(24 * 3600);
    let page = browser.open(&gone).page("sign-in");
    assert!(page.html.contains("Suppliers: again"), "{}", page.html);
}

#[test]
fn other_flows_and_languages_keep_their_words_and_the_tenants_show_below_a_flows() {
    let deployment = saying(r#"{"signIn.title": "Suppliers"}"#);
    let tenants = r#"{"signIn.title": "Everybody", "signUp.title": "Join us"}"#;
    deployment.platform.kv.put("strings/en", tenants);
    let title = |app: App, extra: &[(&str, &str)], title: &str| {
        let mut browser = Browser::new(&deployment);
        let step = if extra.contains(&("prompt", "create")) { "sign-up" } else { "sign-in" };
        says(&browser.open(&app.authorize(extra)).page(step), title);
    };
    title(SUPPLIERS, &[], "Suppliers");
    title(PROCUREMENT, &[], "Suppliers");
    title(SHOP, &[], "Everybody");
    title(SUPPLIERS, &[("prompt", "create")], "Join us");
    title(SUPPLIERS, &[("ui_locales", "de")], "Anmelden");
}

#[test]
fn who_began_before_an_edit_goes_on_in_the_words_that_they_began_with() {
    let deployment = saying(r#"{"code.title": "Look for our mail"}"#);
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    deployment.edit("flow/supplier", "Look for our mail", "Our mail is there");
    browser.deployment = deployment.new_isolate();
    says(
        &browser.submit(&page, &[("email", "ann@partner.example")]).page("code"),
        "Look for our mail",
    );
    let mut other = Browser::new(&browser.deployment);
    let page = other.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    says(
        &other.submit(&page, &[("email", "bob@partner.example")]).page("code"),
        "Our mail is there",
    );
}

#[test]
fn markup_in_a_flows_words_is_no_markup_on_the_page() {
    let deployment = saying(r#"{"signIn.lead": "1 < 2 & \"{application}\""}"#);
    let page = Browser::new(&deployment).open(&SUPPLIERS.authorize(&[])).page("sign-in");
    assert!(page.html.contains("1 &lt; 2 &amp; "), "{}", page.html);
}
