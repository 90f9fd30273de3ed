//! `vestibule simulate`, as an administrator's CI calls it.

use crate::help::{folder, sample, vestibule};
use serde_json::{Value, json};
use std::fs;

const SAMPLE: [&str; 3] = ["--development", "--dir", "assets/sample"];

fn simulate(flow: &str, more: &[&str]) -> (i32, String, String) {
    vestibule(&[&["simulate", flow], &SAMPLE[..], more].concat())
}

/// What playing `script` came to: exit code, report, and what was said of it.
fn play(name: &str, flow: &str, script: &Value) -> (i32, Value, String) {
    let path = folder(&format!("simulate-{name}")).join("script.json");
    fs::write(&path, script.to_string()).unwrap();
    let (code, out, err) = simulate(flow, &["--json", "--script", path.to_str().unwrap()]);
    (code, serde_json::from_str(&out).unwrap_or_default(), err)
}

fn step(page: &str, fields: &Value) -> Value {
    json!({"page": page, "fields": fields})
}

fn until_attributes() -> Vec<Value> {
    vec![
        step("sign-up", &json!({"email": "kim@example.com"})),
        step("code", &json!({"code": "{code}"})),
        step("password", &json!({"password": "correct horse battery"})),
    ]
}

/// A customer's sign-up that ends as `expect` says.
fn customer(expect: &Value) -> Value {
    let mut steps = until_attributes();
    steps.push(step(
        "attributes",
        &json!({"givenName": "Kim", "surname": "Park", "country": "NO", "interests": ["cooking", "travel"]}),
    ));
    json!({"intent": "sign-up", "steps": steps, "expect": expect})
}

#[track_caller]
fn assert_fault(name: &str, script: &Value, line: &str) {
    let (code, _, err) = play(name, "customer", script);
    assert_eq!(code, 1, "{err}");
    assert!(err.strip_prefix("script").unwrap().trim_ascii_start().starts_with(line), "{err}");
}

#[test]
fn the_script_it_prints_for_any_sample_flow_and_application_passes_as_it_is() {
    let documents = crate::sample::documents();
    let apps = documents.iter().filter_map(|(key, text)| Some((key.strip_prefix("app/")?, text)));
    for (app, text) in apps {
        let flows = serde_json::from_str::<Value>(text).unwrap()["flows"].clone();
        for flow in flows.as_array().into_iter().flatten() {
            let flow = flow.as_str().unwrap();
            let (code, script, err) = simulate(flow, &["--app", app]);
            assert_eq!(code, 0, "{app} {flow}: {err}");
            let script: Value = serde_json::from_str(&script).unwrap();
            assert_eq!(script["application"], app);
            assert!(script["visits"][0]["expect"]["account"]["userType"].is_string(), "{script:#}");
            let (code, report, err) = play(app, flow, &script);
            assert_eq!(code, 0, "{app} {flow}: {err}");
            assert_eq!(report["visits"][1]["ending"]["idToken"]["aud"], app);
        }
    }
}

#[test]
fn the_script_it_prints_fits_patterns_ranges_domains_and_closed_doors() {
    let hard = sample("simulate-hard", |key, value| {
        if key == "flow/customer" {
            value["emailDomains"] = json!({"allowed": ["*.contoso.example"]});
            let inputs = &mut value["pages"][0]["inputs"];
            inputs[0]["pattern"] = json!("(Mr|Ms) [A-Z][a-z]+");
            inputs[1]["minLength"] = json!(20);
        }
        if key == "flow/supplier" {
            value["signUp"] = json!("closed");
        }
    });
    for flow in ["customer", "supplier"] {
        let call = ["simulate", flow, "--development", "--dir", hard.to_str().unwrap()];
        let (code, script, err) = vestibule(&call);
        assert_eq!(code, 0, "{err}");
        let path = hard.with_extension(flow);
        fs::write(&path, &script).unwrap();
        let played = [&call[..], &["--script", path.to_str().unwrap()]].concat();
        let (code, out, err) = vestibule(&played);
        assert_eq!(code, 0, "{out}{err}");
        let ends_with_an_account = out.contains("userType");
        assert_eq!(ends_with_an_account, flow == "customer", "{out}");
    }
}

