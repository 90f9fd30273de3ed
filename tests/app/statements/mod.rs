//! What the statements cost that the Worker sends, where every table has grown: nothing reads all of a table that grows, or
//! more of it the more it holds. Whatever any other test has the Worker send is looked at, too.
//!
//! SQLite plans by the statistics that ANALYZE leaves. D1 has none, unless somebody has them made (`PRAGMA optimize`), so
//! both are tried. What a foreign key brings about is in no plan: there its columns are looked for in the indexes. The outbox
//! of development, which is not the store's, holds 200 rows at most.

mod journeys;
mod plan;
pub mod rows;
mod texts;

use crate::browser::OWN_SQL;
use crate::mutated::world::World;
use crate::support::{NOW, platform};
use regex_lite::Regex;
use std::collections::BTreeSet;
use vestibule::ports::Row;
use vestibule::protocol::SigningAlgorithm;
use vestibule::store::{attribute_purge, disabled, keys};

pub use plan::check;
use plan::scans;
use rows::{add, run};

/// How many rows each table has.
const ROWS: usize = 10_000;
/// How many steps a statement may take: reading a row takes some five of them.
const STEPS: i32 = 5_000;

/// What the command line may go through, since no request waits for it, and why.
const BY_HAND: [(&str, &str); 4] = [
    ("attributes", "an attribute is purged once; an index by name would cost each answer a row"),
    ("runs", "the same, of answers on their way"),
    ("codes", "the same, of answers for tokens alone"),
    ("grants", "the same"),
];

fn of_the_command_line() -> Vec<String> {
    let switch = disabled::Switch::of("app", "woodgrove-shop").unwrap();
    let purge = attribute_purge::Purge::of("businessName").unwrap();
    let mut statements =
        vec![switch.off(), switch.on(), keys::rotate(SigningAlgorithm::ES256, NOW)];
    statements.extend([purge.values(), purge.answers(), purge.data_type()]);
    statements.extend(purge.answers_for_tokens());
    statements
}

/// Everything that the Worker sends, with the most steps that each takes, in a world whose tables have grown.
fn sent(world: &mut World, statistics: &str) -> Vec<(String, i32)> {
    let platform = world.deployment.platform.clone();
    // Later than the journeys go on: none of it is over.
    let later = NOW + 1000 * 24 * 3600;
    add(&platform, "live", ROWS, later, later);
    run(&platform, statistics);
    platform.database.work.borrow_mut().clear();
    journeys::take_all(world);
    let work = platform.database.work.borrow().clone().into_iter();
    work.filter(|(sql, _)| !sql.starts_with(OWN_SQL)).collect()
}

fn reads_as_little_as_before(statistics: &str) {
    let mut world = World::new();
    let sent = sent(&mut world, statistics);
    let platform = &world.deployment.platform;

    let known = sent.iter().map(|(sql, _)| sql.clone()).chain(of_the_command_line());
    let known: Vec<String> = known.map(|sql| texts::plain(&sql)).collect();
    let is_known = |piece: &str| known.iter().any(|sql| sql.contains(piece));
    let missing: BTreeSet<_> =
        texts::pieces().into_iter().filter(|(_, piece)| !is_known(piece)).collect();
    assert!(missing.is_empty(), "no journey sends these, so nobody looks at them: {missing:#?}");

    let heavy: Vec<_> = sent.iter().filter(|(_, steps)| *steps > STEPS).collect();
    assert!(heavy.is_empty(), "{heavy:#?}");
    let scans_of = |sql: &str| scans(platform, sql);
    let scans: Vec<_> = sent.iter().map(|(sql, _)| (scans_of(sql), sql)).collect();
    let scans: Vec<_> = scans.iter().filter(|(scans, _)| !scans.is_empty()).collect();
    assert!(scans.is_empty(), "{scans:#?}");
    for sql in of_the_command_line() {
        let may = |scan: &String| BY_HAND.iter().any(|(table, _)| scan.contains(table));
        assert!(scans_of(&sql).iter().all(may), "{sql}");
    }
}

#[test]
fn where_every_table_has_grown_each_statement_reads_as_little_as_before() {
    reads_as_little_as_before("SELECT 'no statistics'");
}

#[test]
fn where_sqlite_knows_how_large_tables_are_it_finds_no_worse_ways() {
    reads_as_little_as_before("ANALYZE");
}

#[test]
fn what_goes_with_a_row_is_found_by_an_index() {
    let platform = platform();
    let text = |row: &Row, column: &str| row[column].as_str().unwrap_or_default().to_owned();
    let tables = run(&platform, "SELECT name FROM sqlite_schema WHERE type = 'table'");
    let mut references = 0;
    for table in tables.iter().map(|row| text(row, "name")) {
        let sql = format!(
            "SELECT \"from\" AS name FROM pragma_foreign_key_list('{table}') ORDER BY id, seq"
        );
        for column in run(&platform, &sql).iter().map(|row| text(row, "name")) {
            references += 1;
            let first = format!(
                "SELECT 1 FROM pragma_index_list('{table}') i JOIN pragma_index_info(i.name) c
                 WHERE i.partial = 0 AND c.seqno = 0 AND c.name = '{column}'"
            );
            assert!(!run(&platform, &first).is_empty(), "no index of {table} begins with {column}");
        }
    }
    assert!(references > 10, "{references}");
}

#[test]
fn what_a_trigger_does_reads_no_more_than_a_few_rows() {
    let platform = platform();
    let triggers = run(&platform, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'");
    assert!(!triggers.is_empty());
    let row = Regex::new(r"\b(?:new|old)\.\w+").unwrap();
    for trigger in &triggers {
        let sql = trigger["sql"].as_str().unwrap();
        let (_, body) = sql.split_once("BEGIN\n").unwrap();
        let statements = body.strip_suffix("END").unwrap();
        for statement in statements.split(";\n").filter(|sql| sql.contains(' ')) {
            // A column of the row that set it off is a value.
            let statement = row.replace_all(statement, "'value'");
            assert_eq!(scans(&platform, &statement), Vec::<String>::new(), "{sql}");
        }
    }
}
