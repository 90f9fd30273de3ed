//! Dynamic client registration (RFC 7591, OpenID Connect Dynamic Client Registration 1.0).

use crate::browser::*;
use base64ct::{Base64, Encoding};
use serde_json::{Value, json};
use vestibule::http::{Body, Method, Request, Response};
use vestibule::ports::OutboundResponse;

pub const INITIAL: &str = "an-initial-access-token-of-the-tests";
pub const CALLBACK: &str = "https://third.example/callback";

/// Woodgrove takes registrations, as `registration` says.
pub fn with_registration(registration: &Value) -> Deployment {
    let deployment = Deployment::new();
    deployment.edit("tenant", "\"defaultLanguage\"", &block(registration));
    deployment
}

fn block(registration: &Value) -> String {
    format!("\"registration\": {registration}, \"defaultLanguage\"")
}

pub fn guarded() -> Deployment {
    with_registration(&guard())
}

fn guard() -> Value {
    json!({"flows": ["supplier"], "initialAccessTokens": [{"plain": INITIAL}]})
}

fn open() -> Deployment {
    with_registration(&json!({"flows": ["supplier"], "open": true}))
}

/// A request with a JSON body and a Bearer token.
pub fn call(method: Method, path: &str, token: &str, body: Option<&Value>) -> Request {
    let mut request = get(path);
    request.method = method;
    if !token.is_empty() {
        request.headers.0.push(("authorization".into(), format!("Bearer {token}")));
    }
    if let Some(body) = body {
        request.headers.0.push(("content-type".into(), "application/json".into()));
        request.body = Body::Bytes(body.to_string().into_bytes());
    }
    request
}

pub fn register(deployment: &Deployment, metadata: &Value) -> Response {
    deployment.send(call(Method::Post, "/register", INITIAL, Some(metadata)))
}

/// What is answered to metadata that can be registered.
pub fn registered(deployment: &Deployment, metadata: &Value) -> Value {
    let response = register(deployment, metadata);
    assert_eq!(response.status, 201, "{}", response.body);
    assert_eq!(response.header("cache-control"), Some("no-store"));
    json(&response)
}

/// The application of a registration, for as long as the tests run.
pub fn app(told: &Value) -> App {
    let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
    App {
        client_id: leak(told["client_id"].as_str().unwrap()),
        redirect_uri: leak(told["redirect_uris"][0].as_str().unwrap()),
        secret: told["client_secret"].as_str().map(leak),
    }
}

/// Signs up for a registered application, which asks for consent; the code.
pub fn sign_up(browser: &mut Browser, app: App, email: &str) -> String {
    let page = sign_up_supplier(browser, app, email).page("consent");
    browser.submit(&page, &[("action", "approve")]).code()
}

#[test]
fn a_registered_application_signs_people_in_with_their_consent_once() {
    let deployment = guarded();
    let told = registered(
        &deployment,
        &json!({"redirect_uris": [CALLBACK], "client_name": "Third", "client_name#ar": "الثالث",
            "token_endpoint_auth_method": "client_secret_post"}),
    );
    assert!(told["client_id"].as_str().unwrap().starts_with("dyn-"));
    assert_eq!(told["client_secret_expires_at"], 0);
    assert_eq!(told["client_id_issued_at"], crate::support::NOW);
    let app = app(&told);
    let mut browser = Browser::new(&deployment);
    let page = sign_up_supplier(&mut browser, app, "ann@partner.example").page("consent");
    assert!(page.html.contains("Third"), "{}", page.html);
    let code = browser.submit(&page, &[("action", "approve")]).code();
    let wrong = deployment.send(App { secret: Some("wrong"), ..app }.redeem(&code));
    assert_eq!((wrong.status, &json(&wrong)["error"]), (401, &json!("invalid_client")));
    let tokens = json(&deployment.send(app.redeem(&code)));
    assert_eq!(tokens["error"], Value::Null, "{tokens}");
    let id_token = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!((&id_token["aud"], &id_token["email"]), (&told["client_id"], &Value::Null));
    let info = deployment.send(crate::people::userinfo(tokens["access_token"].as_str().unwrap()));
    assert_eq!(json(&info)["email"], "ann@partner.example", "where OpenID Connect tells it");
    let next = deployment.send(app.refresh(tokens["refresh_token"].as_str().unwrap()));
    assert_eq!(next.status, 200);
    browser.open(&app.authorize(&[("prompt", "none")])).code();
}

#[test]
fn who_names_no_method_may_send_the_secret_either_way_and_who_names_one_by_that_alone() {
    let deployment = guarded();
    for (named, in_body) in
        [(json!({}), 200), (json!({"token_endpoint_auth_method": "client_secret_basic"}), 401)]
    {
        let mut metadata = json!({"redirect_uris": [CALLBACK]});
        metadata.as_object_mut().unwrap().extend(named.as_object().unwrap().clone());
        let told = registered(&deployment, &metadata);
        assert_eq!(told["token_endpoint_auth_method"], json!("client_secret_basic"));
        let app = app(&told);
        let mut by_body = app.token(&[("token", "x")]);
        "/introspect".clone_into(&mut by_body.path);
        assert_eq!(deployment.send(by_body).status, in_body, "{named}");
        let pair = format!("{}:{}", app.client_id, app.secret.unwrap());
        let basic = format!("Basic {}", Base64::encode_string(pair.as_bytes()));
        let mut by_header = post("/introspect", &[("token", "x")]);
        by_header.headers.0.push(("authorization".into(), basic));
        assert_eq!(deployment.send(by_header).status, 200, "{named}");
    }
}

