//! Patterns of answers, in regex-lite's language.

use crate::config::fault::At;
use crate::flow::{InputType, Pattern};
use crate::protocol::Label;
use regex_lite::{Regex, RegexBuilder};

/// The longest pattern, in characters.
const LONGEST: usize = 500;

/// The largest compiled pattern, in bytes: an answer of a thousand characters is judged in some 20 ms at most.
const LARGEST: usize = 128 * 1024;

/// That something is for texts.
pub fn for_texts() -> String {
    format!("is for the input types {} alone", InputType::those(InputType::is_text))
}

/// The pattern of a field whose input type takes one or not.
pub fn check(
    source: Option<String>,
    message: Option<Label>,
    takes_pattern: bool,
    at: &At<'_>,
) -> Option<Pattern> {
    let Some(source) = source else {
        if message.is_some() {
            at.field("patternMessage").fault("needs a pattern");
        }
        return None;
    };
    let at = &at.field("pattern");
    if !takes_pattern {
        at.fault(for_texts());
    }
    match compile(&source) {
        Ok(regex) => Some(Pattern { source, regex, message }),
        Err(reason) => {
            at.fault(format!("is not a pattern of regex-lite: {reason}"));
            None
        }
    }
}

/// Compiles `source` so that it matches whole values. It must be a pattern by itself: `a)|(b` is none, though it would
/// be one inside a group.
fn compile(source: &str) -> Result<Regex, String> {
    if source.chars().count() > LONGEST {
        return Err(format!("it is longer than {LONGEST} characters"));
    }
    let compiled = |source: &str| RegexBuilder::new(source).size_limit(LARGEST).build();
    compiled(source).and_then(|_| compiled(&format!("^(?:{source})$"))).map_err(|error| {
        let reason = error.to_string();
        if reason.contains("size limit") {
            return "it repeats so much that it would be slow".to_owned();
        }
        reason
    })
}
