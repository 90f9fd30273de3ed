//! A person's own page: what they agreed to, and its end (R15).

use crate::browser::*;
use crate::people::*;
use regex_lite::Regex;
use serde_json::json;

const EMAIL: &str = "ann@partner.example";

/// Ann, who allowed the suppliers' application what it asked for; and its tokens.
fn allowed() -> (Deployment, Browser, serde_json::Value) {
    let deployment = Deployment::new();
    let consent = r#""type": "web", "consent": "once""#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, consent);
    let mut browser = Browser::new(&deployment);
    let page = join(&mut browser, SUPPLIERS, EMAIL).page("consent");
    let code = browser.submit(&page, &[("action", "approve")]).code();
    let tokens = json(&deployment.send(SUPPLIERS.redeem(&code)));
    (deployment, browser, tokens)
}

#[test]
fn what_was_allowed_is_told_and_its_end_stops_refresh_and_userinfo_at_once() {
    let (deployment, mut browser, tokens) = allowed();
    let waiting = browser.open(&SUPPLIERS.authorize(&[])).code();
    let page = browser.open("/account").page("account");
    for told in [EMAIL, "Woodgrove suppliers", "See your email address", "withdraw"] {
        assert!(page.html.contains(told), "{told}: {}", page.html);
    }
    let response = browser
        .send(post("/account", &[("token", &page.token), ("withdraw", SUPPLIERS.client_id)]));
    assert_eq!((response.status, response.header("location")), (303, Some("/account")));
    let refused = deployment.send(SUPPLIERS.refresh(token(&tokens, "refresh_token")));
    assert_eq!(json(&refused)["error"], json!("invalid_grant"));
    assert_eq!(deployment.send(userinfo(token(&tokens, "access_token"))).status, 401);
    assert_eq!(json(&deployment.send(SUPPLIERS.redeem(&waiting)))["error"], json!("invalid_grant"));
    let page = browser.open("/account").page("account");
    assert!(!page.html.contains("Woodgrove suppliers"), "{}", page.html);
    browser.open(&SUPPLIERS.authorize(&[])).page("consent");
}

#[test]
fn nobody_withdraws_for_another_person_or_from_another_site() {
    let (deployment, mut ann, tokens) = allowed();
    let page = ann.open("/account").page("account");
    let fields = [("token", page.token.as_str()), ("withdraw", SUPPLIERS.client_id)];
    let foreign = with_header(post("/account", &fields), "sec-fetch-site", "cross-site");
    assert_eq!(ann.send(foreign).status, 403);
    let without = [("token", "x"), ("withdraw", SUPPLIERS.client_id)];
    assert_eq!(ann.send(post("/account", &without)).status, 403);
    let mut bob = Browser::new(&deployment);
    join(&mut bob, PROCUREMENT, "bob@partner.example").code();
    assert_eq!(bob.send(post("/account", &fields)).status, 403, "another session's token");
    let own = bob.open("/account").page("account");
    assert!(!own.html.contains("Woodgrove suppliers"));
    let mut anybody = Browser::new(&deployment);
    assert_eq!(anybody.send(post("/account", &fields)).status, 303);
    let refreshed = deployment.send(SUPPLIERS.refresh(token(&tokens, "refresh_token")));
    assert_eq!(refreshed.status, 200, "{}", refreshed.body);
}

#[test]
fn who_is_not_signed_in_reads_how_to_and_what_they_allowed_is_told_to_nobody() {
    let (deployment, mut ann, _) = allowed();
    let page = Browser::new(&deployment).open("/account").page("account");
    assert!(page.html.contains("Nobody is signed in") && page.action.is_empty());
    deployment.platform.clock.advance(25 * 3600);
    let page = ann.open("/account").page("account");
    assert!(page.html.contains("Nobody is signed in"), "the session is over");
}

#[test]
fn the_page_and_its_form_cost_one_round_trip_each() {
    let (deployment, mut browser, _) = allowed();
    let page = browser.open("/account").page("account");
    deployment.platform.reset_counts();
    browser.send(get("/account"));
    assert_eq!(deployment.platform.counts().batches, 1);
    let fields = [("token", page.token.as_str()), ("withdraw", SUPPLIERS.client_id)];
    browser.send(post("/account", &fields));
    assert_eq!(deployment.platform.counts().batches, 2);
}

