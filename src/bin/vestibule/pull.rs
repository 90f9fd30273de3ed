//! `vestibule pull`: KV's documents into a folder, as they are stored.

use crate::arguments::Arguments;
use crate::check::count;
use crate::failure::Failure;
use crate::stored::{self, Stored};
use crate::wrangler::{self, Wrangler};
use crate::{folder, images};
use std::collections::BTreeMap;
use std::path::Path;

/// Writes the files that differ; a file that is there already is replaced only if told.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let flags = [&wrangler::FLAGS[..], &["force"]].concat();
    let arguments = Arguments::read(given, &wrangler::OPTIONS, &flags)?;
    let root = Path::new(arguments.word("the folder of documents")?);
    let kv = Wrangler::of(&arguments, "CONFIG")?;
    let Stored { documents: stored, images: stored_images } = stored::read(&kv)?;
    let files = if root.exists() { folder::read(root)? } else { BTreeMap::new() };

    let changed = || stored.iter().filter(|(key, text)| files.get(*key) != Some(*text));
    let files_images = images::hashes(&images::in_folder(root)?);
    let changed_images =
        || stored_images.iter().filter(|(key, hash)| files_images.get(*key) != Some(*hash));
    let mut refused: Vec<_> = changed()
        .filter(|(key, _)| files.contains_key(*key) && !arguments.flag("force"))
        .map(|(key, _)| format!("{} differs", folder::path(root, key).display()))
        .collect();
    let replaced = changed_images()
        .filter(|(key, _)| files_images.contains_key(*key) && !arguments.flag("force"))
        .map(|(key, _)| format!("{} differs", root.join(key).display()));
    refused.extend(replaced);
    if !refused.is_empty() {
        let refused = refused.join("\n");
        return Err(Failure::Other(format!(
            "{refused}\nnothing was written; `vestibule diff` shows how they differ, --force replaces them"
        )));
    }
    for (key, text) in changed() {
        println!("wrote {}", folder::write(root, key, text)?.display());
    }
    for (key, _) in changed_images() {
        images::save(root, key, &images::read(&kv, key)?)?;
    }
    for key in files.keys().filter(|key| !stored.contains_key(*key)) {
        println!("{} is not in KV; it was left alone", folder::path(root, key).display());
    }
    println!("{} unchanged", count(stored.len() - changed().count(), "document"));
    Ok(())
}
