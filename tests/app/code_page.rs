//! What the code page says: where the code went, when a new one can be had, when the newest was sent; and that nothing
//! typed before is lost on the way through it.

use crate::browser::*;
use crate::people::*;

const ANN: &str = "ann@partner.example";

fn open(browser: &mut Browser, page: &Page) -> Page {
    browser.open(&page.action).page("code")
}

fn resend(browser: &mut Browser, page: &Page) -> Page {
    let Landed::Page(page) = browser.submit(page, &[("action", "resend")]) else { panic!() };
    page
}

fn change(page: &Page) -> String {
    let link = regex_lite::Regex::new(r#"<a href="([^"]*/(?:sign-in|sign-up|reset)\?[^"]*)""#);
    link.unwrap().captures(&page.html).unwrap()[1].replace("&amp;", "&")
}

#[test]
fn it_says_when_a_new_code_can_be_had() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let mut page = ask_for_code(&mut browser, SUPPLIERS, ANN);
    assert!(page.html.contains("We can send a new code now."));
    page = resend(&mut browser, &page);
    assert!(page.html.contains("We can send a new code now."));
    page = resend(&mut browser, &page);
    for (seconds, sentence) in [
        (0, "You can ask for a new code in 15 minutes."),
        (14 * 60, "You can ask for a new code in 1 minute."),
        (59, "You can ask for a new code in 1 minute."),
    ] {
        deployment.platform.clock.advance(seconds);
        page = open(&mut browser, &page);
        assert!(page.html.contains(sentence), "{sentence}: {}", page.html);
        let refused = resend(&mut browser, &page);
        assert_eq!((refused.status, refused.step.as_str()), (429, "code"));
        assert!(refused.html.contains(sentence), "{sentence}: {}", refused.html);
    }
    deployment.platform.clock.advance(1);
    page = open(&mut browser, &page);
    assert!(!page.html.contains("You can ask for a new code in"), "{}", page.html);
    assert_eq!(resend(&mut browser, &page).status, 200);
}

#[test]
fn after_ten_in_a_day_it_says_that_it_takes_hours() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let mut page = ask_for_code(&mut browser, SUPPLIERS, ANN);
    for sent in 1..10 {
        if sent % 3 == 0 {
            deployment.platform.clock.advance(15 * 60);
        }
        page = resend(&mut browser, &page);
        assert_eq!(page.status, 200, "{sent}");
    }
    let hours = "It will be some hours before you can ask for a new code.";
    assert!(page.html.contains(hours), "{}", page.html);
    let page = resend(&mut browser, &page);
    assert!(page.status == 429 && page.html.contains(hours), "{}", page.html);
}

#[test]
fn the_refusal_says_when_the_newest_was_sent_as_long_as_it_counts() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let mut page = ask_for_code(&mut browser, SUPPLIERS, ANN);
    for (seconds, said) in [
        (59, "less than a minute ago: wait for that email."),
        (1, "1 minute ago: check that email."),
        (8 * 60, "9 minutes ago: check that email."),
        (59, "9 minutes ago: check that email."),
    ] {
        deployment.platform.clock.advance(seconds);
        page = browser.submit(&page, &[("code", "1")]).page("code");
        assert_eq!(page.status, 422);
        assert!(page.html.contains(said), "{said}: {}", page.html);
    }
    deployment.platform.clock.advance(1);
    let late = browser.submit(&page, &[("code", "1")]).page("code");
    only_a_new_code_helps(&late);
    let page = resend(&mut browser, &late);
    let page = browser.submit(&page, &[("code", "1")]).page("code");
    assert!(page.html.contains("less than a minute ago"), "the newest counts");
}

/// That is all that the page says: the codes that were sent count no more, and whether there is a new one is not certain.
fn only_a_new_code_helps(page: &Page) {
    assert_eq!(page.status, 422);
    assert!(page.html.contains("The newest one that we sent can't be used any more either."));
    assert!(page.html.contains("can't be used any more. When you ask"), "{}", page.html);
    for untrue in
        [" ago", "check that email", "wait for that email", "We can send", "name=\"code\""]
    {
        assert!(!page.html.contains(untrue), "{untrue}: {}", page.html);
    }
}

#[test]
fn after_the_fifth_wrong_code_it_says_what_helps_also_where_no_mail_may_be_sent() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let mut page = ask_for_code(&mut browser, SUPPLIERS, ANN);
    for wait in [false, true] {
        if wait {
            for _ in 0..2 {
                page = resend(&mut browser, &page);
            }
        }
        let code = deployment.mailed_code(ANN);
        let wrong = format!("{:08}", (code.parse::<u32>().unwrap() + 1) % 100_000_000);
        for _ in 0..4 {
            page = browser.submit(&page, &[("code", &wrong)]).page("code");
            assert!(page.html.contains("wait for that email."), "{}", page.html);
        }
        page = browser.submit(&page, &[("code", &wrong)]).page("code");
        only_a_new_code_helps(&page);
        let waits = page.html.contains("You can ask for a new code in 15 minutes.");
        assert_eq!(waits, wait, "{}", page.html);
    }
}

