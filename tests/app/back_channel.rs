//! OpenID Connect Back-Channel Logout 1.0: whatever ends a session, the applications that took part in it and asked to be
//! told are told, by a token that is good for nothing else (security.md R55).

use crate::browser::*;
use crate::people::*;
use crate::registration;
use crate::support::block_on;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use vestibule::encode::base64url;
use vestibule::http::Form;
use vestibule::ports::{FetchError, OutboundRequest, OutboundResponse, Signing};
use vestibule::protocol::{PublicJwk, SigningAlgorithm};

const SUPPLIERS_URI: &str = "http://localhost:3000/backchannel?from=vestibule";
const PROCUREMENT_URI: &str = "http://localhost:3001/backchannel";
const MINUTE: i64 = 60;
const ANN: &str = "ann@partner.example";
const BOB: &str = "bob@partner.example";

/// Two applications that asked to be told: the second knows people by pairwise subjects and wants ES256.
fn deployment() -> Deployment {
    let deployment = Deployment::new();
    let asks = |uri: &str| format!(r#""backchannelLogoutUri": "{uri}", "type": "web""#);
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, &asks(SUPPLIERS_URI));
    let second = "app/woodgrove-procurement";
    let pairwise = format!(
        r#""subjectType": "pairwise", "signingAlgorithm": "ES256", {}"#,
        asks(PROCUREMENT_URI)
    );
    deployment.edit(second, r#""type": "web""#, &pairwise);
    deployment.edit(second, r#"{ "source": "oid", "name": "oid" },"#, "");
    answer(&deployment, &[]);
    deployment
}

/// Has receivers answer with `statuses` in turn, 0 for not at all; then with 200.
fn answer(deployment: &Deployment, statuses: &[u16]) {
    let statuses = Rc::new(RefCell::new(VecDeque::from(statuses.to_vec())));
    deployment.platform.outbound.answer_with(move |_| {
        match statuses.borrow_mut().pop_front().unwrap_or(200) {
            0 => Err(FetchError("no answer".to_owned())),
            status => Ok(OutboundResponse::new(status, "")),
        }
    });
}

fn requests(deployment: &Deployment) -> Vec<OutboundRequest> {
    deployment.platform.outbound.requests()
}

/// The logout token of a request, which holds nothing else.
fn logout_token(request: &OutboundRequest) -> String {
    let form = Form::parse(request.body.as_bytes()).0;
    let [(name, token)] = form.as_slice() else { panic!("{form:?}") };
    assert_eq!((request.method(), name.as_str()), ("POST", "logout_token"));
    let content = ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned());
    assert_eq!(request.headers, [content]);
    token.clone()
}

fn header(token: &str) -> Value {
    let part = token.split('.').next().unwrap();
    serde_json::from_slice(&base64url::decode(part).unwrap()).unwrap()
}

/// Whether the token is signed by the published key that it names.
fn is_signed(deployment: &Deployment, token: &str, algorithm: SigningAlgorithm) -> bool {
    let keys = json(&deployment.send(get("/jwks")));
    let named = |key: &&Value| key["kid"] == header(token)["kid"];
    let key = keys["keys"].as_array().unwrap().iter().find(named).unwrap().clone();
    let public: PublicJwk = serde_json::from_value(key).unwrap();
    let (message, signature) = token.rsplit_once('.').unwrap();
    let signature = base64url::decode(signature).unwrap();
    let good = deployment.platform.verify(algorithm, &public, message.as_bytes(), &signature);
    block_on(good).unwrap()
}

/// Signs in to `app` without a page and gives its ID token's claims.
fn go_to(browser: &mut Browser, app: App) -> Value {
    let code = browser.open(&app.authorize(&[])).code();
    claims(token(&json(&browser.deployment.send(app.redeem(&code))), "id_token"))
}

fn sign_out(browser: &mut Browser) {
    let page = browser.open("/logout").page("sign-out");
    browser.submit(&page, &[("logout-confirm", "true")]).page("signed-out");
}

fn told(deployment: &Deployment) -> Vec<String> {
    requests(deployment).iter().map(|request| request.url().to_owned()).collect()
}

fn waiting(deployment: &Deployment) -> usize {
    deployment.sql("SELECT 1 FROM logouts").len()
}

#[test]
fn each_application_of_the_session_is_told_by_a_token_of_its_own() {
    let deployment = deployment();
    let (mut browser, first) = tokens(&deployment, SUPPLIERS, ANN);
    let second = go_to(&mut browser, PROCUREMENT);
    let first = claims(token(&first, "id_token"));
    assert_ne!(first["sub"], second["sub"]);
    sign_out(&mut browser);
    let mut sent = requests(&deployment);
    sent.sort_by(|one, other| one.url().cmp(other.url()));
    assert_eq!(told(&deployment).len(), 2);
    let mut seen = Vec::new();
    for (request, (uri, id_token, algorithm)) in sent.iter().zip([
        (SUPPLIERS_URI, first, SigningAlgorithm::RS256),
        (PROCUREMENT_URI, second, SigningAlgorithm::ES256),
    ]) {
        assert_eq!(request.url(), uri);
        let token = logout_token(request);
        assert_eq!(header(&token)["typ"], "logout+jwt");
        assert_eq!(header(&token)["alg"], algorithm.name());
        assert!(is_signed(&deployment, &token, algorithm));
        let mut claims = claims(&token);
        let jti = claims.as_object_mut().unwrap().remove("jti").unwrap();
        assert!(jti.as_str().unwrap().len() >= 22 && !seen.contains(&jti));
        seen.push(jti);
        let now = crate::support::NOW;
        let expected = json!({
            "iss": ISSUER, "aud": id_token["aud"], "sub": id_token["sub"], "sid": id_token["sid"],
            "iat": now, "exp": now + 2 * MINUTE,
            "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
        });
        assert_eq!(claims, expected);
    }
    assert_eq!(waiting(&deployment), 0);
}

#[test]
fn who_took_no_part_or_did_not_ask_is_not_told() {
    let deployment = deployment();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, ANN);
    // A code that is not redeemed gives the application nothing to end.
    browser.open(&PROCUREMENT.authorize(&[])).code();
    tokens(&deployment, SUPPLIERS, BOB);
    sign_out(&mut browser);
    assert_eq!(told(&deployment), [SUPPLIERS_URI]);

    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, ANN);
    sign_out(&mut browser);
    assert!(requests(&deployment).is_empty());
    assert!(deployment.sql("SELECT 1 FROM participants").is_empty());
}

