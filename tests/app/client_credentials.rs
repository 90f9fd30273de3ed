//! The client credentials grant (RFC 6749 §4.4, RFC 9068 §2.2): applications on their own behalf.

use crate::browser::*;
use crate::people::*;
use serde_json::{Value, json};
use vestibule::http::Response;
use vestibule::native::Counts;

const DAEMON: App = App {
    client_id: "woodgrove-replenishment",
    redirect_uri: "",
    secret: Some("woodgrove-replenishment-sample-secret"),
};

fn ask(deployment: &Deployment, app: App, fields: &[(&str, &str)]) -> Response {
    let mut all = vec![("grant_type", "client_credentials")];
    all.extend(fields);
    deployment.send(app.token(&all))
}

fn introspect(deployment: &Deployment, app: App, token: &str) -> Value {
    let mut request = app.token(&[("token", token)]);
    request.path = "/introspect".to_owned();
    json(&deployment.send(request))
}

#[test]
fn a_daemon_gets_a_token_of_its_own_for_its_api_and_nothing_else() {
    let deployment = Deployment::new();
    let response = ask(&deployment, DAEMON, &[]);
    let tokens = json(&response);
    assert_eq!(response.status, 200, "{tokens}");
    assert_eq!(response.header("cache-control"), Some("no-store"));
    let names: Vec<&String> = tokens.as_object().unwrap().keys().collect();
    assert_eq!(names, ["access_token", "expires_in", "scope", "token_type"]);
    assert_eq!(
        (&tokens["scope"], &tokens["expires_in"]),
        (&json!("orders.read orders.write"), &json!(900))
    );
    let claims = claims(token(&tokens, "access_token"));
    assert_eq!(claims["iss"], ISSUER);
    assert_eq!(claims["aud"], "https://orders.woodgrove.example");
    assert_eq!(
        (&claims["sub"], &claims["client_id"]),
        (&json!(DAEMON.client_id), &json!(DAEMON.client_id))
    );
    assert!(claims["sid"].is_null() && claims["auth_time"].is_null() && claims["acct"].is_null());
    assert_eq!(deployment.send(userinfo(token(&tokens, "access_token"))).status, 401);
}

#[test]
fn scope_and_resource_narrow_it_and_nothing_widens_it() {
    let deployment = Deployment::new();
    let narrowed = json(&ask(&deployment, DAEMON, &[("scope", "orders.read")]));
    assert_eq!(narrowed["scope"], "orders.read");
    let orders = ("resource", "https://orders.woodgrove.example");
    let all = "https://orders.woodgrove.example/.default";
    let told = json(&ask(&deployment, DAEMON, &[("scope", all)]));
    let spelled = ["read", "write"].map(|name| all.replace(".default", &format!("orders.{name}")));
    assert_eq!(told["scope"], spelled.join(" "));
    assert_eq!(claims(token(&told, "access_token"))["scope"], "orders.read orders.write");
    assert_eq!(ask(&deployment, DAEMON, &[orders]).status, 200);
    for (fields, code) in [
        (&[("scope", "openid")][..], "invalid_scope"),
        (&[("scope", "https://stock.woodgrove.example/.default")], "invalid_scope"),
        (&[("scope", "https://orders.woodgrove.example/orders.delete")], "invalid_scope"),
        (&[("resource", ISSUER)], "invalid_target"),
        (&[("resource", "https://stock.woodgrove.example")], "invalid_target"),
        (&[orders, ("resource", "x")], "invalid_target"),
    ] {
        let told = json(&ask(&deployment, DAEMON, fields));
        assert_eq!(told["error"], code, "{fields:?} {told}");
    }
}

