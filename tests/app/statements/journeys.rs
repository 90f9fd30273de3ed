//! Everything that the Worker can be asked, so that it sends each of its statements.

use crate::browser::*;
use crate::looks;
use crate::mutated::requests::{self, at, push_object};
use crate::mutated::world::World;
use crate::people::*;
use crate::registered_pages::{logo_on, png, serves, sign_in_page, third};
use crate::registration::{self, INITIAL, call};
use serde_json::json;
use vestibule::http::{Method, Request};
use vestibule::native::Fault;
use vestibule::ports::OutboundResponse;

const ANN: &str = "ann@partner.example";
const MINUTE: i64 = 60;
const DAY: i64 = 24 * 3600;

/// Goes through everything, where it can be in production: networks are counted there.
pub fn take_all(world: &mut World) {
    programs(world);
    devices(world);
    let open = json!({"flows": ["customer"], "open": true}).to_string();
    let guarded = json!({"flows": ["supplier"], "initialAccessTokens": [{"plain": INITIAL}]});
    world.deployment.edit("tenant", &guarded.to_string(), &open);
    let production = world.deployment.in_production();
    mail_fails(&production);
    passwords(&production);
    mailed_codes(&production);
    ways_between(&world.deployment.new_isolate());
    late_and_large(&production);
    made_room(&production);
    registrations(&production);
    described(&production);
    logouts(&production);
    documents(&production);
    operation(&production);
    keys_at_an_address(&production);
    assert_eq!(world.deployment.send(get("/health")).status, 200);
}

/// The valid requests of the tests that change them.
fn programs(world: &mut World) {
    let ask: [fn(&mut World) -> Request; 22] = [
        requests::redeem,
        requests::redeem_with_proof,
        requests::refresh,
        requests::poll,
        requests::push_with_assertion,
        requests::push_object,
        requests::device_authorization,
        requests::introspect,
        requests::revoke,
        requests::userinfo_bearer,
        requests::userinfo_bound,
        requests::register,
        requests::read_registration,
        requests::replace_registration,
        requests::authorize,
        requests::authorize_object,
        requests::logout,
        requests::account,
        requests::withdraw,
        requests::device,
        requests::jwks,
        requests::sign_out,
    ];
    for make in ask {
        world.renew();
        let request = make(world);
        let response = world.deployment.send(request);
        assert!(response.status < 400 || response.body.contains("pending"), "{}", response.body);
    }
    world.renew();
    let refresh = requests::refresh(world).body_form();
    let about_refresh = SUPPLIERS.token(&[("token", refresh.first("refresh_token"))]);
    for path in ["/introspect", "/revoke"] {
        assert_eq!(world.deployment.send(at(about_refresh.clone(), path)).status, 200);
    }
    let own = requests::client_credentials(world);
    let daemon: Vec<(String, String)> = own.body_form().0;
    let own = json(&world.deployment.send(own));
    for path in ["/introspect", "/revoke"] {
        let mut form = daemon.clone();
        form.push(("token".to_owned(), token(&own, "access_token").to_owned()));
        let form: Vec<_> = form.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(world.deployment.send(post(path, &form)).status, 200, "{path}");
    }
    let pushed = push_object(world);
    let pushed = json(&world.deployment.send(pushed));
    let uri = pushed["request_uri"].as_str().unwrap().replace(':', "%3A");
    let path = format!("/authorize?client_id={}&request_uri={uri}", SUPPLIERS.client_id);
    world.sign_in();
    world.browser.open(&path).code();
}

/// A mail that can't be handed over.
fn mail_fails(deployment: &Deployment) {
    deployment.platform.mail.set_failing(true);
    let mut browser = Browser::new(deployment);
    let page = browser.open(&SHOP.authorize(&[])).page("sign-in");
    let fields = [("email", "nobody@partner.example"), ("action", "email_code")];
    assert_eq!(browser.submit(&page, &fields).page("sign-in").status, 503);
    deployment.platform.mail.set_failing(false);
}

