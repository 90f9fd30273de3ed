//! Documents as files: `DIR/app/shop.json` is `app/shop`.

use crate::failure::Failure;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every document under `root`, key → text. Images and hidden files are passed over; other files that are no JSON are named.
pub fn read(root: &Path) -> Result<BTreeMap<String, String>, Failure> {
    if !root.is_dir() {
        return Err(Failure::Usage(format!("{} is not a folder", root.display())));
    }
    let mut documents = BTreeMap::new();
    read_into(root, "", &mut documents)?;
    Ok(documents)
}

/// The file of the document `key`.
pub fn path(root: &Path, key: &str) -> PathBuf {
    root.join(format!("{key}.json"))
}

/// Writes the document `key`, replacing its file: where it stands.
pub fn write(root: &Path, key: &str, text: &str) -> Result<PathBuf, Failure> {
    let path = path(root, key);
    let folder = path.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(|error| failure(folder, &error))?;
    fs::write(&path, text).map_err(|error| failure(&path, &error))?;
    Ok(path)
}

fn read_into(
    folder: &Path,
    prefix: &str,
    documents: &mut BTreeMap<String, String>,
) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(|error| failure(folder, &error))? {
        let path = entry.map_err(|error| failure(folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() && prefix.is_empty() && name == "image" {
            continue;
        }
        if path.is_dir() {
            read_into(&path, &format!("{prefix}{name}/"), documents)?;
        } else if let Some(key) = name.strip_suffix(".json") {
            let bytes = fs::read(&path).map_err(|error| failure(&path, &error))?;
            // What is not UTF-8 becomes U+FFFD, as KV gives it, and a fault of the document.
            let text = String::from_utf8_lossy(&bytes).into_owned();
            documents.insert(format!("{prefix}{key}"), text);
        } else {
            eprintln!("{} is not a JSON file; passed over", path.display());
        }
    }
    Ok(())
}

fn failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Other(format!("{}: {error}", path.display()))
}
