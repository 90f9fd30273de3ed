//! Codes by mail: what is no good is refused with one sentence, and how many are sent is counted
//! (ASVS 5.0 §2.3, §6.5).

use crate::browser::*;
use crate::people::*;

const REFUSED: &str = "That code is not right, or it has expired.";

/// Another code than this one.
fn other_than(code: &str) -> String {
    format!("{:08}", (code.parse::<u32>().unwrap() + 1) % 100_000_000)
}

fn is_refused(browser: &mut Browser, page: &Page, code: &str, what: &str) -> Page {
    let page = browser.submit(page, &[("code", code)]).page("code");
    assert_eq!(page.status, 422, "{what}");
    assert!(page.html.contains(REFUSED), "{what}: {}", page.html);
    page
}

#[test]
fn wrong_late_reused_and_foreign_codes_are_refused_with_one_sentence() {
    let deployment = Deployment::new();
    let (mut ann, mut eve) = (Browser::new(&deployment), Browser::new(&deployment));
    let eves = ask_for_code(&mut eve, SUPPLIERS, "ann@partner.example");
    let eves_code = deployment.mailed_code("ann@partner.example");
    let anns = ask_for_code(&mut ann, SUPPLIERS, "ann@partner.example");
    let anns_code = deployment.mailed_code("ann@partner.example");
    is_refused(&mut ann, &anns, &other_than(&anns_code), "wrong");
    is_refused(&mut ann, &anns, &eves_code, "of another transaction");
    is_refused(&mut eve, &eves, &anns_code, "read over a shoulder");
    ann.submit(&anns, &[("code", &anns_code)]).page("password");
    is_refused(&mut eve, &eves, &anns_code, "used elsewhere");
    deployment.platform.clock.advance(10 * 60);
    is_refused(&mut eve, &eves, &eves_code, "late");
    assert_eq!(deployment.sql("SELECT * FROM mailed_codes WHERE proven_at IS NOT NULL").len(), 1);
}

#[test]
fn a_code_typed_in_another_browser_gets_a_page_with_a_way_on() {
    let deployment = Deployment::new();
    let mut ann = Browser::new(&deployment);
    let page = ask_for_code(&mut ann, SUPPLIERS, "ann@partner.example");
    let code = deployment.mailed_code("ann@partner.example");
    let mut elsewhere = Browser::new(&deployment);
    let lost = elsewhere.submit(&page, &[("code", &code)]).page("error");
    assert_eq!(lost.status, 400);
    assert!(lost.html.contains("href=\"http://localhost:3000/\""));
    ann.submit(&page, &[("code", &code)]).page("password");
}

#[test]
fn a_new_code_voids_the_old_one() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, "ann@partner.example");
    let first = deployment.mailed_code("ann@partner.example");
    let page = browser.submit(&page, &[("action", "resend")]).page("code");
    let second = deployment.mailed_code("ann@partner.example");
    assert_ne!(first, second);
    let page = is_refused(&mut browser, &page, &first, "voided");
    browser.submit(&page, &[("code", &second)]).page("password");
}

#[test]
fn after_five_tries_only_a_new_code_helps() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, "ann@partner.example");
    let code = deployment.mailed_code("ann@partner.example");
    // What can't be a code costs no try.
    for typed in ["", "1234567", "123456789", "abcdefgh", "<script>", "٣"] {
        let refused = browser.submit(&page, &[("code", typed)]).page("code");
        assert_eq!(refused.status, 422, "{typed}");
    }
    for _ in 0..4 {
        let page = is_refused(&mut browser, &page, &other_than(&code), "wrong");
        assert!(page.html.contains("name=\"code\""));
    }
    let spent = is_refused(&mut browser, &page, &other_than(&code), "the fifth");
    assert!(!spent.html.contains("name=\"code\""), "only a new one");
    is_refused(&mut browser, &page, &code, "even the right one");
    let again = browser.open(&page.action).page("code");
    assert!(!again.html.contains("name=\"code\""));
    let page = browser.submit(&again, &[("action", "resend")]).page("code");
    let code = deployment.mailed_code("ann@partner.example");
    is_refused(&mut browser, &page, &other_than(&code), "tries begin anew");
    browser.submit(&page, &[("code", &code)]).page("password");
}

