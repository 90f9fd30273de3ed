//! The preview: every page of a flow, in any language, inert, for who may run the flow.

use crate::browser::{Browser, Deployment, get};
use std::collections::BTreeSet;
use vestibule::native::Markup;

const CUSTOMER: &str = "/run-user-flow/preview/customer";

/// The addresses of the pages that a preview frames, one for each sample.
fn samples(browser: &mut Browser, flow: &str, more: &str) -> Vec<String> {
    let page = browser.open(&format!("/run-user-flow/preview/{flow}?{more}")).page("preview");
    let markup = Markup::read(&page.html);
    let options = markup.inside(markup.with_id("page").unwrap()).to_vec();
    let names = options.iter().filter_map(|option| option.attribute("value"));
    let frame = markup.first("iframe").unwrap().attribute("src").unwrap();
    let (path, query) = frame.split_once('?').unwrap();
    let folder = path.rsplit_once('/').unwrap().0;
    names.filter(|name| !name.is_empty()).map(|name| format!("{folder}/{name}?{query}")).collect()
}

#[test]
fn every_page_of_a_flow_is_shown_and_those_of_errors_say_what_is_wrong() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    for flow in ["customer", "supplier", "reseller"] {
        let mut steps = BTreeSet::new();
        for address in samples(&mut browser, flow, "") {
            let answer = browser.send(get(&address));
            assert_eq!(answer.status, 200, "{address}");
            let wrong = answer.body.contains("role=\"alert\"");
            assert_eq!(wrong, address.contains("-wrong?"), "{address}");
            let markup = Markup::read(&answer.body);
            steps.insert(markup.first("main").unwrap().attribute("data-page").unwrap().to_owned());
        }
        let all = [
            "attributes",
            "code",
            "consent",
            "exists",
            "finish",
            "new-password",
            "no-account",
            "password",
            "reset",
            "sign-in",
            "sign-up",
        ];
        assert_eq!(steps.into_iter().collect::<Vec<_>>(), all, "{flow}");
    }
    for table in ["runs", "accounts", "requests", "mailed_codes"] {
        assert_eq!(deployment.sql(&format!("SELECT 1 FROM {table}")).len(), 0, "{table}");
    }
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
}

#[test]
fn pages_are_the_flows_own_in_the_language_and_for_the_application_that_were_chosen() {
    let mut browser = Browser::new(&Deployment::new());
    let chosen = "app=woodgrove-shop&language=ar&page=attributes-1";
    let page = browser.open(&format!("{CUSTOMER}?{chosen}")).page("preview");
    let markup = Markup::read(&page.html);
    assert!(page.html.contains("<html lang=\"en\""));
    let frames: Vec<_> = markup.all("iframe").collect();
    assert_eq!(frames.len(), 2);
    assert!(frames.iter().all(|frame| frame.attribute("src") == frames[0].attribute("src")));
    let shown = browser.send(get(frames[0].attribute("src").unwrap()));
    assert!(shown.body.contains("lang=\"ar\" dir=\"rtl\""));
    assert!(shown.body.contains("نبذة عنك") && shown.body.contains("متجر وودغروف"));
    assert!(!shown.body.contains("class=\"test-run\""));
}

#[test]
fn a_sample_page_can_do_nothing_and_is_framed_by_this_issuer_alone() {
    let mut browser = Browser::new(&Deployment::new());
    let address = samples(&mut browser, "customer", "").remove(0);
    let answer = browser.send(get(&address));
    let policy = answer.header("content-security-policy").unwrap();
    for rule in ["sandbox allow-same-origin", "form-action 'none'", "frame-ancestors 'self'"] {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("script-src"));
    let count = |name: &str| answer.headers.iter().filter(|(known, _)| known == name).count();
    assert_eq!((count("content-security-policy"), count("x-frame-options")), (1, 1));
    assert_eq!(answer.header("x-frame-options"), Some("SAMEORIGIN"));
    let outer = browser.send(get(CUSTOMER));
    assert_eq!(outer.header("x-frame-options"), Some("DENY"));
    assert!(outer.header("content-security-policy").unwrap().contains("frame-src 'self'"));
    let ordinary = browser.send(get("/demo/"));
    assert_eq!(ordinary.header("x-frame-options"), Some("DENY"));
}

#[test]
fn what_a_flow_does_not_have_is_not_shown() {
    let deployment = Deployment::new();
    deployment.edit("flow/customer", r#""open""#, r#""closed""#);
    deployment.edit("flow/customer", r#""emailPassword", "#, "");
    let mut browser = Browser::new(&deployment);
    let addresses = samples(&mut browser, "customer", "app=woodgrove-shop").join(" ");
    for lacking in ["sign-up", "password", "reset"] {
        assert!(!addresses.contains(lacking), "{addresses}");
    }
    for nothing in [
        "sign-up?app=woodgrove-shop",
        "nonsense?app=woodgrove-shop",
        "sign-in?app=demo-suppliers",
        "attributes-0?app=woodgrove-shop",
    ] {
        assert_eq!(browser.send(get(&format!("{CUSTOMER}/{nothing}"))).status, 404, "{nothing}");
    }
    let page = browser.open("/run-user-flow/preview/nobodys").page("preview");
    assert!(page.html.contains("No application names this user flow"));
}

#[test]
fn outside_development_a_stranger_learns_nothing() {
    let deployment = Deployment::new();
    for app in ["app/woodgrove-suppliers", "app/woodgrove-procurement"] {
        deployment.platform.kv.delete(app);
    }
    let mut stranger = Browser::new(&deployment.in_production());
    for path in [
        CUSTOMER,
        "/run-user-flow/preview/nobodys",
        &format!("{CUSTOMER}/sign-in?app=woodgrove-shop"),
    ] {
        let answer = stranger.send(get(path));
        assert_eq!(answer.status, 403, "{path}");
        assert_eq!(answer.header("x-vestibule-error"), Some("administrators_only"));
    }
}
