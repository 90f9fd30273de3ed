//! Steps sent twice, at once, or after the end: joined or refused, one account, and everyone has a way on.

use crate::browser::*;
use crate::people::*;
use crate::support::block_on;
use vestibule::encode::email::EmailAddress;
use vestibule::http::Response;
use vestibule::native::together;
use vestibule::ports::{OutboundRequest, OutboundResponse};

const ANN: &str = "ann@partner.example";

/// The page's form as many times at once, from this browser.
fn at_once(browser: &Browser, page: &Page, fields: &[(&str, &str)], times: usize) -> Vec<Response> {
    let mut form = vec![("token", page.token.as_str())];
    form.extend(fields);
    let request = browser.with_cookies(post(&page.action, &form));
    let deployment = browser.deployment.clone();
    block_on(together((0..times).map(|_| deployment.answer(request.clone()))))
}

fn code_of(response: &Response) -> String {
    Landed::Callback(response.header("location").unwrap().to_owned()).code()
}

/// As far as the last page of a sign-up.
fn last_page(browser: &mut Browser, email: &str) -> Page {
    let page = prove_new_address(browser, SUPPLIERS, email);
    browser.submit(&page, &[("action", "no_password")]).page("attributes")
}

#[test]
fn the_final_step_sent_ten_times_at_once_makes_one_account_and_each_answer_works() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = last_page(&mut browser, ANN);
    for answer in at_once(&browser, &page, &SUPPLIER_ANSWERS, 10) {
        let tokens = json(&deployment.send(SUPPLIERS.redeem(&code_of(&answer))));
        assert_eq!(claims(token(&tokens, "id_token"))["email"], ANN);
        let mut each = Browser::new(&deployment);
        each.keep_cookies(&answer);
        each.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
    }
    assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 1);
    assert_eq!(deployment.sql("SELECT * FROM audit WHERE event = 'signed-up'").len(), 1);
}

#[test]
fn of_two_sign_ups_with_one_address_one_makes_the_account_and_the_other_goes_on_with_it() {
    let deployment = Deployment::new();
    let mut browsers = [Browser::new(&deployment), Browser::new(&deployment)];
    let pages = [ANN, "ANN@Partner.Example"]
        .iter()
        .zip(&mut browsers)
        .map(|(email, browser)| last_page_of(browser, email))
        .collect::<Vec<_>>();
    let names = ["Ann Lee", "Another Ann"];
    let forms = pages.iter().zip(names).zip(&browsers).map(|((page, name), browser)| {
        let mut form = vec![("token", page.token.as_str()), ("displayName", name)];
        form.extend(&SUPPLIER_ANSWERS[1..]);
        browser.with_cookies(post(&page.action, &form))
    });
    let answers = block_on(together(forms.map(|form| deployment.answer(form))));
    let mut codes = 0;
    for (browser, answer) in browsers.iter_mut().zip(answers) {
        browser.keep_cookies(&answer);
        let code = match browser.follow(answer) {
            Landed::Page(page) => browser.submit(&page, &[]).code(),
            callback @ Landed::Callback(_) => {
                codes += 1;
                callback.code()
            }
        };
        assert_eq!(deployment.send(SUPPLIERS.redeem(&code)).status, 200);
    }
    assert_eq!(codes, 1);
    assert_eq!(deployment.sql("SELECT * FROM accounts").len(), 1);
    let name = deployment.sql("SELECT value FROM attributes WHERE name = 'displayName'");
    assert_eq!((name.len(), name[0]["value"].as_str()), (1, Some("\"Ann Lee\"")));
}

/// The same for an address however it is spelled: mail goes to the one that was typed.
fn last_page_of(browser: &mut Browser, typed: &str) -> Page {
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
    let page = browser.submit(&page, &[("email", typed)]).page("code");
    let address = EmailAddress::parse(typed, &browser.deployment.platform).unwrap().address;
    let code = browser.deployment.mailed_code(&address);
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    browser.submit(&page, &[("action", "no_password")]).page("attributes")
}

