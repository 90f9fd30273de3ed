//! Passwords: what may be one, what a wrong one tells, and how often one may be guessed at
//! (ASVS 5.0 §6.2, §6.3).

use crate::browser::*;
use crate::markup::lasting;
use crate::people::*;
use crate::support::block_on;
use vestibule::native::Counts;

fn sign_in(deployment: &Deployment, email: &str, password: &str) -> Landed {
    let mut browser = Browser::new(deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    browser.submit(&page, &[("email", email), ("password", password)])
}

fn with_password(deployment: &Deployment, email: &str) {
    sign_up_supplier(&mut Browser::new(deployment), SUPPLIERS, email).code();
}

/// What somebody without an account could compare: all that differs by chance is left out. What the answer costs, and with
/// what is done after it.
fn seen(
    deployment: &Deployment,
    email: &str,
    password: &str,
) -> (u16, String, Vec<String>, [Counts; 2]) {
    let mut browser = Browser::new(deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    deployment.platform.reset_counts();
    let fields = [("token", page.token.as_str()), ("email", email), ("password", password)];
    let request = browser.with_cookies(post(&page.action, &fields));
    let response = block_on(deployment.answer(request));
    let answered = deployment.platform.counts();
    block_on(deployment.platform.run_background());
    let counts = [answered, deployment.platform.counts()];
    let Landed::Page(answer) = browser.follow(response) else { panic!("{email} is signed in") };
    let plain = |text: &str| {
        let own = [(&answer.token, "TOKEN"), (&answer.action, "ACTION")];
        let text = text.replace("&amp;", "&").replace(email, "EMAIL");
        own.iter().fold(text, |text, (from, to)| text.replace(*from, to))
    };
    let transaction = answer.action.split('/').nth(2).unwrap().to_owned();
    let html = plain(&answer.html).replace(&transaction, "TRANSACTION");
    let headers = lasting(&answer.headers);
    let headers = headers.map(|(name, value)| format!("{name}: {}", without_seals(&plain(value))));
    (answer.status, html, headers.collect(), counts)
}

#[test]
fn a_refused_sign_in_is_the_same_whoever_has_an_account_and_whatever_is_wrong() {
    let deployment = Deployment::new();
    for email in ["ann@partner.example", "off@partner.example"] {
        with_password(&deployment, email);
    }
    join(&mut Browser::new(&deployment), SUPPLIERS, "bob@partner.example").code();
    sign_up_customer(&mut Browser::new(&deployment), SHOP, "kim@home.example").code();
    deployment.sql("UPDATE accounts SET enabled = 0 WHERE email LIKE 'off@%'");
    let nobody = seen(&deployment, "nobody@partner.example", PASSWORD);
    assert_eq!((nobody.0, nobody.3.map(|counts| counts.batches)), (422, [1, 2]));
    assert!(nobody.1.contains("The email or password is not right."));
    for (what, email, password) in [
        ("wrong password", "ann@partner.example", "wrong password"),
        ("no password", "bob@partner.example", PASSWORD),
        ("disabled, right password", "off@partner.example", PASSWORD),
        ("disabled, wrong password", "off@partner.example", "wrong password"),
        ("of another flow", "kim@home.example", "wrong password"),
        ("too long", "ann@partner.example", &"x".repeat(5000)),
    ] {
        assert_eq!(seen(&deployment, email, password), nobody, "{what}");
    }
}

#[test]
fn from_the_fifth_guess_on_each_waits_longer_and_none_is_hashed_before_it_is_paid_for() {
    for (what, email) in [("an account", "ann@partner.example"), ("nobody", "x@partner.example")] {
        let deployment = Deployment::new();
        with_password(&deployment, "ann@partner.example");
        for _ in 0..5 {
            assert_eq!(sign_in(&deployment, email, "wrong").page("sign-in").status, 422);
        }
        for wait in [60, 120, 240, 480, 960, 1920, 3600, 3600] {
            // The right password, too, has to wait, and so it is not judged.
            let page = sign_in(&deployment, email, PASSWORD).page("sign-in");
            let after = page.headers.iter().find(|(name, _)| name == "retry-after").unwrap();
            assert_eq!((page.status, after.1.as_str()), (429, wait.to_string().as_str()), "{what}");
            assert!(page.html.contains("too many tries"));
            deployment.platform.clock.advance(wait - 1);
            assert_eq!(sign_in(&deployment, email, PASSWORD).page("sign-in").status, 429);
            deployment.platform.clock.advance(1);
            assert_eq!(sign_in(&deployment, email, "wrong").page("sign-in").status, 422);
        }
    }
}

#[test]
fn guesses_are_counted_over_all_browsers_flows_spellings_and_networks() {
    let deployment = Deployment::new();
    with_password(&deployment, "ann@partner.example");
    for (number, email) in
        ["ann@partner.example", "ANN@partner.example", " Ann@Partner.Example "].iter().enumerate()
    {
        let app = if number == 1 { SHOP } else { PROCUREMENT };
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&app.authorize(&[])).page("sign-in");
        let fields = [("token", page.token.as_str()), ("email", email), ("password", "wrong")];
        let mut request = post(&page.action, &fields);
        request.ip = Some(format!("198.51.100.{number}"));
        assert_eq!(browser.send(request).status, 422);
    }
    for _ in 0..2 {
        assert_eq!(
            sign_in(&deployment, "ann@partner.example", "wrong").page("sign-in").status,
            422
        );
    }
    assert_eq!(sign_in(&deployment, "ann@partner.example", PASSWORD).page("sign-in").status, 429);
    sign_in(&deployment, "bob@partner.example", PASSWORD).page("sign-in");
}

/// Signs in from a network of this address.
fn sign_in_from(deployment: &Deployment, ip: &str, email: &str, password: &str) -> Landed {
    let mut browser = Browser::new(deployment);
    let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
    let fields = [("token", page.token.as_str()), ("email", email), ("password", password)];
    let mut request = post(&page.action, &fields);
    request.ip = Some(ip.to_owned());
    let response = browser.send(request);
    browser.follow(response)
}

#[test]
fn one_password_tried_at_many_addresses_is_counted_by_network_and_right_ones_are_not() {
    let deployment = Deployment::new();
    for email in ["ann@home.example", "bob@home.example"] {
        sign_up_customer(&mut Browser::new(&deployment), SHOP, email).code();
    }
    let deployment = deployment.in_production();
    let here = "2001:db8:1:2::7";
    let guess = |email: &str, password: &str| sign_in_from(&deployment, here, email, password);
    assert_eq!(guess("eve@home.example", "wrong").page("sign-in").status, 422);
    let counted = || deployment.sql("SELECT n FROM counters WHERE kind = 'guess-ip'");
    assert_eq!(counted()[0]["n"], 1.0);
    guess("ann@home.example", PASSWORD).code();
    assert_eq!(counted()[0]["n"], 1.0, "a right one is given back");
    deployment.sql("UPDATE counters SET n = 99 WHERE kind = 'guess-ip'");
    assert_eq!(guess("kim@home.example", "wrong").page("sign-in").status, 422);
    for (email, password) in [("lee@home.example", "wrong"), ("ann@home.example", PASSWORD)] {
        let page = guess(email, password).page("sign-in");
        let after = page.headers.iter().find(|(name, _)| name == "retry-after").unwrap();
        assert_eq!((page.status, after.1.as_str()), (429, "3600"), "{email}");
    }
    let spared = "SELECT n FROM counters WHERE kind = 'guess'";
    assert_eq!(deployment.sql(spared).len(), 2, "what is not judged does not count at its address");
    let neighbour = |ip: &str| sign_in_from(&deployment, ip, "bob@home.example", PASSWORD);
    assert_eq!(neighbour("2001:db8:1:2::8").page("sign-in").status, 429, "of the same /64");
    neighbour("2001:db8:1:3::7").code();
    deployment.platform.clock.advance(3600);
    guess("ann@home.example", PASSWORD).code();
}

#[test]
fn a_right_password_is_given_back_where_the_flow_still_asks_for_something() {
    let deployment = Deployment::new();
    sign_up_customer(&mut Browser::new(&deployment), SHOP, "ann@home.example").code();
    let nickname = r#"{ "attribute": "nickname", "inputType": "text", "required": true }, { "attribute": "postalCode""#;
    deployment.edit("flow/customer", r#"{ "attribute": "postalCode""#, nickname);
    let deployment = deployment.new_isolate().in_production();
    let guess = |password| sign_in_from(&deployment, "192.0.2.7", "ann@home.example", password);
    guess("wrong").page("sign-in");
    guess(PASSWORD).page("attributes");
    let counted = deployment.sql("SELECT kind, n FROM counters WHERE kind LIKE 'guess%'");
    assert_eq!(counted.len(), 1, "{counted:?}");
    assert_eq!(counted[0]["kind"], "guess-ip");
    assert_eq!(counted[0]["n"], 1.0);
}

#[test]
fn a_burst_of_guesses_is_judged_no_more_often_than_the_limit_allows() {
    let deployment = Deployment::new();
    with_password(&deployment, "ann@partner.example");
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let fields =
        [("token", page.token.as_str()), ("email", "ann@partner.example"), ("password", "no")];
    let request = browser.with_cookies(post(&page.action, &fields));
    let racing = (0..30).map(|_| deployment.answer(request.clone()));
    let answers = crate::support::block_on(vestibule::native::together(racing));
    let judged = answers.iter().filter(|answer| answer.status == 422).count();
    let refused = answers.iter().filter(|answer| answer.status == 429).count();
    assert_eq!((judged, refused), (5, 25));
}

#[test]
fn the_owner_comes_in_by_mailed_code_and_guesses_are_forgotten() {
    let deployment = Deployment::new();
    with_password(&deployment, "ann@partner.example");
    for _ in 0..6 {
        sign_in(&deployment, "ann@partner.example", "wrong").page("sign-in");
    }
    deployment.sql("UPDATE counters SET n = 100 WHERE kind = 'guess'");
    deployment.platform.clock.advance(24 * 3600);
    let page = sign_in(&deployment, "ann@partner.example", PASSWORD).page("sign-in");
    assert_eq!(page.status, 429, "a hundred: no guess is judged any more");
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, "ann@partner.example");
    assert_eq!(sign_in(&deployment, "ann@partner.example", PASSWORD).page("sign-in").status, 429);
    let code = deployment.mailed_code("ann@partner.example");
    browser.submit(&page, &[("code", &code)]).code();
    sign_in(&deployment, "ann@partner.example", PASSWORD).code();
}

#[test]
fn another_persons_proof_forgives_no_guess_at_this_address() {
    let deployment = Deployment::new();
    with_password(&deployment, "ann@partner.example");
    let mut eve = Browser::new(&deployment);
    join(&mut eve, SHOP, "eve@evil.example").code();
    for _ in 0..5 {
        sign_in(&deployment, "ann@partner.example", "wrong").page("sign-in");
    }
    // Eve has a code mailed to Ann, then finishes that very run with her own session, and with a code of hers.
    let continued = eve.open(&SUPPLIERS.authorize(&[])).page("continue");
    let sign_in_page =
        eve.open(&continued.action.replace("/continue?", "/sign-in?")).page("sign-in");
    let to_ann = [("email", "ann@partner.example"), ("action", "email_code")];
    eve.submit(&sign_in_page, &to_ann).page("code");
    let page = eve.submit(&continued, &[]).page("attributes");
    eve.submit(&page, &SUPPLIER_ANSWERS).code();
    assert_eq!(sign_in(&deployment, "ann@partner.example", PASSWORD).page("sign-in").status, 429);
    let page =
        ask_for_code_to_sign_in(&mut Browser::new(&deployment), SUPPLIERS, "eve@evil.example");
    assert_eq!(page.step, "code");
    assert_eq!(sign_in(&deployment, "ann@partner.example", PASSWORD).page("sign-in").status, 429);
}

#[test]
fn a_right_password_forgets_the_wrong_ones_before_it() {
    let deployment = Deployment::new();
    with_password(&deployment, "ann@partner.example");
    for _ in 0..3 {
        for _ in 0..4 {
            sign_in(&deployment, "ann@partner.example", "wrong").page("sign-in");
        }
        sign_in(&deployment, "ann@partner.example", PASSWORD).code();
    }
}

#[test]
fn a_new_password_is_judged_by_length_and_commonness_and_nothing_is_kept_of_a_refused_one() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
    let long = "x".repeat(257);
    let umlauts = "ü".repeat(129);
    for refused in
        ["", "1234567", "password1", "PASSWORD1", "１２３４５６７８", "üüü", &long, &umlauts]
    {
        let page = browser.submit(&page, &[("password", refused)]).page("password");
        assert_eq!(page.status, 422, "{refused}");
        assert!(page.html.contains("id=\"password-error\""), "{refused}");
        let said = refused.len() < 7 || !page.html.contains(refused);
        assert!(said, "a password is never shown again: {refused}");
    }
    assert!(deployment.sql("SELECT * FROM runs WHERE password IS NOT NULL").is_empty());
    let (most, odd) = ("x".repeat(256), " \u{1F980}é\"'<> ".to_owned());
    for accepted in [most.as_str(), odd.as_str(), "12345678é", "Straße, 7 Äpfel"] {
        browser.submit(&page, &[("password", accepted)]).page("attributes");
    }
}