#[test]
fn at_the_limit_of_mails_the_page_says_that_alone_and_the_newest_code_counts() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let mut page = ask_for_code(&mut browser, SUPPLIERS, ANN);
    for _ in 0..2 {
        page = resend(&mut browser, &page);
    }
    let code = deployment.mailed_code(ANN);
    for (seconds, sentence) in [
        (0, "You can ask for a new code in 15 minutes."),
        (6 * 60, "You can ask for a new code in 9 minutes."),
    ] {
        deployment.platform.clock.advance(seconds);
        page = resend(&mut browser, &page);
        assert_eq!(page.status, 429);
        assert!(page.html.contains(sentence), "{}", page.html);
        assert!(page.html.contains("name=\"code\""), "{}", page.html);
        for untrue in ["too many tries", "We can send a new code now"] {
            assert!(!page.html.contains(untrue), "{untrue}: {}", page.html);
        }
    }
    browser.submit(&page, &[("code", &code)]).page("password");
}

#[test]
fn at_a_networks_limit_of_mails_the_page_says_when_the_next_one_can_be_sent() {
    let deployment = Deployment::new().in_production();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SHOP, "kim@home.example");
    let mut other = Browser::new(&deployment);
    for number in 0..19 {
        ask_for_code(&mut other, SHOP, &format!("kim{number}@home.example"));
    }
    let refused = resend(&mut browser, &page);
    assert_eq!(refused.status, 429);
    assert!(refused.html.contains("You can ask for a new code in 60 minutes."), "{}", refused.html);
    assert!(!refused.html.contains("We can send a new code now"), "{}", refused.html);
}

#[test]
fn a_change_of_the_address_is_filled_in_and_keeps_what_was_answered_before() {
    let deployment = Deployment::new();
    deployment.edit(
        "app/woodgrove-procurement",
        r#""type": "web""#,
        r#""type": "web", "consent": "once""#,
    );
    let mut browser = Browser::new(&deployment);
    let code_page = ask_for_code(&mut browser, PROCUREMENT, "typo@partner.example");
    let code = deployment.mailed_code("typo@partner.example");
    let page = browser.submit(&code_page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    browser.submit(&page, &SUPPLIER_ANSWERS).page("consent");
    let page = browser.open(&change(&code_page)).page("sign-up");
    assert!(page.html.contains("value=\"typo@partner.example\""));
    let page = browser.submit(&page, &[("email", ANN)]).page("code");
    assert!(page.html.contains(ANN) && !page.html.contains("typo@"));
    let code = deployment.mailed_code(ANN);
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    assert!(page.html.contains("value=\"Lee &amp; Co\""), "{}", page.html);
    let page = browser.submit(&page, &SUPPLIER_ANSWERS).page("consent");
    browser.submit(&page, &[("action", "approve")]).code();
    let accounts = deployment.sql("SELECT email FROM accounts");
    assert_eq!((accounts.len(), accounts[0]["email"].as_str()), (1, Some(ANN)));
}

#[test]
fn every_way_to_the_page_leads_back_filled_in() {
    let deployment = Deployment::new();
    for step in ["sign-in", "sign-up", "reset"] {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
        let page = browser.open(&page.action.replace("sign-in", step)).page(step);
        let email = format!("{step}@home.example");
        let page = browser.submit(&page, &[("email", &email), ("action", "email_code")]);
        let back = browser.open(&change(&page.page("code"))).page(step);
        assert!(back.html.contains(&format!("value=\"{email}\"")), "{step}");
    }
}

#[test]
fn mail_that_fails_on_the_page_is_told_there_counts_nothing_and_leaves_only_a_new_code() {
    let deployment = Deployment::new().in_production();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SHOP, "kim@home.example");
    deployment.platform.mail.set_failing(true);
    for _ in 0..5 {
        let failed = resend(&mut browser, &page);
        assert_eq!((failed.status, failed.step.as_str()), (503, "code"));
        assert!(failed.html.contains("kim@home.example"));
        // The code before is void and the new one did not leave: there is nothing to type.
        assert!(!failed.html.contains("name=\"code\"") && failed.html.contains("Send a new code"));
    }
    let again = open(&mut browser, &page);
    assert!(!again.html.contains("name=\"code\""), "{}", again.html);
    deployment.platform.mail.set_failing(false);
    let page = resend(&mut browser, &again);
    let code = deployment.mailed_code("kim@home.example");
    browser.submit(&page, &[("code", &code)]).page("password");
}
