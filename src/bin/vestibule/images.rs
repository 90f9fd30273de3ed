//! Images: files of the folder `image`, and values in KV that carry their hash.

use crate::failure::Failure;
use crate::wrangler::Wrangler;
use base64ct::{Base64, Encoding};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use vestibule::encode::{base64url, hash};

/// The images of a folder: name → bytes.
pub fn in_folder(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut images = BTreeMap::new();
    let folder = root.join("image");
    if !folder.is_dir() {
        return Ok(images);
    }
    for entry in fs::read_dir(&folder).map_err(|error| failure(&folder, &error))? {
        let path = entry.map_err(|error| failure(&folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            let bytes = fs::read(&path).map_err(|error| failure(&path, &error))?;
            images.insert(name, bytes);
        }
    }
    Ok(images)
}

/// Keys and hashes of images: what tells whether they differ.
pub fn hashes(images: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    images.iter().map(|(name, bytes)| (format!("image/{name}"), sha256(bytes))).collect()
}

/// Keys and hashes of the images that KV `listed`. One that another tool put there is read for its hash.
pub fn in_kv<'a>(
    kv: &Wrangler<'_>,
    listed: impl Iterator<Item = &'a Value>,
) -> Result<BTreeMap<String, String>, Failure> {
    let mut found = BTreeMap::new();
    for entry in listed {
        let key = entry.get("name").and_then(Value::as_str);
        let Some(key) = key.filter(|key| key.starts_with("image/")) else { continue };
        let noted = entry.pointer("/metadata/sha256").and_then(Value::as_str);
        let hash = match noted {
            Some(hash) => hash.to_owned(),
            None => sha256(&read(kv, key)?),
        };
        found.insert(key.to_owned(), hash);
    }
    Ok(found)
}

/// The bytes of an image in KV.
pub fn read(kv: &Wrangler<'_>, key: &str) -> Result<Vec<u8>, Failure> {
    kv.bytes(&["kv", "key", "get", key, "--binding", kv.binding])
}

/// Writes images, name and bytes, with their hashes.
pub fn write(kv: &Wrangler<'_>, images: &[(&String, &Vec<u8>)]) -> Result<(), Failure> {
    if images.is_empty() {
        return Ok(());
    }
    let entry = |(name, bytes): &(&String, &Vec<u8>)| {
        json!({
            "key": format!("image/{name}"),
            "value": Base64::encode_string(bytes),
            "base64": true,
            "metadata": {"sha256": sha256(bytes)},
        })
    };
    let entries: Vec<Value> = images.iter().map(entry).collect();
    kv.with_file(&["kv", "bulk", "put"], &json!(entries), &["--binding", kv.binding])?;
    for (name, _) in images {
        println!("wrote image/{name}");
    }
    Ok(())
}

/// Writes the file of the image `key`.
pub fn save(root: &Path, key: &str, bytes: &[u8]) -> Result<(), Failure> {
    let path = root.join(key);
    let folder = root.join("image");
    fs::create_dir_all(&folder).map_err(|error| failure(&folder, &error))?;
    fs::write(&path, bytes).map_err(|error| failure(&path, &error))?;
    println!("wrote {}", path.display());
    Ok(())
}

fn sha256(bytes: &[u8]) -> String {
    base64url::encode(&hash::sha256_bytes(bytes))
}

fn failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Other(format!("{}: {error}", path.display()))
}
