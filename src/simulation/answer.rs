//! A form, filled in as a step says: what a browser would send, or why it could not.

use super::faults::{Faults, segment};
use super::page::{Field, Page};
use super::script::{Answer, Step};
use crate::http::Form;

/// More options than this are not listed.
const MOST_LISTED: usize = 20;

/// What the page's form sends when `step` is done on it. What can't be done there is a fault, at the step's `pointer`.
pub fn fill(page: &Page, step: &Step, code: &str, pointer: &str, faults: &mut Faults) -> Form {
    let mut form = Form(page.hidden.clone());
    for name in step.fields.keys().filter(|name| page.field(name).is_none()) {
        let names: Vec<_> = page.fields.iter().map(|field| field.name.as_str()).collect();
        let sentence = format!("the page {} has no field {name}; {}", page.page, those(&names));
        faults.add(&format!("{pointer}/fields/{}", segment(name)), sentence);
    }
    for field in &page.fields {
        let values = match step.fields.get(&field.name) {
            Some(answer) => {
                let values = values(field, answer, code);
                if let Some(sentence) = refused(field, &values) {
                    faults.add(&format!("{pointer}/fields/{}", field.name), sentence);
                }
                values
            }
            None => field.value.clone(),
        };
        form.0.extend(values.into_iter().map(|value| (field.name.clone(), value)));
    }
    press(page, step, pointer, &mut form, faults);
    form
}

/// The values that a field sends.
pub fn values(field: &Field, answer: &Answer, code: &str) -> Vec<String> {
    match answer {
        Answer::Tick(false) => Vec::new(),
        Answer::Tick(true) if field.is_box() => {
            field.options.first().map(|(value, _)| value.clone()).into_iter().collect()
        }
        Answer::Tick(true) => vec!["true".to_owned()],
        Answer::Text(text) => vec![text.replace("{code}", code)],
        Answer::Several(values) => values.clone(),
    }
}

fn refused(field: &Field, values: &[String]) -> Option<String> {
    if field.read_only && field.value != values {
        return Some(format!("{} can't be changed", field.name));
    }
    let known = |value: &String| field.options.iter().any(|(option, _)| option == value);
    let unknown = values.iter().find(|value| !field.options.is_empty() && !known(value))?;
    let options: Vec<_> = field.options.iter().map(|(value, _)| value.as_str()).collect();
    Some(format!("{unknown} is not an option of {}; {}", field.name, those(&options)))
}

fn press(page: &Page, step: &Step, pointer: &str, form: &mut Form, faults: &mut Faults) {
    let button = match &step.button {
        None => page.named_buttons.first(),
        Some(wanted) => {
            let found = page.named_buttons.iter().find(|(_, value)| value == wanted);
            if found.is_none() {
                let values: Vec<_> = page
                    .buttons
                    .iter()
                    .map(String::as_str)
                    .filter(|value| !value.is_empty())
                    .collect();
                let sentence =
                    format!("the page {} has no button {wanted}; {}", page.page, those(&values));
                faults.add(&format!("{pointer}/button"), sentence);
            }
            found
        }
    };
    form.0.extend(button.filter(|(name, _)| !name.is_empty()).cloned());
}

/// `there are: a, b`.
pub fn those(names: &[&str]) -> String {
    match names {
        [] => "there is none".to_owned(),
        names if names.len() > MOST_LISTED => {
            let first: Vec<_> = names.iter().take(MOST_LISTED).copied().collect();
            format!("there are: {}, and {} more", first.join(", "), names.len() - MOST_LISTED)
        }
        names => format!("there are: {}", names.join(", ")),
    }
}
