//! Rows in every table, whatever its version looks like: every word that a CHECK allows, every column with a value, and
//! every column without one that may be without.

use crate::steps::{references, tables};
use regex_lite::Regex;
use rusqlite::Connection;

/// How many rows each table gets: more than any CHECK has words.
pub const ROWS: usize = 12;

/// Columns that stay empty, since a row with them is one that a migration or a CHECK rightly leaves out.
const EMPTY: &[(&str, &str)] = &[("signing_keys", "removed_at"), ("device_codes", "denied_at")];

/// Columns that are never empty here: of an algorithm's keys one alone may be without.
const FULL: &[(&str, &str)] = &[("signing_keys", "retired_at")];

/// Fills every table.
pub fn fill(connection: &Connection) {
    for table in tables(connection) {
        for row in 0..ROWS {
            insert(connection, &table, row);
        }
    }
}

fn insert(connection: &Connection, table: &str, row: usize) {
    let sql = "SELECT sql FROM sqlite_schema WHERE name = ?";
    let schema: String = connection.query_row(sql, [table], |row| row.get(0)).unwrap();
    let references = references(connection, table);
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for column in columns(connection, table) {
        let place = (table, column.name.as_str());
        let is_sparse = row % 2 == 1 && column.may_be_empty && !FULL.contains(&place);
        if is_sparse || EMPTY.contains(&place) {
            continue;
        }
        let referred = references.iter().find(|(from, ..)| *from == column.name);
        let value = match referred {
            Some((_, table, column)) => key(table, column, row),
            None => value(&schema, table, &column, row),
        };
        names.push(column.name);
        values.push(value);
    }
    let (names, values) = (names.join(", "), values.join(", "));
    let sql = format!("INSERT INTO {table} ({names}) VALUES ({values})");
    connection.execute_batch(&sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
}

struct Column {
    name: String,
    is_number: bool,
    may_be_empty: bool,
}

fn columns(connection: &Connection, table: &str) -> Vec<Column> {
    let sql = "SELECT name, type = 'INTEGER', NOT \"notnull\" AND NOT pk FROM pragma_table_info(?)";
    let mut statement = connection.prepare(sql).unwrap();
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Column { name: row.get(0)?, is_number: row.get(1)?, may_be_empty: row.get(2)? })
    };
    statement.query_map([table], read).unwrap().map(Result::unwrap).collect()
}

/// A value as the column's CHECK wants it.
fn value(schema: &str, table: &str, column: &Column, row: usize) -> String {
    let name = &column.name;
    if let Some(words) = words(schema, name) {
        return words[row % words.len()].clone();
    }
    if column.is_number {
        // A time to come, which no migration takes for over.
        return (4_000_000_000_i64 + i64::try_from(row).unwrap()).to_string();
    }
    if schema.contains(&format!("json_valid({name})")) {
        return format!("'{{\"row\":{row}}}'");
    }
    if schema.contains(&format!("{name} LIKE '$argon2id$%'")) {
        return format!("'$argon2id${row}'");
    }
    key(table, name, row)
}

/// The words of `CHECK (column IN (…))`.
fn words(schema: &str, column: &str) -> Option<Vec<String>> {
    let pattern = Regex::new(&format!(r"\b{column} IN \(([^)]*)\)")).unwrap();
    let list = pattern.captures(schema)?.get(1)?.as_str();
    Some(list.split(", ").map(str::to_owned).collect())
}

/// A text of 36 characters, as an `oid` is, that stands once in its column.
fn key(table: &str, column: &str, row: usize) -> String {
    let said = format!("{table}.{column}");
    format!("'{said:-<33}{row:03}'")
}
