//! Terms to agree to.

use super::{ids, label, unique};
use crate::config::fault::{Faults, segment};
use crate::config::raw::flow::Terms as Raw;
use crate::flow::Terms;
use url::Url;

/// The terms of a flow.
pub fn check(raw: Vec<Raw>, faults: &mut Faults) -> Vec<Terms> {
    unique::check(
        raw.iter().map(|terms| terms.id.as_ref()),
        |index| format!("/terms/{index}/id"),
        faults,
    );
    raw.into_iter()
        .enumerate()
        .map(|(index, terms)| check_one(terms, &format!("/terms/{index}"), faults))
        .collect()
}

fn check_one(raw: Raw, pointer: &str, faults: &mut Faults) -> Terms {
    if raw.id.as_deref().is_some_and(|id| !ids::is_terms_id(id)) {
        faults.add(
            format!("{pointer}/id"),
            "must be 1 to 64 letters, digits and `-`, the first a letter or digit",
        );
    }
    if let Some(version) = &raw.version {
        label::text(version, &format!("{pointer}/version"), 64, faults);
    }
    let label = label::required(raw.label, &format!("{pointer}/label"), faults);
    for (language, text) in &label.0 {
        let slash = if language.is_empty() { "" } else { "/" };
        check_links(text, &format!("{pointer}/label{slash}{}", segment(language)), faults);
    }
    Terms {
        id: raw.id.unwrap_or_default(),
        version: raw.version.unwrap_or_default(),
        label,
        required: raw.required.unwrap_or(true),
    }
}

/// `[text](https://…)`: a link of another scheme, or one that is not closed, is not shown as a link.
fn check_links(text: &str, pointer: &str, faults: &mut Faults) {
    for rest in text.split("](").skip(1) {
        let link = rest.split_once(')').map(|(link, _)| link);
        let fits = link.is_some_and(|link| {
            link.starts_with("https://")
                && Url::parse(link).is_ok()
                && !link.contains(char::is_whitespace)
        });
        if !fits {
            faults.add(
                pointer,
                "holds a link that is not [text](https://…), a host in other letters as xn--…",
            );
        }
    }
}
