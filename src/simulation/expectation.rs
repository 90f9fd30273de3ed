//! What a script expects, compared with what was there. Of an object only what is named counts; `null` says that it is
//! not there.

use super::faults::{Faults, segment};
use super::page::Page;
use super::report::Ending;
use super::script::{Expected, Shown};
use serde_json::{Map, Value, json};

/// Compares a page.
pub fn of_page(page: &Page, shown: &Shown, pointer: &str, faults: &mut Faults) {
    let fields: Vec<_> = page.fields.iter().map(|field| field.name.as_str()).collect();
    let errors = page.errors();
    for (name, expected, found) in [
        ("title", shown.title.as_ref().map(|title| json!(title)), json!(page.title)),
        ("fields", shown.fields.as_ref().map(|fields| json!(fields)), json!(fields)),
        ("errors", shown.errors.as_ref().map(|errors| json!(errors)), json!(errors)),
        ("problem", shown.problem.as_ref().map(|problem| json!(problem)), json!(page.problem)),
    ] {
        if let Some(expected) = expected.filter(|expected| *expected != found) {
            differs(&format!("{pointer}/{name}"), &expected, &found, faults);
        }
    }
}

/// Compares how a visit ended.
pub fn of_ending(ending: &Ending, expected: &Expected, faults: &mut Faults) {
    word("page", expected.page.as_deref(), ending.page.as_deref(), faults);
    let told = match (&ending.error, &ending.error_description) {
        (Some(error), Some(description)) if expected.error.is_none() => {
            Some(format!("{error}: {description}"))
        }
        (error, _) => error.clone(),
    };
    word("error", expected.error.as_deref(), told.as_deref(), faults);
    for (name, expected, found) in [
        ("account", &expected.account, &ending.account),
        ("idToken", &expected.id_token, &ending.id_token),
        ("accessToken", &expected.access_token, &ending.access_token),
        ("userinfo", &expected.userinfo, &ending.userinfo),
    ] {
        let Some(expected) = expected else { continue };
        match found {
            Some(found) => object(expected, found, &format!("/expect/{name}"), faults),
            None => faults.add(&format!("/expect/{name}"), "there are no tokens"),
        }
    }
}

fn word(name: &str, expected: Option<&str>, found: Option<&str>, faults: &mut Faults) {
    if expected != found {
        differs(&format!("/expect/{name}"), &json!(expected), &json!(found), faults);
    }
}

fn object(
    expected: &Map<String, Value>,
    found: &Map<String, Value>,
    pointer: &str,
    faults: &mut Faults,
) {
    for (name, expected) in expected {
        let pointer = format!("{pointer}/{}", segment(name));
        match (expected, found.get(name)) {
            (Value::Null, None) => {}
            (Value::Object(expected), Some(Value::Object(found))) => {
                object(expected, found, &pointer, faults);
            }
            (expected, Some(found)) if expected == found => {}
            (expected, found) => differs(&pointer, expected, &json!(found), faults),
        }
    }
}

fn differs(pointer: &str, expected: &Value, found: &Value, faults: &mut Faults) {
    let told = |value: &Value| match value {
        Value::Null => "nothing".to_owned(),
        value => value.to_string(),
    };
    faults.add(pointer, format!("expected {}, found {}", told(expected), told(found)));
}
