//! A forgotten password (security.md R35; ASVS 5.0 §6.4.3, §7.4.3): the mailed code proves the address, the new
//! password is written once, and what rested on the old one is over.

use crate::browser::*;
use crate::people::*;
use crate::support::block_on;
use vestibule::ports::Mailer;

const ANN: &str = "ann@partner.example";
const NEW_PASSWORD: &str = "another good password";

fn deployment() -> Deployment {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    deployment
}

/// A step of the page's transaction.
fn open(browser: &mut Browser, page: &Page, name: &str) -> Page {
    let (path, query) = page.action.split_once('?').unwrap();
    let client = query.split('&').next().unwrap();
    let path = format!("{}/{name}?{client}", path.rsplit_once('/').unwrap().0);
    browser.open(&path).page(name)
}

/// Proves `email` for a new password; where that leads.
fn prove(browser: &mut Browser, email: &str) -> Landed {
    prove_at(browser, SUPPLIERS, email)
}

fn prove_at(browser: &mut Browser, app: App, email: &str) -> Landed {
    let page = forget_password(browser, app);
    let page = browser.submit(&page, &[("email", email)]).page("code");
    let code = browser.deployment.mailed_code(email);
    browser.submit(&page, &[("code", &code)])
}

/// Resets Ann's password; the page that it was typed on, and the code for the application.
fn reset(browser: &mut Browser) -> (Page, String) {
    let page = prove(browser, ANN).page("new-password");
    let code = browser.submit(&page, &[("password", NEW_PASSWORD)]).code();
    (page, code)
}

fn sign_in(deployment: &Deployment, password: &str) -> Landed {
    let mut browser = Browser::new(deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    browser.submit(&page, &[("email", ANN), ("password", password)])
}

fn notices(deployment: &Deployment) -> Vec<vestibule::ports::SentMail> {
    let mails = block_on(deployment.platform.outbox(None)).unwrap();
    mails.into_iter().filter(|mail| mail.subject.contains("password was changed")).collect()
}

#[test]
fn the_new_password_leads_to_the_application_and_is_the_only_one_from_then_on() {
    let deployment = deployment();
    let (_, code) = reset(&mut Browser::new(&deployment));
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    assert_eq!(claims(token(&tokens, "id_token"))["email"], ANN);
    assert_eq!(sign_in(&deployment, PASSWORD).page("sign-in").status, 422);
    sign_in(&deployment, NEW_PASSWORD).code();
}

#[test]
fn sessions_refresh_tokens_access_tokens_and_codes_of_before_are_dead_in_every_browser() {
    let deployment = deployment();
    let mut old = Browser::new(&deployment);
    let page = old.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let code = old.submit(&page, &[("email", ANN), ("password", PASSWORD)]).code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    let unredeemed = old.open(&PROCUREMENT.authorize(&[])).code();
    let mut browser = Browser::new(&deployment);
    let (_, code) = reset(&mut browser);
    let silent = old.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
    assert_eq!(silent.first("error"), "login_required");
    let refused = deployment.send(SUPPLIERS.refresh(token(&tokens, "refresh_token")));
    assert_eq!(json(&refused)["error"], "invalid_grant");
    assert_eq!(deployment.send(userinfo(token(&tokens, "access_token"))).status, 401);
    assert_eq!(json(&deployment.send(PROCUREMENT.redeem(&unredeemed)))["error"], "invalid_grant");
    assert_eq!(deployment.send(SUPPLIERS.redeem(&code)).status, 200, "the new code is good");
    browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).code();
}

