//! Graph's `validationRegEx`, which an answer must hold somewhere, as our `pattern`, which a whole answer must match.

use crate::ledger::Ledger;
use regex_lite::Regex;

/// Patterns that every answer matches.
const ANYTHING: [&str; 5] = ["", ".*", "^.*", "^.*$", ".*$"];
/// Our patterns are no longer, in characters.
const LONGEST: usize = 500;

/// The pattern at `pointer`; none if it refuses nothing, or if ours can't say it.
pub fn read(ledger: &Ledger<'_>, pointer: &str, takes_pattern: bool) -> Option<String> {
    let source = ledger.peek(pointer)?.as_str()?;
    if ANYTHING.contains(&source) {
        ledger.keep(pointer, "it refuses nothing");
        return None;
    }
    if !takes_pattern {
        ledger.keep(pointer, "the input type has rules of its own");
        return None;
    }
    let pattern = whole(source);
    if pattern.chars().count() > LONGEST || Regex::new(&pattern).is_err() {
        ledger.drop(pointer, "it is no pattern of regex-lite");
        return None;
    }
    ledger.keep(pointer, "pattern");
    Some(pattern)
}

/// A pattern whose whole matches are the answers that hold a match of `source`.
fn whole(source: &str) -> String {
    let inner = source.strip_prefix('^').and_then(|rest| rest.strip_suffix('$'));
    match inner {
        Some(inner) if !inner.contains('|') && !inner.ends_with('\\') => inner.to_owned(),
        _ => format!(".*(?:{source}).*"),
    }
}
