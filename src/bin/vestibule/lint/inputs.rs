//! Fields that come to nothing: required and answered by nobody, or answered for no token.

use super::found::Found;
use crate::checked::Checked;
use vestibule::config::is_attribute_id;
use vestibule::flow::{Flow, Input};
use vestibule::protocol::ClaimSource;

/// The fields of `flow`.
pub fn check(flow: &Flow, checked: &Checked, found: &mut Found) {
    let document = format!("flow/{}", flow.id);
    for (page, inputs) in flow.pages.iter().enumerate() {
        for (index, input) in inputs.inputs.iter().enumerate() {
            let pointer = format!("/pages/{page}/inputs/{index}");
            let untold = input.pattern.as_ref().is_some_and(|pattern| pattern.message.is_none());
            if untold && input.help.is_none() {
                let sentence =
                    "people are not told what fits; say it in `patternMessage` or `help`";
                found.add(&document, &format!("{pointer}/pattern"), sentence);
            }
            if input.required && !input.is_editable() && input.default.is_none() {
                let sentence = "is required, and nobody can answer it: give it a `default`";
                found.add(&document, &pointer, sentence);
            }
            if !input.write_to_directory && !reaches_a_token(input, flow, checked) {
                let sentence = format!(
                    "no account keeps it, and no application of this flow has a claim of `{}`",
                    input.attribute
                );
                found.add(&document, &format!("{pointer}/writeToDirectory"), sentence);
            }
        }
    }
}

/// Whether an application of the flow names the attribute; a scope may ask for a built-in one.
fn reaches_a_token(input: &Input, flow: &Flow, checked: &Checked) -> bool {
    let mut apps = checked.apps.values().filter(|app| app.flows.contains(&flow.id));
    let source = ClaimSource::Attribute(input.attribute.clone());
    !is_attribute_id(&input.attribute)
        || apps.any(|app| app.claims.iter().any(|claim| claim.source == source))
}