#[test]
fn the_whole_password_counts_and_nothing_of_it_is_trimmed() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SUPPLIERS, "ann@partner.example");
    let password = format!(" {}é ", "x".repeat(100));
    let page = browser.submit(&page, &[("password", &password)]).page("attributes");
    browser.submit(&page, &SUPPLIER_ANSWERS).code();
    let decomposed = password.replace('é', "e\u{301}");
    for (typed, right) in [
        (password.trim_ascii().to_owned(), false),
        (password.to_ascii_uppercase(), false),
        (format!("{password}x"), false),
        (password.replacen('x', "y", 1), false),
        (password.clone(), true),
        (decomposed, true),
    ] {
        let landed = sign_in(&deployment, "ann@partner.example", &typed);
        assert_eq!(matches!(landed, Landed::Callback(_)), right, "{typed:?}");
    }
    let dump = format!(
        "{:?}{:?}",
        deployment.sql("SELECT * FROM credentials"),
        deployment.sql("SELECT * FROM runs")
    );
    assert!(!dump.contains(&"x".repeat(100)) && dump.contains("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert!(deployment.platform.log.lines().iter().all(|line| !line.contains("xxxxxxxx")));
}

#[test]
fn no_new_password_is_what_anybody_knows_of_the_account_or_nothing_that_is_seen() {
    let deployment = Deployment::new();
    let known = |email: &str| {
        let local = email.split('@').next().unwrap();
        [
            email.to_owned(),
            email.to_ascii_uppercase(),
            local.to_owned(),
            format!(" {local} "),
            "Woodgrove".to_owned() + " groceries",
            "WOODGROVE SUPPLIERS".to_owned(),
            "موردو وودغروف".to_owned(),
            " ".repeat(8),
            "\u{200b}".repeat(8),
            "\u{3164}\u{2800}".repeat(4),
        ]
    };
    deployment.edit("tenant", r#""Woodgrove""#, r#""Woodgrove Groceries""#);
    let refuses = |browser: &mut Browser, page: &Page, step: &str, email: &str| {
        for password in known(email) {
            let page = browser.submit(page, &[("email", email), ("password", &password)]);
            let page = page.page(step);
            assert_eq!(page.status, 422, "{password:?}");
            assert!(page.html.contains("This password is easy to guess."), "{password:?}");
        }
    };
    // The page shows the domain in its own letters, and the account has it as A-labels.
    for (address, shown) in [
        ("annabel.lee@partner.example", "annabel.lee@partner.example"),
        ("maximilian@xn--mller-kva.example", "maximilian@müller.example"),
    ] {
        let mut browser = Browser::new(&deployment);
        let page = prove_new_address(&mut browser, SUPPLIERS, address);
        for email in [address, shown] {
            refuses(&mut browser, &page, "password", email);
        }
        let page = browser.submit(&page, &[("password", PASSWORD)]).page("attributes");
        browser.submit(&page, &SUPPLIER_ANSWERS).code();
        let mut browser = Browser::new(&deployment);
        let page = forget_password(&mut browser, SUPPLIERS);
        let page = browser.submit(&page, &[("email", address)]).page("code");
        let code = deployment.mailed_code(address);
        let page = browser.submit(&page, &[("code", &code)]).page("new-password");
        refuses(&mut browser, &page, "new-password", address);
        browser.submit(&page, &[("email", address), ("password", "another good one")]).code();
    }
}

#[test]
fn a_refused_guess_says_when_the_next_one_counts_and_what_helps_once_none_does() {
    let deployment = Deployment::new();
    with_password(&deployment, "ann@partner.example");
    for email in ["ann@partner.example", "nobody@partner.example"] {
        for (guess, said) in [
            (1, "Check both and try again.</h2>"),
            (4, "Check both and try again.</h2>"),
            (5, "Please try again in 1 minute."),
            (6, "Please try again in 2 minutes."),
            (11, "Please try again in 60 minutes."),
            (99, "Please try again in 60 minutes."),
            (100, "Choose “Forgot your password?” to go on."),
        ] {
            let before = guess - 1;
            deployment
                .sql(&format!("UPDATE counters SET n = {before}, last = 0 WHERE kind = 'guess'"));
            let page = sign_in(&deployment, email, "wrong").page("sign-in");
            assert_eq!(page.status, 422, "{guess}");
            let refused = page.html.contains("The email or password is not right.");
            assert_eq!(refused, guess < 100, "{guess}");
            assert!(page.html.contains(said), "{guess}: {said}: {}", page.html);
        }
        deployment.platform.clock.advance(25 * 3600);
        let page = sign_in(&deployment, email, "wrong").page("sign-in");
        assert_eq!(page.status, 429);
        assert!(page.html.contains("Choose “Forgot your password?” to go on."), "{}", page.html);
        assert!(!page.html.contains("try again later"), "it would not help");
    }
}
