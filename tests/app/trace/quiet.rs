//! The trace names accounts and applications by their ids, and nobody's address or network; where nothing is wrong it
//! costs next to nothing.

use super::*;
use crate::people::*;
use vestibule::encode::base64url;
use vestibule::http::Request;
use vestibule::native::Counts;

const IPS: [&str; 2] = ["203.0.113.77", "2001:db8:aaaa:bbbb::77"];

/// Somebody at `ip` guesses until every limit is reached.
fn guess(deployment: &Deployment, ip: &str) {
    for email in [ANN, "nobody@stranger.example"] {
        for _ in 0..7 {
            sign_in(deployment, SUPPLIERS, email, "wrong", Some(ip)).page("sign-in");
        }
        for _ in 0..5 {
            let mut browser = Browser::new(deployment);
            let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
            let fields =
                [("token", page.token.as_str()), ("email", email), ("action", "email_code")];
            let request = Request { ip: Some(ip.to_owned()), ..post(&page.action, &fields) };
            let response = browser.send(request);
            if let Landed::Page(page) = browser.follow(response) {
                browser.submit(&page, &[("code", "00000000")]);
            }
        }
    }
    let wrong = App { secret: Some("wrong"), ..OWN };
    for _ in 0..25 {
        deployment.send(Request { ip: Some(ip.to_owned()), ..wrong.redeem("x") });
    }
}

/// A code and refresh tokens come again.
fn repeat(deployment: &Deployment) {
    let (mut browser, told) = tokens(deployment, OWN, "bob@partner.example");
    let code = browser.open(&SUPPLIERS.authorize(&[])).code();
    for _ in 0..2 {
        deployment.send(OWN.redeem(&code));
    }
    let refresh = |told: &Value| deployment.send(OWN.refresh(token(told, "refresh_token")));
    let second = json(&refresh(&told));
    deployment.platform.clock.advance(60);
    for of in [&told, &second, &told] {
        refresh(of);
    }
}

/// Addresses and networks, in part, and what is made of them.
fn traces(deployment: &Deployment) -> Vec<String> {
    let mut traces: Vec<String> =
        ["@", "partner.example", "stranger.example", "nobody", "203.0.113", "2001:db8", "bbbb"]
            .map(str::to_owned)
            .to_vec();
    let subjects = deployment.sql("SELECT subject FROM counters");
    assert!(subjects.len() > 3);
    traces.extend(subjects.iter().map(|row| row["subject"].as_str().unwrap().to_ascii_lowercase()));
    for text in [ANN, "nobody@stranger.example", IPS[0], IPS[1], "20010db8aaaabbbb"] {
        traces.push(vestibule::encode::hash::sha256(text).to_ascii_lowercase());
        traces.push(base64url::encode(text.as_bytes()).to_ascii_lowercase());
    }
    traces
}

#[test]
fn no_column_holds_an_address_or_a_network_or_what_is_made_of_them() {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    let deployment = in_production(&deployment);
    for ip in IPS {
        guess(&deployment, ip);
    }
    repeat(&deployment);
    let all = deployment.sql("SELECT * FROM audit");
    let events: std::collections::BTreeSet<_> =
        all.iter().map(|row| row["event"].as_str().unwrap()).collect();
    for event in [
        "guess-failed",
        "limit-reached",
        "guesses-mailed",
        "code-replayed",
        "refresh-token-repeated",
        "refresh-token-reused",
    ] {
        assert!(events.contains(event), "{event} in {events:?}");
    }
    let dump = format!("{all:?}").to_ascii_lowercase();
    for trace in traces(&deployment) {
        assert!(!dump.contains(&trace), "{trace} in {dump}");
    }
}

#[test]
fn where_nothing_is_wrong_nothing_is_written_and_a_batch_has_one_statement_more_at_most() {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, ANN).code();
    tokens(&deployment, SUPPLIERS, "bob@partner.example");
    let mut browser = Browser::new(&deployment);
    let mut code = String::new();
    let cost = |work: &mut dyn FnMut()| {
        let before = deployment.sql("SELECT 1 FROM audit").len();
        deployment.platform.reset_counts();
        work();
        let Counts { batches, statements, .. } = deployment.platform.counts();
        let written = deployment.sql("SELECT 1 FROM audit").len() - before;
        (batches, statements, written)
    };
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let fields = [("email", ANN), ("password", PASSWORD)];
    // Signing in writes its own row. Before the trace there were 24 statements.
    let sign_in = cost(&mut || code = browser.submit(&page, &fields).code());
    assert_eq!(sign_in, (2, 25, 1));
    let mut told = Value::Null;
    // 7 or, where the application is told of sign-outs, 8.
    assert_eq!(cost(&mut || told = json(&deployment.send(SUPPLIERS.redeem(&code)))), (1, 8, 0));
    let refresh = SUPPLIERS.refresh(token(&told, "refresh_token"));
    assert_eq!(cost(&mut || drop(deployment.send(refresh.clone()))), (1, 7, 0));
    assert_eq!(cost(&mut || drop(browser.open(&SUPPLIERS.authorize(&[])).code())), (1, 6, 0));
    assert_eq!(
        cost(&mut || drop(deployment.send(userinfo(token(&told, "access_token"))))),
        (1, 2, 0)
    );
}
