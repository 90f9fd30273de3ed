//! README lists every code that anybody is told, and no other.

use std::collections::BTreeSet;
use vestibule::failure::Kind;
use vestibule::protocol::Cause;

/// The rows of the table under `heading`: what stands in backticks at the beginning of the first two cells.
fn rows(heading: &str) -> BTreeSet<(String, String)> {
    let readme = include_str!("../../README.md");
    let section = readme.split(&format!("\n### {heading}\n")).nth(1).unwrap();
    let section = section.split("\n#").next().unwrap();
    let word = |cell: &str| {
        let quoted = cell.trim_ascii().strip_prefix('`').and_then(|rest| rest.split('`').next());
        quoted.unwrap_or_default().to_owned()
    };
    let rows: Vec<(String, String)> = section
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(cells.iter().all(|cell| !cell.trim_ascii().is_empty()), "{line}");
            (word(cells[0]), word(cells[1]))
        })
        .collect();
    let set: BTreeSet<_> = rows.iter().cloned().collect();
    assert_eq!(set.len(), rows.len(), "a code stands there twice");
    set
}

/// What the store writes as an event: the word after the time, or the first word of a row an hour.
fn events() -> BTreeSet<String> {
    let mut source = String::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store")).unwrap() {
        source += &std::fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    let written = source.split("INTO audit").skip(1).filter_map(|rest| rest.split_once(":now, "));
    let hourly = source.split("hourly!(").skip(1);
    let first = written.map(|(_, rest)| rest).chain(hourly);
    let quoted = |rest: &str| -> Vec<String> {
        let rest = rest.split(", ").next().unwrap();
        rest.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
    };
    first.flat_map(quoted).filter(|word| word.contains('-')).collect()
}

#[test]
fn every_event_of_the_trace_is_in_the_readme_with_its_columns() {
    let listed = rows("The trace").into_iter().map(|(event, _)| event).collect::<BTreeSet<_>>();
    assert_eq!(listed, events());
}

#[test]
fn every_code_of_a_page_is_in_the_readme_with_cause_and_mend() {
    let listed: BTreeSet<String> =
        rows("What people see").into_iter().map(|(code, _)| code).collect();
    let told: BTreeSet<String> = Kind::ALL.iter().map(|kind| kind.code().to_owned()).collect();
    assert_eq!(listed, told);
}

#[test]
fn every_code_and_cause_that_applications_are_told_is_in_the_readme_with_its_mend() {
    let told: BTreeSet<(String, String)> = Cause::ALL
        .iter()
        .map(|cause| (cause.code().name().to_owned(), cause.name().to_owned()))
        .collect();
    assert_eq!(rows("What applications are told"), told);
}

/// The part of the README that tells where code stands.
fn map() -> &'static str {
    let readme = include_str!("../../README.md");
    readme.split("\n## Map of the code\n").nth(1).unwrap().split("\n## ").next().unwrap()
}

/// Whether a path is there: from the root, or as the map and the table write it, below `src` or `tests`. Where it has a name in
/// capitals for one that is yet to be chosen, its folder is.
fn is_there(path: &str) -> bool {
    let placeholder = ["NAME", "TAG"].iter().find_map(|name| path.split_once(name));
    let path = placeholder.map_or(path, |(folder, _)| folder);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    ["", "src", "tests"].iter().any(|folder| root.join(folder).join(path).exists())
}

#[test]
fn every_path_of_the_map_and_of_how_to_add_is_there() {
    let quoted = map().split('`').skip(1).step_by(2);
    let is_path = |text: &&str| {
        let file = [".rs", ".sql", ".mjs", ".json", ".toml"].iter().any(|end| text.ends_with(end));
        (file || text.contains('/')) && !text.starts_with('/') && !text.contains([' ', '{'])
    };
    let paths: Vec<&str> = quoted.filter(is_path).collect();
    assert!(paths.len() > 40, "the map names {} paths", paths.len());
    let gone: Vec<&&str> = paths.iter().filter(|path| !is_there(path)).collect();
    assert!(gone.is_empty(), "{gone:#?}");
}

#[test]
fn the_map_lists_every_module_in_its_order() {
    let lib = include_str!("../../src/lib.rs");
    let declared = lib.lines().filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';')
    });
    let table = map().split("\n\n").find(|part| part.starts_with("| module |")).unwrap();
    let listed = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let listed: Vec<&str> = listed.filter(|module| *module != "bin/vestibule").collect();
    assert_eq!(listed, declared.collect::<Vec<_>>());
}