#[test]
fn signing_out_by_a_hint_does_not_wait_for_who_is_told() {
    let deployment = deployment();
    let (browser, tokens) = tokens(&deployment, SUPPLIERS, ANN);
    let hint = token(&tokens, "id_token");
    let request = browser.with_cookies(get(&format!("/logout?id_token_hint={hint}")));
    let response = block_on(deployment.answer(request));
    assert!(response.body.contains("signed out"));
    assert!(requests(&deployment).is_empty());
    assert_eq!(waiting(&deployment), 1, "noted with the end of the session");
    block_on(deployment.platform.run_background());
    assert_eq!((told(&deployment).len(), waiting(&deployment)), (1, 0));
}

#[test]
fn another_person_who_signs_in_and_a_new_password_tell_it_too() {
    let deployment = deployment();
    let (mut browser, anns) = tokens(&deployment, SUPPLIERS, ANN);
    join(&mut Browser::new(&deployment), SUPPLIERS, BOB).code();
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    let page = browser.submit(&page, &[("email", BOB), ("action", "email_code")]).page("code");
    let code = deployment.mailed_code(BOB);
    let code = browser.submit(&page, &[("code", &code)]).code();
    let [ended] = requests(&deployment).try_into().unwrap();
    let sid = &claims(token(&anns, "id_token"))["sid"];
    assert_eq!(claims(&logout_token(&ended))["sid"], *sid);

    let bobs = json(&deployment.send(SUPPLIERS.redeem(&code)));
    let mut elsewhere = Browser::new(&deployment);
    let page = forget_password(&mut elsewhere, SUPPLIERS);
    let page = elsewhere.submit(&page, &[("email", BOB)]).page("code");
    let code = deployment.mailed_code(BOB);
    let page = elsewhere.submit(&page, &[("code", &code)]).page("new-password");
    elsewhere.submit(&page, &[("password", "another good password")]).code();
    let sent = requests(&deployment);
    assert_eq!(sent.len(), 2);
    let sid = &claims(token(&bobs, "id_token"))["sid"];
    assert_eq!(claims(&logout_token(&sent[1]))["sid"], *sid);
}

#[test]
fn the_same_person_who_signs_in_again_ends_nothing() {
    let deployment = deployment();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, ANN);
    let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "login")])).page("sign-in");
    let page = browser.submit(&page, &[("email", ANN), ("action", "email_code")]).page("code");
    let code = deployment.mailed_code(ANN);
    browser.submit(&page, &[("code", &code)]).code();
    assert!(requests(&deployment).is_empty());
}