/// Wrong guesses, right ones, one after which something is asked, and a forgotten password.
fn passwords(deployment: &Deployment) {
    let mut browser = Browser::new(deployment);
    sign_up_customer(&mut browser, SHOP, ANN).code();
    let sign_in = |browser: &mut Browser, password: &str| {
        let page = browser.open(&SHOP.authorize(&[("prompt", "login")])).page("sign-in");
        browser.submit(&page, &[("email", ANN), ("password", password)])
    };
    sign_in(&mut browser, "wrong password").page("sign-in");
    sign_in(&mut browser, PASSWORD).code();
    deployment.sql("DELETE FROM attributes WHERE name = 'country'");
    let page = sign_in(&mut browser, PASSWORD).page("attributes");
    browser.submit(&page, &[("country", "NO")]).code();
    let mut browser = Browser::new(deployment);
    let page = forget_password(&mut browser, SHOP);
    let page = browser.submit(&page, &[("email", ANN)]).page("code");
    let code = deployment.mailed_code(ANN);
    let page = browser.submit(&page, &[("code", &code)]).page("new-password");
    browser.submit(&page, &[("password", "another good password")]).code();
    let newer = "k2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA";
    browser.deployment = deployment.with_master_keys(&format!("{newer} {MASTER_KEY}"));
    sign_in(&mut browser, "another good password").code();
}

/// Signing in with a code, with a wrong one before; addresses with an account and without.
fn mailed_codes(deployment: &Deployment) {
    deployment.platform.clock.advance(20 * MINUTE);
    let mut browser = Browser::new(deployment);
    let page = ask_for_code_to_sign_in(&mut browser, SHOP, ANN);
    browser.submit(&page, &[("code", "00000000")]).page("code");
    let code = deployment.mailed_code(ANN);
    browser.submit(&page, &[("code", &code)]).code();

    let mut browser = Browser::new(deployment);
    let page = ask_for_code(&mut browser, SHOP, ANN);
    let code = deployment.mailed_code(ANN);
    let page = browser.submit(&page, &[("code", &code)]).page("exists");
    browser.submit(&page, &[]).code();

    let mut browser = Browser::new(deployment);
    let page = ask_for_code_to_sign_in(&mut browser, SHOP, "new@partner.example");
    let code = deployment.mailed_code("new@partner.example");
    let page = browser.submit(&page, &[("code", &code)]).page("no-account");
    let page = browser.submit(&page, &[]).page("password");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    browser.submit(&page, &CUSTOMER_ANSWERS).code();
}

