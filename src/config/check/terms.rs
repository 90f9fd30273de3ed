//! Terms to agree to.

use super::{ids, label, unique};
use crate::config::fault::Faults;
use crate::config::raw::flow::Terms as Raw;
use crate::flow::Terms;

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
    let label = label::linked(raw.label, &format!("{pointer}/label"), faults).unwrap_or_default();
    Terms {
        id: raw.id.unwrap_or_default(),
        version: raw.version.unwrap_or_default(),
        label,
        required: raw.required.unwrap_or(true),
    }
}
