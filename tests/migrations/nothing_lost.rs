use crate::filled::{ROWS, fill};
use crate::steps::{self, Step, tables};
use rusqlite::{Connection, types::Value};
use std::collections::BTreeMap;

/// What stands in a table: its columns, and its rows as they are.
type Content = BTreeMap<String, (Vec<String>, Vec<Vec<Value>>)>;

#[test]
fn no_migration_loses_or_changes_a_row_of_any_earlier_version() {
    for version in 1..steps::all().len() {
        let name = steps::all()[version].name.clone();
        let (connection, later) = steps::before(&name);
        fill(&connection);
        let mut before = content(&connection);
        for step in later {
            steps::apply(&connection, &step);
            let after = content(&connection);
            compare(&name, &step, &before, &after);
            before = after;
        }
    }
}

/// Every table of before is there with as many rows, and every column that stayed holds what it held.
fn compare(version: &str, step: &Step, before: &Content, after: &Content) {
    for (table, (columns, rows)) in before {
        let said = format!("{table}, filled before {version}, after {}", step.name);
        let (kept, now) = after.get(table).unwrap_or_else(|| panic!("{said}: gone"));
        assert_eq!(now.len(), rows.len(), "{said}");
        let stayed: Vec<&String> = columns.iter().filter(|column| kept.contains(column)).collect();
        assert_eq!(picked(now, kept, &stayed), picked(rows, columns, &stayed), "{said}");
    }
}

/// The rows' values of some columns, in an order that does not depend on the table's.
fn picked(rows: &[Vec<Value>], columns: &[String], wanted: &[&String]) -> Vec<String> {
    let at = |name: &&String| columns.iter().position(|column| column == *name).unwrap();
    let places: Vec<usize> = wanted.iter().map(at).collect();
    let line = |row: &Vec<Value>| {
        places.iter().map(|place| format!("{:?}", row[*place])).collect::<Vec<_>>().join(", ")
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.sort();
    lines
}

fn content(connection: &Connection) -> Content {
    let read = |table: String| {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let row = |row: &rusqlite::Row<'_>| (0..columns.len()).map(|at| row.get(at)).collect();
        let rows: Vec<Vec<Value>> =
            statement.query_map([], row).unwrap().map(Result::unwrap).collect();
        (table, (columns.clone(), rows))
    };
    tables(connection).into_iter().map(read).collect()
}

#[test]
fn every_table_of_every_version_is_filled() {
    for step in steps::all().iter().skip(1) {
        let (connection, _) = steps::before(&step.name);
        fill(&connection);
        for (table, (_, rows)) in content(&connection) {
            assert_eq!(rows.len(), ROWS, "{table} before {}", step.name);
        }
    }
}
