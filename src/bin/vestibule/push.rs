//! `vestibule push`: a folder's documents into KV, if they check.

use crate::arguments::Arguments;
use crate::check::{self, CheckedFolder, count};
use crate::checked::Checked;
use crate::failure::Failure;
use crate::images;
use crate::stored::{self, Stored};
use crate::wrangler::{self, Wrangler};

/// Writes what differs; deletes what is gone only if told.
pub fn run(given: &[&str]) -> Result<(), Failure> {
    let options = [&wrangler::OPTIONS[..], &["issuer"]].concat();
    let flags = [&wrangler::FLAGS[..], &["development", "delete"]].concat();
    let arguments = Arguments::read(given, &options, &flags)?;
    let kv = Wrangler::of(&arguments, "CONFIG")?;
    if arguments.flag("development") && arguments.flag("remote") {
        return Err(Failure::Usage("--development goes with --local".to_owned()));
    }
    let CheckedFolder { documents, images, mode, .. } = check::faultless(&arguments)?;
    let Stored { documents: stored, images: stored_images } = stored::read(&kv)?;
    let faults = Checked::of(&documents, &mode).other_types(&Checked::of(&stored, &mode));
    check::none(&documents, &faults)?;

    let changed: Vec<(&str, &str)> = documents
        .iter()
        .filter(|(key, text)| stored.get(*key) != Some(*text))
        .map(|(key, text)| (key.as_str(), text.as_str()))
        .collect();
    let hashes = images::hashes(&images);
    let is_new = |name: &String| {
        let key = format!("image/{name}");
        stored_images.get(&key) != hashes.get(&key)
    };
    let new_images: Vec<_> = images.iter().filter(|(name, _)| is_new(name)).collect();
    images::write(&kv, &new_images)?;
    stored::write(&kv, &changed)?;
    let gone = stored.keys().filter(|key| !documents.contains_key(*key));
    let gone_images = stored_images.keys().filter(|key| !hashes.contains_key(*key));
    let gone: Vec<&str> = gone.chain(gone_images).map(String::as_str).collect();
    if arguments.flag("delete") {
        stored::delete(&kv, &gone)?;
    } else {
        for key in &gone {
            println!("{key} is in KV and not in the folder; --delete deletes it");
        }
    }
    println!("{} unchanged", count(documents.len() - changed.len(), "document"));
    Ok(())
}