#[test]
fn a_code_may_be_typed_as_people_type_it() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, "ann@partner.example");
    let code = deployment.mailed_code("ann@partner.example");
    let (front, back) = code.split_at(4);
    let shifted = |zero: u32| -> String {
        code.chars().map(|c| char::from_u32(c.to_digit(10).unwrap() + zero).unwrap()).collect()
    };
    for typed in [
        format!("{front} {back}"),
        format!(" {front}-{back}\n"),
        format!("{front}\u{a0}{back}"),
        format!("\u{200e}{front}–{back}\u{200f}"),
        shifted(0x660),
        shifted(0x6f0),
        shifted(0x966),
        shifted(0xff10),
    ]
    .into_iter()
    .chain(pasted(&code))
    {
        // A right code stays right for its own run.
        browser.submit(&page, &[("code", &typed)]).page("password");
    }
}

/// A code as people paste it.
fn pasted(code: &str) -> impl Iterator<Item = String> {
    let lines = include_str!("../inputs/pasted-codes.jsonl").lines().skip(1);
    let latin = |text: &String| text.contains('1');
    let texts = lines.map(|line| serde_json::from_str::<String>(line).unwrap()).filter(latin);
    texts.map(move |text| {
        let mut digits = code.chars();
        let own = |c: char| if c.is_ascii_digit() { digits.next().unwrap() } else { c };
        text.chars().map(own).collect()
    })
}

#[test]
fn different_codes_at_once_are_refused_with_that_reason_and_cost_no_try() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, "ann@partner.example");
    let code = deployment.mailed_code("ann@partner.example");
    for _ in 0..6 {
        let both = format!("{} {code}", other_than(&code));
        let page = browser.submit(&page, &[("code", &both)]).page("code");
        assert_eq!(page.status, 422);
        assert!(page.html.contains("There are different codes in this."), "{}", page.html);
    }
    let around = format!("Code: {code}. It is good for 10 minutes, until 14:25.");
    browser.submit(&page, &[("code", &around)]).page("password");
}

/// Asks for a code and says how it went.
fn ask(deployment: &Deployment, app: App, email: &str, prompt: &str) -> Page {
    let mut browser = Browser::new(deployment);
    let landed = browser.open(&app.authorize(&[("prompt", prompt)]));
    let Landed::Page(page) = landed else { panic!() };
    let Landed::Page(page) = browser.submit(&page, &[("email", email), ("action", "email_code")])
    else {
        panic!()
    };
    page
}

fn retry_after(page: &Page) -> i64 {
    assert_eq!(page.status, 429);
    assert!(page.html.contains("too many tries"), "{}", page.html);
    let header = page.headers.iter().find(|(name, _)| name == "retry-after").unwrap();
    header.1.parse().unwrap()
}

#[test]
fn three_mails_in_a_quarter_of_an_hour_over_all_transactions_and_flows() {
    let deployment = Deployment::new();
    let email = "ann@partner.example";
    assert_eq!(ask(&deployment, SUPPLIERS, email, "").step, "code");
    deployment.platform.clock.advance(60);
    assert_eq!(ask(&deployment, SHOP, "ANN@Partner.example", "create").step, "code");
    assert_eq!(ask(&deployment, PROCUREMENT, " ann@partner.example ", "create").step, "code");
    let mails = deployment.platform.counts().mails;
    for (app, prompt, step) in [(SUPPLIERS, "", "sign-in"), (SHOP, "create", "sign-up")] {
        let page = ask(&deployment, app, email, prompt);
        assert_eq!((page.step.as_str(), retry_after(&page)), (step, 14 * 60));
    }
    assert_eq!(deployment.platform.counts().mails, mails, "none was sent");
    assert_eq!(ask(&deployment, SUPPLIERS, "bob@partner.example", "").step, "code");
    deployment.platform.clock.advance(14 * 60);
    assert_eq!(ask(&deployment, SUPPLIERS, email, "").step, "code");
}

#[test]
fn a_resend_is_counted_and_refused_on_the_same_page() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let mut page = ask_for_code(&mut browser, SUPPLIERS, "ann@partner.example");
    for _ in 0..2 {
        page = browser.submit(&page, &[("action", "resend")]).page("code");
    }
    let code = deployment.mailed_code("ann@partner.example");
    let refused = browser.submit(&page, &[("action", "resend")]).page("code");
    assert_eq!(refused.status, 429);
    assert!(refused.headers.contains(&("retry-after".to_owned(), (15 * 60).to_string())));
    assert!(!refused.html.contains("too many tries"), "there were none");
    // The newest code is still good.
    browser.submit(&refused, &[("code", &code)]).page("password");
}

