//! Valid requests at every endpoint.

use super::world::World;
use crate::browser::*;
use crate::dpop::{bound_userinfo, proving};
use crate::people::*;
use crate::registration::{CALLBACK, INITIAL, call};
use serde_json::json;
use vestibule::http::{Form, Method, Request};
use vestibule::native;

pub const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

pub fn at(mut request: Request, path: &str) -> Request {
    path.clone_into(&mut request.path);
    request
}

pub fn redeem(world: &mut World) -> Request {
    SUPPLIERS.redeem(&world.code)
}

pub fn redeem_with_proof(world: &mut World) -> Request {
    let request = SUPPLIERS.redeem(&world.code);
    proving(&world.deployment, &world.key, request, &json!({}))
}

pub fn refresh(world: &mut World) -> Request {
    SUPPLIERS.refresh(token(&world.tokens, "refresh_token"))
}

pub fn client_credentials(_: &mut World) -> Request {
    let secret = Some("woodgrove-replenishment-sample-secret");
    let daemon = App { client_id: "woodgrove-replenishment", redirect_uri: "", secret };
    daemon.token(&[("grant_type", "client_credentials"), ("scope", "orders.read")])
}

pub fn poll(world: &mut World) -> Request {
    let code = world.device["device_code"].as_str().unwrap();
    SUPPLIERS.token(&[("grant_type", DEVICE_CODE), ("device_code", code)])
}

pub fn push_with_assertion(world: &mut World) -> Request {
    let query =
        PROCUREMENT.authorize(&[("claims", r#"{"id_token":{"name":null}}"#), ("max_age", "60")]);
    let mut form = Form::parse(query.split_once('?').unwrap().1.as_bytes());
    let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    form.0.push(("client_assertion_type".to_owned(), kind.to_owned()));
    form.0.push(("client_assertion".to_owned(), world.assertion()));
    native::post(ISSUER, "/par", &form)
}

pub fn push_object(world: &mut World) -> Request {
    at(SUPPLIERS.token(&[("request", &world.object())]), "/par")
}

pub fn device_authorization(_: &mut World) -> Request {
    at(SUPPLIERS.token(&[("scope", "openid offline_access")]), "/device_authorization")
}

pub fn introspect(world: &mut World) -> Request {
    at(SUPPLIERS.token(&[("token", token(&world.tokens, "access_token"))]), "/introspect")
}

pub fn revoke(world: &mut World) -> Request {
    let other = world.bound.clone();
    at(SUPPLIERS.token(&[("token", &other), ("token_type_hint", "access_token")]), "/revoke")
}

pub fn userinfo_bearer(world: &mut World) -> Request {
    userinfo(token(&world.tokens, "access_token"))
}

pub fn userinfo_posted(world: &mut World) -> Request {
    post("/userinfo", &[("access_token", token(&world.tokens, "access_token"))])
}

pub fn userinfo_bound(world: &mut World) -> Request {
    proving(&world.deployment, &world.key, bound_userinfo(&world.bound), &json!({}))
}

pub fn register(_: &mut World) -> Request {
    let metadata = json!({
        "redirect_uris": [CALLBACK], "client_name": "Third", "client_name#de": "Dritte", "scope": "openid email",
        "grant_types": ["authorization_code"], "response_types": ["code"], "default_max_age": 60,
        "token_endpoint_auth_method": "client_secret_jwt", "subject_type": "pairwise",
        "contacts": ["a@third.example"], "backchannel_logout_uri": "https://third.example/out",
    });
    call(Method::Post, "/register", INITIAL, Some(&metadata))
}

pub fn read_registration(world: &mut World) -> Request {
    world.registration_request(Method::Get, None)
}

pub fn replace_registration(world: &mut World) -> Request {
    let id = &world.registration["client_id"];
    world.registration_request(
        Method::Put,
        Some(&json!({"client_id": id, "redirect_uris": [CALLBACK]})),
    )
}

pub fn authorize(world: &mut World) -> Request {
    let claims =
        r#"{"userinfo":{"email":{"essential":true}},"id_token":{"acr":{"values":["aal1"]}}}"#;
    let extra =
        [("prompt", "none"), ("claims", claims), ("max_age", "3600"), ("ui_locales", "de en")];
    let request = get(&SUPPLIERS.authorize(&extra));
    world.session(request)
}

pub fn authorize_posted(_: &mut World) -> Request {
    let query = SUPPLIERS.authorize(&[("response_mode", "form_post")]);
    native::post(ISSUER, "/authorize", &Form::parse(query.split_once('?').unwrap().1.as_bytes()))
}

pub fn authorize_object(world: &mut World) -> Request {
    let object = world.object();
    let request = get(&format!("/authorize?client_id={}&request={object}", SUPPLIERS.client_id));
    world.session(request)
}

pub fn logout(world: &mut World) -> Request {
    let hint = token(&world.tokens, "id_token").to_owned();
    let form = [("post_logout_redirect_uri", "http://localhost:3000/"), ("state", "a")];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let path = format!("/logout?{}&id_token_hint={hint}x", Form(form).encode());
    world.session(get(&path))
}

pub fn sign_out(world: &mut World) -> Request {
    world.sign_in();
    let page = world.browser.open("/logout").page("sign-out");
    let form =
        Form(vec![("token".to_owned(), page.token), ("logout-confirm".to_owned(), "1".to_owned())]);
    world.browser.with_cookies(native::submit(ISSUER, "/logout", &form))
}

pub fn account(world: &mut World) -> Request {
    world.session(get("/account"))
}

pub fn withdraw(world: &mut World) -> Request {
    world.sign_in();
    let page = world.browser.open("/account").page("account");
    let fields = [("token", page.token.as_str()), ("withdraw", "woodgrove-shop")];
    world.browser.with_cookies(post("/account", &fields))
}

pub fn device(world: &mut World) -> Request {
    let code = world.device["user_code"].as_str().unwrap();
    let path = format!("/device?user_code={code}");
    world.session(get(&path))
}

pub fn flow_page(world: &mut World) -> Request {
    let path = world.flow.action.clone();
    world.browser.with_cookies(get(&path))
}

pub fn flow_form(world: &mut World) -> Request {
    world.people += 1;
    let email = format!("bob{}@partner.example", world.people);
    let fields =
        [("token", world.flow.token.as_str()), ("email", &email), ("action", "email_code")];
    let form = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    world.browser.with_cookies(native::submit(ISSUER, &world.flow.action, &Form(form)))
}

pub fn discovery(_: &mut World) -> Request {
    get("/.well-known/openid-configuration?user_flow=supplier")
}

pub fn jwks(_: &mut World) -> Request {
    get("/jwks")
}

pub fn check_session(_: &mut World) -> Request {
    get("/check-session")
}

pub fn resource(_: &mut World) -> Request {
    get("/.well-known/oauth-protected-resource/userinfo")
}
