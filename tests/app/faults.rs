//! The database fails: whoever asked is told to try again, nothing half done counts, and trying again works.

use crate::browser::*;
use crate::markup::hidden;
use crate::people::*;
use vestibule::native::Fault;

/// Sends a form while the next batch fails in one way, then again.
fn submit_through_fault(
    browser: &mut Browser,
    page: &Page,
    fields: &[(&str, &str)],
    fault: Fault,
) -> Landed {
    browser.deployment.platform.database.fail_batch(1, fault);
    let refused = browser.submit(page, fields).page("error");
    assert_eq!(refused.status, 503);
    assert!(refused.headers.iter().any(|(name, _)| name == "retry-after"));
    browser.submit(page, fields)
}

/// Sends a form while the next batch fails in one way, then presses *Try again*.
fn press_try_again(
    browser: &mut Browser,
    page: &Page,
    fields: &[(&str, &str)],
    fault: Fault,
) -> Landed {
    browser.deployment.platform.database.fail_batch(1, fault);
    let refused = browser.submit(page, fields).page("error");
    assert!(refused.html.contains("Try again"), "{}", refused.html);
    assert!(!refused.html.contains(PASSWORD), "{}", refused.html);
    let typed = hidden(&refused.html);
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "token")
        .collect();
    browser.submit(&refused, &typed)
}

#[test]
fn a_sign_up_and_a_redemption_survive_a_failure_at_every_step() {
    for fault in [|| Fault::Unreached, || Fault::AnswerLost] {
        let deployment = Deployment::new();
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
        let email = [("email", "ann@partner.example")];
        let page = submit_through_fault(&mut browser, &page, &email, fault()).page("code");
        let code = deployment.mailed_code("ann@partner.example");
        let page =
            submit_through_fault(&mut browser, &page, &[("code", &code)], fault()).page("password");
        let fields = [("password", PASSWORD)];
        let page = submit_through_fault(&mut browser, &page, &fields, fault()).page("attributes");
        let code = submit_through_fault(&mut browser, &page, &SUPPLIER_ANSWERS, fault()).code();
        assert_eq!(deployment.sql("SELECT 1 FROM accounts").len(), 1);
        assert_eq!(deployment.sql("SELECT 1 FROM identities").len(), 1);
        assert_eq!(deployment.send(SUPPLIERS.redeem(&code)).status, 200);
    }
}

#[test]
fn try_again_brings_a_person_through_with_all_that_was_typed_but_a_password() {
    for fault in [|| Fault::Unreached, || Fault::AnswerLost] {
        let deployment = Deployment::new();
        let mut browser = Browser::new(&deployment);
        let page = browser.open(&SUPPLIERS.authorize(&[("prompt", "create")])).page("sign-up");
        let email = [("email", "ann@partner.example")];
        let page = press_try_again(&mut browser, &page, &email, fault()).page("code");
        let code = deployment.mailed_code("ann@partner.example");
        let page =
            press_try_again(&mut browser, &page, &[("code", &code)], fault()).page("password");
        let fields = [("password", PASSWORD)];
        let page = press_try_again(&mut browser, &page, &fields, fault());
        // The password must be typed again, unless the first time it was taken.
        let page = match page {
            Landed::Page(page) if page.step == "password" => browser.submit(&page, &fields),
            taken => taken,
        };
        let page = page.page("attributes");
        press_try_again(&mut browser, &page, &SUPPLIER_ANSWERS, fault()).code();
        assert_eq!(deployment.sql("SELECT 1 FROM accounts").len(), 1);
    }
}

#[test]
fn try_again_repeats_a_page_that_could_not_be_shown() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, "ann@partner.example");
    deployment.platform.database.fail_batch(1, Fault::Unreached);
    let refused = browser.open(&page.action).page("error");
    let link = format!("<a class=\"button\" href=\"{}\">Try again</a>", page.action);
    assert!(refused.html.contains(&link), "{}", refused.html);
    browser.open(&page.action).page("code");
}

#[test]
fn a_token_request_that_meets_a_failure_is_503_and_no_token() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    deployment.platform.database.fail_batch(1, Fault::Unreached);
    let response = deployment.send(SUPPLIERS.redeem(&code));
    assert_eq!(response.status, 503);
    assert_eq!(json(&response)["error"], "temporarily_unavailable");
    assert!(response.header("retry-after").is_some());
    assert_eq!(deployment.send(SUPPLIERS.redeem(&code)).status, 200);
    deployment.platform.database.set_unavailable(true);
    assert_eq!(deployment.send(get("/jwks")).status, 200, "keys are in the isolate");
    let silent = browser.open(&SUPPLIERS.authorize(&[("prompt", "none")])).callback();
    assert_eq!(silent.first("error"), "temporarily_unavailable");
    assert_eq!(browser.open(&SUPPLIERS.authorize(&[])).page("error").status, 503);
}
