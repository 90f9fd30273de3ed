//! What administrators see, in English alone.

use serde_json::{Map, Value, json};
use vestibule::http::Form;
use vestibule::language::Language;
use vestibule::pages::Frame;
use vestibule::pages::run_user_flow::preview::{self, Preview};
use vestibule::pages::run_user_flow::result::{self, Came, RunResult, Shown};
use vestibule::pages::run_user_flow::{self, Run, RunUserFlow};

pub fn for_administrators(frame: &Frame) -> Vec<(&'static str, String)> {
    if frame.words.tag() != "en" {
        return Vec::new();
    }
    let frame = Frame { application: None, languages: &[], ..*frame };
    let run = |client_id: &str, application: &str, flow: &str| Run {
        client_id: client_id.to_owned(),
        application: application.to_owned(),
        flow: flow.to_owned(),
    };
    let runs = [
        run("demo-shop", "Woodgrove shop (demo)", "customer"),
        run("demo-suppliers", "Woodgrove suppliers (demo)", "supplier"),
    ];
    let flows = ["customer".to_owned(), "supplier".to_owned()];
    let entered =
        Form(vec![("run".into(), "demo-shop customer".into()), ("max_age".into(), "soon".into())]);
    let nothing = Form::default();
    let values = RunUserFlow {
        token: "token",
        runs: &runs,
        flows: &flows,
        languages: Language::ALL,
        entered: &nothing,
        problem: None,
    };
    let refused = RunUserFlow {
        entered: &entered,
        problem: Some("max_age must be a number".to_owned()),
        ..values.clone()
    };
    let shown =
        |came| result::page(&frame, &RunResult { client_id: "demo-shop", came }).into_string();
    vec![
        ("run-user-flow", run_user_flow::page(&frame, &values).into_string()),
        ("run-user-flow.refused", run_user_flow::page(&frame, &refused).into_string()),
        ("run-result", shown(tokens())),
        ("run-result.error", shown(error())),
        ("preview", preview(&frame)),
    ]
}

fn preview(frame: &Frame) -> String {
    let samples = ["sign-in", "sign-in-wrong", "attributes-1"].map(str::to_owned);
    let values = Preview {
        flow: "customer",
        applications: &[("demo-shop".to_owned(), "Woodgrove shop (demo)".to_owned())],
        languages: Language::ALL,
        language: Language::Ar,
        samples: Some(("demo-shop", &samples)),
        sample: "attributes-1",
    };
    preview::page(frame, &values).into_string()
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn tokens() -> Came {
    let claims = json!({"aud": "run-user-flow", "iat": 1_795_305_600, "name": "Ana <Fernandes>", "interests": ["cooking"]});
    let token = |claims: &Value| Shown {
        header: object(&json!({"alg": "RS256", "kid": "k1", "typ": "JWT"})),
        claims: object(claims),
        token: "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJydW4tdXNlci1mbG93In0.c2lnbmF0dXJl".to_owned(),
    };
    let access = json!({"client_id": "run-user-flow", "scope": "openid profile email"});
    Came::Tokens {
        id_token: token(&claims),
        access_token: token(&access),
        userinfo: object(&json!({"email_verified": true})),
    }
}

fn error() -> Came {
    Came::Error {
        code: "access_denied".to_owned(),
        description: "the person did not agree (consent_denied, correlation id 8c0f6a1e)"
            .to_owned(),
    }
}
