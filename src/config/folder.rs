//! All documents of a deployment, checked together.

use super::check::{api, apis, application, check_strings, flow, form_size, references, tenant};
use super::{Fault, Mode};
use crate::encode::gather::Gather;
use std::collections::BTreeMap;

/// Every fault of `documents` (key → text), broken references included.
pub fn check_folder(documents: &BTreeMap<String, String>, mode: &Mode) -> Vec<Fault> {
    let mut faults = Vec::new();
    let tenant = match documents.get("tenant") {
        Some(text) => tenant::read(text, mode),
        None => (tenant::read("{}", mode).0, vec![whole("tenant", "the document is missing")]),
    };
    let tenant = keep(tenant, &mut faults);
    let flows: BTreeMap<_, _> = under(documents, "flow/")
        .map(|(id, text)| (id.to_owned(), keep(flow::read(id, text, &tenant), &mut faults)))
        .gather();
    let apis: BTreeMap<_, _> = under(documents, "api/")
        .map(|(id, text)| (id.to_owned(), keep(api::read(id, text, mode), &mut faults)))
        .gather();
    faults.extend(flows.values().flat_map(form_size::check));
    faults.extend(references::check_allowances(&tenant, &flows, &apis));
    let mut applications = BTreeMap::new();
    for (client_id, text) in under(documents, "app/") {
        let app = keep(application::read(client_id, text, mode), &mut faults);
        faults.extend(references::check(&app, &flows, &apis, &tenant));
        applications.insert(client_id.to_owned(), app);
    }
    faults.extend(apis::check_among(&apis, &applications));
    for (language, text) in under(documents, "strings/") {
        faults.extend(check_strings(language, text).err().unwrap_or_default());
    }
    faults.extend(documents.keys().filter_map(|key| misplaced(key)));
    faults
}

/// The documents of a folder, by their names in it.
pub fn under<'a>(
    documents: &'a BTreeMap<String, String>,
    folder: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    documents.iter().filter_map(move |(key, text)| Some((key.strip_prefix(folder)?, text.as_str())))
}

fn keep<T>((value, mut found): (T, Vec<Fault>), faults: &mut Vec<Fault>) -> T {
    faults.append(&mut found);
    value
}

fn misplaced(key: &str) -> Option<Fault> {
    let known = key == "tenant"
        || ["api/", "app/", "flow/", "strings/"].iter().any(|folder| key.starts_with(folder));
    let sentence = if key.starts_with("idp/") {
        "identity providers of others are not yet available; allowed: tenant, app/…, api/…, flow/…, strings/…"
    } else {
        "not a document's key; allowed: tenant, app/…, api/…, flow/…, strings/…"
    };
    (!known).then(|| whole(key, sentence))
}

fn whole(document: &str, sentence: &str) -> Fault {
    Fault { document: document.to_owned(), pointer: String::new(), sentence: sentence.to_owned() }
}
