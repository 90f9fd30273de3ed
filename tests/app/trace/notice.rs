//! A person hears by mail that somebody guesses at their password: once a day at most, after the answer, in words that
//! nobody else chose.

use super::*;
use crate::people::*;
use crate::support::block_on;
use serde_json::json;
use vestibule::native::{Counts, together};
use vestibule::ports::{Mail, Mailer, SentMail};

fn with_password(deployment: &Deployment, email: &str) {
    sign_up_supplier(&mut Browser::new(deployment), SUPPLIERS, email).code();
}

/// The mails about wrong passwords, the newest first.
fn notices(deployment: &Deployment) -> Vec<SentMail> {
    let mails = block_on(Mailer::outbox(&deployment.platform, None)).unwrap();
    mails.into_iter().filter(|mail| mail.subject.starts_with("Wrong passwords")).collect()
}

/// Guesses until one has to wait; how many were judged.
fn guess_until_refused(deployment: &Deployment, email: &str) -> usize {
    (0..200).take_while(|_| guess(deployment, email) == 422).count()
}

#[test]
fn the_person_is_told_when_guesses_have_to_wait_and_once_in_24_hours() {
    let deployment = Deployment::new();
    with_password(&deployment, ANN);
    for _ in 0..4 {
        guess(&deployment, ANN);
    }
    assert!(notices(&deployment).is_empty(), "who mistypes four times is left in peace");
    assert_eq!(guess_until_refused(&deployment, ANN), 1);
    let mail = notices(&deployment).remove(0);
    assert_eq!(mail.to, ANN);
    assert!(mail.text.contains("5 times") && mail.html.contains("5 times"), "{}", mail.text);
    assert!(mail.text.contains("Forgot your password?"), "{}", mail.text);
    let row = one(&deployment, "guesses-mailed");
    assert_eq!(row["account"], account_of(&deployment, ANN));
    let began = 24;
    for hour in 1..began {
        deployment.platform.clock.advance(HOUR);
        guess(&deployment, ANN);
        assert_eq!(notices(&deployment).len(), 1, "{hour} hours later");
    }
    deployment.platform.clock.advance(HOUR);
    guess(&deployment, ANN);
    let mails = notices(&deployment);
    assert_eq!(mails.len(), 2);
    assert!(mails[0].text.contains("29 times"), "{}", mails[0].text);
    assert_eq!(rows(&deployment, "guesses-mailed").len(), 2);
}

#[test]
fn neither_midnight_nor_a_right_password_nor_a_burst_makes_it_two() {
    let deployment = Deployment::new();
    with_password(&deployment, ANN);
    deployment.platform.clock.advance(DAY - 120);
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let fields = [("token", page.token.as_str()), ("email", ANN), ("password", "wrong")];
    let request = browser.with_cookies(post(&page.action, &fields));
    block_on(together((0..30).map(|_| deployment.answer(request.clone()))));
    block_on(deployment.platform.run_background());
    assert_eq!(notices(&deployment).len(), 1);
    deployment.platform.clock.advance(240);
    sign_in(&deployment, SUPPLIERS, ANN, PASSWORD, None).code();
    assert_eq!(guess_until_refused(&deployment, ANN), 5);
    assert_eq!(notices(&deployment).len(), 1);
}

#[test]
fn who_has_no_account_no_password_or_a_disabled_account_gets_no_mail_and_the_answer_is_the_same() {
    let deployment = Deployment::new();
    for email in [ANN, "off@partner.example"] {
        with_password(&deployment, email);
    }
    join(&mut Browser::new(&deployment), SUPPLIERS, "bob@partner.example").code();
    deployment.sql("UPDATE accounts SET enabled = 0 WHERE email LIKE 'off@%'");
    let fifth = |email: &str| {
        for _ in 0..4 {
            guess(&deployment, email);
        }
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
        let fields = [("token", page.token.as_str()), ("email", email), ("password", "wrong")];
        let request = browser.with_cookies(post(&page.action, &fields));
        deployment.platform.reset_counts();
        let response = block_on(deployment.answer(request));
        let answered = deployment.platform.counts();
        block_on(deployment.platform.run_background());
        let Counts { batches, statements, mails, .. } = deployment.platform.counts();
        (response.status, answered, (batches, statements), mails)
    };
    let told = fifth(ANN);
    assert_eq!((told.0, told.1.batches, told.1.mails, told.3), (422, 1, 0, 1));
    for email in ["nobody@partner.example", "bob@partner.example", "off@partner.example"] {
        let (status, answered, after, mails) = fifth(email);
        assert_eq!((status, answered, after, mails), (told.0, told.1, told.2, 0), "{email}");
    }
    assert_eq!(notices(&deployment).len(), 1);
}

