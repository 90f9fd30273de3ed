//! `vestibule import entra`: Graph's user flows as documents, with a word on each of their properties.

use crate::arguments::Arguments;
use crate::check::{LOCAL_ISSUER, count};
use crate::entra::{self, Imported};
use crate::failure::Failure;
use crate::ledger::Ledger;
use crate::{folder, insert, new};
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;
use vestibule::config::{Mode, check_flow, check_tenant};

/// Reads the files, says what became of each property, and writes what checks.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let arguments = Arguments::read(given, &["dir"], &[])?;
    if arguments.words().is_empty() {
        return Err(Failure::Usage("files with Graph's JSON are needed".to_owned()));
    }
    let mut files = Vec::new();
    for path in arguments.words() {
        files.push((*path, parse(path)?));
    }
    // What defines attributes comes before the flows that ask for them.
    files.sort_by_key(|(_, value)| !objects(value).iter().any(|at| entra::is_attribute(value, at)));
    let mut imported = Imported::default();
    for (path, value) in &files {
        read(path, value, &mut imported)?;
    }
    write(&new::folder(&arguments)?, &imported)
}

fn parse(path: &str) -> Result<Value, Failure> {
    let text =
        fs::read_to_string(path).map_err(|error| Failure::Other(format!("{path}: {error}")))?;
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Failure::Other(format!("{path}: {error}")))
}

/// The pointers of a file's objects: itself, or the items of Graph's `value`.
fn objects(value: &Value) -> Vec<String> {
    match value.get("value").and_then(Value::as_array) {
        Some(items) => (0..items.len()).map(|index| format!("/value/{index}")).collect(),
        None => vec![String::new()],
    }
}

/// Reads a file and prints what became of its properties.
fn read(path: &str, value: &Value, imported: &mut Imported) -> Result<(), Failure> {
    let ledger = Ledger::new(value);
    for at in objects(value) {
        if !entra::read(&ledger, &at, imported) {
            return Err(Failure::Other(format!(
                "{path} {at}: is none of authenticationEventsFlow, b2xIdentityUserFlow, identityUserFlowAttribute"
            )));
        }
    }
    let entries = ledger.close();
    println!("{path}");
    for entry in &entries {
        println!("  {} {}", entry.pointer, entry.fate);
    }
    let lost = entries.iter().filter(|entry| !entry.kept).count();
    println!("  {} without a counterpart, {} with one", lost, entries.len() - lost);
    Ok(())
}

/// Writes the flows, which must be new, and what the tenant lacks, if all of it checks.
fn write(root: &Path, imported: &Imported) -> Result<(), Failure> {
    let mode = Mode { development: true, issuer: LOCAL_ISSUER.to_owned() };
    let tenant = folder::path(root, "tenant");
    let text = fs::read_to_string(&tenant).map_err(|error| {
        Failure::Other(format!("{}: {error}; `vestibule new tenant` makes one", tenant.display()))
    })?;
    let known = check_tenant(&text, &mode).map_err(|faults| new::refuse(&faults))?;
    let lacking: Map<String, Value> = imported
        .attributes
        .iter()
        .filter(|(id, _)| !known.attributes.contains_key(*id))
        .map(|(id, value)| (id.clone(), value.clone()))
        .collect();
    let added = if lacking.is_empty() {
        text
    } else {
        insert::members(&text, "attributes", &lacking).unwrap_or(text)
    };
    let checked = check_tenant(&added, &mode).map_err(|faults| new::refuse(&faults))?;
    for (id, flow) in &imported.flows {
        check_flow(id, &new::text(flow)?, &checked, &mode)
            .map_err(|faults| new::refuse(&faults))?;
        if folder::path(root, &format!("flow/{id}")).exists() {
            return Err(Failure::Other(format!("flow/{id} is there already; nothing was written")));
        }
    }
    if !lacking.is_empty() {
        folder::write(root, "tenant", &added)?;
        println!("tenant: {} added", count(lacking.len(), "attribute"));
    }
    for (id, flow) in &imported.flows {
        println!(
            "wrote {}",
            folder::write(root, &format!("flow/{id}"), &new::text(flow)?)?.display()
        );
    }
    for note in &imported.notes {
        println!("note: {note}");
    }
    println!("name the flow in `flows` of an application's document, then `vestibule check`");
    Ok(())
}
