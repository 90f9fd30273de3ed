//! An error is told with a code and the correlation id that its log line has.

use crate::browser::*;
use crate::people::*;
use serde_json::Value;
use vestibule::http::{Form, Method, Request, Response};

/// The id of an answer, and the `error` line that the log has of it.
fn logged(deployment: &Deployment, response: &Response) -> (String, Value) {
    let id = response.header("x-correlation-id").expect("every answer has an id").to_owned();
    let lines = deployment.platform.log.lines();
    let lines = lines.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found: Vec<Value> =
        lines.filter(|line| line["event"] == "error" && line["correlation"] == *id).collect();
    assert_eq!(found.len(), 1, "one line an error: {found:?}");
    (id, found[0].clone())
}

fn fields<'a>(line: &'a Value, names: [&str; 4]) -> [&'a str; 4] {
    names.map(|name| line[name].as_str().unwrap_or_default())
}

const NAMES: [&str; 4] = ["audience", "code", "reason", "application"];

#[test]
fn an_error_page_shows_the_code_and_the_id_of_its_log_line() {
    let deployment = Deployment::new();
    let evil = [("redirect_uri", "https://evil.example/")];
    for (request, expected) in [
        (get("/nowhere"), ["person", "not_found", "", ""]),
        (
            get(&SUPPLIERS.authorize(&[("client_id", "nobody")])),
            ["person", "unknown_application", "", ""],
        ),
        (
            get(&SUPPLIERS.authorize(&evil)),
            ["person", "redirect_uri_not_registered", "not_registered", "woodgrove-suppliers"],
        ),
        (
            get("/flow/x/sign-in?client_id=woodgrove-shop"),
            ["person", "transaction_gone", "", "woodgrove-shop"],
        ),
        (
            with_header(post("/flow/x/sign-in", &[]), "origin", "https://evil.example"),
            ["person", "forbidden", "origin", ""],
        ),
    ] {
        let response = deployment.send(request);
        let (id, line) = logged(&deployment, &response);
        assert_eq!(fields(&line, NAMES), expected);
        assert_eq!(response.header("x-vestibule-error"), Some(expected[1]));
        let shown = format!("<code>{}</code> · <code>{id}</code>", expected[1]);
        assert!(response.body.contains(&shown), "{}", response.body);
    }
}

#[test]
fn a_callback_tells_cause_and_id_in_its_description() {
    let deployment = Deployment::new();
    for (changes, code, cause) in [
        ([("prompt", "none")], "login_required", "not_signed_in"),
        ([("response_type", "token")], "unsupported_response_type", "response_type_not_code"),
        ([("user_flow", "customer")], "invalid_request", "user_flow_not_allowed"),
    ] {
        let response = deployment.send(get(&SUPPLIERS.authorize(&changes)));
        let (id, line) = logged(&deployment, &response);
        let query = response.header("location").unwrap().split_once('?').unwrap().1;
        let told = Form::parse(query.as_bytes());
        assert!(
            told.first("error_description").ends_with(&format!("({cause}, correlation id {id})")),
            "{told:?}"
        );
        assert_eq!(fields(&line, NAMES), ["callback", code, cause, "woodgrove-suppliers"]);
    }
}

#[test]
fn in_development_an_error_page_shows_what_came_what_is_registered_and_what_to_change() {
    let deployment = Deployment::new();
    deployment.edit(
        "app/woodgrove-shop",
        r#""http://localhost:3000/spa""#,
        r#""http://localhost:3000/spa", "https://suppliers.example/oauth/callback""#,
    );
    let production = deployment.in_production();
    let logout = "/logout?client_id=woodgrove-shop&post_logout_redirect_uri=http://localhost/";
    let slash = [("redirect_uri", "https://suppliers.example/oauth/callback/")];
    let nobody = SHOP.authorize(&[("client_id", "nobody")]);
    let twice = SHOP.authorize(&[]) + "&client_id=x";
    for (path, shown) in [
        (nobody, ["client_id=nobody", "no document app/nobody", "within two minutes"]),
        (SHOP.authorize(&[("client_id", "../x")]), ["client_id=../x", "letters", "app/…"]),
        (SHOP.authorize(&[("client_id", "")]), ["no client_id", "app/{", "send client_id"]),
        (twice, ["client_id=woodgrove-shop client_id=x", "once", "send client_id once"]),
        (
            SHOP.authorize(&slash),
            [
                "redirect_uri=https://suppliers.example/oauth/callback/",
                "http://localhost:3000/spa https://suppliers.example/oauth/callback<",
                "send https://suppliers.example/oauth/callback, the nearest one registered \
                 (they differ from character 41 on), or add the one received to redirectUris of \
                 app/woodgrove-shop",
            ],
        ),
        (
            logout.to_owned(),
            [
                "post_logout_redirect_uri=http://localhost/",
                ">http://localhost:3000/<",
                "postLogout",
            ],
        ),
    ] {
        let page = deployment.send(get(&path)).body;
        for shown in shown {
            assert!(page.contains(shown), "{shown} in {page}");
        }
        let page = production.send(get(&path)).body;
        assert!(!page.contains("<dl"), "{page}");
        assert!(shown[1..].iter().all(|shown| !page.contains(shown)), "{page}");
    }
}