#[test]
fn a_report_shows_pages_fields_mail_account_and_claims() {
    let expect = json!({
        "account": {"userType": "member", "attributes": {"country": "NO", "postalCode": null}, "terms": {}},
        "idToken": {"interests": ["cooking", "travel"], "phone_number": null},
        "userinfo": {"given_name": "Kim"},
        "accessToken": {"scope": "openid profile email"},
    });
    let script = json!({"day": "2026-11-22", "visits": [customer(&expect)]});
    let (code, report, err) = play("report", "customer", &script);
    assert_eq!(code, 0, "{err}");
    let pages = &report["visits"][0]["pages"];
    assert_eq!(pages[0]["title"], "Create an account");
    assert_eq!(pages[0]["mails"][0]["to"], "kim@example.com");
    let field = |page: usize, name: &str| {
        let fields = pages[page]["fields"].as_array().unwrap();
        fields.iter().find(|field| field["name"] == name).unwrap().clone()
    };
    assert_eq!(field(0, "email")["type"], "text");
    assert_eq!(field(3, "givenName")["label"], "First name");
    assert_eq!(field(3, "givenName")["required"], true);
    assert_eq!(field(3, "postalCode")["required"], false);
    assert_eq!(field(3, "interests")["options"][1], json!(["gardening", "Gardening"]));
    let ending = &report["visits"][0]["ending"];
    assert_eq!(ending["idToken"]["iat"], 1_795_348_800);
    assert_eq!(ending["account"]["enrolments"][0]["flow"], "customer");
}

#[test]
fn what_was_wrong_with_an_answer_can_be_expected() {
    let mut steps = until_attributes();
    steps.insert(1, json!({"page": "code", "fields": {"code": "00000000"}}));
    steps.push(step("attributes", &json!({"givenName": "Kim", "country": "NO"})));
    let again = json!({
        "title": "About you",
        "errors": {"surname": "Enter an answer."},
        "fields": ["givenName", "surname", "country", "postalCode", "interests"],
    });
    steps.push(json!({"page": "attributes", "fields": {"surname": "Park"}, "expect": again}));
    let visit = json!({"intent": "sign-up", "language": "en", "steps": steps});
    let (code, report, err) = play("errors", "customer", &json!({"visits": [visit]}));
    assert_eq!(code, 0, "{err}");
    let wrong = &report["visits"][0]["pages"][2]["fields"][0];
    assert_eq!((wrong["name"].as_str(), wrong["error"].is_string()), (Some("code"), true));
}

