//! Signing up, as a person without scripts does it, and the tokens that come of it.

use crate::browser::*;
use serde_json::json;

#[test]
fn a_partner_signs_up_as_a_guest_and_the_application_gets_tokens() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = sign_up_supplier(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let response = deployment.send(SUPPLIERS.redeem(&code));
    assert_eq!(response.status, 200, "{}", response.body);
    let tokens = json(&response);
    let id = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(id["iss"], ISSUER);
    assert_eq!(id["aud"], "woodgrove-suppliers");
    assert_eq!(id["nonce"], "nonce-1");
    assert_eq!(id["email"], "ann@partner.example");
    assert_eq!(id["email_verified"], true);
    assert_eq!(id["name"], "Ann Lee");
    assert_eq!(id["businessName"], "Lee & Co");
    assert_eq!(id["acct"], 1);
    assert_eq!(id["sub"], id["oid"]);
    assert_eq!(id["amr"], json!(["pwd"]));
    let account = &deployment.sql("SELECT * FROM accounts")[0];
    assert_eq!(account["user_type"], "guest");
    assert_eq!(account["creation_type"], "SelfServiceSignUp");
    let terms = deployment.sql("SELECT terms, version, accepted_at FROM terms_accepted");
    assert_eq!(terms[0]["version"], "1");
}

#[test]
fn a_customer_signs_up_as_a_member_and_signs_in_again() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    sign_up_customer(&mut browser, SHOP, "kim@home.example").code();
    assert_eq!(deployment.sql("SELECT user_type FROM accounts")[0]["user_type"], "member");
    let mut elsewhere = Browser::new(&deployment);
    let page = elsewhere.open(&SHOP.authorize(&[])).page("sign-in");
    let fields = [("email", "KIM@home.example"), ("password", PASSWORD)];
    let code = elsewhere.submit(&page, &fields).code();
    let tokens = json(&deployment.send(SHOP.redeem(&code)));
    let id = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(id["name"], "Kim Park");
    assert_eq!(id["interests"], json!(["cooking", "gardening"]));
}