#[test]
fn who_fails_or_does_not_answer_is_told_again_and_less_and_less_often() {
    let deployment = deployment();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, ANN);
    answer(&deployment, &[0, 503, 500, 0, 0, 0, 0, 0, 0, 0]);
    sign_out(&mut browser);
    let mut at = Vec::new();
    for minute in (10..3 * 24 * 60).step_by(10) {
        deployment.platform.clock.set(crate::support::NOW + minute * MINUTE);
        let before = requests(&deployment).len();
        deployment.schedule();
        if requests(&deployment).len() > before {
            at.push(minute);
        }
    }
    assert_eq!(at, [10, 40, 220, 1300], "minutes after the end");
    assert_eq!(waiting(&deployment), 0, "given up after a day");
    let failed = |line: &&String| line.contains(r#""outcome":"failed""#);
    assert_eq!(deployment.platform.log.lines().iter().filter(failed).count(), 5);
}

#[test]
fn who_answers_is_told_no_more() {
    for (statuses, times) in
        [(vec![503, 200], 2), (vec![503, 204], 2), (vec![400], 1), (vec![404], 1), (vec![302], 1)]
    {
        let deployment = deployment();
        let (mut browser, _) = tokens(&deployment, SUPPLIERS, ANN);
        answer(&deployment, &statuses);
        sign_out(&mut browser);
        for hour in 1..24 {
            deployment.platform.clock.set(crate::support::NOW + hour * 60 * MINUTE);
            deployment.schedule();
        }
        assert_eq!(requests(&deployment).len(), times, "{statuses:?}");
        assert_eq!(waiting(&deployment), 0);
    }
}

#[test]
fn an_application_that_is_gone_or_asks_no_more_is_not_told_again() {
    for gone in [true, false] {
        let deployment = deployment();
        let (mut browser, _) = tokens(&deployment, SUPPLIERS, ANN);
        answer(&deployment, &[503]);
        sign_out(&mut browser);
        let asks = format!(r#""backchannelLogoutUri": "{SUPPLIERS_URI}","#);
        if gone {
            deployment.platform.kv.delete("app/woodgrove-suppliers");
        } else {
            deployment.edit("app/woodgrove-suppliers", &asks, "");
        }
        deployment.platform.clock.advance(10 * MINUTE);
        deployment.schedule();
        assert_eq!((requests(&deployment).len(), waiting(&deployment)), (1, 0));
    }
}

#[test]
fn an_application_that_registered_itself_is_told_by_an_isolate_that_never_saw_it() {
    let deployment = registration::guarded();
    answer(&deployment, &[]);
    let uri = "https://third.example/out";
    let metadata = json!({
        "redirect_uris": ["https://third.example/callback"], "backchannel_logout_uri": uri,
        "token_endpoint_auth_method": "client_secret_post",
    });
    let app = registration::app(&registration::registered(&deployment, &metadata));
    let mut browser = Browser::new(&deployment);
    let code = registration::sign_up(&mut browser, app, ANN);
    assert_eq!(deployment.send(app.redeem(&code)).status, 200);
    browser.deployment = deployment.new_isolate();
    sign_out(&mut browser);
    assert_eq!(told(&deployment), [uri]);
}

#[test]
fn a_logout_token_is_no_hint_and_opens_nothing() {
    let deployment = deployment();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, ANN);
    sign_out(&mut browser);
    let token = logout_token(&requests(&deployment)[0]);
    let home = "post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2F";
    let path = format!("/logout?id_token_hint={token}&client_id=woodgrove-suppliers&{home}");
    assert_eq!(deployment.send(get(&path)).header("location"), None);
    assert_eq!(deployment.send(userinfo(&token)).status, 401);
}

#[test]
fn signing_out_costs_one_trip_however_many_are_told() {
    let deployment = deployment();
    let (mut browser, tokens) = tokens(&deployment, SUPPLIERS, ANN);
    go_to(&mut browser, PROCUREMENT);
    let hint = token(&tokens, "id_token");
    let request = browser.with_cookies(get(&format!("/logout?id_token_hint={hint}")));
    deployment.platform.reset_counts();
    block_on(deployment.answer(request));
    assert_eq!(deployment.platform.counts().batches, 1);
    assert_eq!(waiting(&deployment), 2);
}
