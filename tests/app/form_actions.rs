//! Where a page's forms may lead (`form-action`, CSP Level 3 §6.4.1). Browsers apply the directive to every redirect that follows a
//! form, also to the application's own. So a page that may end a walk has none, and every other page keeps it.

use crate::browser::*;
use crate::people::*;
use crate::steps::{Step, form, steps};
use vestibule::http::Response;
use vestibule::native::Fault;

fn form_action(response: &Response) -> Option<&str> {
    let policy = response.header("content-security-policy").expect("a policy");
    assert!(policy.contains("default-src 'none'"), "{policy}");
    policy.split("; ").find_map(|directive| directive.strip_prefix("form-action "))
}

#[test]
fn a_page_that_may_end_a_walk_keeps_no_redirect_from_going_on() {
    for mut step in steps() {
        let what = step.page.step.clone();
        let shown = step.browser.send(get(&step.page.action));
        assert_eq!(form_action(&shown), None, "{what}");
        step.deployment.platform.database.fail_batch(1, Fault::Unreached);
        let failed = step.browser.send(form(&step.page, &step.fields));
        assert_eq!((failed.status, form_action(&failed)), (503, None), "{what}");
        // What can't be opened any more, while the database is away, can be sent again, too.
        let lost = with_header(form(&step.page, &step.fields), "cookie", "");
        let lost = step.deployment.send(lost);
        assert_eq!(form_action(&lost), None, "{what}");
    }
}

#[test]
fn nor_does_a_page_whose_form_goes_to_the_application() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    for extra in [&[][..], &[("prompt", "none"), ("max_age", "0")], &[("scope", "profile")]] {
        let extra = [&[("response_mode", "form_post")], extra].concat();
        let posted = browser.send(get(&SUPPLIERS.authorize(&extra)));
        assert!(posted.body.contains("data-page=\"form-post\""), "{extra:?}: {}", posted.body);
        assert_eq!(form_action(&posted), None, "{extra:?}");
    }
    let mut step = steps().into_iter().find(|step: &Step| step.page.step == "attributes").unwrap();
    let answered = step.browser.send(form(&step.page, &step.fields));
    assert_eq!(answered.status, 303, "by a redirect, which leaves nothing behind in the history");
}

#[test]
fn every_other_page_leads_nowhere_else() {
    let deployment = Deployment::new();
    let (mut browser, _) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    for path in [
        "/",
        "/account",
        "/device",
        "/device?user_code=BCDF-GHJK",
        "/logout",
        "/logout?client_id=woodgrove-suppliers",
        "/run-user-flow",
        "/run-user-flow/callback",
        "/run-user-flow/preview/supplier",
        "/dev/outbox",
        "/demo/",
        "/check-session",
        "/nowhere",
    ] {
        for browser in [&mut browser, &mut Browser::new(&deployment)] {
            let shown = browser.send(get(path));
            if shown.status == 303 {
                continue;
            }
            let action = form_action(&shown);
            assert!(matches!(action, Some("'self'" | "'none'")), "{path}: {action:?}");
        }
    }
    let foreign = browser.send(with_header(post("/device", &[]), "sec-fetch-site", "cross-site"));
    assert_eq!((foreign.status, form_action(&foreign)), (403, Some("'self'")));
}
