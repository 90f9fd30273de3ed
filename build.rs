//! Puts the locale files into one text for the Worker, where each key stands once: `locales.txt`. Its blocks are parted
//! by an empty line: the keys, one a line; then for each language its tag, and its texts in the order of the keys. And
//! takes out of the JSON Schemas what is for editors alone, and tells which migration is the newest.

use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::{env, fs, path::Path};

/// Languages that share words stand together, which compresses best; others follow.
const KIN: [&str; 9] = ["en", "de", "nl", "es", "pt-BR", "it", "fr", "pl", "uk"];

type Texts = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=assets/locales");
    println!("cargo::rerun-if-changed=assets/schema");
    println!("cargo::rerun-if-changed=assets/migrations");
    write("locales.txt", &locales()?)?;
    write("newest_migration.txt", &newest_migration()?)?;
    for name in ["tenant.schema.json", "app.schema.json", "api.schema.json", "flow.schema.json"] {
        let text = fs::read_to_string(Path::new("assets/schema").join(name))?;
        let schema = serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
        write(name, &without_descriptions(schema).to_string())?;
    }
    Ok(())
}

fn newest_migration() -> Result<String, Box<dyn Error>> {
    let mut newest = String::new();
    for entry in fs::read_dir("assets/migrations")? {
        newest = newest.max(entry?.file_name().to_string_lossy().into_owned());
    }
    Ok(newest)
}

fn write(name: &str, text: &str) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join(name), text)?)
}

/// A field may be called `description`, too: that one's value is a schema.
fn without_descriptions(schema: Value) -> Value {
    match schema {
        Value::Object(members) => members
            .into_iter()
            .filter(|(key, value)| key != "description" || !value.is_string())
            .map(|(key, value)| (key, without_descriptions(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_descriptions).collect(),
        other => other,
    }
}

fn locales() -> Result<String, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir("assets/locales")? {
        let path = entry?.path();
        let tag = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let texts: Texts = serde_json::from_str(&fs::read_to_string(&path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        files.push((tag, texts));
    }
    let place = |tag: &str| KIN.iter().position(|kin| *kin == tag).unwrap_or(KIN.len());
    files.sort_by_key(|(tag, _)| (place(tag), tag.clone()));
    let (_, english) = files.iter().find(|(tag, _)| tag == "en").ok_or("there is no en.json")?;
    let mut blocks = vec![english.keys().cloned().collect::<Vec<_>>()];
    for (tag, texts) in &files {
        let mut block = vec![tag.clone()];
        for key in english.keys() {
            let text = texts.get(key).filter(|text| !text.is_empty() && !text.contains('\n'));
            block.push(
                text.ok_or_else(|| format!("{tag}.json has no line of text at {key}"))?.clone(),
            );
        }
        blocks.push(block);
    }
    let blocks: Vec<_> = blocks.iter().map(|block| block.join("\n")).collect();
    Ok(blocks.join("\n\n"))
}
