//! README lists every code that anybody is told, and no other.

use std::collections::BTreeSet;
use vestibule::pages::problem::Kind;
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