/// Where the page for nobody leads.
fn places(deployment: &Deployment) -> Vec<(String, String)> {
    let page = Browser::new(deployment).open("/account").page("account");
    let link =
        Regex::new(r#"<a class="button secondary" href="([^"]*)"><bdi>([^<]*)</bdi></a>"#).unwrap();
    let found = link.captures_iter(&page.html);
    found.map(|found| (found[2].to_owned(), found[1].replace("&amp;", "&"))).collect()
}

#[test]
fn who_is_not_signed_in_has_links_to_the_tenants_own_applications() {
    let deployment = Deployment::new();
    let of_suppliers = r#""homeUri": "http://localhost:3000/","#;
    let begin = r#""initiateLoginUri": "https://suppliers.example/login","#;
    deployment.edit("app/woodgrove-suppliers", of_suppliers, begin);
    deployment.edit("app/woodgrove-shop", r#""type": "spa""#, r#""type": "nothing""#);
    let expected = [
        ("Woodgrove resellers (demo)", format!("{ISSUER}/demo/")),
        ("Woodgrove shop (demo)", format!("{ISSUER}/demo/")),
        ("Woodgrove suppliers (demo)", format!("{ISSUER}/demo/")),
        ("Woodgrove procurement", "http://localhost:3001/".to_owned()),
        (
            "Woodgrove suppliers",
            format!(
                "https://suppliers.example/login?iss={}",
                ISSUER.replace(':', "%3A").replace('/', "%2F")
            ),
        ),
    ];
    let expected = expected.map(|(name, home)| (name.to_owned(), home));
    assert_eq!(
        places(&deployment),
        expected,
        "none of a daemon, a phone's scheme, or a document with faults"
    );
    let mut in_arabic = get("/account?ui_locales=ar");
    in_arabic.headers.0.push(("accept-language".into(), "ar".into()));
    assert!(deployment.send(in_arabic).body.contains("متجر وودغروف (عرض)"));
}

#[test]
fn nobodys_links_stay_while_kv_does_not_answer_and_are_looked_for_again_soon() {
    let deployment = Deployment::new();
    let known = places(&deployment);
    assert!(!known.is_empty());
    deployment.platform.kv.set_failing(true);
    deployment.platform.clock.advance(601);
    assert_eq!(places(&deployment), known);
    deployment.platform.kv.set_failing(false);
    deployment.platform.kv.delete("app/woodgrove-procurement");
    assert_eq!(places(&deployment), known);
    deployment.platform.clock.advance(30);
    assert_eq!(places(&deployment).len(), known.len() - 1);
}

#[test]
fn nobodys_links_cost_kv_two_calls_in_ten_minutes_and_never_tell_of_strangers() {
    let deployment = crate::registration::guarded();
    crate::registration::registered(
        &deployment,
        &json!({"redirect_uris": ["https://third.example/"], "client_name": "Third"}),
    );
    for at in 0..100 {
        let app = json!({"displayName": format!("App {at}"), "type": "spa", "flows": ["customer"],
            "redirectUris": ["https://app.example/"], "homeUri": format!("https://app.example/{at}")});
        deployment.platform.kv.put(&format!("app/a{at:03}"), &app.to_string());
    }
    deployment.send(get("/account"));
    deployment.platform.reset_counts();
    deployment.platform.clock.advance(29);
    for _ in 0..5 {
        let places = places(&deployment);
        assert_eq!((places.len(), places[0].0.as_str()), (20, "App 0"));
        assert!(places.iter().all(|(name, _)| name != "Third"));
    }
    let counts = deployment.platform.counts();
    assert_eq!((counts.kv_reads, counts.batches), (0, 0));
    deployment.platform.clock.advance(600);
    places(&deployment);
    deployment.platform.reset_counts();
    places(&deployment);
    assert_eq!(deployment.platform.counts().kv_reads, 0);
}
