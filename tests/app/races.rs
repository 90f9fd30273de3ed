//! Steps sent twice, at once, or after the end: joined or refused, one account, one session, and everyone has a way on.

use crate::browser::*;
use crate::people::*;
use crate::steps::{self, EMAIL, Open, Step};
use crate::support::block_on;
use std::collections::BTreeSet;
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

/// A step whose form is the last one; how many sessions there are once it is sent, how many of them it brings, and how often
/// that somebody signed in is told.
type LastStep = (&'static str, Open, [usize; 3]);

/// Every way to the end. Who is signed in already goes on with that session.
const LAST_STEPS: [LastStep; 10] = [
    ("a mailed code", last_code, [2, 1, 1]),
    ("a mailed code, signed in already", last_code_again, [1, 1, 1]),
    ("a password", last_password, [2, 1, 1]),
    ("a password, signed in already", last_password_again, [1, 1, 1]),
    ("a new password", steps::new_password, [1, 1, 1]),
    ("the last answers of a sign-up", steps::attributes, [1, 1, 1]),
    ("the last answers of who is signed in", steps::attributes_of_account, [1, 0, 1]),
    ("consent of a new person", steps::consent_of_new, [1, 1, 1]),
    ("consent of who is signed in", steps::consent, [1, 0, 0]),
    ("finish", steps::finish, [1, 1, 1]),
];

fn last_code(browser: Browser) -> Step {
    join(&mut Browser::new(&browser.deployment), SUPPLIERS, EMAIL).code();
    steps::code_to_sign_in(browser)
}

fn last_code_again(mut browser: Browser) -> Step {
    join(&mut browser, SUPPLIERS, EMAIL).code();
    let login = SUPPLIERS.authorize(&[("prompt", "login")]);
    let fields = [("email", EMAIL), ("action", "email_code")];
    Step::at(browser, login, "sign-in", &fields).then_code()
}

fn last_password(browser: Browser) -> Step {
    sign_up_supplier(&mut Browser::new(&browser.deployment), SUPPLIERS, EMAIL).code();
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    Step::at(browser, SUPPLIERS.authorize(&[]), "sign-in", &fields)
}

fn last_password_again(mut browser: Browser) -> Step {
    sign_up_supplier(&mut browser, SUPPLIERS, EMAIL).code();
    let login = SUPPLIERS.authorize(&[("prompt", "login")]);
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    Step::at(browser, login, "sign-in", &fields)
}

/// The session cookies that answers bring, each once.
fn session_cookies(answers: &[Response]) -> BTreeSet<String> {
    let headers = answers.iter().flat_map(|answer| &answer.headers);
    let cookies =
        headers.filter(|(name, value)| name == "set-cookie" && value.starts_with("__Host-sid="));
    cookies.map(|(_, value)| value.split(';').next().unwrap().to_owned()).collect()
}

fn lasting_sessions(deployment: &Deployment) -> usize {
    deployment.sql("SELECT secret FROM sessions WHERE ended_at IS NULL").len()
}

fn told_of_signing_in(deployment: &Deployment) -> usize {
    deployment.sql("SELECT id FROM audit WHERE event IN ('signed-in', 'signed-up')").len()
}

#[test]
fn one_proof_sent_twenty_times_at_once_opens_one_session_and_each_answer_brings_it() {
    for (what, open, [sessions, brings, told]) in LAST_STEPS {
        let step = open(steps::fresh());
        let before = told_of_signing_in(&step.deployment);
        let fields: Vec<_> =
            step.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut answers = at_once(&step.browser, &step.page, &fields, 20);
        step.deployment.platform.clock.advance(60);
        answers.extend(at_once(&step.browser, &step.page, &fields, 2));
        assert_eq!(lasting_sessions(&step.deployment), sessions, "{what}: sessions");
        assert_eq!(session_cookies(&answers).len(), brings, "{what}");
        assert_eq!(told_of_signing_in(&step.deployment) - before, told, "{what}: told once");
        // Of passwords not all are judged at once.
        for answer in answers.iter().filter(|answer| answer.status != 429) {
            let cookies = step.browser.cookies.clone();
            let mut each = Browser { deployment: step.deployment.clone(), cookies };
            each.keep_cookies(answer);
            let silent = each.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
            assert_eq!(silent.first("error"), "", "{what}");
        }
    }
}

#[test]
fn an_answer_that_was_lost_comes_again_and_the_session_with_it() {
    for (what, open, [sessions, ..]) in LAST_STEPS {
        let mut step = open(steps::fresh());
        let sent = (step.page.clone(), step.fields.clone());
        let kept = step.browser.cookies.clone();
        step.send(&sent).code();
        // The answer, with its cookies, did not arrive.
        step.browser.cookies = kept;
        step.deployment.platform.clock.advance(9 * 60);
        step.send(&sent).code();
        step.browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
        assert_eq!(lasting_sessions(&step.deployment), sessions, "{what}");
    }
}

#[test]
fn two_requests_of_one_browser_that_end_at_once_leave_it_signed_in() {
    let deployment = Deployment::new();
    join(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    let mut browser = Browser::new(&deployment);
    let mut forms = Vec::new();
    for app in [SUPPLIERS, PROCUREMENT] {
        let page = ask_for_code_to_sign_in(&mut browser, app, ANN);
        let code = deployment.mailed_code(ANN);
        forms.push(post(&page.action, &[("token", &page.token), ("code", &code)]));
    }
    let forms = forms.into_iter().map(|form| browser.with_cookies(form)).collect::<Vec<_>>();
    let answers = block_on(together(forms.into_iter().map(|form| deployment.answer(form))));
    for answer in &answers {
        code_of(answer);
        browser.keep_cookies(answer);
    }
    assert_eq!(session_cookies(&answers).len(), 2, "two requests, each with a proof");
    browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
}

#[test]
fn a_form_of_before_does_not_bring_an_older_session_back() {
    let mut step = last_password(steps::fresh());
    let sent = (step.page.clone(), step.fields.clone());
    step.send(&sent).code();
    let first = step.browser.cookies["__Host-sid"].clone();
    step.deployment.platform.clock.advance(60);
    let page = step.browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    step.browser.submit(&page, &[("email", EMAIL), ("password", PASSWORD)]).code();
    let second = step.browser.cookies["__Host-sid"].clone();
    assert_ne!(first, second);
    // The first form once more, from the browser's history: the newer session stays as it is.
    step.send(&sent).page("error");
    assert_eq!(step.browser.cookies["__Host-sid"], second);
    step.browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
    step.browser.cookies.insert("__Host-sid".to_owned(), first);
    let silent = step.browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
    assert_eq!(silent.first("error"), "login_required", "the older secret opens nothing");
}
