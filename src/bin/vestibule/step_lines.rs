//! The step lines in what a log holds: lines of JSON, with or without something in front, and the objects that
//! `wrangler tail --format json` prints, over several lines each.

use serde::Deserialize;
use serde_json::{Deserializer, Value};

/// One line of a step.
#[derive(Deserialize)]
pub struct StepLine {
    pub run: String,
    pub application: String,
    pub flow: String,
    pub step: String,
    pub outcome: String,
    pub reason: String,
}

/// What was read.
#[derive(Default)]
pub struct Read {
    /// The step lines, in the order they stand there.
    pub steps: Vec<StepLine>,
    /// How many lines are no JSON, or not what a step's line is.
    pub unreadable: usize,
}

impl Read {
    /// Reads `text`.
    pub fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            let (read, length) = line.find('{').map_or((None, 0), |at| value(rest, at));
            match read {
                Some(value) => self.value(&value),
                None if line.trim_ascii().is_empty() => {}
                None => self.unreadable += 1,
            }
            // What follows an object on its last line is not looked at.
            let unread = rest.get(length..).unwrap_or_default();
            rest = if length == 0 {
                after
            } else {
                unread.split_once('\n').map_or("", |(_, next)| next)
            };
        }
    }

    fn value(&mut self, value: &Value) {
        if let Some(logs) = value.get("logs").and_then(Value::as_array) {
            let messages = logs.iter().filter_map(|log| log.get("message")?.as_array());
            for message in messages.flatten() {
                match message {
                    Value::String(text) => self.text(text),
                    other => self.value(other),
                }
            }
        } else if value.get("event").is_some_and(|event| event == "step") {
            match StepLine::deserialize(value) {
                Ok(step) => self.steps.push(step),
                Err(_) => self.unreadable += 1,
            }
        }
    }
}

/// The JSON value that begins at `at`, if one does, and where it ends.
fn value(text: &str, at: usize) -> (Option<Value>, usize) {
    let mut values = Deserializer::from_str(text.get(at..).unwrap_or_default()).into_iter();
    match values.next() {
        Some(Ok(value)) => (Some(value), at + values.byte_offset()),
        _ => (None, 0),
    }
}
