//! A document `strings/{language}`: words of the pages that the tenant writes itself.

use super::label;
use crate::config::fault::segment;
use crate::config::read::read;
use crate::config::{Fault, schemas};
use crate::language::Language;
use std::collections::BTreeMap;

/// Checks the document `strings/{language}`: a flat object, key → text. Whether a key is one of the pages' is for the
/// caller, who has them.
///
/// # Errors
/// Every fault of the document.
pub fn check_strings(language: &str, text: &str) -> Result<BTreeMap<String, String>, Vec<Fault>> {
    let (strings, mut faults) =
        read::<BTreeMap<String, String>>(&format!("strings/{language}"), text, &schemas::STRINGS);
    if Language::of_tag(language).is_none() {
        let tags: Vec<_> = Language::ALL.iter().map(|language| language.tag()).collect();
        faults.add(
            "",
            format!("`{language}` is not a language of the pages; allowed: {}", tags.join(", ")),
        );
    }
    for (key, text) in &strings {
        label::text(text, &format!("/{}", segment(key)), 2000, &mut faults);
    }
    let faults = faults.into_vec();
    if faults.is_empty() { Ok(strings) } else { Err(faults) }
}
