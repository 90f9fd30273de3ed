//! The migrations, in the order in which `wrangler d1 migrations apply` takes them.

use rusqlite::Connection;
use std::fs;

/// One migration: the name of its file and its SQL.
pub struct Step {
    pub name: String,
    pub sql: String,
}

/// All of them.
pub fn all() -> Vec<Step> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/migrations");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| Step {
        name: path.file_name().unwrap().to_str().unwrap().to_owned(),
        sql: fs::read_to_string(path).unwrap(),
    };
    paths.iter().map(read).collect()
}

/// A database as the migrations before `version` left it, and those that follow.
pub fn before(version: &str) -> (Connection, Vec<Step>) {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    let (earlier, later): (Vec<_>, Vec<_>) =
        all().into_iter().partition(|step| step.name.as_str() < version);
    apply_all(&connection, &earlier);
    (connection, later)
}

/// Applies one as D1 does: in a transaction, with foreign keys enforced.
pub fn apply(connection: &Connection, step: &Step) {
    let sql = format!("BEGIN;\n{}\nCOMMIT;", step.sql);
    connection.execute_batch(&sql).unwrap_or_else(|error| panic!("{}: {error}", step.name));
}

/// Applies some, in their order.
pub fn apply_all(connection: &Connection, steps: &[Step]) {
    for step in steps {
        apply(connection, step);
    }
}

/// The database's tables; those that others refer to come before the ones that refer to them.
pub fn tables(connection: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid";
    let mut statement = connection.prepare(sql).unwrap();
    let mut left: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut ordered: Vec<String> = Vec::new();
    while !left.is_empty() {
        let (ready, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|table| {
            references(connection, table).iter().all(|(_, to, _)| ordered.contains(to))
        });
        assert!(!ready.is_empty(), "tables refer to each other in a circle: {rest:?}");
        ordered.extend(ready);
        left = rest;
    }
    ordered
}

/// The foreign keys of a table: column, table and column that it refers to.
pub fn references(connection: &Connection, table: &str) -> Vec<(String, String, String)> {
    let sql = "SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list(?)";
    let mut statement = connection.prepare(sql).unwrap();
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    statement.query_map([table], row).unwrap().map(Result::unwrap).collect()
}
