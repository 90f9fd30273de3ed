//! The document `tenant`.

use super::{
    attribute, branding, client_documents, contrast, grants, label, mail, registration, unique,
};
use crate::branding::Branding;
use crate::config::fault::Faults;
use crate::config::raw::tenant::Tenant as Raw;
use crate::config::read::read as read_raw;
use crate::config::{Fault, Mode, schemas};
use crate::encode::uuid;
use crate::flow::Tenant;
use crate::language::Language;

/// The tenant as far as it can be read, and every fault.
pub fn read(text: &str, mode: &Mode) -> (Tenant, Vec<Fault>) {
    let (raw, mut faults) = read_raw::<Raw>("tenant", text, &schemas::TENANT);
    let languages = languages(raw.languages, &mut faults);
    let grant_types = grants::of_tenant(raw.grant_types, &mut faults);
    let tenant = Tenant {
        id: id(raw.id, &mut faults),
        display_name: label::required(raw.display_name, "/displayName", &mut faults),
        default_language: default_language(raw.default_language, &languages, &mut faults),
        languages,
        attributes: attribute::all(raw.attributes.unwrap_or_default(), &mut faults),
        administrators: administrators(raw.administrators.unwrap_or_default(), &mut faults),
        audit_days: audit_days(raw.audit_days, &mut faults),
        mail: mail::check(raw.mail.unwrap_or_default(), mode, &mut faults),
        branding: branding::check(raw.branding, &mut faults),
        registration: raw
            .registration
            .map(|block| registration::check(block, &grant_types, mode, &mut faults)),
        client_documents: raw
            .client_id_metadata_documents
            .map(|block| client_documents::check(block, &grant_types, &mut faults)),
        grant_types,
    };
    contrast::check(&tenant.branding, &Branding::default(), &mut faults);
    (tenant, faults.into_vec())
}

fn id(raw: Option<String>, faults: &mut Faults) -> String {
    if let Some(id) = &raw
        && !uuid::is_uuid(id)
    {
        faults.add("/id", "must be a UUID in lower case: 01234567-89ab-4cde-8f01-23456789abcd");
    }
    raw.unwrap_or_default()
}

fn languages(raw: Option<Vec<Language>>, faults: &mut Faults) -> Vec<Language> {
    let Some(languages) = raw else { return Language::ALL.to_vec() };
    unique::list(&languages, "/languages", faults);
    languages
}

fn default_language(raw: Option<Language>, offered: &[Language], faults: &mut Faults) -> Language {
    if let Some(default) = raw.filter(|default| !offered.contains(default)) {
        let offered: Vec<_> = offered.iter().map(|language| language.tag()).collect();
        faults.add(
            "/defaultLanguage",
            format!(
                "`{}` is not one of `languages`; allowed: {}",
                default.tag(),
                offered.join(", ")
            ),
        );
    }
    let english = Some(Language::En).filter(|english| offered.contains(english));
    raw.or(english).or_else(|| offered.first().copied()).unwrap_or(Language::En)
}

fn audit_days(raw: Option<u32>, faults: &mut Faults) -> u32 {
    let days = raw.unwrap_or(400);
    if !(1..=3650).contains(&days) {
        faults.add("/auditDays", format!("is {days}; allowed: 1 to 3650"));
    }
    days
}

fn administrators(raw: Vec<String>, faults: &mut Faults) -> Vec<String> {
    for (index, oid) in raw.iter().enumerate() {
        if !uuid::is_uuid(oid) {
            faults.add(
                format!("/administrators/{index}"),
                "must be the object id (`oid`) of an account, a UUID in lower case; never an e-mail address",
            );
        }
    }
    unique::check(raw.iter().map(Some), |index| format!("/administrators/{index}"), faults);
    raw
}
