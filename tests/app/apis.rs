//! Access tokens for APIs (RFC 8707, R14): which API, which scopes, and that they open nothing else.

use crate::browser::*;
use crate::people::*;
use serde_json::{Value, json};
use vestibule::http::Request;

const ORDERS: &str = "https://orders.woodgrove.example";
const STOCK: &str = "https://stock.woodgrove.example";

/// The suppliers' application may read orders and stock for people; the API of orders introspects its tokens.
fn deployment() -> Deployment {
    let deployment = Deployment::new();
    let access = r#""type": "web", "apis": [{"id": "woodgrove-orders", "delegatedScopes": ["orders.read"]},
        {"id": "stock", "delegatedScopes": ["stock.read"]}]"#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, access);
    let own = r#""identifier": "https://orders.woodgrove.example", "accessTokenLifetime": 30,
        "applications": ["woodgrove-replenishment"]"#;
    let identifier = r#""identifier": "https://orders.woodgrove.example""#;
    deployment.edit("api/woodgrove-orders", identifier, own);
    let stock = json!({
        "displayName": "Stock",
        "identifier": STOCK,
        "scopes": [{"name": "stock.read", "displayName": "See what is in stock"},
                   {"name": "orders.read", "displayName": "Another API's scope of that name"}],
    });
    deployment.platform.kv.put("api/stock", &stock.to_string());
    deployment
}

/// Signs up for `app` with a request of `extra`; the landing after the last step.
pub fn join_with(browser: &mut Browser, app: App, extra: &[(&str, &str)]) -> Landed {
    let page = browser.open(&app.authorize(extra)).page("sign-in");
    let page = browser.open(&page.action.replace("/sign-in", "/sign-up")).page("sign-up");
    let page = browser.submit(&page, &[("email", "ann@partner.example")]).page("code");
    let code = browser.deployment.mailed_code("ann@partner.example");
    let page = browser.submit(&page, &[("code", &code)]).page("password");
    let page = browser.submit(&page, &[("action", "no_password")]).page("attributes");
    browser.submit(&page, &SUPPLIER_ANSWERS)
}

/// The tokens of a code asked for with `extra`.
fn granted(deployment: &Deployment, extra: &[(&str, &str)]) -> Value {
    let code = join_with(&mut Browser::new(deployment), SUPPLIERS, extra).code();
    let response = deployment.send(SUPPLIERS.redeem(&code));
    assert_eq!(response.status, 200, "{}", response.body);
    json(&response)
}

const SCOPES: (&str, &str) = ("scope", "openid email orders.read stock.read offline_access");

fn refresh(tokens: &Value, extra: &[(&str, &str)]) -> Request {
    let mut fields =
        vec![("grant_type", "refresh_token"), ("refresh_token", token(tokens, "refresh_token"))];
    fields.extend(extra);
    SUPPLIERS.token(&fields)
}

/// Audience and scope of an access token.
fn target(tokens: &Value) -> (String, String) {
    let claims = claims(token(tokens, "access_token"));
    let text = |name: &str| claims[name].as_str().unwrap_or_default().to_owned();
    (text("aud"), text("scope"))
}

fn pair(audience: &str, scope: &str) -> (String, String) {
    (audience.to_owned(), scope.to_owned())
}

#[test]
fn a_scope_of_an_api_asks_for_a_token_for_that_api_alone() {
    let deployment = deployment();
    let tokens = granted(&deployment, &[("scope", "openid email orders.read offline_access")]);
    assert_eq!(target(&tokens), pair(ORDERS, "orders.read"));
    assert_eq!(tokens["scope"], "openid email offline_access orders.read");
    assert_eq!(tokens["expires_in"], 1800, "as the API's document says");
    assert!(claims(token(&tokens, "id_token"))["email"].is_string());
    let refused = deployment.send(userinfo(token(&tokens, "access_token")));
    assert_eq!(refused.status, 401, "userinfo is another resource");
    assert!(refused.body.contains("access_token_for_an_api"), "{}", refused.body);
}