#[test]
fn an_application_gets_tokens_by_the_grants_of_its_document_alone() {
    let deployment = Deployment::new();
    for (app, grant) in [
        (SUPPLIERS, "client_credentials"),
        (SHOP, "client_credentials"),
        (DAEMON, "authorization_code"),
        (DAEMON, "refresh_token"),
    ] {
        let told = json(&deployment.send(app.token(&[("grant_type", grant)])));
        assert_eq!(told["error"], "unauthorized_client", "{} {grant}", app.client_id);
    }
    let only_code = r#""type": "web", "grantTypes": ["authorization_code"]"#;
    deployment.edit("app/woodgrove-suppliers", r#""type": "web""#, only_code);
    let deployment = deployment.new_isolate();
    let (_, tokens) = tokens(&deployment, SUPPLIERS, "ann@partner.example");
    assert!(tokens["refresh_token"].is_null(), "offline_access or not");
    let page = Browser::new(&deployment).open("/authorize?client_id=woodgrove-replenishment");
    assert!(page.page("error").html.contains("redirect_uri_not_registered"));
    let both = r#""type": "web", "grantTypes": ["client_credentials"],
        "apis": [{"id": "woodgrove-orders", "applicationScopes": ["orders.read"]}]"#;
    deployment.edit("app/woodgrove-procurement", r#""type": "web""#, both);
    assert_eq!(ask(&deployment, PROCUREMENT, &[]).status, 200);
    let told = Browser::new(&deployment).open(&PROCUREMENT.authorize(&[])).callback();
    assert_eq!(told.first("error"), "unauthorized_client");
}

#[test]
fn who_may_call_several_apis_says_which() {
    let deployment = Deployment::new();
    let stock = r#"{"displayName": "Stock", "identifier": "urn:woodgrove:stock",
        "scopes": [{"name": "stock.read", "displayName": "See stock"}]}"#;
    deployment.platform.kv.put("api/stock", stock);
    let apis = r#""apis": [{ "id": "stock", "applicationScopes": ["stock.read"] }, "#;
    deployment.edit("app/woodgrove-replenishment", r#""apis": ["#, apis);
    let audience = |fields: &[(&str, &str)]| {
        let tokens = json(&ask(&deployment, DAEMON, fields));
        claims(token(&tokens, "access_token"))["aud"].as_str().unwrap().to_owned()
    };
    assert_eq!(audience(&[("scope", "stock.read")]), "urn:woodgrove:stock");
    assert_eq!(audience(&[("resource", "urn:woodgrove:stock")]), "urn:woodgrove:stock");
    for fields in [&[][..], &[("scope", "stock.read orders.read")]] {
        let told = json(&ask(&deployment, DAEMON, fields));
        assert_eq!(told["error"], "invalid_target", "{told}");
    }
}

#[test]
fn it_costs_one_trip_and_so_do_introspection_and_revocation() {
    let deployment = Deployment::new();
    let cost = |work: &dyn Fn() -> Value| {
        deployment.platform.reset_counts();
        let value = work();
        let Counts { batches, kv_reads, .. } = deployment.platform.counts();
        (value, batches, kv_reads)
    };
    let (_, _, cold) = cost(&|| json(&ask(&deployment, DAEMON, &[])));
    assert_eq!(cold, 2, "the application, then its API");
    let (tokens, batches, reads) = cost(&|| json(&ask(&deployment, DAEMON, &[])));
    assert_eq!((batches, reads), (1, 0));
    let access = token(&tokens, "access_token");
    let (told, batches, _) = cost(&|| introspect(&deployment, DAEMON, access));
    assert_eq!(
        (&told["active"], &told["sub"], batches),
        (&json!(true), &json!(DAEMON.client_id), 1)
    );
    let mut revoke = DAEMON.token(&[("token", access)]);
    revoke.path = "/revoke".to_owned();
    let (_, batches, _) = cost(&|| json!(deployment.send(revoke.clone()).status));
    assert_eq!(batches, 1);
    assert_eq!(introspect(&deployment, DAEMON, access), json!({"active": false}));
    let other = json(&ask(&deployment, DAEMON, &[]));
    assert_eq!(introspect(&deployment, DAEMON, token(&other, "access_token"))["active"], true);
    assert_eq!(introspect(&deployment, SUPPLIERS, token(&other, "access_token"))["active"], false);
}

#[test]
fn what_is_switched_off_gets_no_token_and_its_tokens_are_over() {
    let deployment = Deployment::new();
    let tokens = json(&ask(&deployment, DAEMON, &[]));
    let secret = vestibule::encode::hash::sha256(DAEMON.secret.unwrap());
    deployment.sql(&disable("secret", &secret));
    let told = json(&ask(&deployment, DAEMON, &[]));
    assert_eq!(told["error"], "invalid_client", "{told}");
    deployment.sql(&enable("secret", &secret));
    deployment.sql(&disable("app", DAEMON.client_id));
    let response = ask(&deployment, DAEMON, &[]);
    assert_eq!(response.status, 401, "{}", response.body);
    assert_eq!(introspect(&deployment, DAEMON, token(&tokens, "access_token"))["active"], false);
}
