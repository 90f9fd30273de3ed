//! `vestibule funnel`: counts of steps from a log, in each form that a log comes in.

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

fn step(run: &str, step: &str, outcome: &str, reason: &str) -> Value {
    json!({
        "event": "step", "correlation": "c", "run": run, "flow": "supplier", "flowVersion": "v",
        "application": "portal", "step": step, "outcome": outcome, "reason": reason,
    })
}

/// Three runs: one finishes after a wrong code, one stops at its code, one is turned away.
fn log() -> Vec<Value> {
    vec![
        step("a", "authorize", "begun", "sign-up"),
        step("a", "sign-up", "done", ""),
        step("b", "authorize", "begun", "sign-up"),
        step("a", "mail", "sent", "sign-up"),
        step("b", "sign-up", "done", ""),
        step("a", "code", "refused", "wrong"),
        step("b", "mail", "sent", "sign-up"),
        json!({"event": "request", "correlation": "c", "status": 200}),
        step("a", "code", "done", ""),
        step("b", "code", "refused", "wrong"),
        step("b", "code", "again", "mailed"),
        step("b", "code", "refused", "wrong"),
        step("a", "finish", "done", "signed-up"),
        step("c", "authorize", "begun", "sign-in"),
    ]
}

/// Each value as a line.
fn lines(values: impl Iterator<Item = Value>, line: impl Fn(&Value) -> String) -> String {
    values.map(|value| line(&value) + "\n").collect()
}

fn funnel(arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"))
        .arg("funnel")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    command.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = command.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

const TABLE: &str = "\
portal, flow supplier: 3 runs, 1 finished
  step            came  passed stopped  reasons
  authorize          3       3       1
  sign-up            2       2       0
  mail               2       2       0
  code               2       1       1  mailed 1, wrong 3
  finish             1       1       0

13 lines of steps, 0 unreadable lines
";

#[test]
fn lines_of_json_are_counted_with_or_without_something_in_front() {
    let plain = lines(log().into_iter(), Value::to_string);
    assert_eq!(funnel(&[], &plain), TABLE);
    let prefixed = lines(log().into_iter(), |line| format!("2026-11-22T10:00:00Z info {line}\r"));
    assert_eq!(funnel(&[], &prefixed), TABLE);
}

#[test]
fn objects_of_wrangler_tail_are_counted_on_one_line_or_several() {
    let tail = |log: Vec<Value>| {
        let logs: Vec<Value> = log
            .iter()
            .map(|line| json!({"message": [line.to_string()], "level": "log", "timestamp": 1}))
            .collect();
        json!({"outcome": "ok", "logs": logs, "event": {"request": {"url": "https://x/{y}"}}})
    };
    let requests = || log().into_iter().map(|line| tail(vec![line]));
    let pretty = lines(requests(), |object| format!("{object:#}"));
    assert_eq!(funnel(&[], &pretty), TABLE);
    let compact = lines(requests(), Value::to_string);
    assert_eq!(funnel(&[], &compact), TABLE);
}

#[test]
fn what_can_t_be_read_is_counted_and_does_not_hide_what_follows() {
    let mut lines: Vec<String> = log().iter().map(Value::to_string).collect();
    lines.insert(3, "{\"event\": \"step\", \"run\": \"a".into());
    lines.insert(5, "Connected to the Worker".into());
    lines.insert(7, "{\"event\": \"step\"}".into());
    lines.insert(8, String::new());
    let expected = TABLE.replace("0 unreadable", "3 unreadable");
    assert_eq!(funnel(&[], &lines.join("\n")), expected);
    assert_eq!(funnel(&[], ""), "0 lines of steps, 0 unreadable lines\n");
}

#[test]
fn the_same_is_said_to_machines_and_files_are_read_in_order() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    let log: Vec<String> = log().iter().map(Value::to_string).collect();
    let (first, second) = log.split_at(6);
    let paths = [format!("{folder}/funnel-1.log"), format!("{folder}/funnel-2.log")];
    std::fs::write(&paths[0], first.join("\n")).unwrap();
    std::fs::write(&paths[1], second.join("\n")).unwrap();
    assert_eq!(funnel(&[&paths[0], &paths[1]], ""), TABLE);
    let said: Value = serde_json::from_str(&funnel(&["--json", &paths[0], &paths[1]], "")).unwrap();
    assert_eq!(said["unreadable"], 0);
    assert_eq!(said["funnels"][0]["finished"], 1);
    let code = &said["funnels"][0]["steps"][3];
    let expected = json!({"step": "code", "came": 2, "passed": 1, "stopped": 1, "reasons": {"mailed": 1, "wrong": 3}});
    assert_eq!(*code, expected);
}
