//! A registration is read, replaced and deleted by its application alone (RFC 7592).

use crate::browser::*;
use crate::registration::*;
use serde_json::{Value, json};
use vestibule::http::{Method, Response};

fn web() -> Value {
    json!({
        "redirect_uris": [CALLBACK],
        "client_name": "Third",
        "token_endpoint_auth_method": "client_secret_post",
    })
}

fn path(told: &Value) -> String {
    let uri = told["registration_client_uri"].as_str().unwrap();
    uri.strip_prefix(ISSUER).unwrap().to_owned()
}

/// What an application sends to its registration, with its token.
fn manage(deployment: &Deployment, told: &Value, method: Method, body: Option<&Value>) -> Response {
    let token = told["registration_access_token"].as_str().unwrap();
    deployment.send(call(method, &path(told), token, body))
}

#[test]
fn its_application_reads_what_is_registered_but_no_secret() {
    let deployment = guarded();
    let told = registered(&deployment, &web());
    let read = manage(&deployment, &told, Method::Get, None);
    assert_eq!((read.status, read.header("cache-control")), (200, Some("no-store")));
    let mut expected = told.clone();
    for secret in ["client_secret", "client_secret_expires_at"] {
        expected.as_object_mut().unwrap().remove(secret);
    }
    assert_eq!(json(&read), expected);
}

#[test]
fn nobody_else_reads_replaces_or_deletes_it() {
    let deployment = guarded();
    let (told, other) = (registered(&deployment, &web()), registered(&deployment, &web()));
    let foreign = other["registration_access_token"].as_str().unwrap();
    for (token, path) in [
        (foreign, path(&told)),
        (INITIAL, path(&told)),
        ("x", path(&told)),
        (foreign, "/register/dyn-0".to_owned()),
        (foreign, "/register/woodgrove-shop".to_owned()),
    ] {
        for method in [Method::Get, Method::Put, Method::Delete] {
            let refused = deployment.send(call(method, &path, token, Some(&web())));
            let error = &json(&refused)["error"];
            assert_eq!((refused.status, error), (401, &json!("invalid_token")), "{path}");
            assert!(refused.header("www-authenticate").unwrap().starts_with("Bearer error="));
        }
    }
    let without = deployment.send(get(&path(&told)));
    assert_eq!((without.status, without.header("www-authenticate")), (401, Some("Bearer")));
    let posted = manage(&deployment, &told, Method::Post, Some(&web()));
    assert_eq!((posted.status, posted.header("allow")), (405, Some("GET, HEAD, PUT, DELETE")));
    assert_eq!(manage(&deployment, &told, Method::Get, None).status, 200);
}

#[test]
fn a_replacement_is_whole_counts_at_once_and_keeps_the_secret() {
    let deployment = guarded();
    let told = registered(&deployment, &web());
    let app = app(&told);
    let mut browser = Browser::new(&deployment);
    browser.open(&app.authorize(&[])).page("sign-in");
    let moved = "https://third.example/moved";
    let replacement = json!({
        "client_id": app.client_id,
        "client_secret": app.secret,
        "redirect_uris": [moved],
        "token_endpoint_auth_method": "client_secret_post",
    });
    let replaced = manage(&deployment, &told, Method::Put, Some(&replacement));
    assert_eq!(replaced.status, 200, "{}", replaced.body);
    let replaced = json(&replaced);
    assert_eq!(
        (&replaced["client_name"], &replaced["redirect_uris"]),
        (&Value::Null, &json!([moved]))
    );
    assert!(replaced["client_secret"].is_null());
    assert_eq!(json(&manage(&deployment, &told, Method::Get, None)), replaced);
    assert_eq!(deployment.send(get(&app.authorize(&[]))).status, 400);
    let app = App { redirect_uri: moved, ..app };
    let code = sign_up(&mut browser, app, "ann@partner.example");
    assert_eq!(deployment.send(app.redeem(&code)).status, 200);
}

