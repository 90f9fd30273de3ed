//! Why a code or refresh token is no good is told to the application it was given to, and to no other.

use crate::browser::*;
use crate::people::*;
use vestibule::http::Request;

/// The cause that a refusal's description ends with.
fn refused(deployment: &Deployment, request: Request) -> String {
    let told = json(&deployment.send(request));
    assert_eq!(told["error"], "invalid_grant", "{told}");
    let description = told["error_description"].as_str().unwrap();
    let (_, ending) = description.rsplit_once('(').unwrap();
    ending.split(',').next().unwrap().to_owned()
}

fn redeem(code: &str, redirect_uri: &str, verifier: &str) -> Request {
    SUPPLIERS.token(&[
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect_uri),
        ("code_verifier", verifier),
    ])
}

#[test]
fn a_code_that_is_no_good_tells_its_own_application_why() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let uri = SUPPLIERS.redirect_uri;
    let other = "x".repeat(43);
    assert_eq!(refused(&deployment, SUPPLIERS.redeem("x")), "code_unknown");
    assert_eq!(refused(&deployment, PROCUREMENT.redeem(&code)), "code_unknown");
    let elsewhere = redeem(&code, "http://localhost:3000/other", VERIFIER);
    assert_eq!(refused(&deployment, elsewhere), "code_redirect_uri_differs");
    assert_eq!(refused(&deployment, redeem(&code, uri, &other)), "code_verifier_wrong");
    deployment.platform.clock.advance(61);
    assert_eq!(refused(&deployment, SUPPLIERS.redeem(&code)), "code_expired");
    let code = browser.open(&SUPPLIERS.authorize(&[])).code();
    deployment.sql(&disable("flow", "supplier"));
    assert_eq!(refused(&deployment, SUPPLIERS.redeem(&code)), "code_ended");
    deployment.sql("DELETE FROM disabled");
    assert_eq!(deployment.send(SUPPLIERS.redeem(&code)).status, 200);
    assert_eq!(refused(&deployment, SUPPLIERS.redeem(&code)), "code_used");
}

#[test]
fn a_refresh_token_that_is_no_good_tells_its_own_application_why() {
    let deployment = Deployment::new();
    let (_, first) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    let (_, others) = tokens(&deployment, SUPPLIERS, "bob@partner.example");
    let (first, others) = (token(&first, "refresh_token"), token(&others, "refresh_token"));
    assert_eq!(refused(&deployment, SUPPLIERS.refresh("x")), "refresh_token_unknown");
    assert_eq!(refused(&deployment, PROCUREMENT.refresh(first)), "refresh_token_unknown");
    let second = json(&deployment.send(SUPPLIERS.refresh(first)));
    let third = json(&deployment.send(SUPPLIERS.refresh(token(&second, "refresh_token"))));
    assert_eq!(refused(&deployment, SUPPLIERS.refresh(first)), "refresh_token_used");
    let third = token(&third, "refresh_token");
    assert_eq!(refused(&deployment, SUPPLIERS.refresh(third)), "refresh_token_ended");
    deployment.platform.clock.advance(91 * 24 * 3600);
    assert_eq!(refused(&deployment, SUPPLIERS.refresh(others)), "refresh_token_expired");
}
