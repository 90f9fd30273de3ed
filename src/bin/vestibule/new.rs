//! What the `new` commands share: a document is checked, written once, and what to do next is said.

use crate::arguments::Arguments;
use crate::failure::Failure;
use serde::Serialize;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use vestibule::config::Fault;

/// Where new documents go if `--dir` says nothing.
const USUAL_FOLDER: &str = "config";

/// The folder of documents.
pub fn folder(arguments: &Arguments<'_>) -> Result<PathBuf, Failure> {
    Ok(PathBuf::from(arguments.one("dir")?.unwrap_or(USUAL_FOLDER)))
}

/// `document` as the text of its file.
pub fn text(document: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(document)
        .map(|text| text + "\n")
        .map_err(|error| Failure::Other(error.to_string()))
}

/// The faults as a failure.
pub fn refuse(faults: &[Fault]) -> Failure {
    let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
    Failure::Other(lines.join("\n"))
}

/// Writes the document `key`, which must not be there yet, and says how it gets into KV.
pub fn write(folder: &Path, key: &str, text: &str) -> Result<(), Failure> {
    let path = folder.join(format!("{key}.json"));
    write_new(&path, text).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::Other(format!("{} is there already; it was left alone", path.display()))
        }
        _ => Failure::Other(format!("{}: {error}", path.display())),
    })?;
    println!("wrote {}", path.display());
    println!("next, to use it in production (--local instead of --remote on this machine):");
    println!("  cargo run -q --bin vestibule -- push {} --remote", folder.display());
    Ok(())
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    File::create_new(path)?.write_all(text.as_bytes())
}
