//! A folder's documents as the Worker understands them: those that have no fault.

use std::collections::BTreeMap;
use vestibule::config::{
    Fault, Mode, check_api, check_application, check_flow, check_strings, check_tenant, check_types,
};
use vestibule::flow::{Flow, Tenant};
use vestibule::language::{Language, Overrides};
use vestibule::protocol::{Api, Application};

/// Checked documents by id.
pub struct Checked {
    /// The tenant.
    pub tenant: Option<Tenant>,
    /// The flows.
    pub flows: BTreeMap<String, Flow>,
    /// The APIs.
    pub apis: BTreeMap<String, Api>,
    /// The applications.
    pub apps: BTreeMap<String, Application>,
    /// The tenant's own words.
    pub strings: BTreeMap<Language, Overrides>,
}

impl Checked {
    /// Of documents, key → text.
    pub fn of(documents: &BTreeMap<String, String>, mode: &Mode) -> Self {
        let under = |folder: &'static str| {
            documents.iter().filter_map(move |(key, text)| Some((key.strip_prefix(folder)?, text)))
        };
        let tenant = documents.get("tenant").and_then(|text| check_tenant(text, mode).ok());
        let flow = |(id, text): (&str, &String)| {
            let flow = check_flow(id, text, tenant.as_ref()?, mode).ok()?;
            Some((id.to_owned(), flow))
        };
        let api =
            |(id, text): (&str, &String)| Some((id.to_owned(), check_api(id, text, mode).ok()?));
        let app = |(id, text): (&str, &String)| {
            Some((id.to_owned(), check_application(id, text, mode).ok()?))
        };
        let strings = |(tag, text): (&str, &String)| {
            Some((Language::of_tag(tag)?, check_strings(tag, text).ok()?))
        };
        Self {
            strings: under("strings/").filter_map(strings).collect(),
            flows: under("flow/").filter_map(flow).collect(),
            apis: under("api/").filter_map(api).collect(),
            apps: under("app/").filter_map(app).collect(),
            tenant,
        }
    }

    /// Whether the tenant has retired the attribute `id`.
    pub fn retires(&self, id: &str) -> bool {
        let attribute = self.tenant.as_ref().and_then(|tenant| tenant.attributes.get(id));
        attribute.is_some_and(|attribute| attribute.retired)
    }

    /// The attributes of another type than they `were`.
    pub fn other_types(&self, were: &Self) -> Vec<Fault> {
        let (Some(was), Some(is)) = (&were.tenant, &self.tenant) else { return Vec::new() };
        let known = was.attributes.values().filter(|attribute| !attribute.retired);
        let known = known.map(|known| (known.id.clone(), known.data_type.name().to_owned()));
        check_types(is.clone(), &known.collect()).err().unwrap_or_default()
    }
}
