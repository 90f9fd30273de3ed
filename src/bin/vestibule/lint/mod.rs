//! `vestibule lint`: what is allowed and seldom meant.

mod found;
mod inputs;
mod labels;
mod retired;
mod strings;

use crate::arguments::Arguments;
use crate::check::{self, CheckedFolder, count};
use crate::checked::Checked;
use crate::clock;
use crate::failure::Failure;
use found::Found;
use serde_json::Value;
use std::collections::BTreeSet;
use vestibule::config::Fault;
use vestibule::encode::time;
use vestibule::flow::{ExistingAccounts, Flow, Tenant};
use vestibule::protocol::{Application, ClaimSource, GrantType, PkcePolicy};

/// A secret should be replaced after so long, in seconds.
const A_YEAR: i64 = 365 * 24 * 3600;

/// Prints the warnings, one a line; with `--strict` they are a failure.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &["issuer"], &["development", "strict"])?;
    let folder = check::faultless(&arguments)?;
    let warnings = warnings(&folder, clock::now());
    for warning in &warnings {
        println!("{warning}");
    }
    let said = format!(
        "{}, {}",
        count(folder.documents.len(), "document"),
        count(warnings.len(), "warning")
    );
    if arguments.flag("strict") && !warnings.is_empty() {
        return Err(Failure::Other(said));
    }
    println!("{said}");
    Ok(())
}

fn warnings(folder: &CheckedFolder, now: i64) -> Vec<Fault> {
    let checked = Checked::of(&folder.documents, &folder.mode);
    let mut found = Found::default();
    if let Some(tenant) = &checked.tenant {
        never_asked(tenant, &checked, &mut found);
        labels::check(tenant, &checked, &mut found);
        strings::check(tenant, &checked, &mut found);
    }
    let allowances: Vec<_> = checked.tenant.iter().flat_map(Tenant::allowances).collect();
    let named = allowances.iter().flat_map(|(_, allowance)| &allowance.flows);
    let named: BTreeSet<&String> =
        named.chain(checked.apps.values().flat_map(|app| &app.flows)).collect();
    for flow in checked.flows.values() {
        if !named.contains(&flow.id) {
            found.add(&format!("flow/{}", flow.id), "", "no application names it");
        }
        inputs::check(flow, &checked, &mut found);
        check_flow(flow, now, &mut found);
    }
    let called = allowances.iter().flat_map(|(_, allowance)| &allowance.apis);
    let called = called.chain(checked.apps.values().flat_map(|app| &app.apis));
    let called: BTreeSet<&String> = called.map(|access| &access.id).collect();
    for api in checked.apis.keys() {
        if !called.contains(api) {
            found.add(&format!("api/{api}"), "", "no application names it");
        }
    }
    for app in checked.apps.values() {
        check_application(app, &checked, &mut found);
    }
    for (key, text) in &folder.documents {
        let document = serde_json::from_str::<Value>(text).unwrap_or_default();
        old_secrets(key, &document, now, &mut found);
        if let Some(tenant) = &checked.tenant {
            retired::check(key, &document, tenant, &mut found);
        }
    }
    found.0
}

fn never_asked(tenant: &Tenant, checked: &Checked, found: &mut Found) {
    let asked: BTreeSet<&str> = checked.flows.values().flat_map(attributes).collect();
    for attribute in
        tenant.attributes.values().filter(|attribute| attribute.custom && !attribute.retired)
    {
        if !asked.contains(attribute.id.as_str()) {
            found.add("tenant", &format!("/attributes/{}", attribute.id), "no flow asks for it");
        }
    }
}

fn check_flow(flow: &Flow, now: i64, found: &mut Found) {
    let document = format!("flow/{}", flow.id);
    for (index, terms) in flow.terms.iter().enumerate() {
        if !terms.label.0.values().all(|text| text.contains("](https://")) {
            let pointer = format!("/terms/{index}/label");
            found.add(&document, &pointer, "has no link to what people agree to");
        }
    }
    if let ExistingAccounts::SkippableUntil(day) = &flow.existing_accounts
        && *day <= time::day(now)
    {
        let sentence = format!("{day} is over; it means the same as `ask` now");
        found.add(&document, "/existingAccounts/skippableUntil", sentence);
    }
}

fn check_application(app: &Application, checked: &Checked, found: &mut Found) {
    let document = format!("app/{}", app.client_id);
    let redirects = app.grant_types.contains(&GrantType::AuthorizationCode);
    if redirects && !app.is_public() && app.pkce != PkcePolicy::Required {
        found.add(
            &document,
            "/pkce",
            "a client with a secret should send PKCE, too; write `required`",
        );
    }
    let allowed = checked.tenant.as_ref().map(|tenant| &tenant.grant_types);
    for (index, grant) in app.grant_types.iter().enumerate() {
        if allowed.is_some_and(|allowed| !allowed.contains(grant)) {
            let sentence = format!("the tenant allows no {}", grant.name());
            found.add(&document, &format!("/grantTypes/{index}"), sentence);
        }
    }
    if app.sector.is_some() && !app.pairwise {
        let sentence = "means nothing without `\"subjectType\": \"pairwise\"`";
        found.add(&document, "/sectorIdentifierUri", sentence);
    }
    let flows = app.flows.iter().filter_map(|id| checked.flows.get(id));
    let asked: BTreeSet<&str> = flows.flat_map(attributes).collect();
    for (index, claim) in app.claims.iter().enumerate() {
        if let ClaimSource::Attribute(id) = &claim.source
            && id != "email"
            && !checked.retires(id)
            && !asked.contains(id.as_str())
        {
            let sentence = format!("none of its flows asks for `{id}`");
            found.add(&document, &format!("/claims/{index}/source"), sentence);
        }
    }
}

/// Secrets whose day in the document is long ago; it is there for this alone.
fn old_secrets(document: &str, app: &Value, now: i64, found: &mut Found) {
    let old = time::day(now - A_YEAR);
    let secrets = app.get("clientSecrets").and_then(Value::as_array);
    for (index, secret) in secrets.into_iter().flatten().enumerate() {
        let day = secret.get("createdAt").and_then(Value::as_str);
        if day.is_some_and(|day| day < old.as_str()) {
            let pointer = format!("/clientSecrets/{index}/createdAt");
            found.add(document, &pointer, "the secret is older than a year; replace it");
        }
    }
}

fn attributes(flow: &Flow) -> impl Iterator<Item = &str> {
    flow.pages.iter().flat_map(|page| &page.inputs).map(|input| input.attribute.as_str())
}