#[test]
fn a_replacement_with_a_fault_changes_nothing_and_no_secret_is_chosen() {
    let deployment = guarded();
    let told = registered(&deployment, &web());
    for (member, value, error) in [
        ("client_id", json!("dyn-other"), "invalid_client_metadata"),
        ("client_id", Value::Null, "invalid_client_metadata"),
        ("client_secret", json!("my own choice"), "invalid_client_metadata"),
        ("redirect_uris", json!(["http://third.example/"]), "invalid_redirect_uri"),
    ] {
        let mut replacement = web();
        replacement["client_id"] = told["client_id"].clone();
        replacement[member] = value;
        let refused = manage(&deployment, &told, Method::Put, Some(&replacement));
        assert_eq!((refused.status, &json(&refused)["error"]), (400, &json!(error)), "{member}");
    }
    let read = json(&manage(&deployment, &told, Method::Get, None));
    assert_eq!(read["redirect_uris"], told["redirect_uris"]);
}

#[test]
fn a_secret_is_made_and_dropped_as_the_method_wants() {
    let deployment = guarded();
    let public = json!({"redirect_uris": [CALLBACK], "token_endpoint_auth_method": "none"});
    let told = registered(&deployment, &public);
    assert!(told["client_secret"].is_null());
    let replace = |mut replacement: Value| {
        replacement["client_id"] = told["client_id"].clone();
        json(&manage(&deployment, &told, Method::Put, Some(&replacement)))
    };
    let first = replace(web())["client_secret"].as_str().unwrap().to_owned();
    assert!(replace(web())["client_secret"].is_null(), "it is kept");
    assert!(replace(public.clone())["client_secret"].is_null());
    assert!(deployment.sql("SELECT 1 FROM registrations WHERE secret IS NOT NULL").is_empty());
    assert_ne!(replace(web())["client_secret"], first);
}

#[test]
fn with_a_registration_all_ends_that_its_application_was_given() {
    let deployment = guarded();
    let told = registered(&deployment, &web());
    let app = app(&told);
    let mut browser = Browser::new(&deployment);
    let code = sign_up(&mut browser, app, "ann@partner.example");
    let tokens = json(&deployment.send(app.redeem(&code)));
    let unused = browser.open(&app.authorize(&[])).code();
    // An isolate that still knows the application.
    let elsewhere = deployment.new_isolate();
    elsewhere.send(get(&app.authorize(&[])));
    let deleted = manage(&deployment, &told, Method::Delete, None);
    assert_eq!((deleted.status, deleted.body.as_str()), (204, ""));
    for deployment in [&deployment, &elsewhere] {
        let mut userinfo = get("/userinfo");
        let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
        userinfo.headers.0.push(("authorization".into(), bearer));
        assert_eq!(deployment.send(userinfo).status, 401);
        let refresh = app.refresh(tokens["refresh_token"].as_str().unwrap());
        assert!(deployment.send(refresh).status >= 400);
        assert!(deployment.send(app.redeem(&unused)).status >= 400);
        let mut browser =
            Browser { deployment: (*deployment).clone(), cookies: browser.cookies.clone() };
        let answer = browser.send(get(&app.authorize(&[])));
        let location = answer.header("location").unwrap_or_default();
        assert!(!location.contains("code="), "{location}");
    }
    for table in ["registrations", "codes", "consents"] {
        assert!(deployment.sql(&format!("SELECT 1 FROM {table}")).is_empty(), "{table}");
    }
    let gone = manage(&deployment, &told, Method::Get, None);
    assert_eq!((gone.status, &json(&gone)["error"]), (401, &json!("invalid_token")));
}

#[test]
fn a_registration_is_over_at_its_time_and_leaves_the_database() {
    let deployment =
        with_registration(&json!({"flows": ["supplier"], "open": true, "expiresAfterDays": 30}));
    let told = registered(&deployment, &web());
    let end = crate::support::NOW + 30 * 24 * 3600;
    assert_eq!(told["client_secret_expires_at"], end);
    deployment.platform.clock.set(end - 1);
    assert_eq!(manage(&deployment, &told, Method::Get, None).status, 200);
    let app = app(&told);
    Browser::new(&deployment).open(&app.authorize(&[])).page("sign-in");
    deployment.platform.clock.set(end + 61);
    assert_eq!(manage(&deployment, &told, Method::Get, None).status, 401);
    assert_eq!(deployment.send(get(&app.authorize(&[]))).status, 400);
    deployment.schedule();
    assert!(deployment.sql("SELECT 1 FROM registrations").is_empty());
}
