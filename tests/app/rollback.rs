//! What this version writes can be read by the one before, which a deployment may go back to.

use crate::browser::*;
use crate::people::*;

const ANN: &str = "ann@partner.example";
const BEN: &str = "ben@partner.example";

#[test]
fn every_row_with_a_proof_says_it_in_the_word_of_the_version_before() {
    let deployment = Deployment::new();
    drop(tokens(&deployment, SUPPLIERS, ANN));
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, BEN).code();
    assert_eq!(deployment.send(SUPPLIERS.redeem(&code)).status, 200);
    // On with the session, into another flow.
    let page = browser.open(&SHOP.authorize(&[])).page("continue");
    let page = browser.submit(&page, &[]).page("attributes");
    let code = browser.submit(&page, &CUSTOMER_ANSWERS).code();
    assert_eq!(deployment.send(SHOP.redeem(&code)).status, 200);
    // The password, the mailed code, and a new password.
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    browser.submit(&page, &[("email", BEN), ("password", PASSWORD)]).code();
    let page = ask_for_code_to_sign_in(&mut Browser::new(&deployment), SUPPLIERS, BEN);
    assert_eq!(page.step, "code");
    let mut browser = Browser::new(&deployment);
    let page = forget_password(&mut browser, SUPPLIERS);
    let page = browser.submit(&page, &[("email", BEN)]).page("code");
    let code = deployment.mailed_code(BEN);
    let page = browser.submit(&page, &[("code", &code)]).page("new-password");
    browser.submit(&page, &[("password", "another horse battery")]).code();

    for table in ["runs", "sessions", "enrolments", "codes", "grants"] {
        let word = "CASE proofs ->> '$[0].kind' WHEN 'emailOneTimePasscode' THEN 'emailCode'
             WHEN 'password' THEN 'password' END";
        for method in ["password", "emailCode"] {
            let rows =
                format!("SELECT 1 FROM {table} WHERE method = '{method}' AND method = {word}");
            assert!(!deployment.sql(&rows).is_empty(), "{table}, {method}");
        }
        let others = format!("SELECT * FROM {table} WHERE method IS NOT {word}");
        assert!(deployment.sql(&others).is_empty(), "{table}: {:?}", deployment.sql(&others));
    }
}
