//! `vestibule diff`: how a folder's documents differ from KV's, and whom the difference will ask something.

use crate::arguments::Arguments;
use crate::check::{self, CheckedFolder, count};
use crate::checked::Checked;
use crate::failure::Failure;
use crate::wrangler::{self, Wrangler};
use crate::{asked, compare, folder, images, stored};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Prints the differences, document by document.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let options = [&wrangler::OPTIONS[..], &["issuer", "with"]].concat();
    let flags = [&wrangler::FLAGS[..], &["development"]].concat();
    let arguments = Arguments::read(given, &options, &flags)?;
    let CheckedFolder { documents: new, images, mode, mut faults } = check::read(&arguments)?;
    let (old, old_images) = if let Some(root) = arguments.one("with")?.map(Path::new) {
        (folder::read(root)?, images::hashes(&images::in_folder(root)?))
    } else {
        let kv = Wrangler::of(&arguments, "CONFIG")?;
        let stored = stored::read(&kv)?;
        (stored.documents, stored.images)
    };
    let (was, is) = (Checked::of(&old, &mode), Checked::of(&new, &mode));
    faults.extend(is.other_types(&was));
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut differ = 0;
    for key in &keys {
        let edits = edits(old.get(*key), new.get(*key));
        let people = people(key, &was, &is);
        differ += usize::from(!edits.is_empty());
        if edits.is_empty() && people.is_empty() {
            continue;
        }
        println!("{key}");
        for edit in &edits {
            println!("  {edit}");
        }
        for sentence in &people {
            println!("  > {sentence}");
        }
    }
    print_images(&old_images, &images::hashes(&images));
    println!("{differ} of {} differ", count(keys.len(), "document"));
    if !faults.is_empty() {
        for fault in &faults {
            println!("{fault}");
        }
        println!("{}: push refuses this folder", count(faults.len(), "fault"));
    }
    Ok(())
}

/// The images that differ, by their hashes.
fn print_images(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) {
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for key in keys {
        let edit = match (old.get(key), new.get(key)) {
            (None, _) => "+ the image is new",
            (_, None) => "- the image is gone (push deletes it with --delete)",
            (old, new) if old != new => "~ another image",
            _ => continue,
        };
        println!("{key}\n  {edit}");
    }
}

fn edits(old: Option<&String>, new: Option<&String>) -> Vec<String> {
    match (old, new) {
        (None, Some(_)) => vec!["+ the document is new".to_owned()],
        (Some(_), None) => {
            vec!["- the document is gone (push deletes it with --delete)".to_owned()]
        }
        (Some(old), Some(new)) if old != new => {
            let read = |text: &String| serde_json::from_str::<Value>(text);
            let (Ok(old), Ok(new)) = (read(old), read(new)) else {
                return vec!["~ one of the two is no JSON".to_owned()];
            };
            let edits = compare::edits(&old, &new, "");
            if edits.is_empty() {
                return vec!["~ written differently; it says the same".to_owned()];
            }
            edits.iter().map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
}

/// What the difference means to people; the tenant's attributes count for each flow that asks for them.
fn people(key: &str, was: &Checked, is: &Checked) -> Vec<String> {
    if let Some(id) = key.strip_prefix("flow/") {
        let pair = was.flows.get(id).zip(is.flows.get(id));
        return pair.map(|(was, is)| asked::of_flow(was, is)).unwrap_or_default();
    }
    let Some(id) = key.strip_prefix("app/") else { return Vec::new() };
    match (was.apps.get(id), is.apps.get(id)) {
        (Some(was), Some(is)) => asked::of_application(was, is),
        (Some(_), None) => {
            vec!["nobody signs in to it any more, and its refresh tokens end".to_owned()]
        }
        (None, _) => Vec::new(),
    }
}