#[test]
fn every_error_page_that_an_application_is_known_for_leads_back_to_it() {
    let deployment = Deployment::new().in_production();
    let home = "href=\"http://localhost:3000/\"";
    let own = [("sec-fetch-site", "cross-site")];
    let step = "/flow/x/sign-in?client_id=woodgrove-shop";
    for request in [
        get(step),
        with_header(post(step, &[]), own[0].0, own[0].1),
        get(&SHOP.authorize(&[("redirect_uri", "https://evil.example/")])),
        get(&(SHOP.authorize(&[]) + "&client_id=woodgrove-shop")),
        post("/authorize", &[("client_id", "woodgrove-shop"), ("state", &"x".repeat(13_000))]),
        Request { method: Method::Other, ..get(step) },
    ] {
        let page = deployment.send(request);
        assert!(page.status >= 400 && page.body.contains(home), "{}", page.body);
        assert!(page.body.contains("Back to Woodgrove shop"), "{}", page.body);
    }
}

#[test]
fn an_error_page_is_in_the_language_that_the_application_asked_for() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[("ui_locales", "ar")])).page("sign-in");
    let step = page.action.split('?').next().unwrap().to_owned();
    for path in [
        step.replace("sign-in", "nowhere"),
        SUPPLIERS.authorize(&[("ui_locales", "ar"), ("redirect_uri", "https://evil.example/")]),
        "/logout?client_id=woodgrove-suppliers&ui_locales=ar&state=1&state=2".to_owned(),
    ] {
        let page = browser.open(&path).page("error");
        assert!(page.html.contains("lang=\"ar\""), "{path}: {}", page.html);
        assert!(page.html.contains("href=\"http://localhost:3000/\""), "{path}: {}", page.html);
    }
    deployment.platform.database.set_unavailable(true);
    let page = browser.submit(&page, &[("email", "ann@partner.example"), ("password", "x")]);
    assert!(page.page("error").html.contains("lang=\"ar\""));
}

#[test]
fn an_error_page_without_an_application_can_be_tried_again_where_that_may_help() {
    let deployment = Deployment::new().in_production();
    let again = |path: &str| {
        let page = deployment.send(get(path)).body;
        let (_, page) = page.split_once("<main")?;
        page.split(" href=\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned())
    };
    let unknown = again("/authorize?client_id=nobody&state=a%22b").unwrap();
    assert_eq!(unknown, "/authorize?client_id=nobody&amp;state=a%22b");
    assert_eq!(again("/logout?state=a&state=b").unwrap(), "/logout");
}

fn token_request(fields: &[(&str, &str)]) -> Request {
    post("/token", &[&[("client_id", "woodgrove-suppliers")], fields].concat())
}

#[test]
fn a_client_is_told_cause_and_id_as_json_and_in_its_challenge() {
    let deployment = Deployment::new();
    let suppliers = "woodgrove-suppliers";
    for (request, code, cause, application) in [
        (SUPPLIERS.redeem("x"), "invalid_grant", "code_unknown", suppliers),
        (SUPPLIERS.refresh("x"), "invalid_grant", "refresh_token_unknown", suppliers),
        (token_request(&[]), "invalid_client", "client_secret_missing", suppliers),
        (
            token_request(&[("client_secret", "x")]),
            "invalid_client",
            "client_secret_wrong",
            suppliers,
        ),
        (token_request(&[("client_id", "x")]), "invalid_request", "parameter_repeated", suppliers),
        (post("/token", &[("client_id", "nobody")]), "invalid_client", "unknown_application", ""),
        (get("/token"), "invalid_request", "method_not_allowed", ""),
        (get("/userinfo"), "invalid_token", "access_token_missing", ""),
        (userinfo("x"), "invalid_token", "access_token_not_valid", ""),
    ] {
        let response = deployment.send(request);
        let (id, line) = logged(&deployment, &response);
        let told = json(&response);
        let ending = format!("({cause}, correlation id {id})");
        let description = told["error_description"].as_str().unwrap();
        assert!(description.ends_with(&ending), "{told}");
        assert_eq!((&told["error"], &told["correlation_id"]), (&code.into(), &id.into()));
        assert_eq!(fields(&line, NAMES), ["client", code, cause, application]);
        if let Some(challenge) = response.header("www-authenticate")
            && cause != "access_token_missing"
        {
            assert!(challenge.contains(&ending), "{challenge}");
        }
    }
}

#[test]
fn a_failure_of_ours_is_one_line_with_its_reason_and_one_with_what_was_told() {
    let deployment = Deployment::new();
    let mut browser = Browser::new(&deployment);
    let page = ask_for_code(&mut browser, SUPPLIERS, "ann@partner.example");
    deployment.platform.database.set_unavailable(true);
    let response = browser.send(get(&page.action));
    let (id, line) = logged(&deployment, &response);
    let expected = ["person", "temporarily_unavailable", "", "woodgrove-suppliers"];
    assert_eq!(fields(&line, NAMES), expected);
    let failures = deployment.platform.log.lines();
    let failures = failures.iter().filter(|line| {
        line.contains("\"failure\"") && line.contains(&id) && line.contains("\"temporary\":true")
    });
    assert_eq!(failures.count(), 1);
}
