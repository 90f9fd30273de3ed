//! Documents that belong together, checked against each other.

use super::{KnownTypes, Look, Texts};
use crate::config::{self, Fault, Mode};
use crate::encode::gather::Gather;
use crate::flow::{Flow, Tenant};
use crate::language::{Language, Overrides};
use crate::protocol::{Application, ApplicationClaim, ClaimSource};
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What every page needs.
#[derive(Debug, Clone)]
pub struct Directory {
    /// The tenant.
    pub tenant: Tenant,
    /// Overrides of the shipped words: language → key → text.
    pub strings: BTreeMap<Language, Overrides>,
    /// How pages look that belong to no application.
    pub look: Rc<Look>,
}

/// An application and all that it names.
#[derive(Debug, Clone)]
pub struct Registered {
    /// Tenant and words.
    pub directory: Directory,
    /// The application.
    pub application: Application,
    /// Its flows by id.
    pub flows: BTreeMap<String, Rc<Flow>>,
    /// How its pages look, by the flow's id.
    pub looks: BTreeMap<String, Rc<Look>>,
}

impl Registered {
    /// How pages look on the way through `flow`, or through the default flow.
    pub fn look(&self, flow: Option<&str>) -> Option<(&String, &Rc<Look>)> {
        let flow = flow.or(self.application.flows.first().map(String::as_str));
        self.looks.get_key_value(flow?)
    }
}

pub fn directory(texts: &Texts, mode: &Mode, known: &KnownTypes) -> Result<Directory, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut strings = BTreeMap::new();
    for language in Language::ALL.iter().copied() {
        if let Some(text) = texts.get(&format!("strings/{}", language.tag())) {
            match config::check_strings(language.tag(), text) {
                Ok(words) => drop(strings.insert(language, words)),
                Err(found) => faults.extend(found),
            }
        }
    }
    let tenant = match texts.get("tenant") {
        Some(text) => {
            config::check_tenant(text, mode).and_then(|tenant| config::check_types(tenant, known))
        }
        None => Err(vec![absent("tenant")]),
    };
    match tenant {
        Ok(tenant) if faults.is_empty() => {
            let look = Look::of(tenant.branding.clone());
            Ok(Directory { tenant, strings, look })
        }
        Ok(_) => Err(faults),
        Err(found) => {
            faults.extend(found);
            Err(faults)
        }
    }
}

/// The application of a document.
pub fn configured(client_id: &str, texts: &Texts, mode: &Mode) -> Result<Application, Vec<Fault>> {
    let key = format!("app/{client_id}");
    match texts.get(&key) {
        Some(text) => config::check_application(client_id, text, mode),
        None => Err(vec![absent(&key)]),
    }
}

/// An application with all that it names; `application` makes it for the tenant, where there is one.
pub fn registered(
    application: impl FnOnce(Option<&Tenant>) -> Result<Application, Vec<Fault>>,
    texts: &Texts,
    mode: &Mode,
    known: &KnownTypes,
) -> Result<Registered, Vec<Fault>> {
    let mut faults = Vec::new();
    let directory = directory(texts, mode, known).map_err(|found| faults.extend(found)).ok();
    let application = application(directory.as_ref().map(|directory| &directory.tenant));
    let application = application.map_err(|found| faults.extend(found)).ok();
    let (Some(mut application), Some(directory)) = (application, directory) else {
        return Err(faults);
    };
    let mut flows = BTreeMap::new();
    for id in &application.flows {
        if let Some(text) = texts.get(&format!("flow/{id}")) {
            match config::check_flow(id, text, &directory.tenant, mode) {
                Ok(flow) => drop(flows.insert(id.clone(), flow)),
                Err(found) => faults.extend(found),
            }
        }
    }
    let mut apis = BTreeMap::new();
    for id in application.apis.iter().map(|access| &access.id) {
        if let Some(text) = texts.get(&format!("api/{id}")) {
            match config::check_api(id, text, mode) {
                Ok(api) => drop(apis.insert(id.clone(), api)),
                Err(found) => faults.extend(found),
            }
        }
    }
    if faults.is_empty() {
        let tenant = &directory.tenant;
        faults.extend(config::check_references(&application, &flows, &apis, tenant));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    application.resources =
        application.apis.iter().filter_map(|access| apis.get(&access.id)).cloned().gather();
    application.grant_types.retain(|grant| directory.tenant.grant_types.contains(grant));
    application.claims.retain(|claim| !is_retired(claim, &directory.tenant));
    let look = |flow: &Flow| {
        let below = flow.branding.over(&directory.tenant.branding);
        Look::of(application.branding.over(&below))
    };
    let looks = flows.iter().map(|(id, flow)| (id.clone(), look(flow))).gather();
    let flows = flows.into_iter().map(|(id, flow)| (id, Rc::new(flow))).gather();
    Ok(Registered { directory, application, flows, looks })
}

/// Whether the claim's attribute reaches no token any more.
fn is_retired(claim: &ApplicationClaim, tenant: &Tenant) -> bool {
    matches!(&claim.source, ClaimSource::Attribute(id)
        if tenant.attributes.get(id).is_some_and(|attribute| attribute.retired))
}

/// The documents an application's text names, by key, before anything is checked.
pub fn named(text: &str) -> Vec<String> {
    named_in(&parse(text))
}

/// The documents that applications may name which registered themselves, likewise; none where the tenant of this text takes
/// no registrations.
pub fn named_by_registered(tenant: &str) -> Option<Vec<String>> {
    match parse(tenant) {
        Value::Object(tenant) => tenant.get("registration").map(named_in),
        _ => Some(Vec::new()),
    }
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).unwrap_or_default()
}

fn named_in(document: &Value) -> Vec<String> {
    let list = |field| document.get(field).and_then(Value::as_array).into_iter().flatten();
    let flows = list("flows").filter_map(Value::as_str).take(50);
    let apis = list("apis").filter_map(|access| access.get("id")?.as_str()).take(40);
    let key = |folder: &'static str| move |id: &str| format!("{folder}/{id}");
    flows.map(key("flow")).chain(apis.map(key("api"))).collect()
}

fn absent(key: &str) -> Fault {
    Fault {
        document: key.to_owned(),
        pointer: String::new(),
        sentence: "there is no such document".to_owned(),
    }
}