#[test]
fn scopes_may_be_spelled_with_the_apis_identifier_and_are_answered_as_they_were_spelled() {
    let deployment = deployment();
    let full = format!("{ORDERS}/orders.read");
    let asked = format!("openid {full} offline_access {STOCK}/.default {STOCK}/orders.read");
    let mut tokens = granted(&deployment, &[("scope", &asked)]);
    assert_eq!(target(&tokens), pair(ORDERS, "orders.read"));
    for (scope, expected, told) in [
        (format!("{full} openid"), pair(ORDERS, "orders.read"), format!("openid {full}")),
        (format!("{STOCK}/.default"), pair(STOCK, "stock.read"), format!("{STOCK}/stock.read")),
        ("stock.read".to_owned(), pair(STOCK, "stock.read"), "stock.read".to_owned()),
    ] {
        tokens = json(&deployment.send(refresh(&tokens, &[("scope", &scope)])));
        assert_eq!((target(&tokens), &tokens["scope"]), (expected, &json!(told)), "{scope}");
    }
    for wrong in
        [format!("{STOCK}/orders.read"), format!("{ORDERS}orders.read"), format!("{ORDERS}/")]
    {
        let told = json(&deployment.send(refresh(&tokens, &[("scope", &wrong)])));
        assert_eq!(told["error"], "invalid_scope", "{wrong}");
    }
}

#[test]
fn each_resource_of_a_grant_gets_its_own_token_by_refreshing_and_the_issuer_too() {
    let deployment = deployment();
    let mut tokens = granted(&deployment, &[SCOPES, ("resource", STOCK)]);
    assert_eq!(target(&tokens), pair(STOCK, "stock.read"), "the resource asked for comes first");
    for (extra, expected) in [
        (&[("resource", ORDERS)][..], pair(ORDERS, "orders.read")),
        (&[("scope", "stock.read")], pair(STOCK, "stock.read")),
        (&[("scope", "openid email")], pair(ISSUER, "openid email")),
        (&[("resource", ISSUER)], pair(ISSUER, "openid email offline_access")),
        (&[], pair(STOCK, "stock.read")),
    ] {
        let response = deployment.send(refresh(&tokens, extra));
        assert_eq!(response.status, 200, "{extra:?}: {}", response.body);
        tokens = json(&response);
        assert_eq!(target(&tokens), expected, "{extra:?}");
    }
    let narrowed = json(&deployment.send(refresh(&tokens, &[("resource", ISSUER)])));
    assert_eq!(deployment.send(userinfo(token(&narrowed, "access_token"))).status, 200);
}

#[test]
fn what_was_not_granted_is_refused_and_consumes_nothing() {
    let deployment = deployment();
    let tokens = granted(&deployment, &[("scope", "openid orders.read offline_access")]);
    for (extra, code, cause) in [
        (&[("resource", STOCK)][..], "invalid_target", "resource_not_granted"),
        (&[("resource", "https://nowhere.example")], "invalid_target", "resource_unknown"),
        (&[("resource", ORDERS), ("resource", STOCK)], "invalid_target", "resource_ambiguous"),
        (&[("resource", ORDERS), ("scope", "stock.read")], "invalid_target", "resource_ambiguous"),
        (&[("scope", "stock.read")], "invalid_scope", "scope_exceeds_grant"),
        (&[("scope", "orders.write")], "invalid_scope", "scope_not_allowed"),
    ] {
        let response = deployment.send(refresh(&tokens, extra));
        let told = json(&response);
        assert_eq!((response.status, &told["error"]), (400, &json!(code)), "{extra:?} {told}");
        assert!(response.body.contains(cause), "{extra:?} {told}");
    }
    assert_eq!(deployment.send(refresh(&tokens, &[])).status, 200, "it is as good as before");
}

