//! The document `tenant`.

use super::{attribute, label, mail, unique};
use crate::config::fault::Faults;
use crate::config::raw::tenant::{Language, Tenant as Raw};
use crate::config::read::read as read_raw;
use crate::config::{Fault, Mode, schemas};
use crate::encode::uuid;
use crate::flow::Tenant;

/// The tenant as far as it can be read, and every fault.
pub fn read(text: &str, mode: &Mode) -> (Tenant, Vec<Fault>) {
    let (raw, mut faults) = read_raw::<Raw>("tenant", text, &schemas::TENANT);
    let tenant = Tenant {
        id: id(raw.id, &mut faults),
        display_name: label::required(raw.display_name, "/displayName", &mut faults),
        default_language: raw.default_language.unwrap_or(Language::En).tag().to_owned(),
        attributes: attribute::all(raw.attributes.unwrap_or_default(), &mut faults),
        administrators: administrators(raw.administrators.unwrap_or_default(), &mut faults),
        mail: mail::check(raw.mail.unwrap_or_default(), mode, &mut faults),
    };
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
