//! A table that others refer to is never rebuilt: its rows' deletion cascades, on D1 even where foreign keys are
//! deferred.

use crate::steps::{self, Step, references, tables};
use regex_lite::Regex;
use rusqlite::Connection;

/// The tables that `step` drops or renames although others refer to them.
fn rebuilt(connection: &Connection, step: &Step) -> Vec<String> {
    let referred: Vec<String> = tables(connection)
        .iter()
        .flat_map(|table| references(connection, table))
        .map(|(_, to, _)| to)
        .collect();
    let comments = Regex::new("--[^\n]*").unwrap();
    let sql = comments.replace_all(&step.sql, "");
    let name = r#"["`\[]?(\w+)["`\]]?"#;
    let dropped = Regex::new(&format!(r"(?i)\bDROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?{name}")).unwrap();
    let renamed = Regex::new(&format!(r"(?i)\bALTER\s+TABLE\s+{name}\s+RENAME\s+TO\b")).unwrap();
    let named = dropped.captures_iter(&sql).chain(renamed.captures_iter(&sql));
    named.map(|found| found[1].to_owned()).filter(|table| referred.contains(table)).collect()
}

#[test]
fn no_migration_drops_or_renames_a_table_that_others_refer_to() {
    for step in steps::all() {
        let (connection, _) = steps::before(&step.name);
        assert_eq!(rebuilt(&connection, &step), Vec::<String>::new(), "{}", step.name);
    }
}

#[test]
fn a_migration_that_would_is_found_however_it_is_written() {
    let (connection, _) = steps::before("9999");
    for sql in [
        "CREATE TABLE s (id TEXT); DROP TABLE sessions; ALTER TABLE s RENAME TO sessions;",
        "drop table if exists \"sessions\"",
        "ALTER TABLE [sessions]\n  RENAME TO old_sessions;",
    ] {
        let step = Step { name: "made up".to_owned(), sql: sql.to_owned() };
        assert_eq!(rebuilt(&connection, &step), ["sessions"], "{sql}");
    }
    for sql in [
        "DROP TABLE runs; -- DROP TABLE sessions",
        "ALTER TABLE sessions RENAME COLUMN secret TO hash",
        "ALTER TABLE sessions DROP COLUMN method; ALTER TABLE sessions ADD COLUMN proofs TEXT",
    ] {
        let step = Step { name: "made up".to_owned(), sql: sql.to_owned() };
        assert_eq!(rebuilt(&connection, &step), Vec::<String>::new(), "{sql}");
    }
}
