//! What follows from a choice is shown as one chooses: the style sheet hides a field of the class `if-n` while nothing on
//! the form is chosen that has the class `when-n`, and nothing is left out that has the class `unless-n`.

use crate::flow::{Condition, Input};
use serde_json::Value;

/// The conditions of a page's fields.
#[derive(Debug, Default)]
pub struct Conditions<'a> {
    inputs: Vec<&'a Input>,
    /// Those that a style sheet can tell, in the order of their numbers.
    told: Vec<&'a Condition>,
}

impl<'a> Conditions<'a> {
    /// Those of a page with the fields `inputs`.
    pub fn of(inputs: Vec<&'a Input>) -> Self {
        let mut conditions = Self { inputs, told: Vec::new() };
        for condition in conditions.inputs.iter().filter_map(|input| input.show_if.as_ref()) {
            let decides = conditions.decides(condition);
            let told = decides.is_some_and(|it| it.is_editable() && it.input_type.is_chosen());
            if told && !conditions.told.contains(&condition) {
                conditions.told.push(condition);
            }
        }
        conditions
    }

    /// The classes of a field: one for its own condition, and one for each that this rests on.
    pub fn of_field(&self, input: &Input) -> Option<String> {
        let mut classes = Vec::new();
        let mut condition = input.show_if.as_ref();
        while let Some(told) = condition {
            let Some(place) = self.told.iter().position(|known| *known == told) else { break };
            classes.push(format!("if-{}", place + 1));
            condition = self.decides(told).and_then(|decides| decides.show_if.as_ref());
        }
        (!classes.is_empty()).then(|| classes.join(" "))
    }

    /// The classes of an option, or of a box, whose value is `true`.
    pub fn of_answer(&self, attribute: &str, answer: &Value) -> Option<String> {
        let mut classes = Vec::new();
        let is_box = *answer == Value::Bool(true);
        for (condition, number) in self.told.iter().zip(1..) {
            if condition.attribute == attribute {
                let when = condition.holds(Some(answer));
                let unless = is_box && condition.holds(Some(&Value::Bool(false)));
                classes.extend(when.then(|| format!("when-{number}")));
                classes.extend(unless.then(|| format!("unless-{number}")));
            }
        }
        (!classes.is_empty()).then(|| classes.join(" "))
    }

    /// The field that a condition names.
    fn decides(&self, condition: &Condition) -> Option<&'a Input> {
        self.inputs.iter().copied().find(|input| input.attribute == condition.attribute)
    }
}
