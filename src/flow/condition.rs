//! What a field with `showIf` rests on.

use serde_json::Value;

/// When a field applies.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The attribute of the field that decides.
    pub attribute: String,
    /// The answers that it may have; any if there are none.
    pub is: Vec<Value>,
}

impl Condition {
    /// Whether an answer is one of those; a box that is not ticked is no answer, unless it is named.
    pub fn holds(&self, answer: Option<&Value>) -> bool {
        match answer {
            None | Some(Value::Null) => false,
            Some(answer) if self.is.is_empty() => *answer != Value::Bool(false),
            Some(Value::Array(chosen)) => chosen.iter().any(|one| self.is.contains(one)),
            Some(answer) => self.is.contains(answer),
        }
    }
}