#[test]
fn later_visits_know_the_account_and_the_session() {
    let new = "another horse battery";
    let visits = json!([
        customer(&json!({"account": {"hasPassword": true}})),
        {"steps": []},
        {"parameters": {"prompt": "none"}, "newBrowser": true, "expect": {"error": "login_required"}},
        {"intent": "reset", "daysLater": 40, "language": "de", "steps": [
            {"page": "reset", "fields": {"email": "kim@example.com"}},
            {"page": "code", "fields": {"code": "{code}"}},
            {"page": "new-password", "fields": {"password": new}},
        ]},
        {"newBrowser": true, "steps": [
            {"page": "sign-in", "link": "sign-up"},
            {"page": "sign-up", "link": "sign-in"},
            {"page": "sign-in", "fields": {"email": "kim@example.com", "password": new, "keep": true}},
        ]},
    ]);
    let (code, report, err) = play("later", "customer", &json!({"visits": visits}));
    assert_eq!(code, 0, "{err}");
    assert_eq!(report["visits"][1]["pages"], json!([]));
    assert_ne!(report["visits"][3]["pages"][0]["title"], "Forgot your password?");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_is_not_as_expected_is_told_with_its_place_and_what_was_there() {
    let visits = |visit: Value| json!({"visits": [visit]});
    let with = |change: &dyn Fn(&mut Value)| {
        let mut visit = customer(&json!({}));
        change(&mut visit);
        visits(visit)
    };
    for (name, script, line) in [
        (
            "claim",
            visits(customer(&json!({"idToken": {"acct": 1}}))),
            r"/visits/0/expect/idToken/acct: expected 1, found 0",
        ),
        (
            "attribute",
            visits(customer(&json!({"account": {"attributes": {"city": "Oslo"}}}))),
            r#"/visits/0/expect/account/attributes/city: expected "Oslo", found nothing"#,
        ),
        (
            "error",
            visits(customer(&json!({"error": "access_denied"}))),
            r#"/visits/0/expect/error: expected "access_denied", found nothing"#,
        ),
        (
            "unanswered",
            with(&|visit| drop(visit["steps"].as_array_mut().unwrap().pop())),
            "/visits/0/steps: nothing answers the page attributes (About you); its fields: there are: givenName, surname,",
        ),
        (
            "page",
            with(&|visit| visit["steps"][1]["page"] = json!("password")),
            "/visits/0/steps/1/page: expected password, found the page code (Check your email)",
        ),
        (
            "field",
            with(&|visit| visit["steps"][0]["fields"]["emial"] = json!("x")),
            "/visits/0/steps/0/fields/emial: the page sign-up has no field emial; there are: email",
        ),
        (
            "option",
            with(&|visit| visit["steps"][3]["fields"]["interests"] = json!(["fishing"])),
            "/visits/0/steps/3/fields/interests: fishing is not an option of interests; there are: cooking,",
        ),
        (
            "fixed",
            with(&|visit| visit["steps"][2]["fields"]["email"] = json!("eve@example.com")),
            "/visits/0/steps/2/fields/email: email can't be changed",
        ),
        (
            "button",
            with(&|visit| visit["steps"][1]["button"] = json!("send")),
            "/visits/0/steps/1/button: the page code has no button send; there are: resend, more-time",
        ),
        (
            "link",
            with(&|visit| visit["steps"][0]["link"] = json!("reset")),
            "/visits/0/steps/0/link: the page sign-up has no link to reset; there are: sign-in",
        ),
        (
            "title",
            with(&|visit| visit["steps"][0]["expect"] = json!({"title": "Join us"})),
            r#"/visits/0/steps/0/expect/title: expected "Join us", found "Create an account""#,
        ),
        (
            "over",
            with(&|visit| visit["steps"].as_array_mut().unwrap().push(step("consent", &json!({})))),
            "/visits/0/steps/4: the person is back at the application already",
        ),
        (
            "denied",
            visits(json!({"parameters": {"prompt": "none"}})),
            r#"/visits/0/expect/error: expected nothing, found "login_required: "#,
        ),
        (
            "structure",
            json!({"visits": [{"stepz": []}]}),
            "/visits/0/stepz: unknown field `stepz`; allowed: ",
        ),
        (
            "parameter",
            json!({"visits": [{"parameters": {"client_id": "x"}}]}),
            "/visits/0/parameters/client_id: unknown field `client_id`; allowed: login_hint, max_age, prompt, scope",
        ),
        (
            "intent",
            json!({"visits": [{"intent": "leave"}]}),
            "/visits/0/intent: `leave` is not allowed; allowed: ",
        ),
        ("day", json!({"day": "2026-02-30", "visits": []}), "/day: 2026-02-30 is no day"),
        ("empty", json!({}), ": missing field `visits`"),
    ] {
        assert_fault(name, &script, line);
    }
}

#[test]
fn a_wrong_call_says_what_there_is() {
    for (arguments, code, words) in [
        (&["simulate"][..], 2, "the flow's id is needed"),
        (
            &["simulate", "partner"],
            2,
            "there is no flow partner; there are: customer, reseller, supplier",
        ),
        (
            &["simulate", "customer", "--app", "x"],
            2,
            "no application x that names the flow customer",
        ),
        (&["simulate", "customer", "--script", "nowhere.json"], 1, "nowhere.json"),
    ] {
        let (answered, _, err) = vestibule(&[arguments, &SAMPLE[..]].concat());
        assert_eq!(answered, code, "{err}");
        assert!(err.contains(words), "{err}");
    }
    let (code, _, err) = vestibule(&["simulate", "customer", "--dir", "assets/sample"]);
    assert_eq!(code, 1);
    assert!(err.contains("for development alone"), "{err}");
}
