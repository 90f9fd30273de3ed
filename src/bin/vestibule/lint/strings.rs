//! Words that a tenant or a flow writes itself in some languages alone, so that the shipped ones show in the others.

use super::found::Found;
use crate::checked::Checked;
use std::collections::{BTreeMap, BTreeSet};
use vestibule::flow::Tenant;
use vestibule::language::{Language, Overrides};

/// The words of the tenant and of every flow.
pub fn check(tenant: &Tenant, checked: &Checked, found: &mut Found) {
    for (language, key, sentence) in said_in_some(&checked.strings, &tenant.languages) {
        found.add(&format!("strings/{}", language.tag()), &format!("/{key}"), sentence);
    }
    for flow in checked.flows.values() {
        for (language, key, sentence) in said_in_some(&flow.strings, &tenant.languages) {
            let pointer = format!("/strings/{}/{key}", language.tag());
            found.add(&format!("flow/{}", flow.id), &pointer, sentence);
        }
    }
}

/// Each key that is not said in every language, with one in which it is.
fn said_in_some<'a>(
    strings: &'a BTreeMap<Language, Overrides>,
    offered: &[Language],
) -> Vec<(Language, &'a str, String)> {
    let keys: BTreeSet<&String> = strings.values().flat_map(|texts| texts.keys()).collect();
    let said = |language: &Language, key| {
        strings.get(language).is_some_and(|texts| texts.contains_key(key))
    };
    keys.into_iter()
        .filter_map(|key| {
            let first = offered.iter().find(|language| said(language, key))?;
            let silent: Vec<_> = offered
                .iter()
                .filter(|language| !said(language, key))
                .map(|language| language.tag())
                .collect();
            let sentence =
                format!("is not said in {}: the shipped words show there", silent.join(", "));
            (!silent.is_empty()).then_some((*first, key.as_str(), sentence))
        })
        .collect()
}
