//! Terms to agree to.

use super::{ids, label, unique};
use crate::config::fault::At;
use crate::config::raw::flow::Terms as Raw;
use crate::flow::Terms;

/// The terms of a flow.
pub fn check(raw: Vec<Raw>, at: &At<'_>) -> Vec<Terms> {
    unique::check(raw.iter().map(|terms| terms.id.as_ref()), |index| at.item(index).field("id"));
    raw.into_iter().enumerate().map(|(index, terms)| check_one(terms, &at.item(index))).collect()
}

fn check_one(raw: Raw, at: &At<'_>) -> Terms {
    if raw.id.as_deref().is_some_and(|id| !ids::is_terms_id(id)) {
        at.field("id")
            .fault("must be 1 to 64 letters, digits and `-`, the first a letter or digit");
    }
    if let Some(version) = &raw.version {
        label::text(version, 64, &at.field("version"));
    }
    let label = label::linked(raw.label, &at.field("label")).unwrap_or_default();
    Terms {
        id: raw.id.unwrap_or_default(),
        version: raw.version.unwrap_or_default(),
        label,
        required: raw.required.unwrap_or(true),
    }
}
