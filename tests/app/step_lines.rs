//! The log's line of a step: one for each form that was sent, whatever became of it.

use crate::browser::*;
use crate::steps::{form, steps};
use serde_json::Value;
use vestibule::http::{Body, Headers, Request};
use vestibule::native::Fault;

/// The lines of the step that was posted, since `before`: outcome and reason.
fn lines(deployment: &Deployment, step: &str, before: usize) -> Vec<(String, String)> {
    let text = |line: &Value, name: &str| line[name].as_str().unwrap_or_default().to_owned();
    let lines = deployment.platform.log.lines();
    let lines = lines.iter().skip(before).filter_map(|line| serde_json::from_str(line).ok());
    lines
        .filter(|line: &Value| line["event"] == "step" && line["step"] == step)
        .inspect(|line| {
            for name in ["run", "flow", "flowVersion", "application", "correlation"] {
                assert!(!text(line, name).is_empty(), "{name}: {line}");
            }
        })
        .map(|line| (text(&line, "outcome"), text(&line, "reason")))
        .collect()
}

#[test]
fn every_form_of_every_step_writes_one_line_whatever_becomes_of_it() {
    for mut step in steps() {
        let name = step.page.step.clone();
        let good = || form(&step.page, &step.fields);
        let more_time = [("token", step.page.token.as_str()), ("action", "more-time")];
        let requests: Vec<(&str, Request)> = vec![
            ("refused", post(&step.page.action, &[])),
            ("refused", Request { body: Body::TooLarge, ..good() }),
            ("refused", Request { headers: Headers::default(), ..good() }),
            ("again", post(&step.page.action, &more_time)),
            ("failed", good()),
            ("done", good()),
        ];
        for (outcome, request) in requests {
            let before = step.deployment.platform.log.lines().len();
            if outcome == "failed" {
                step.deployment.platform.database.fail_batch(1, Fault::Unreached);
            }
            step.browser.send(request);
            let found = lines(&step.deployment, &name, before);
            let outcomes: Vec<_> = found.iter().map(|(outcome, _)| outcome.as_str()).collect();
            // The end of a walk has a line of its own, which bears this step's name.
            let ends = name == "finish" && outcome == "done";
            let expected = if ends { vec![outcome; 2] } else { vec![outcome] };
            assert_eq!(outcomes, expected, "{name}: {found:?}");
        }
    }
}

#[test]
fn the_line_says_why_a_step_was_refused() {
    let deployment = Deployment::new();
    sign_up_supplier(&mut Browser::new(&deployment), SUPPLIERS, "ann@partner.example").code();
    let mut browser = Browser::new(&deployment);
    let page = browser.open(&SUPPLIERS.authorize(&[])).page("sign-in");
    let mut sent = |page: &Page, fields: &[(&str, &str)]| {
        let before = deployment.platform.log.lines().len();
        let Landed::Page(next) = browser.submit(page, fields) else { panic!() };
        let (outcome, reason) = lines(&deployment, &page.step, before).remove(0);
        (next, format!("{outcome} {reason}"))
    };
    let ann = ("email", "ann@partner.example");
    assert_eq!(sent(&page, &[ann, ("password", "wrong")]).1, "refused password");
    let (code_page, said) = sent(&page, &[ann, ("action", "email_code")]);
    assert_eq!(said, "done mailed");
    assert_eq!(sent(&code_page, &[("code", "")]).1, "refused no-code");
    for reason in ["wrong", "wrong", "wrong", "wrong", "spent"] {
        assert_eq!(sent(&code_page, &[("code", "00000000")]).1, format!("refused {reason}"));
    }
    for said in ["again mailed", "refused throttled"] {
        assert_eq!(sent(&code_page, &[("action", "resend")]).1, said);
    }
}
