//! A page is shown where the run is, whatever the address says beside the step: the token of a page counts as a proof that
//! somebody was let to it.

use crate::browser::*;
use crate::people::*;
use vestibule::flow::Step;

const ANN: &str = "ann@partner.example";

/// What an address may say of a page.
const WHICH: [&str; 9] = [
    "",
    "session",
    "session-11111111-1111-4111-8111-111111111111",
    "new",
    "new-0",
    "new-x",
    "reset",
    "enter",
    "11111111-1111-4111-8111-111111111111",
];

/// Steps that begin, and the one that leads back.
const OPEN: [Step; 4] = [Step::SignIn, Step::SignUp, Step::Reset, Step::Deny];

fn only_the_own_page(browser: &Browser, page: &Page, own: Option<Step>) {
    let (path, _) = page.action.split_once('?').unwrap();
    let (flow, _) = path.rsplit_once('/').unwrap();
    for step in Step::ALL.into_iter().filter(|step| !OPEN.contains(step) && Some(*step) != own) {
        for which in WHICH {
            let address =
                format!("{flow}/{}?client_id={}&for={which}", step.name(), SUPPLIERS.client_id);
            let response = browser.deployment.send(browser.with_cookies(get(&address)));
            assert_eq!(response.status, 303, "{address}: {}", response.body);
            let location = response.header("location").unwrap();
            assert!(!location.contains(&format!("/{}?", step.name())), "{address}: {location}");
        }
    }
}

#[test]
fn who_proved_nothing_sees_no_page_that_comes_after_a_proof() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    only_the_own_page(&browser, &page, None);
    let page = ask_for_code(&mut browser, SUPPLIERS, ANN);
    only_the_own_page(&browser, &page, Some(Step::Code));
}

#[test]
fn who_proved_an_address_sees_the_page_that_is_next_and_no_other() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = prove_new_address(&mut browser, SUPPLIERS, ANN);
    only_the_own_page(&browser, &page, Some(Step::Password));
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    only_the_own_page(&browser, &page, Some(Step::Attributes));
}