#[test]
fn a_code_is_kept_when_its_request_names_a_resource_that_was_not_granted() {
    let deployment = deployment();
    let mut browser = Browser::new(&deployment);
    let code = join(&mut browser, SUPPLIERS, "ann@partner.example").code();
    let with = |resource: &str| {
        deployment.send(SUPPLIERS.token(&[
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", SUPPLIERS.redirect_uri),
            ("code_verifier", VERIFIER),
            ("resource", resource),
        ]))
    };
    let refused = with(STOCK);
    assert!(refused.body.contains("resource_not_granted"), "{}", refused.body);
    assert_eq!(target(&json(&with(ISSUER))).0, ISSUER);
}

#[test]
fn an_authorization_request_may_name_what_the_application_may_have_and_no_more() {
    let deployment = deployment();
    let error = |extra: &[(&str, &str)]| {
        let landed = Browser::new(&deployment).open(&SUPPLIERS.authorize(extra));
        let told = landed.callback();
        format!("{} {}", told.first("error"), told.first("error_description"))
    };
    for (extra, expected) in [
        (("resource", "https://nowhere.example"), "invalid_target"),
        (("resource", ORDERS.trim_end_matches('e')), "invalid_target"),
        (("scope", "orders.write"), "invalid_scope"),
    ] {
        assert!(error(&[extra]).starts_with(expected), "{extra:?}: {}", error(&[extra]));
    }
    let several = format!("{}&resource={STOCK}", SUPPLIERS.authorize(&[("resource", ORDERS)]));
    Browser::new(&deployment).open(&several).page("sign-in");
}

#[test]
fn a_permission_that_is_taken_away_leaves_the_tokens_to_come() {
    let deployment = deployment();
    let tokens = granted(&deployment, &[SCOPES]);
    let less = r#""delegatedScopes": ["orders.write"]"#;
    deployment.edit("app/woodgrove-suppliers", r#""delegatedScopes": ["orders.read"]"#, less);
    let later = deployment.new_isolate();
    let response = later.send(refresh(&tokens, &[("resource", ORDERS)]));
    assert!(response.body.contains("resource_not_granted"), "{}", response.body);
    assert_eq!(target(&json(&later.send(refresh(&tokens, &[])))), pair(STOCK, "stock.read"));
}

#[test]
fn the_apis_own_application_introspects_its_tokens_and_nobody_elses() {
    let deployment = deployment();
    let ask = |token: &str| {
        let credentials = [
            ("client_id", "woodgrove-replenishment"),
            ("client_secret", "woodgrove-replenishment-sample-secret"),
            ("token", token),
        ];
        json(&deployment.send(post("/introspect", &credentials)))
    };
    let tokens = granted(&deployment, &[SCOPES]);
    let access = token(&tokens, "access_token");
    let told = ask(access);
    assert_eq!((&told["active"], &told["aud"]), (&json!(true), &json!(ORDERS)));
    assert_eq!((&told["scope"], &told["sub"]), (&json!("orders.read"), &claims(access)["sub"]));
    let others = json(&deployment.send(refresh(&tokens, &[("resource", STOCK)])));
    assert_eq!(ask(token(&others, "access_token")), json!({"active": false}), "another API's");
    let mut revocation = SUPPLIERS.token(&[("token", access)]);
    revocation.path = "/revoke".to_owned();
    assert_eq!(deployment.send(revocation).status, 200);
    assert_eq!(ask(access), json!({"active": false}), "revoked");
}

#[test]
fn people_are_asked_by_name_for_what_an_application_wants_of_apis() {
    let deployment = deployment();
    deployment.edit(
        "app/woodgrove-suppliers",
        r#""type": "web","#,
        r#""type": "web", "consent": "once","#,
    );
    let mut browser = Browser::new(&deployment);
    let plain = [("scope", "openid")];
    let page = join_with(&mut browser, SUPPLIERS, &plain).page("consent");
    assert!(!page.html.contains("Read your orders"), "not asked for");
    browser.submit(&page, &[("action", "approve")]).code();
    let page =
        browser.open(&SUPPLIERS.authorize(&[("scope", "openid orders.read")])).page("consent");
    assert!(page.html.contains("Read your orders"), "{}", page.html);
    browser.submit(&page, &[("action", "approve")]).code();
    browser.open(&SUPPLIERS.authorize(&[("scope", "openid orders.read")])).code();
}
