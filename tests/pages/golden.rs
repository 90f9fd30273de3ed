//! Golden files. `GOLDEN=write` writes them anew; `PREVIEW=directory` writes pages to look at, style sheet included.

use super::samples::{LANGUAGES, samples, sheets};
use super::woodgrove;
use std::{env, fs, path::PathBuf};
use vestibule::language::Language;

fn golden(file: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "pages", "golden", file].iter().collect()
}

/// Every golden file's name, and what it should hold.
fn files() -> Vec<(String, String)> {
    let pages = LANGUAGES.into_iter().flat_map(|language: Language| {
        let samples = samples(language).into_iter();
        let samples = samples.map(|(name, markup)| (name.to_owned(), markup));
        let all = samples.chain(woodgrove::pages(language.tag()));
        all.map(move |(name, markup)| {
            (format!("{name}.{}.html", language.tag()), readable(&markup))
        })
    });
    let sheets = sheets().map(|(name, sheet)| (name.to_owned(), sheet));
    pages.chain(sheets).chain(woodgrove::sheets()).collect()
}

/// One tag a line, so that a difference can be read; addresses of served files without the hash of their content.
fn readable(markup: &str) -> String {
    let lines = markup.replace("><", ">\n<");
    let mut plain = String::new();
    let mut rest = lines.as_str();
    while let Some((before, after)) = rest.split_once("?v=") {
        plain.push_str(before);
        rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_".contains(c));
    }
    plain + rest + "\n"
}

#[test]
fn pages_are_as_they_were() {
    let mut changed = Vec::new();
    for (name, now) in files() {
        let path = golden(&name);
        if env::var("GOLDEN").is_ok_and(|word| word == "write") {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &now).unwrap();
        } else if fs::read_to_string(&path).ok().as_ref() != Some(&now) {
            changed.push(name);
        }
    }
    assert!(
        changed.is_empty(),
        "These pages differ from tests/pages/golden: {changed:?}. If that is meant, run \
         `GOLDEN=write cargo test --test pages` and read the difference."
    );
}

#[test]
fn previews() {
    let Ok(directory) = env::var("PREVIEW") else { return };
    let read = |file| {
        fs::read_to_string(format!("{}/assets/public/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let style = format!("<style>{}</style></head>", read("vestibule.css"));
    let script = format!("<script>{}</script></body>", read("show-password.js"));
    fs::create_dir_all(&directory).unwrap();
    for language in LANGUAGES {
        for (name, markup) in samples(language) {
            let page = if name.starts_with("mail") || name == "demo" {
                markup
            } else {
                markup.replace("</head>", &style).replace("</body>", &script)
            };
            fs::write(format!("{directory}/{name}.{}.html", language.tag()), page).unwrap();
        }
    }
}
