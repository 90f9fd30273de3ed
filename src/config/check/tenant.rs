//! The document `tenant`.

use super::{
    attribute, branding, client_documents, contrast, grants, label, mail, registration, unique,
};
use crate::branding::Branding;
use crate::config::fault::At;
use crate::config::raw::tenant::Tenant as Raw;
use crate::config::read::read as read_raw;
use crate::config::{Fault, Mode, schemas};
use crate::encode::uuid;
use crate::flow::Tenant;
use crate::language::Language;

/// The tenant as far as it can be read, and every fault.
pub fn read(text: &str, mode: &Mode) -> (Tenant, Vec<Fault>) {
    let (raw, faults) = read_raw::<Raw>("tenant", text, &schemas::TENANT);
    let at = &faults.root();
    let languages = languages(raw.languages, &at.field("languages"));
    let grant_types = grants::of_tenant(raw.grant_types, &at.field("grantTypes"));
    let tenant = Tenant {
        id: id(raw.id, &at.field("id")),
        display_name: label::required(raw.display_name, &at.field("displayName")),
        default_language: default_language(
            raw.default_language,
            &languages,
            &at.field("defaultLanguage"),
        ),
        languages,
        attributes: attribute::all(raw.attributes.unwrap_or_default(), &at.field("attributes")),
        administrators: administrators(
            raw.administrators.unwrap_or_default(),
            &at.field("administrators"),
        ),
        audit_days: audit_days(raw.audit_days, &at.field("auditDays")),
        mail: mail::check(raw.mail.unwrap_or_default(), mode, &at.field("mail")),
        branding: branding::check(raw.branding, &at.field("branding")),
        registration: raw
            .registration
            .map(|block| registration::check(block, &grant_types, mode, &at.field("registration"))),
        client_documents: raw.client_id_metadata_documents.map(|block| {
            client_documents::check(block, &grant_types, &at.field("clientIdMetadataDocuments"))
        }),
        grant_types,
    };
    contrast::check(&tenant.branding, &Branding::default(), at);
    (tenant, faults.into_vec())
}

fn id(raw: Option<String>, at: &At<'_>) -> String {
    if let Some(id) = &raw
        && !uuid::is_uuid(id)
    {
        at.fault("must be a UUID in lower case: 01234567-89ab-4cde-8f01-23456789abcd");
    }
    raw.unwrap_or_default()
}

fn languages(raw: Option<Vec<Language>>, at: &At<'_>) -> Vec<Language> {
    let Some(languages) = raw else { return Language::ALL.to_vec() };
    unique::list(&languages, at);
    languages
}

fn default_language(raw: Option<Language>, offered: &[Language], at: &At<'_>) -> Language {
    if let Some(default) = raw.filter(|default| !offered.contains(default)) {
        let offered: Vec<_> = offered.iter().map(|language| language.tag()).collect();
        at.fault(format!(
            "`{}` is not one of `languages`; allowed: {}",
            default.tag(),
            offered.join(", ")
        ));
    }
    let english = Some(Language::En).filter(|english| offered.contains(english));
    raw.or(english).or_else(|| offered.first().copied()).unwrap_or(Language::En)
}

fn audit_days(raw: Option<u32>, at: &At<'_>) -> u32 {
    let days = raw.unwrap_or(400);
    if !(1..=3650).contains(&days) {
        at.fault(format!("is {days}; allowed: 1 to 3650"));
    }
    days
}

fn administrators(raw: Vec<String>, at: &At<'_>) -> Vec<String> {
    for (index, oid) in raw.iter().enumerate() {
        if !uuid::is_uuid(oid) {
            at.item(index).fault(
                "must be the object id (`oid`) of an account, a UUID in lower case; never an e-mail address",
            );
        }
    }
    unique::check(raw.iter().map(Some), |index| at.item(index));
    raw
}