#[test]
fn ten_mails_a_day_and_those_that_were_not_sent_do_not_count() {
    let deployment = Deployment::new();
    let email = "ann@partner.example";
    for sent in 0..10 {
        if sent % 3 == 0 {
            deployment.platform.clock.advance(15 * 60);
        }
        assert_eq!(ask(&deployment, SUPPLIERS, email, "").step, "code", "{sent}");
        if sent % 3 == 2 {
            for _ in 0..5 {
                assert_eq!(retry_after(&ask(&deployment, SUPPLIERS, email, "")), 15 * 60);
            }
        }
    }
    deployment.platform.clock.advance(15 * 60);
    let seconds = retry_after(&ask(&deployment, SUPPLIERS, email, ""));
    assert_eq!(seconds, 24 * 3600 - 4 * 15 * 60);
    deployment.platform.clock.advance(seconds);
    assert_eq!(ask(&deployment, SUPPLIERS, email, "").step, "code");
}

#[test]
fn a_failed_hand_over_gives_its_send_back() {
    let deployment = Deployment::new().in_production();
    deployment.platform.mail.set_failing(true);
    for _ in 0..8 {
        let page = ask(&deployment, SHOP, "kim@home.example", "create");
        assert_eq!((page.status, page.step.as_str()), (503, "sign-up"));
        assert!(page.headers.iter().any(|(name, _)| name == "retry-after"));
        assert!(page.html.contains("kim@home.example"), "what was typed stays");
    }
    deployment.platform.mail.set_failing(false);
    for _ in 0..3 {
        assert_eq!(ask(&deployment, SHOP, "kim@home.example", "create").step, "code");
    }
    assert_eq!(ask(&deployment, SHOP, "kim@home.example", "create").status, 429);
}

#[test]
fn a_network_is_counted_in_production_and_one_of_version_six_by_its_first_half() {
    let deployment = Deployment::new().in_production();
    let ask_from = |ip: &str, number: usize| {
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SHOP.authorize(&[("prompt", "create")])).page("sign-up");
        let email = format!("kim{number}@home.example");
        let mut request = post(&page.action, &[("token", &page.token), ("email", &email)]);
        request.ip = Some(ip.to_owned());
        browser.send(request).status
    };
    for number in 0..20 {
        assert_eq!(ask_from(&format!("2001:db8::{number:x}"), number), 303);
    }
    assert_eq!(ask_from("2001:db8::ffff:1", 20), 429);
    assert_eq!(ask_from("2001:db8:0:1::1", 20), 303, "another network");
    assert_eq!(ask_from("198.51.100.7", 21), 303);
}

#[test]
fn a_code_stands_in_the_mail_alone() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, "ann@partner.example");
    let code = deployment.mailed_code("ann@partner.example");
    let landed = browser.submit(&page, &[("code", &code)]).page("password");
    assert!(!page.html.contains(&code) && !landed.html.contains(&code));
    assert!(deployment.platform.log.lines().iter().all(|line| !line.contains(&code)));
    let rows = format!("{:?}", deployment.sql("SELECT * FROM mailed_codes"));
    assert!(!rows.contains(&code));
    let cookies = format!("{:?}", browser.cookies);
    assert!(!cookies.contains(&code));
}

#[test]
fn a_code_proves_the_address_it_was_sent_to_and_no_other() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, "eve@evil.example");
    let code = deployment.mailed_code("eve@evil.example");
    let password = browser.submit(&page, &[("code", &code)]).page("password");
    // With that proof at hand, the run turns to another address.
    let change = page.action.replace("/code", "/sign-up");
    let sign_up = browser.open(&change).page("sign-up");
    let page = browser.submit(&sign_up, &[("email", "boss@woodgrove.example")]).page("code");
    is_refused(&mut browser, &page, &code, "the other address's code");
    browser.submit(&password, &[("action", "no_password")]).page("code");
    assert!(deployment.sql("SELECT * FROM accounts").is_empty());
}
