//! `/health`: anybody reads whether all is well; what is wrong is for administrators, and for who has the secret.

use crate::browser::*;
use crate::people::*;
use crate::support::block_on;
use serde_json::Value;
use vestibule::http::{Request, Response};

const ANN: &str = "ann@partner.example";
const PUBLIC: [&str; 4] = ["database", "kv", "status", "version"];

/// The names of what an answer says, sorted.
fn names(response: &Response) -> Vec<String> {
    json(response).as_object().unwrap().keys().cloned().collect()
}

fn is_public(response: &Response, what: &str) {
    assert_eq!(names(response), PUBLIC, "{what}: {}", response.body);
}

fn is_whole(response: &Response, what: &str) {
    let told = json(response);
    assert!(told["faults"].is_array() && told["keys"].is_array(), "{what}: {told}");
}

/// A deployment in production with a fault, and a browser in which somebody is signed in; the account's `oid`.
fn faulty() -> (Deployment, Browser, String) {
    let deployment = Deployment::new();
    let (browser, tokens) = tokens(&deployment, SHOP, ANN);
    let oid = claims(token(&tokens, "id_token"))["oid"].as_str().unwrap().to_owned();
    for app in ["app/woodgrove-suppliers", "app/woodgrove-procurement"] {
        deployment.platform.kv.delete(app);
    }
    deployment.edit("flow/customer", r#""accountType": "member""#, r#""accountType": "king""#);
    let production = deployment.in_production();
    production.send(get(&SHOP.authorize(&[])));
    (production.clone(), Browser { deployment: production, cookies: browser.cookies }, oid)
}

fn make_administrator(deployment: &Deployment, oid: &str) {
    let administrators = format!(r#""administrators": ["{oid}"]"#);
    deployment.edit("tenant", r#""administrators": []"#, &administrators);
    deployment.platform.clock.advance(61);
}

#[test]
fn outside_development_anybody_reads_whether_all_is_well_and_not_what_is_wrong() {
    let (deployment, browser, _) = faulty();
    let asks: [(&str, Request); 5] = [
        ("nobody", get("/health")),
        ("a person who is no administrator", browser.with_cookies(get("/health"))),
        ("a browser", with_header(get("/health"), "accept", "text/html")),
        (
            "in the address",
            get("/health?token=a-token-of-this-deployment&HEALTH_TOKEN=a-token-of-this-deployment"),
        ),
        (
            "another token",
            with_header(get("/health"), "authorization", "Bearer another token of sixteen"),
        ),
    ];
    for (who, request) in asks {
        let response = deployment.send(request);
        is_public(&response, who);
        let told = json(&response);
        assert_eq!((response.status, &told["status"]), (200, &"degraded".into()), "{who}");
        assert_eq!(response.header("cache-control"), Some("no-store"));
        assert!(!response.body.contains("king"), "{who}");
    }
}

#[test]
fn a_signed_in_administrator_reads_everything() {
    let (deployment, browser, oid) = faulty();
    make_administrator(&deployment, &oid);
    let response = deployment.send(browser.with_cookies(get("/health")));
    is_whole(&response, "administrator");
    assert_eq!(json(&response)["faults"][0]["document"], "flow/customer");
    is_public(&deployment.send(get("/health")), "nobody");
    let mut gone = browser;
    let page = gone.open("/logout").page("sign-out");
    gone.submit(&page, &[("logout-confirm", "true")]).page("signed-out");
    is_public(&deployment.send(gone.with_cookies(get("/health"))), "signed out");
}

#[test]
fn limits_that_bite_are_told_to_who_reads_everything_and_to_nobody_else() {
    let (deployment, browser, oid) = faulty();
    make_administrator(&deployment, &oid);
    let state = "s".repeat(3000);
    for _ in 0..101 {
        let mut large = get(&SHOP.authorize(&[("state", &state)]));
        large.ip = Some("192.0.2.7".to_owned());
        deployment.send(large);
    }
    is_public(&deployment.send(get("/health")), "nobody");
    let limits = |deployment: &Deployment| {
        json(&deployment.send(browser.with_cookies(get("/health"))))["limits"].clone()
    };
    assert_eq!(limits(&deployment), serde_json::json!(["large-request-ip"]));
    deployment.platform.clock.advance(2 * 3600);
    assert_eq!(limits(&deployment), serde_json::json!([]));
}

#[test]
fn in_development_everybody_reads_everything() {
    let deployment = Deployment::new();
    is_whole(&deployment.send(get("/health")), "development");
}

#[test]
fn a_monitor_learns_by_the_status_that_something_is_down() {
    let (deployment, browser, oid) = faulty();
    make_administrator(&deployment, &oid);
    deployment.platform.database.set_unavailable(true);
    for request in [get("/health"), browser.with_cookies(get("/health"))] {
        let response = deployment.send(request);
        let told: Value = json(&response);
        assert_eq!(
            (response.status, &told["status"], &told["database"]),
            (503, &"down".into(), &"down".into())
        );
        is_public(&response, "while nobody's session can be read");
    }
    deployment.platform.database.set_unavailable(false);
    let fresh = deployment.new_isolate();
    fresh.platform.kv.set_failing(true);
    let told = json(&fresh.send(get("/health")));
    assert_eq!(
        (&told["status"], &told["kv"]),
        (&"degraded".into(), &"stale".into()),
        "the last good documents serve"
    );
}

#[test]
fn where_nothing_is_configured_anybody_reads_what_comes_next() {
    let deployment = Deployment::new();
    for key in samples().keys() {
        deployment.platform.kv.delete(key);
    }
    let response = deployment.in_production().send(get("/health"));
    assert_eq!(response.status, 503);
    assert_eq!(names(&response), ["configuration", "database", "kv", "next", "status", "version"]);
    assert_eq!(json(&response)["configuration"], "not-configured");
}

const TOKEN: &str = "a-token-of-this-deployment";

fn with_token(deployment: &Deployment, token: &str) -> Deployment {
    deployment.in_production_with(|variables| variables.health_token = Some(token.to_owned()))
}

fn bearing(authorization: &str) -> Request {
    with_header(get("/health"), "authorization", authorization)
}

#[test]
fn who_brings_the_secret_reads_everything_also_while_no_session_can_be_read() {
    let (deployment, ..) = faulty();
    let deployment = with_token(&deployment, TOKEN);
    deployment.send(get(&SHOP.authorize(&[])));
    for authorization in [format!("Bearer {TOKEN}"), format!("bearer {TOKEN}")] {
        let response = deployment.send(bearing(&authorization));
        is_whole(&response, &authorization);
        assert_eq!(json(&response)["faults"][0]["document"], "flow/customer");
    }
    deployment.platform.database.set_unavailable(true);
    let response = deployment.send(bearing(&format!("Bearer {TOKEN}")));
    assert_eq!(response.status, 503);
    is_whole(&response, "down");
}

#[test]
fn nothing_else_is_taken_for_the_secret() {
    let (deployment, ..) = faulty();
    let deployment = with_token(&deployment, TOKEN);
    for authorization in [
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        TOKEN.to_owned(),
        format!("Basic {TOKEN}"),
        format!("Bearer {TOKEN}x"),
        format!("Bearer {}", &TOKEN[..TOKEN.len() - 1]),
        format!("Bearer {}", TOKEN.to_ascii_uppercase()),
    ] {
        let response = deployment.send(bearing(&authorization));
        is_public(&response, &authorization);
        assert_eq!(response.status, 200, "it tells nothing of the secret");
    }
    for query in [format!("token={TOKEN}"), format!("access_token={TOKEN}"), TOKEN.to_owned()] {
        is_public(&deployment.send(get(&format!("/health?{query}"))), &query);
    }
}

#[test]
fn a_short_secret_counts_as_none_and_the_log_says_so() {
    let (deployment, ..) = faulty();
    for (token, said) in [("", false), ("0123456789abcde", true)] {
        let deployment = with_token(&deployment, token);
        let response = deployment.send(bearing(&format!("Bearer {token}")));
        is_public(&response, token);
        let lines = deployment.platform.log.lines();
        let told = lines.iter().any(|line| line.contains("HEALTH_TOKEN is shorter"));
        assert_eq!(told, said, "{token}");
        assert!(token.is_empty() || lines.iter().all(|line| !line.contains(token)));
    }
    is_whole(
        &with_token(&deployment, "0123456789abcdef").send(bearing("Bearer 0123456789abcdef")),
        "16",
    );
}

#[test]
fn the_log_tells_what_the_public_is_not_told() {
    let (deployment, ..) = faulty();
    deployment.platform.kv.delete("image/woodgrove.png");
    let newer = deployment.in_production_with(|variables| {
        variables.master_key = Some("k2:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA".to_owned());
    });
    newer.send(get(&SHOP.authorize(&[])));
    Browser::new(&newer).open(&SHOP.authorize(&[])).page("sign-in");
    is_public(&newer.send(get("/health")), "nobody");
    let lines = newer.platform.log.lines().join("\n");
    for words in ["flow/customer /accountType", "image/woodgrove.png", "opens the signing key"] {
        assert!(lines.contains(words), "{words}: {lines}");
    }
}

/// What an isolate tells that has served nothing.
fn told(deployment: &Deployment) -> Value {
    json(&deployment.new_isolate().send(get("/health")))
}

fn documents(told: &Value) -> Vec<&str> {
    let faults = told["faults"].as_array().unwrap().iter();
    faults.map(|fault| fault["document"].as_str().unwrap()).collect()
}

#[test]
fn a_document_that_breaks_is_known_before_anybody_meets_it_and_forgotten_once_it_is_mended() {
    for (document, good, bad) in [
        ("app/woodgrove-shop", r#""type": "spa""#, r#""type": "sap""#),
        ("flow/customer", r#""accountType": "member""#, r#""accountType": "king""#),
        ("api/woodgrove-orders", r#""https://orders."#, r#""ftp://orders."#),
        ("tenant", r#""defaultLanguage": "en""#, r#""defaultLanguage": "xx""#),
        ("strings/de", "{}", "["),
    ] {
        let deployment = Deployment::new();
        if document.starts_with("strings/") {
            deployment.platform.kv.put(document, good);
        }
        deployment.schedule();
        assert_eq!(told(&deployment)["status"], "ok", "{document}");
        deployment.edit(document, good, bad);
        deployment.platform.clock.advance(600);
        deployment.schedule();
        let degraded = told(&deployment);
        assert_eq!(documents(&degraded), [document], "{degraded}");
        let public = deployment.in_production().new_isolate().send(get("/health"));
        is_public(&public, document);
        assert_eq!(json(&public)["status"], "degraded", "{document}: {}", public.body);
        deployment.edit(document, bad, good);
        assert_eq!(told(&deployment)["status"], "ok", "{document}, looked at again");
        deployment.platform.clock.advance(600);
        deployment.schedule();
        assert!(deployment.sql("SELECT 1 FROM faulty_sets").is_empty());
    }
}

#[test]
fn what_strangers_are_given_is_looked_at_too_and_an_application_that_is_gone_is_forgotten() {
    for block in ["registration", "clientIdMetadataDocuments"] {
        let deployment = Deployment::new();
        let open = if block == "registration" { r#", "open": true"# } else { "" };
        let more = format!(r#""{block}": {{"flows": ["strangers"]{open}}}, "defaultLanguage""#);
        deployment.edit("tenant", r#""defaultLanguage""#, &more);
        deployment.schedule();
        assert_eq!(documents(&told(&deployment)).len(), 1, "there is no flow/strangers");
        let flow = samples()["flow/customer"].clone();
        deployment.platform.kv.put("flow/strangers", &flow);
        deployment.platform.kv.put("app/broken", "{}");
        deployment.platform.clock.advance(600);
        deployment.schedule();
        let told_now = told(&deployment);
        assert!(
            documents(&told_now).iter().all(|document| *document == "app/broken"),
            "{told_now}"
        );
        assert_eq!(told_now["status"], "degraded");
        deployment.platform.kv.delete("app/broken");
        deployment.platform.clock.advance(600);
        deployment.schedule();
        assert_eq!(told(&deployment)["status"], "ok");
    }
}

#[test]
fn a_look_at_the_documents_is_bounded_and_comes_to_every_application() {
    let deployment = Deployment::new();
    let shop = samples()["app/woodgrove-shop"].clone();
    for at in 0..45 {
        deployment.platform.kv.put(&format!("app/a{at:02}"), &shop);
    }
    let broken = shop.replace("\"spa\"", "\"sap\"");
    deployment.platform.kv.put("app/a44", &broken);
    let mut found = Vec::new();
    for _ in 0..4 {
        deployment.platform.reset_counts();
        deployment.schedule();
        let counts = deployment.platform.counts();
        assert!(counts.kv_reads <= 48, "{} calls", counts.kv_reads);
        found.push(told(&deployment)["status"] == "degraded");
        deployment.platform.clock.advance(600);
    }
    assert_eq!(found.last(), Some(&true), "{found:?}");
}

#[test]
fn a_look_that_finds_nothing_new_is_one_round_trip_and_two_calls_to_kv_an_application() {
    let deployment = Deployment::new();
    let settings = deployment.settings.clone();
    let settings = settings.as_ref().as_ref().unwrap();
    let look = || {
        let (platform, isolate) = (&deployment.platform, &deployment.isolate);
        deployment.platform.reset_counts();
        block_on(vestibule::endpoints::health::faulty_documents::look(platform, settings, isolate))
            .unwrap();
        (deployment.platform.counts().batches, deployment.platform.counts().kv_reads)
    };
    look();
    let (batches, kv_reads) = look();
    assert_eq!(batches, 1);
    let applications = samples().keys().filter(|key| key.starts_with("app/")).count();
    assert!(kv_reads <= 1 + 3 + 2 * applications, "{kv_reads}");
}

#[test]
fn what_cannot_be_read_now_changes_nothing_of_what_is_known() {
    let deployment = Deployment::new();
    deployment.edit("flow/customer", r#""accountType": "member""#, r#""accountType": "king""#);
    deployment.schedule();
    let noted = deployment.sql("SELECT scope FROM faulty_sets");
    deployment.platform.kv.set_failing(true);
    deployment.schedule();
    assert_eq!(deployment.sql("SELECT scope FROM faulty_sets"), noted);
}
