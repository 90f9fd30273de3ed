//! The map of the code, kept true: a module uses only those that stand above it in `src/lib.rs`, and no file one that uses it.

#[cfg(test)]
#[path = "architecture/circles.rs"]
mod circles;
#[cfg(test)]
#[path = "architecture/imports.rs"]
mod imports;
#[cfg(test)]
#[path = "architecture/sources.rs"]
mod sources;
#[cfg(test)]
#[path = "architecture/tokens.rs"]
mod tokens;

#[cfg(test)]
mod tests {
    use crate::circles::circles;
    use crate::imports::uses;
    use crate::sources::{self, Module, files, root};
    use crate::tokens::end_of;
    use regex_lite::Regex;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// The modules in their order.
    const ORDER: &str = "encode language branding http secrets protocol flow route config ports failure pages store documents \
        keyring memory request clients journey endpoints app native simulation cloudflare";

    /// The source without comments.
    fn code(path: &Path) -> String {
        let text = fs::read_to_string(path).unwrap();
        let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        lines.collect::<Vec<_>>().join("\n")
    }

    fn modules() -> Vec<String> {
        let lib = fs::read_to_string(root().join("lib.rs")).unwrap();
        let declared = Regex::new(r"(?m)^(?:pub )?mod (\w+);").unwrap();
        declared.captures_iter(&lib).map(|found| found[1].to_owned()).collect()
    }

    /// The modules that a text names, `use crate::{a, b::c}` included.
    fn used(text: &str) -> BTreeSet<String> {
        let single = Regex::new(r"crate::(\w+)").unwrap();
        let group = Regex::new(r"crate::\{([^;]*)\}").unwrap();
        let name = Regex::new(r"(?:^|,)\s*(\w+)").unwrap();
        let mut found: BTreeSet<String> =
            single.captures_iter(text).map(|found| found[1].to_owned()).collect();
        for group in group.captures_iter(text) {
            found.extend(name.captures_iter(&group[1]).map(|found| found[1].to_owned()));
        }
        found
    }

    /// Where a source's module stands in the order; none for the command line.
    fn place(modules: &[String], file: &str) -> Option<usize> {
        let own = file.split('/').next().unwrap().trim_end_matches(".rs");
        modules.iter().position(|module| module == own)
    }

    #[test]
    fn the_modules_stand_in_their_order() {
        assert_eq!(modules(), ORDER.split(' ').collect::<Vec<_>>());
    }

    #[test]
    fn a_module_uses_only_those_above_it() {
        let modules = modules();
        let mut wrong = Vec::new();
        for path in files(&root()) {
            let file = path.strip_prefix(root()).unwrap().display().to_string();
            let Some(own) = place(&modules, &file) else { continue };
            for used in used(&code(&path)) {
                if place(&modules, &used).is_some_and(|below| below > own) {
                    wrong.push(format!("{file} uses {used}"));
                }
            }
        }
        // The same of the files that define what is used, whoever hands it on.
        for (file, used) in uses(sources::modules()) {
            let Some(own) = place(&modules, &file) else { continue };
            for (used, path) in used {
                if place(&modules, &used).is_some_and(|below| below > own) {
                    wrong.push(format!("{file} uses {used} as {path}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn no_file_uses_one_that_uses_it_by_whatever_way() {
        let circles = circles(&uses(sources::modules()));
        assert!(circles.is_empty(), "{circles:#?}");
    }

    /// The files that name `word` in their code.
    fn naming(word: &str) -> BTreeSet<&'static str> {
        let names = |module: &&Module| {
            let imported = module.imports.iter().flat_map(|import| &import.path);
            imported.chain(&module.rest).any(|token| token == word)
        };
        sources::modules().values().filter(names).map(|module| module.file.as_str()).collect()
    }

    #[test]
    fn a_code_is_written_where_a_journey_ends_and_where_a_session_suffices() {
        let uses = uses(sources::modules());
        let ends = uses.iter().filter(|(_, used)| used.contains_key("store/finish.rs"));
        let ends = ends.map(|(file, _)| file.as_str()).filter(|file| !file.starts_with("store/"));
        assert_eq!(ends.collect::<Vec<_>>(), ["journey/finish.rs"]);
        let silent =
            ["endpoints/authorize.rs", "journey/steps/continue_as.rs", "store/sessions.rs"];
        assert_eq!(naming("silent_sign_in"), BTreeSet::from(silent));
        let writers = ["store/codes.rs", "store/finish.rs", "store/sessions.rs"];
        assert_eq!(naming("insert_code"), BTreeSet::from(writers));
        for path in files(&root()) {
            if code(&path).contains("INTO codes") {
                assert!(path.ends_with("store/codes.rs"), "{} writes a code", path.display());
            }
        }
    }

    #[test]
    fn only_one_function_says_which_stage_comes_next() {
        let mut made = Vec::new();
        for module in sources::modules().values() {
            if module.file.starts_with("flow/") {
                continue;
            }
            let tokens = &module.rest;
            for at in 0..tokens.len() {
                if tokens[at] == "Stage" && tokens.get(at + 1).is_some_and(|next| next == "::") {
                    let end = match tokens.get(at + 3).map(String::as_str) {
                        Some("(" | "{") => end_of(tokens, at + 3) + 1,
                        _ => at + 3,
                    };
                    let after = tokens.get(end).map_or("", String::as_str);
                    if !matches!(after, "=>" | "|" | "if" | "=") && !is_in_matches(tokens, at) {
                        made.push(format!("{} makes Stage::{}", module.file, tokens[at + 2]));
                    }
                }
            }
        }
        // A code was mailed just now: its page is next, which asks the function again.
        assert_eq!(made, ["journey/steps/send_code.rs makes Stage::Code"]);
    }

    /// Whether the token at `at` is a pattern of `matches!`.
    fn is_in_matches(tokens: &[String], at: usize) -> bool {
        let begins = |open: &usize| tokens[open - 2] == "matches" && tokens[open - 1] == "!";
        (2..at).filter(begins).any(|open| end_of(tokens, open) > at)
    }

    #[test]
    fn only_one_folder_knows_the_platform_and_only_the_store_knows_sql() {
        let sql = Regex::new(r#""\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM) "#).unwrap();
        for path in files(&root()) {
            let relative = path.strip_prefix(root()).unwrap().display().to_string();
            let text = code(&path);
            if !relative.starts_with("cloudflare") {
                for name in ["worker::", "web_sys::", "js_sys::", "wasm_bindgen"] {
                    assert!(!text.contains(name), "{relative} knows {name}");
                }
            }
            let may =
                ["store", "cloudflare", "native"].iter().any(|folder| relative.starts_with(folder));
            assert!(may || !sql.is_match(&text), "{relative} holds SQL");
        }
    }

    #[test]
    fn files_stay_small_enough_to_read_at_once() {
        let mut lengths: Vec<(usize, String)> = files(&root())
            .iter()
            .map(|path| {
                (fs::read_to_string(path).unwrap().lines().count(), path.display().to_string())
            })
            .collect();
        lengths.sort();
        let (median, _) = &lengths[lengths.len() / 2];
        assert!(*median <= 130, "the median file has {median} lines");
        let (longest, path) = lengths.last().unwrap();
        assert!(*longest <= 400, "{path} has {longest} lines");
    }
}
