//! Who must send a PKCE challenge (RFC 9700 §2.1.1): whoever gets no ID token, whose `nonce` the application would check.

use crate::browser::*;
use crate::registration::{self, CALLBACK, registered};
use serde_json::json;

/// What is answered to a request of `app` without a challenge, where nobody is signed in.
fn without_challenge(deployment: &Deployment, app: App, extra: &[(&str, &str)]) -> String {
    let none = [("code_challenge", ""), ("code_challenge_method", "")];
    let path = app.authorize(&[&none, extra].concat());
    match Browser::new(deployment).open(&path) {
        Landed::Page(page) if page.step != "leave" => page.step,
        landed => landed.callback().first("error").into(),
    }
}

const API: (&str, &str) = ("scope", "orders.read");
const BOTH: (&str, &str) = ("scope", "openid orders.read");

#[test]
fn a_request_that_brings_no_id_token_needs_a_challenge_whatever_the_policy() {
    for policy in ["required", "optional", ""] {
        let deployment = Deployment::new();
        let pkce =
            if policy.is_empty() { String::new() } else { format!(r#""pkce": "{policy}","#) };
        let web = format!(
            r#"{pkce} "type": "web", "apis": [{{"id": "woodgrove-orders", "delegatedScopes": ["orders.read"]}}]"#
        );
        deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, &web);
        let asked = |extra: &[(&str, &str)]| without_challenge(&deployment, SUPPLIERS, extra);
        assert_eq!(asked(&[API]), "invalid_request", "{policy}: nobody checks the nonce");
        assert_eq!(asked(&[API, ("nonce", "")]), "invalid_request", "{policy}");
        let with_nonce = if policy == "required" { "invalid_request" } else { "sign-in" };
        assert_eq!(asked(&[BOTH]), with_nonce, "{policy}");
        let without = if policy == "optional" { "sign-in" } else { "invalid_request" };
        assert_eq!(asked(&[BOTH, ("nonce", "")]), without, "{policy}");
        let mut browser = Browser::new(&deployment);
        browser.open(&SUPPLIERS.authorize(&[API, ("nonce", "")])).page("sign-in");
    }
}

#[test]
fn a_registered_application_needs_one_where_it_asks_for_no_id_token() {
    let apis = json!([{"id": "woodgrove-orders", "delegatedScopes": ["orders.read"]}]);
    let initial = json!([{"plain": registration::INITIAL}]);
    let policy = json!({"flows": ["supplier"], "initialAccessTokens": initial, "apis": apis});
    let deployment = registration::with_registration(&policy);
    let app = registration::app(&registered(&deployment, &json!({"redirect_uris": [CALLBACK]})));
    let asked = |extra: &[(&str, &str)]| without_challenge(&deployment, app, extra);
    assert_eq!(asked(&[API]), "invalid_request");
    assert_eq!(asked(&[API, ("nonce", "")]), "invalid_request");
    assert_eq!(asked(&[("scope", "openid"), ("nonce", "")]), "sign-in");
}