/// The page that ended a sign-in, and what was sent with it.
type LastForm = (Page, Vec<(&'static str, String)>);

#[test]
fn after_signing_out_no_page_of_before_signs_in_again() {
    let ways: [fn(&mut Browser) -> LastForm; 2] = [
        |browser| {
            let page = last_page(browser, ANN);
            let fields = SUPPLIER_ANSWERS.map(|(name, value)| (name, value.to_owned()));
            browser.submit(&page, &SUPPLIER_ANSWERS).code();
            (page, fields.to_vec())
        },
        |browser| {
            join(&mut Browser::new(&browser.deployment), SUPPLIERS, ANN).code();
            let page = ask_for_code_to_sign_in(browser, SUPPLIERS, ANN);
            let code = browser.deployment.mailed_code(ANN);
            browser.submit(&page, &[("code", &code)]).code();
            (page, vec![("code", code)])
        },
    ];
    for way in ways {
        let deployment = Deployment::new();
        let mut browser = Browser::new(&deployment);
        let (page, fields) = way(&mut browser);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // Sent again by mistake, it is joined …
        browser.submit(&page, &fields).code();
        deployment.platform.clock.advance(1);
        let out = browser.open("/logout").page("sign-out");
        browser.submit(&out, &[("logout-confirm", "true")]).page("signed-out");
        // … and by the next person at that desk, it is over.
        let over = browser.submit(&page, &fields).page("error");
        assert!(over.html.contains("Back to Woodgrove"), "{}", over.html);
        assert!(!browser.cookies.contains_key("__Host-sid"));
        let silent = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
        assert_eq!(silent.first("error"), "login_required");
    }
}

#[test]
fn the_same_holds_where_another_person_signed_in() {
    let deployment = Deployment::new();
    join(&mut Browser::new(&deployment), SUPPLIERS, "bob@partner.example").code();
    let mut browser = Browser::new(&deployment);
    let anns = last_page(&mut browser, ANN);
    browser.submit(&anns, &SUPPLIER_ANSWERS).code();
    deployment.platform.clock.advance(1);
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    let bob = [("email", "bob@partner.example"), ("action", "email_code")];
    let page = browser.submit(&page, &bob).page("code");
    let code = deployment.mailed_code("bob@partner.example");
    browser.submit(&page, &[("code", &code)]).code();
    browser.submit(&anns, &SUPPLIER_ANSWERS).page("error");
    let code = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    assert_eq!(claims(token(&tokens, "id_token"))["email"], "bob@partner.example");
}

#[test]
fn the_right_code_sent_ten_times_at_once_goes_on_each_time_and_uses_no_try() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, ANN);
    let code = deployment.mailed_code(ANN);
    for answer in at_once(&browser, &page, &[("code", &code)], 10) {
        assert!(answer.header("location").unwrap().contains("/password"), "{answer:?}");
    }
}

#[test]
fn wrong_codes_at_once_are_judged_five_times_and_the_right_one_after_them_is_refused() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, ANN);
    let code = deployment.mailed_code(ANN);
    let wrong = if code == "00000000" { "11111111" } else { "00000000" };
    for answer in at_once(&browser, &page, &[("code", wrong)], 30) {
        assert_eq!(answer.status, 422);
    }
    assert_eq!(deployment.sql("SELECT tries FROM mailed_codes")[0]["tries"], 5);
    let spent = browser.submit(&page, &[("code", &code)]).page("code");
    assert!(!spent.html.contains("id=\"code\""), "only a new code helps");
    deployment.platform.clock.advance(15 * 60);
    browser.submit(&spent, &[("action", "resend")]).page("code");
    let code = deployment.mailed_code(ANN);
    browser.submit(&page, &[("code", &code)]).page("password");
}

#[test]
fn thirty_sign_outs_at_once_and_as_many_cron_triggers_tell_an_application_once_each() {
    let deployment = Deployment::new();
    let asks = r#""backchannelLogoutUri": "http://localhost:3000/out", "type": "web""#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, asks);
    let failing = |_: &OutboundRequest| Ok(OutboundResponse::new(503, ""));
    deployment.platform.outbound.answer_with(failing);
    let (browser, tokens) = tokens(&deployment, SUPPLIERS, ANN);
    let path = format!("/logout?id_token_hint={}", token(&tokens, "id_token"));
    let request = browser.with_cookies(get(&path));
    let answers = block_on(together((0..30).map(|_| deployment.answer(request.clone()))));
    assert!(answers.iter().all(|answer| answer.body.contains("signed out")));
    block_on(deployment.platform.run_background());
    assert_eq!(deployment.platform.outbound.requests().len(), 1);
    deployment.platform.clock.advance(600);
    block_on(together((0..30).map(|_| deployment.trigger())));
    block_on(deployment.platform.run_background());
    assert_eq!(deployment.platform.outbound.requests().len(), 2);
}
