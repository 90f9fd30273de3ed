//! What an application may ask of APIs.

use super::unique;
use crate::config::fault::{At, Faults};
use crate::config::raw::app::ApiAccess as Raw;
use crate::encode::gather::Gather;
use crate::protocol::{Api, ApiAccess, Application, GrantType};
use std::collections::BTreeMap;

/// What the list says by itself, for applications that use `grants`.
pub fn check(raw: Option<Vec<Raw>>, grants: &[GrantType], at: &At<'_>) -> Vec<ApiAccess> {
    let raw = raw.unwrap_or_default();
    unique::check(raw.iter().map(|access| access.id.as_ref()), |index| at.item(index).field("id"));
    let check = |(index, access): (usize, Raw)| {
        let scopes = |raw: Option<Vec<String>>, field: &str, allowed: bool, sentence: &str| {
            let at = &at.item(index).field(field);
            if let Some(scopes) = &raw {
                unique::list(scopes, at);
                if !allowed {
                    at.fault(sentence);
                }
            }
            raw.unwrap_or_default()
        };
        ApiAccess {
            id: access.id.unwrap_or_default(),
            delegated_scopes: scopes(
                access.delegated_scopes,
                "delegatedScopes",
                grants.iter().any(|grant| grant.signs_in()),
                "nobody signs in to this application, on whose behalf it could ask",
            ),
            application_scopes: scopes(
                access.application_scopes,
                "applicationScopes",
                grants.contains(&GrantType::ClientCredentials),
                "needs `client_credentials` among the grantTypes",
            ),
        }
    };
    raw.into_iter().enumerate().map(check).collect()
}

/// APIs and scopes in the list that are not there, and scopes that two of its APIs have in common: a scope
/// alone says for which API it is.
pub fn check_named(named: &[ApiAccess], apis: &BTreeMap<String, Api>, at: &At<'_>) {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for (index, access) in named.iter().enumerate() {
        let Some(api) = apis.get(&access.id) else {
            at.item(index).field("id").fault(format!("there is no document api/{}", access.id));
            continue;
        };
        for (field, scopes) in [
            ("delegatedScopes", &access.delegated_scopes),
            ("applicationScopes", &access.application_scopes),
        ] {
            for (place, name) in scopes.iter().enumerate() {
                let at = &at.item(index).field(field).item(place);
                if !api.has_scope(name) {
                    let known: Vec<_> = api.scopes.iter().map(|scope| scope.name.as_str()).gather();
                    at.fault(format!(
                        "`{name}` is not a scope of api/{}; allowed: {}",
                        api.id,
                        known.join(", ")
                    ));
                } else if let Some((_, other)) =
                    seen.iter().find(|(known, other)| known == name && *other != api.id)
                {
                    at.fault(format!(
                        "`{name}` is a scope of api/{other}, too; name it otherwise in one"
                    ));
                }
                seen.push((name, &api.id));
            }
        }
    }
}

/// Identifiers that two APIs share, and applications that do not name the API which names them.
pub fn check_among(
    apis: &BTreeMap<String, Api>,
    applications: &BTreeMap<String, Application>,
) -> Vec<crate::config::Fault> {
    let mut found = Vec::new();
    for api in apis.values() {
        let faults = Faults::new(format!("api/{}", api.id));
        let at = &faults.root();
        let same = |other: &&Api| other.id < api.id && other.identifier == api.identifier;
        if let Some(other) = apis.values().find(same) {
            at.field("identifier").fault(format!("is api/{}'s, too", other.id));
        }
        for (index, client_id) in api.applications.iter().enumerate() {
            let names = applications
                .get(client_id)
                .map(|app| app.apis.iter().any(|access| access.id == api.id));
            let at = &at.field("applications").item(index);
            match names {
                Some(true) => {}
                Some(false) => {
                    at.fault(format!("app/{client_id} does not name it in its `apis`"));
                }
                None => at.fault(format!("there is no document app/{client_id}")),
            }
        }
        found.extend(faults.into_vec());
    }
    found
}
