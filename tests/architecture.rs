//! The map of the code, kept true: a module uses only those that stand above it in `src/lib.rs`.

#[cfg(test)]
mod tests {
    use regex_lite::Regex;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(sources(&path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
        found.sort();
        found
    }

    /// The source without comments.
    fn code(path: &Path) -> String {
        let text = fs::read_to_string(path).unwrap();
        let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        lines.collect::<Vec<_>>().join("\n")
    }

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
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

    #[test]
    fn a_module_uses_only_those_above_it() {
        let modules = modules();
        let mut wrong = Vec::new();
        for path in sources(&root()) {
            let relative = path.strip_prefix(root()).unwrap();
            let first = relative.components().next().unwrap().as_os_str().to_str().unwrap();
            let own = first.trim_end_matches(".rs");
            let Some(place) = modules.iter().position(|module| module == own) else { continue };
            for used in used(&code(&path)) {
                let below = modules.iter().position(|module| *module == used);
                if below.is_some_and(|below| below > place) {
                    wrong.push(format!("{} uses {used}", relative.display()));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn only_one_folder_knows_the_platform_and_only_the_store_knows_sql() {
        let sql = Regex::new(r#""\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM) "#).unwrap();
        for path in sources(&root()) {
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
        let mut lengths: Vec<(usize, String)> = sources(&root())
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