/// Going on with a session in another flow, putting something off, agreeing, and withdrawing that.
fn ways_between(deployment: &Deployment) {
    deployment.platform.clock.advance(20 * MINUTE);
    let mut browser = Browser::new(deployment);
    let page = ask_for_code_to_sign_in(&mut browser, SHOP, ANN);
    let code = deployment.mailed_code(ANN);
    browser.submit(&page, &[("code", &code)]).code();
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("continue");
    let page = browser.submit(&page, &[]).page("attributes");
    let page = browser.submit(&page, &SUPPLIER_ANSWERS).page("consent");
    browser.submit(&page, &[("action", "approve")]).code();
    let page = browser.open("/account").page("account");
    let withdraw = [("token", page.token.as_str()), ("withdraw", SUPPLIERS.client_id)];
    assert_eq!(browser.send(post("/account", &withdraw)).status, 303);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("consent");
    browser.submit(&page, &[("action", "approve")]).code();

    deployment.edit("flow/supplier", r#""version": "1""#, r#""version": "2""#);
    let open = r#""signUp": "open""#;
    let later = format!(r#"{open}, "existingAccounts": {{ "skippableUntil": "2027-01-31" }}"#);
    deployment.edit("flow/supplier", open, &later);
    deployment.platform.clock.advance(20 * MINUTE);
    let mut browser = Browser::new(&deployment.new_isolate());
    let page = ask_for_code_to_sign_in(&mut browser, SUPPLIERS, ANN);
    let code = deployment.mailed_code(ANN);
    let page = browser.submit(&page, &[("code", &code)]).page("attributes");
    browser.submit(&page, &[("action", "skip")]).code();
}

/// Sign-ins that make room for newer ones, one of them in a row, and the pages that begin anew.
fn made_room(deployment: &Deployment) {
    let mut browser = Browser::new(deployment);
    let large = SHOP.authorize(&[("state", &"s".repeat(3000))]);
    let first = [large, SHOP.authorize(&[])].map(|path| browser.open(&path).page("sign-in"));
    for _ in 0..4 {
        deployment.platform.clock.advance(1);
        browser.open(&SHOP.authorize(&[])).page("sign-in");
    }
    for page in first {
        assert!(browser.open(&page.action).page("sign-in").html.contains("made room"));
    }
}

/// A page that was left for too long, and a request too large for a cookie.
fn late_and_large(deployment: &Deployment) {
    let mut browser = Browser::new(deployment);
    let page = prove_new_address(&mut browser, SHOP, "late@partner.example");
    deployment.platform.clock.advance(31 * MINUTE);
    browser.submit(&page, &[("action", "no_password")]).page("sign-up");
    let large = SHOP.authorize(&[("state", &"s".repeat(3000))]);
    let page = browser.open(&large).page("sign-in");
    let fields = [("email", "nobody@partner.example"), ("password", "wrong password")];
    browser.submit(&page, &fields).page("sign-in");
}

/// Keys that must be looked for, and that served.
fn keys_at_an_address(deployment: &Deployment) {
    let key = looks::keep_at_addresses(deployment);
    let deployment = deployment.new_isolate();
    let request = looks::assertion(&deployment, &key, "a");
    assert_eq!(deployment.send(request).status, 200);
}

/// A device whose person comes, and one whose person says no.
fn devices(world: &mut World) {
    let begin = requests::device_authorization(world);
    for answer in ["approve", "deny"] {
        let told = json(&world.deployment.send(begin.clone()));
        let code = told["user_code"].as_str().unwrap();
        world.sign_in();
        let page = world.browser.open(&format!("/device?user_code={code}")).page("device-confirm");
        world.browser.submit(&page, &[("user_code", code), ("action", answer)]).page("device-done");
        let device_code = told["device_code"].as_str().unwrap();
        let poll = [("grant_type", requests::DEVICE_CODE), ("device_code", device_code)];
        world.deployment.send(SUPPLIERS.token(&poll));
    }
}

/// An application that registers itself, with a logo, and is gone again.
fn registrations(deployment: &Deployment) {
    serves(deployment, 200, png(10, 10, b""));
    let told = json(&deployment.send(call(Method::Post, "/register", "", Some(&third()))));
    let logo = logo_on(&sign_in_page(deployment, &told, "en")).unwrap();
    assert_eq!(deployment.send(get(&logo)).status, 200);
    let app = registration::app(&told);
    let mut browser = Browser::new(deployment);
    let page = sign_up_customer(&mut browser, app, "third@partner.example").page("consent");
    let code = browser.submit(&page, &[("action", "approve")]).code();
    assert_eq!(deployment.send(app.redeem(&code)).status, 200);
    let path = told["registration_client_uri"].as_str().unwrap().replace(ISSUER, "");
    let own = token(&told, "registration_access_token");
    assert_eq!(deployment.send(call(Method::Delete, &path, own, None)).status, 204);
}

/// An application that describes itself at an address; then it is gone there.
fn described(deployment: &Deployment) {
    let block = r#""clientIdMetadataDocuments": {"flows": ["customer"]}, "defaultLanguage""#;
    deployment.edit("tenant", "\"defaultLanguage\"", block);
    let deployment = deployment.new_isolate();
    let id = "https://tools.example/client.json";
    let document = json!({
        "client_id": id, "client_name": "Tools", "redirect_uris": ["https://tools.example/callback"],
        "token_endpoint_auth_method": "none",
    });
    let app = App { client_id: id, redirect_uri: "https://tools.example/callback", secret: None };
    for (status, shown) in [(200, 303), (404, 400)] {
        let document = document.to_string();
        deployment.platform.outbound.answer_with(move |_| {
            let answer = OutboundResponse::new(status, document.clone());
            Ok(answer.with_header("content-type", "application/json"))
        });
        deployment.platform.clock.advance(2 * DAY);
        let isolate = deployment.new_isolate();
        assert_eq!(isolate.send(get(&app.authorize(&[]))).status, shown, "{status}");
    }
}

/// Applications that are told that a session ended, the second time by the cron trigger.
fn logouts(deployment: &Deployment) {
    let asks = r#""backchannelLogoutUri": "https://shop.example/out", "type": "spa""#;
    deployment.edit("app/woodgrove-shop", r#""type": "spa""#, asks);
    let deployment = deployment.new_isolate();
    let (mut browser, _) = tokens(&deployment, SHOP, "out@partner.example");
    let answers = |status| {
        deployment.platform.outbound.answer_with(move |_| Ok(OutboundResponse::new(status, "")));
    };
    let waiting =
        || deployment.sql("SELECT 1 FROM logouts WHERE client_id = 'woodgrove-shop'").len();
    answers(500);
    let page = browser.open("/logout").page("sign-out");
    browser.submit(&page, &[("logout-confirm", "true")]).page("signed-out");
    assert_eq!(waiting(), 1);
    answers(200);
    deployment.platform.clock.advance(6 * MINUTE);
    deployment.schedule();
    assert_eq!(waiting(), 0);
}

/// Edits: one that somebody is on their way with, and one with a fault.
fn documents(deployment: &Deployment) {
    let mut browser = Browser::new(deployment);
    let page = ask_for_code(&mut browser, SHOP, "edits@partner.example");
    deployment.edit("flow/customer", r#""signUp": "open""#, r#""signUp": "closed""#);
    let mut isolate = deployment.new_isolate();
    browser.deployment = isolate.clone();
    browser.open(&page.action);
    deployment.edit("flow/customer", r#""signUp": "closed""#, r#""signUp": "ajar""#);
    isolate = deployment.new_isolate();
    isolate.send(get(&SHOP.authorize(&[])));
    deployment.edit("flow/customer", r#""signUp": "ajar""#, r#""signUp": "open""#);
}

/// Keys follow one another; what is over goes, but for a table whose purge fails; a document breaks and is mended; all of it
/// is asked about.
fn operation(deployment: &Deployment) {
    for (days, fault) in [(89, None), (3, Some(Fault::Unreached)), (120, None)] {
        deployment.platform.clock.advance(days * DAY);
        let isolate = deployment.new_isolate();
        assert_eq!(isolate.send(get("/jwks")).status, 200);
        tokens(&isolate, SHOP, &format!("after{days}@partner.example"));
        if let Some(fault) = fault {
            deployment.platform.database.fail_batch(10, fault);
        }
        isolate.schedule();
        assert_eq!(isolate.send(get("/health")).status, 200);
    }
    let (good, bad) = (r#""signUp": "open""#, r#""signUp": "ajar""#);
    for (from, to) in [(good, bad), (bad, good)] {
        deployment.edit("flow/customer", from, to);
        deployment.new_isolate().schedule();
    }
    let (mut browser, _) = tokens(deployment, SHOP, "unreadable@partner.example");
    assert_eq!(deployment.send(browser.with_cookies(get("/health"))).status, 200);
    deployment.sql("UPDATE sessions SET proofs = '[]'");
    browser.open(&SHOP.authorize(&[])).page("error");
    deployment.sql("DELETE FROM unreadable_rows");
}
