//! The locale files: every key used is there, every key there is used, and every language says the same.

use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path::Path};
use vestibule::pages::shipped;

/// Sentences that the pages offer to the rest of the program.
const OFFERED: &[&str] =
    &["email.invalid", "terms.required", "signIn.refused", "code.required", "mail.failed"];

fn texts(language: &str) -> BTreeMap<&'static str, &'static str> {
    shipped(language).unwrap().collect()
}

/// The names of a text's placeholders.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(inside, _)| inside.split(':').next().unwrap())
        .collect()
}

/// Every source file below `directory`, without its unit tests.
pub fn sources(directory: &Path, found: &mut String) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push_str(text.split("#[cfg(test)]").next().unwrap());
        }
    }
}

/// Every string in the program that is written like a key.
fn literals() -> BTreeSet<String> {
    let mut source = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut source);
    let key_like = |text: &&str| {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
    };
    source.split('"').filter(key_like).map(str::to_owned).collect()
}

#[test]
fn every_key_that_pages_use_exists() {
    let english = texts("en");
    let mut source = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut source);
    let calls = [".text(", ".fill(", ".isolate("];
    let used = calls.iter().flat_map(|call| source.split(call).skip(1)).filter_map(|rest| {
        rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next())
    });
    let used = used.filter(|key| key.contains('.'));
    let missing: BTreeSet<_> = used.filter(|key| !english.contains_key(key)).collect();
    assert!(missing.is_empty(), "not in assets/locales/en.json: {missing:?}");
    let groups: BTreeSet<_> =
        english.keys().filter_map(|key| key.split_once('.')).map(|(group, _)| group).collect();
    let strange: Vec<_> = literals()
        .into_iter()
        .filter(|text| text.split_once('.').is_some_and(|(group, _)| groups.contains(group)))
        .filter(|text| !english.contains_key(text.as_str()))
        .collect();
    assert!(
        strange.is_empty(),
        "written like keys, but not in assets/locales/en.json: {strange:?}"
    );
}

#[test]
fn every_key_is_used() {
    let used = literals();
    let english = texts("en");
    let unused: Vec<_> =
        english.keys().filter(|key| !used.contains(**key) && !OFFERED.contains(key)).collect();
    assert!(unused.is_empty(), "in assets/locales/en.json, but in no source: {unused:?}");
    let gone: Vec<_> = OFFERED.iter().filter(|key| !english.contains_key(*key)).collect();
    assert!(gone.is_empty(), "offered, but not in assets/locales/en.json: {gone:?}");
}

#[test]
fn every_language_has_the_same_keys_and_placeholders() {
    let (english, arabic) = (texts("en"), texts("ar"));
    assert!(!english.is_empty());
    assert!(english.keys().eq(arabic.keys()), "keys differ");
    for (key, text) in &english {
        assert_eq!(placeholders(text), placeholders(arabic[key]), "{key}");
    }
}

#[test]
fn texts_keep_the_tone() {
    for language in ["en", "ar"] {
        for (key, text) in texts(language) {
            assert!(!text.contains('!') && !text.trim().is_empty(), "{language} {key}: {text}");
            assert!(
                !text.contains("  ") && (text == text.trim() || key == "form.comma"),
                "{language} {key}: {text}"
            );
        }
    }
}

#[test]
fn a_number_has_its_forms() {
    for (language, forms) in [("en", 2..=2), ("ar", 4..=5)] {
        for (key, text) in texts(language) {
            for inside in text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
                .map(|(inside, _)| inside)
            {
                let Some((_, written)) = inside.split_once(':') else { continue };
                assert!(forms.contains(&written.split('|').count()), "{language} {key}");
            }
        }
    }
}