#[test]
fn what_another_browser_had_proven_or_finished_before_leads_nowhere_any_more() {
    let deployment = deployment();
    deployment.sql("DELETE FROM attributes WHERE name = 'businessName'");
    // By password half-way; by code half-way; a code that was mailed; an address that is proven in a sign-up; a done
    // run whose last page could be sent again.
    let password = [("email", ANN), ("password", PASSWORD)];
    let mut by_password = Browser::new(&deployment);
    let page = by_password.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let half_by_password = by_password.submit(&page, &password).page("attributes");
    let mut by_code = Browser::new(&deployment);
    let page = ask_for_code_to_sign_in(&mut by_code, SUPPLIERS, ANN);
    let fields = [("code", deployment.mailed_code(ANN))];
    let half_by_code = by_code.submit(&page, &[("code", &fields[0].1)]).page("attributes");
    let mut owner = Browser::new(&deployment);
    let page = ask_for_code(&mut owner, SUPPLIERS, ANN);
    let code = deployment.mailed_code(ANN);
    let exists = owner.submit(&page, &[("code", &code)]).page("exists");
    let mut done = Browser::new(&deployment);
    let page = done.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let last = done.submit(&page, &password).page("attributes");
    let answer = [("businessName", "Lee & Co")];
    done.submit(&last, &answer).code();
    done.cookies.remove("__Host-sid");
    deployment.platform.clock.advance(15 * 60);
    let mut mailed = Browser::new(&deployment);
    let waiting = ask_for_code_to_sign_in(&mut mailed, SUPPLIERS, ANN);
    let unused = deployment.mailed_code(ANN);
    reset(&mut Browser::new(&deployment));
    by_password.submit(&half_by_password, &answer).page("sign-in");
    by_code.submit(&half_by_code, &answer).page("sign-in");
    owner.submit(&exists, &[]).page("sign-up");
    let page = mailed.submit(&waiting, &[("code", &unused)]).page("code");
    assert_eq!(page.status, 422);
    done.submit(&last, &answer).page("sign-in");
}

#[test]
fn a_second_password_for_one_proof_is_joined_to_the_first_and_changes_nothing() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let (page, _) = reset(&mut browser);
    browser.submit(&page, &[("password", "a third good password")]).code();
    sign_in(&deployment, NEW_PASSWORD).code();
    deployment.platform.clock.advance(10 * 60);
    let late = browser.submit(&page, &[("password", "a third good password")]).page("error");
    assert!(late.html.contains("Back to Woodgrove"));
    assert_eq!(sign_in(&deployment, "a third good password").page("sign-in").status, 422);
    assert_eq!(notices(&deployment).len(), 1);
}

#[test]
fn thirty_at_once_make_one_change_and_one_notice_and_each_gets_to_the_application() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let page = prove(&mut browser, ANN).page("new-password");
    let racing = (0..30).map(|number| {
        let password = format!("good password number {number}");
        let form = [("token", page.token.as_str()), ("password", &password)];
        deployment.answer(browser.with_cookies(post(&page.action, &form)))
    });
    let answers = block_on(vestibule::native::together(racing));
    block_on(deployment.platform.run_background());
    for answer in answers {
        let location = answer.header("location").unwrap().to_owned();
        assert!(location.contains("code="), "{location}");
    }
    assert_eq!(notices(&deployment).len(), 1);
    assert_eq!(deployment.sql("SELECT * FROM audit WHERE event = 'password-reset'").len(), 1);
    let right = (0..30)
        .filter(|number| {
            deployment.sql("DELETE FROM counters");
            let password = format!("good password number {number}");
            matches!(sign_in(&deployment, &password), Landed::Callback(_))
        })
        .count();
    assert_eq!(right, 1);
}

#[test]
fn a_code_for_signing_in_resets_nothing_and_one_for_a_new_password_signs_nobody_in() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let enter = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, ANN);
    let to_enter = deployment.mailed_code(ANN);
    let page = open(&mut browser, &enter, "reset");
    let reset = browser.submit(&page, &[("email", ANN)]).page("code");
    let to_reset = deployment.mailed_code(ANN);
    assert_eq!(browser.submit(&reset, &[("code", &to_enter)]).page("code").status, 422);
    assert_eq!(browser.submit(&enter, &[("code", &to_reset)]).page("code").status, 422);
    // Each on its own page: the run is a reset now, and a code for signing in does not end it.
    browser.submit(&enter, &[("code", &to_enter)]).page("code");
    assert!(
        deployment
            .sql("SELECT * FROM runs WHERE done_at IS NULL AND account IS NOT NULL")
            .is_empty()
    );
    browser.submit(&reset, &[("code", &to_reset)]).page("new-password");
}

