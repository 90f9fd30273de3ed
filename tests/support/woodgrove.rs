//! The sample tenant, as it ships.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use vestibule::native::NativePlatform;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");

/// Puts the sample tenant into KV: documents and images.
pub fn woodgrove(platform: &NativePlatform) {
    for (key, text) in samples() {
        platform.kv.put(&key, &text);
    }
    for (key, bytes) in sample_images() {
        platform.kv.put_bytes(&key, bytes);
    }
}

/// The sample documents: key → text.
pub fn samples() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for folder in ["", "api/", "app/", "flow/"] {
        for entry in fs::read_dir(format!("{SAMPLE}/{folder}")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let name = path.file_stem().unwrap().to_str().unwrap();
                found.insert(format!("{folder}{name}"), fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// The sample's images: key → bytes.
pub fn sample_images() -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(format!("{SAMPLE}/image")).unwrap().map(|entry| entry.unwrap().path());
    let key = |path: &Path| format!("image/{}", path.file_name().unwrap().display());
    files.map(|path| (key(&path), fs::read(&path).unwrap())).collect()
}