#[test]
fn it_speaks_the_persons_language_and_who_guesses_puts_nothing_into_it() {
    let deployment = Deployment::new();
    with_password(&deployment, ANN);
    let account = account_of(&deployment, ANN);
    let account = account.as_str().unwrap();
    deployment.sql(&format!(
        "INSERT INTO attributes (account, name, value, updated_at) VALUES ('{account}', 'locale', '\"de-AT\"', 0)"
    ));
    for _ in 0..5 {
        let mut browser = Browser::new(&deployment);
        let asks = [("ui_locales", "ja"), ("state", "BUY NOW"), ("nonce", "BUY NOW")];
        let page = browser.open(&SHOP.authorize(&asks)).page("sign-in");
        let fields = [("token", page.token.as_str()), ("email", ANN), ("password", "BUY NOW")];
        let request = with_header(post(&page.action, &fields), "accept-language", "ja");
        browser.send(with_header(request, "user-agent", "BUY NOW"));
    }
    let mails = block_on(Mailer::outbox(&deployment.platform, Some(ANN))).unwrap();
    let mail = &mails[0];
    assert!(mail.text.contains("5 Mal") && mail.html.contains("lang=\"de\""), "{}", mail.text);
    let dump = format!("{mail:?}");
    assert!(!dump.contains("BUY") && !dump.contains("Woodgrove shop"), "{dump}");
    // Ann is no customer of the shop, so its address is not hers to go to.
    assert!(!mail.text.contains("http") && !mail.html.contains("href"), "{dump}");
}

#[test]
fn it_leads_to_an_application_of_the_companys_whose_flow_the_person_completed_and_to_no_other() {
    let deployment = Deployment::new();
    with_password(&deployment, ANN);
    guess_until_refused(&deployment, ANN);
    let mail = notices(&deployment).remove(0);
    let document: Value = serde_json::from_str(&samples()["app/woodgrove-suppliers"]).unwrap();
    let home = document["homeUri"].as_str().unwrap();
    assert!(
        mail.text.contains(home) && mail.html.contains(&format!("href=\"{home}\"")),
        "{mail:?}"
    );

    let deployment = crate::registration::guarded();
    with_password(&deployment, ANN);
    let metadata = json!({"redirect_uris": ["https://third.example/cb"], "client_name": "Evil", "client_uri": "https://third.example/"});
    let evil = crate::registration::app(&crate::registration::registered(&deployment, &metadata));
    for _ in 0..5 {
        sign_in(&deployment, evil, ANN, "wrong", None).page("sign-in");
    }
    let mail = notices(&deployment).remove(0);
    let dump = format!("{mail:?}");
    assert!(!dump.contains("third.example") && !dump.contains("Evil"), "{dump}");
}

#[test]
fn a_notice_that_is_not_taken_is_in_the_log_without_the_address() {
    let deployment = Deployment::new();
    with_password(&deployment, ANN);
    let deployment = in_production(&deployment);
    deployment.platform.mail.set_failing(true);
    assert_eq!(guess_until_refused(&deployment, ANN), 5);
    let lines = deployment.platform.log.lines();
    let failures: Vec<_> = lines.iter().filter(|line| line.contains("mail:")).collect();
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert!(lines.iter().all(|line| !line.contains(ANN)));
    deployment.platform.mail.set_failing(false);
    deployment.platform.clock.advance(DAY);
    guess(&deployment, ANN);
    let sent: Vec<Mail> = deployment.platform.mail.sent();
    assert_eq!(sent.iter().filter(|mail| mail.subject.starts_with("Wrong passwords")).count(), 1);
}