#[test]
fn an_unknown_address_sees_the_same_until_it_is_proven_and_making_an_account_needs_another_code() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let page = prove(&mut browser, "new@partner.example").page("no-account");
    let page = browser.submit(&page, &[]).page("sign-up");
    assert!(page.html.contains("value=\"new@partner.example\""), "filled in");
    let page = browser.submit(&page, &[("email", "new@partner.example")]).page("code");
    let code = deployment.mailed_code("new@partner.example");
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("password", NEW_PASSWORD)]).page("attributes");
    browser.submit(&page, &SUPPLIER_ANSWERS).code();
    assert!(notices(&deployment).is_empty(), "nobody's password was changed");
}

#[test]
fn who_may_not_come_in_is_told_so_once_proven_and_keeps_password_and_sessions() {
    let closed = r#""signUp": "closed""#;
    for (email, document, sql, told) in [
        (ANN, None, "UPDATE accounts SET enabled = 0", "account_disabled"),
        ("kim@home.example", Some(closed), "SELECT 1", "sign_up_closed"),
        ("new@partner.example", Some(closed), "SELECT 1", "sign_up_closed"),
    ] {
        let deployment = deployment();
        sign_up_customer(&mut Browser::new(&deployment), SHOP, "kim@home.example").code();
        if let Some(document) = document {
            deployment.edit("flow/supplier", r#""signUp": "open""#, document);
        }
        let deployment = deployment.new_isolate();
        let before = deployment.sql("SELECT phc FROM credentials");
        let sessions = deployment.sql("SELECT * FROM sessions WHERE ended_at IS NULL").len();
        deployment.sql(sql);
        let mut browser = Browser::new(&deployment);
        let page = prove(&mut browser, email).page("error");
        let link = regex_lite::Regex::new(r#"href="([^"]*/deny[^"]*)""#).unwrap();
        let way = link.captures(&page.html).unwrap()[1].replace("&amp;", "&");
        assert!(way.ends_with(told), "{email}: {way}");
        assert_eq!(browser.open(&way).callback().first("error"), "access_denied", "{email}");
        assert_eq!(deployment.sql("SELECT phc FROM credentials"), before, "{email}");
        let left = deployment.sql("SELECT * FROM sessions WHERE ended_at IS NULL").len();
        assert_eq!(left, sessions, "{email}");
    }
}

#[test]
fn what_was_withdrawn_while_the_person_typed_changes_no_password() {
    let closed = deployment();
    closed.sql("DELETE FROM enrolments");
    let mut browser = Browser::new(&closed);
    let page = prove(&mut browser, ANN).page("new-password");
    let before = closed.sql("SELECT phc FROM credentials");
    closed.edit("flow/supplier", r#""signUp": "open""#, r#""signUp": "closed""#);
    browser.deployment = closed.new_isolate();
    browser.submit(&page, &[("password", NEW_PASSWORD)]).page("error");
    assert_eq!(closed.sql("SELECT phc FROM credentials"), before);
    browser.open(&page.action).page("error");
    for what in [("app", SUPPLIERS.client_id), ("flow", "supplier"), ("idp", "emailPassword")] {
        let deployment = deployment();
        let mut browser = Browser::new(&deployment);
        let page = prove(&mut browser, ANN).page("new-password");
        let before = deployment.sql("SELECT phc FROM credentials");
        deployment.sql(&disable(what.0, what.1));
        let page = browser.submit(&page, &[("password", NEW_PASSWORD)]).page("error");
        assert!(page.html.contains("Back to Woodgrove"), "{what:?}");
        assert_eq!(deployment.sql("SELECT phc FROM credentials"), before, "{what:?}");
    }
}

#[test]
fn an_account_without_a_password_gets_its_first_one() {
    let deployment = Deployment::new();
    join(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    reset(&mut Browser::new(&deployment));
    sign_in(&deployment, NEW_PASSWORD).code();
}

#[test]
fn a_flow_without_passwords_has_no_page_for_a_forgotten_one() {
    let deployment = Deployment::new();
    deployment.edit("flow/supplier", r#""emailPassword", "#, "");
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    assert!(!page.html.contains("/reset"));
    let path = page.action.replace("/sign-in", "/reset");
    browser.open(&path).page("sign-in");
    let mut form = page.clone();
    form.action = path;
    for fields in [[("email", ANN), ("action", "")], [("email", ANN), ("action", "more-time")]] {
        assert!(
            matches!(browser.submit(&form, &fields), Landed::Page(page) if page.step != "code")
        );
    }
    assert_eq!(deployment.platform.counts().mails, 0);
}

#[test]
fn the_notice_goes_to_the_stored_address_once_the_password_is_changed_and_holds_nothing_typed() {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, "Ann@Partner.Example").code();
    let mut browser = Browser::new(&deployment);
    let page = forget_password(&mut browser, SUPPLIERS);
    let fields = [("email", " ANN@partner.EXAMPLE "), ("name", "BUY NOW")];
    let page = browser.submit(&page, &fields).page("code");
    let stored =
        deployment.sql("SELECT email FROM accounts")[0]["email"].as_str().unwrap().to_owned();
    let code = deployment.mailed_code(&stored);
    let page = browser.submit(&page, &[("code", &code)]).page("new-password");
    let short = browser.submit(&page, &[("password", "short")]).page("new-password");
    assert!(notices(&deployment).is_empty(), "nothing was changed yet");
    browser.submit(&short, &[("password", "BUY NOW, BUY NOW")]).code();
    let notices = notices(&deployment);
    assert_eq!((notices.len(), notices[0].to.as_str()), (1, stored.as_str()));
    let all = format!("{} {} {}", notices[0].subject, notices[0].text, notices[0].html);
    assert!(!all.contains("BUY") && !all.contains("ANN@"), "{all}");
}

const KIM: &str = "kim@home.example";

/// In production, where mail can fail, with a customer who has a password.
fn production() -> Deployment {
    let deployment = Deployment::new().in_production();
    sign_up_customer(&mut Browser::new(&deployment), SHOP, KIM).code();
    deployment
}

#[test]
fn a_notice_that_can_not_be_sent_keeps_nobody_from_the_application() {
    let deployment = production();
    let mut browser = Browser::new(&deployment);
    let page = prove_at(&mut browser, SHOP, KIM).page("new-password");
    deployment.platform.mail.set_failing(true);
    browser.submit(&page, &[("password", NEW_PASSWORD)]).code();
}

#[test]
fn mail_that_can_not_be_handed_over_is_told_at_once_and_not_counted() {
    let deployment = production();
    deployment.platform.clock.advance(15 * 60);
    deployment.platform.mail.set_failing(true);
    let mut browser = Browser::new(&deployment);
    let form = forget_password(&mut browser, SHOP);
    for _ in 0..5 {
        let page = browser.submit(&form, &[("email", KIM)]).page("reset");
        assert_eq!(page.status, 503);
        assert!(page.html.contains(KIM), "what was typed stays");
    }
    deployment.platform.mail.set_failing(false);
    browser.submit(&form, &[("email", KIM)]).page("code");
}

#[test]
fn a_new_password_is_judged_like_a_first_one_and_a_refused_one_changes_nothing() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let page = prove(&mut browser, ANN).page("new-password");
    for refused in ["", "1234567", "password1", &"x".repeat(257)] {
        let page = browser.submit(&page, &[("password", refused)]).page("new-password");
        assert_eq!(page.status, 422, "{refused}");
        assert!(page.html.contains("id=\"password-error\"") && !page.html.contains("xxxxxxxx"));
    }
    sign_in(&deployment, PASSWORD).code();
}

#[test]
fn the_form_is_good_with_its_own_token_alone() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let page = prove(&mut browser, ANN).page("new-password");
    let mut other = Browser::new(&deployment);
    let others = forget_password(&mut other, SUPPLIERS);
    let same_transaction = open(&mut browser, &page, "sign-in");
    for token in ["", "x", others.token.as_str(), same_transaction.token.as_str()] {
        let form = Page { token: token.to_owned(), ..page.clone() };
        let refused = browser.submit(&form, &[("password", NEW_PASSWORD)]).page("error");
        assert_eq!(refused.status, 403, "{token}");
    }
    assert_eq!(other.submit(&page, &[("password", NEW_PASSWORD)]).page("error").status, 400);
    sign_in(&deployment, PASSWORD).code();
}

#[test]
fn guesses_at_the_old_password_are_forgotten_with_it() {
    let deployment = deployment();
    for _ in 0..5 {
        sign_in(&deployment, "wrong password");
    }
    assert_eq!(sign_in(&deployment, PASSWORD).page("sign-in").status, 429);
    reset(&mut Browser::new(&deployment));
    sign_in(&deployment, NEW_PASSWORD).code();
}

/// Minutes pass, and the page is looked at in each, so that nothing else is over.
fn wait(browser: &mut Browser, page: &Page, minutes: i64) {
    for _ in 0..minutes {
        browser.deployment.platform.clock.advance(60);
        browser.open(&page.action);
    }
}

#[test]
fn a_proof_is_good_for_a_new_password_for_fifteen_minutes() {
    for (minutes, good) in [(14, true), (16, false), (7 * 60, false)] {
        let deployment = deployment();
        let mut browser = Browser::new(&deployment);
        let page = prove(&mut browser, ANN).page("new-password");
        wait(&mut browser, &page, minutes);
        let landed = browser.submit(&page, &[("password", NEW_PASSWORD)]);
        if good {
            landed.code();
            sign_in(&deployment, NEW_PASSWORD).code();
            continue;
        }
        let over = landed.page("code");
        assert!(over.html.contains("used any more"), "{}", over.html);
        assert!(!over.html.contains("id=\"code\""), "only a new code helps");
        assert!(notices(&deployment).is_empty());
        sign_in(&deployment, PASSWORD).code();
        assert_eq!(sign_in(&deployment, NEW_PASSWORD).page("sign-in").status, 422);
        // With a new one the person gets through.
        let page = browser.submit(&over, &[("action", "resend")]).page("code");
        let code = deployment.mailed_code(ANN);
        let page = browser.submit(&page, &[("code", &code)]).page("new-password");
        browser.submit(&page, &[("password", NEW_PASSWORD)]).code();
        deployment.platform.clock.advance(3600);
        sign_in(&deployment, NEW_PASSWORD).code();
    }
}

#[test]
fn a_right_code_sent_again_makes_its_proof_no_younger() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let page = forget_password(&mut browser, SUPPLIERS);
    let code_page = browser.submit(&page, &[("email", ANN)]).page("code");
    let code = deployment.mailed_code(ANN);
    let page = browser.submit(&code_page, &[("code", &code)]).page("new-password");
    wait(&mut browser, &page, 9);
    browser.submit(&code_page, &[("code", &code)]).page("new-password");
    wait(&mut browser, &page, 7);
    browser.submit(&page, &[("password", NEW_PASSWORD)]).page("code");
    let late = browser.submit(&code_page, &[("code", &code)]).page("code");
    assert_eq!(late.status, 422, "and the code is over by then");
}

#[test]
fn a_page_that_waited_too_long_leads_to_a_new_code_before_anything_is_typed() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let page = prove(&mut browser, ANN).page("new-password");
    wait(&mut browser, &page, 15);
    browser.open(&page.action).page("code");
}

#[test]
fn the_answer_to_a_reset_comes_again_when_its_proof_is_over() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let page = prove(&mut browser, ANN).page("new-password");
    wait(&mut browser, &page, 14);
    browser.submit(&page, &[("password", NEW_PASSWORD)]).code();
    deployment.platform.clock.advance(5 * 60);
    browser.submit(&page, &[("password", NEW_PASSWORD)]).code();
    assert_eq!(notices(&deployment).len(), 1);
}
