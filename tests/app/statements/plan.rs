//! What a statement reads, as SQLite plans it.

use super::rows::run;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Mutex;
use vestibule::native::NativePlatform;

/// Tables that a statement may read from end to end, and why.
const SMALL: [(&str, &str); 7] = [
    ("signing_keys", "a few rows: a key is deleted a month after its successor signs"),
    ("later", "the same table: the keys that follow one"),
    ("attribute_types", "a row for each custom attribute that the tenant ever had"),
    ("failing_purges", "a row for each table at most"),
    ("faulty_sets", "a row for each application whose documents have faults"),
    ("unreadable_rows", "a row for each column at most"),
    ("d1_migrations", "a row for each migration"),
];

/// The parts of the plan of `sql` that read all of a table that grows.
pub fn scans(platform: &NativePlatform, sql: &str) -> Vec<String> {
    let plan = run(platform, &format!("EXPLAIN QUERY PLAN {sql}"));
    let parts: Vec<&str> = plan.iter().map(|part| part["detail"].as_str().unwrap()).collect();
    let queries: Vec<&str> = ["CO-ROUTINE ", "MATERIALIZE "]
        .into_iter()
        .flat_map(|word| parts.iter().filter_map(move |part| part.strip_prefix(word)))
        .collect();
    let scans = parts.iter().filter(|part| is_scan(part, &queries));
    scans.map(|part| (*part).to_owned()).collect()
}

/// An automatic index is made by reading all of its table. A plan names tables by their aliases.
fn is_scan(part: &str, queries: &[&str]) -> bool {
    let of_table = part.strip_prefix("SCAN ").is_some_and(|read| {
        let name = read.split(' ').next().unwrap();
        let of_json = read.contains("VIRTUAL TABLE");
        let of_query = name.starts_with('(') || queries.contains(&name);
        let small = SMALL.iter().any(|(small, _)| *small == name);
        !of_json && !of_query && !small && read != "CONSTANT ROW"
    });
    of_table || part.contains("AUTOMATIC")
}

thread_local! {
    static EMPTY: OnceCell<NativePlatform> = const { OnceCell::new() };
}

/// Those that were found to read no table as a whole.
static CHECKED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Fails for a statement that reads all of a table that grows.
pub fn check<'s>(statements: impl Iterator<Item = &'s String>) {
    for sql in statements {
        if CHECKED.lock().unwrap().contains(sql) {
            continue;
        }
        let scans = EMPTY.with(|empty| scans(empty.get_or_init(crate::support::platform), sql));
        assert!(scans.is_empty(), "{scans:?}: {sql}");
        CHECKED.lock().unwrap().insert(sql.clone());
    }
}