#[test]
fn an_application_gets_no_scope_that_the_tenant_does_not_give() {
    let deployment = with_registration(&json!({
        "flows": ["supplier"], "open": true, "scopes": ["openid", "profile", "email"],
    }));
    let told = registered(&deployment, &json!({"redirect_uris": [CALLBACK]}));
    assert_eq!(told["scope"], "openid profile email");
    let asked = json!({"redirect_uris": [CALLBACK], "scope": "email phone unknown"});
    let told = registered(&deployment, &asked);
    assert_eq!(told["scope"], "openid email");
    let mut browser = Browser::new(&deployment);
    let asked = browser.open(&app(&told).authorize(&[("scope", "phone")])).callback();
    assert_eq!(asked.first("error"), "invalid_scope");
    let known = [("scope", "openid phone"), ("prompt", "none")];
    let asked = browser.open(&app(&told).authorize(&known)).callback();
    assert_eq!(asked.first("error"), "login_required", "a scope that it was not given is left out");
}

#[test]
fn who_has_no_initial_access_token_is_refused() {
    let deployment = guarded();
    let metadata = json!({"redirect_uris": [CALLBACK]});
    let without = deployment.send(call(Method::Post, "/register", "", Some(&metadata)));
    assert_eq!((without.status, without.header("www-authenticate")), (401, Some("Bearer")));
    let wrong = deployment.send(call(Method::Post, "/register", "wrong", Some(&metadata)));
    assert_eq!((wrong.status, &json(&wrong)["error"]), (401, &json!("invalid_token")));
    assert!(wrong.header("www-authenticate").unwrap().contains("invalid_token"));
    assert!(deployment.sql("SELECT 1 FROM registrations").is_empty());
}

#[test]
fn registration_is_off_unless_the_tenant_turns_it_on_and_its_applications_end_with_it() {
    let deployment = guarded();
    let discovery = |deployment: &Deployment| {
        json(&deployment.send(get("/.well-known/openid-configuration")))["registration_endpoint"]
            .clone()
    };
    assert_eq!(discovery(&deployment), format!("{ISSUER}/register"));
    let told = registered(&deployment, &json!({"redirect_uris": [CALLBACK]}));
    let app = app(&told);
    let mut browser = Browser::new(&deployment);
    let code = sign_up(&mut browser, app, "ann@partner.example");
    deployment.edit("tenant", &block(&guard()), "\"defaultLanguage\"");
    deployment.platform.clock.advance(61);
    assert_eq!(discovery(&deployment), Value::Null);
    let refused = register(&deployment, &json!({"redirect_uris": [CALLBACK]}));
    let error = &json(&refused)["error"];
    assert_eq!((refused.status, error), (403, &json!("registration_not_supported")));
    assert_eq!(deployment.send(get(&app.authorize(&[]))).status, 400);
    assert_eq!(json(&deployment.send(app.redeem(&code)))["error"], "invalid_client");
}

#[test]
fn anybody_registers_openly_but_not_without_end() {
    let deployment = open().in_production();
    let metadata = json!({"redirect_uris": [CALLBACK]});
    let send = |ip: &str| {
        let mut request = call(Method::Post, "/register", "", Some(&metadata));
        request.ip = Some(ip.to_owned());
        deployment.send(request)
    };
    for at in 0..20 {
        assert_eq!(send("192.0.2.7").status, 201, "{at}");
    }
    let refused = send("192.0.2.7");
    assert_eq!(
        (refused.status, &json(&refused)["error"]),
        (429, &json!("temporarily_unavailable"))
    );
    assert!(refused.header("retry-after").is_some());
    assert_eq!(send("192.0.2.8").status, 201);
    assert_eq!(deployment.sql("SELECT 1 FROM registrations").len(), 21);
    deployment.platform.clock.advance(24 * 3600);
    assert_eq!(send("192.0.2.7").status, 201);
}

#[test]
fn who_registers_openly_has_another_host_asked_five_times_a_minute_at_most() {
    let deployment = open().in_production();
    deployment.platform.outbound.answer_with(|_| Ok(OutboundResponse::new(200, "[]")));
    let send = |ip: &str| {
        let metadata = json!({"redirect_uris": [CALLBACK], "sector_identifier_uri": "https://third.example/uris"});
        let mut request = call(Method::Post, "/register", "", Some(&metadata));
        request.ip = Some(ip.to_owned());
        deployment.send(request).status
    };
    let asked = || deployment.platform.outbound.requests().len();
    assert_eq!([(); 12].map(|()| send("192.0.2.7"))[3..7], [400, 400, 429, 429]);
    assert_eq!(asked(), 5);
    assert_eq!((send("192.0.2.8"), asked()), (400, 6));
    deployment.platform.clock.advance(60);
    assert_eq!((send("192.0.2.7"), asked()), (400, 7));
}

#[test]
fn a_document_gives_nobody_an_id_of_a_registration() {
    let deployment = guarded();
    let document = samples()["app/woodgrove-suppliers"].clone();
    deployment.platform.kv.put("app/dyn-1", &document);
    let asked = deployment.send(get(&SUPPLIERS.authorize(&[("client_id", "dyn-1")])));
    assert_eq!(asked.status, 400);
}

#[test]
fn secrets_and_tokens_are_kept_as_hashes_alone() {
    let deployment = guarded();
    let told = registered(&deployment, &json!({"redirect_uris": [CALLBACK]}));
    let row = format!("{:?}", deployment.sql("SELECT * FROM registrations"));
    for member in ["client_secret", "registration_access_token"] {
        assert!(!row.contains(told[member].as_str().unwrap()), "{member}");
    }
}
