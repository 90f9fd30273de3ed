//! The locale files: every key used is there, every key there is used, and every language says the same.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::{fs, path::Path};
use vestibule::encode::typed;
use vestibule::language::{Language, shipped};

/// Sentences that the pages offer to the rest of the program.
const OFFERED: &[&str] =
    &["email.invalid", "terms.required", "signIn.refused", "code.required", "mail.failed"];

fn texts(language: Language) -> BTreeMap<&'static str, &'static str> {
    shipped(language).collect()
}

/// The names of a text's placeholders.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(inside, _)| inside.split(':').next().unwrap())
        .collect()
}

/// How many forms a number has.
fn forms(language: Language) -> RangeInclusive<usize> {
    use Language::{Ar, De, En, Es, Fr, He, Hi, It, Ja, Ko, Nl, Pl, PtBr, Tr, Uk, ZhHans};
    match language {
        Ja | Ko | ZhHans => 1..=1,
        De | En | Es | Fr | Hi | It | Nl | PtBr | Tr => 2..=2,
        Pl | Uk | He => 3..=3,
        Ar => 4..=5,
    }
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
    let english = texts(Language::En);
    let mut source = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut source);
    let calls = [".text(", ".fill(", ".isolate("];
    let used = calls.iter().flat_map(|call| source.split(call).skip(1)).filter_map(|rest| {
        rest.trim_ascii_start().strip_prefix('"').and_then(|rest| rest.split('"').next())
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
    let english = texts(Language::En);
    let unused: Vec<_> =
        english.keys().filter(|key| !used.contains(**key) && !OFFERED.contains(key)).collect();
    assert!(unused.is_empty(), "in assets/locales/en.json, but in no source: {unused:?}");
    let gone: Vec<_> = OFFERED.iter().filter(|key| !english.contains_key(*key)).collect();
    assert!(gone.is_empty(), "offered, but not in assets/locales/en.json: {gone:?}");
}

#[test]
fn every_language_has_the_same_keys_and_placeholders() {
    let english = texts(Language::En);
    assert!(!english.is_empty());
    for language in Language::ALL {
        let texts = texts(*language);
        let keys = |of: &BTreeMap<&'static str, &str>| of.keys().copied().collect::<BTreeSet<_>>();
        let differing: Vec<_> =
            keys(&english).symmetric_difference(&keys(&texts)).copied().collect();
        assert!(differing.is_empty(), "{}: {differing:?}", language.tag());
        for (key, text) in &english {
            assert_eq!(placeholders(text), placeholders(texts[key]), "{} {key}", language.tag());
        }
    }
}

#[test]
fn what_is_shipped_is_what_the_locale_files_say() {
    for language in Language::ALL {
        let file = format!("assets/locales/{}.json", language.tag());
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let written: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
        let shipped: BTreeMap<String, String> =
            shipped(*language).map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
        assert_eq!(shipped, written, "{}", language.tag());
    }
}

#[test]
fn a_locale_file_has_each_key_once_and_in_the_order_of_the_english_one() {
    let keys = |language: Language| -> Vec<String> {
        let file = format!("assets/locales/{}.json", language.tag());
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let key = |line: &str| {
            line.trim_ascii().strip_prefix('"')?.split_once("\": ").map(|(key, _)| key.to_owned())
        };
        text.lines().filter_map(key).collect()
    };
    let english = keys(Language::En);
    assert_eq!(english.len(), texts(Language::En).len());
    for language in Language::ALL {
        assert_eq!(keys(*language), english, "{}", language.tag());
    }
}

#[test]
fn every_shipped_language_has_words_of_its_own() {
    let english = texts(Language::En);
    for language in Language::ALL.iter().filter(|language| **language != Language::En) {
        let texts = texts(*language);
        let same = english.iter().filter(|(key, text)| texts[**key] == **text).count();
        assert!(same * 10 < english.len(), "{}: {same} texts are English", language.tag());
    }
}

#[test]
fn texts_keep_the_tone() {
    for language in Language::ALL {
        for (key, text) in texts(*language) {
            let place = format!("{} {key}: {text}", language.tag());
            assert!(!text.contains(['!', '！']) && !typed::trim(text).is_empty(), "{place}");
            assert!(
                !text.contains("  ") && (text == typed::trim(text) || key == "form.comma"),
                "{place}"
            );
        }
    }
}

#[test]
fn a_number_has_its_forms() {
    for language in Language::ALL {
        for (key, text) in texts(*language) {
            let inside = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
            for written in inside.filter_map(|(inside, _)| Some(inside.split_once(':')?.1)) {
                let count = written.split('|').count();
                assert!(forms(*language).contains(&count), "{} {key}", language.tag());
            }
        }
    }
}
