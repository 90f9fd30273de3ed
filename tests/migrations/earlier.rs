//! What single migrations make of what an earlier version left.

use crate::steps::{apply_all, before};
use rusqlite::Connection;

fn count(connection: &Connection, rows: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {rows}");
    connection.query_row(&sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn keys_that_followed_one_another_keep_their_order_and_those_that_were_removed_are_gone() {
    let (connection, later) = before("0010");
    connection
        .execute_batch(
            "INSERT INTO signing_keys (kid, alg, public, sealed, master_key, created_at, retired_at, removed_at) VALUES
               ('now', 'RS256', '{}', 's', 'k1', 300, NULL, NULL), ('gone', 'RS256', '{}', 's', 'k1', 100, 200, 250),
               ('before', 'RS256', '{}', 's', 'k1', 200, 300, NULL), ('curve', 'ES256', '{}', 's', 'k1', 50, NULL, NULL)",
        )
        .unwrap();
    apply_all(&connection, &later);
    let read = "SELECT alg, generation, kid, signs_at FROM signing_keys ORDER BY alg, generation";
    let mut statement = connection.prepare(read).unwrap();
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let keys: Vec<(String, i64, String, i64)> =
        statement.query_map([], row).unwrap().map(Result::unwrap).collect();
    let expected =
        [("ES256", 1, "curve", 50), ("RS256", 1, "before", 200), ("RS256", 2, "now", 300)];
    let expected = expected.map(|(alg, turn, kid, at)| (alg.to_owned(), turn, kid.to_owned(), at));
    assert_eq!(keys, expected);
}

/// Fills every table with rows that began and are over `seconds` from now.
fn fill(connection: &Connection, set: &str, seconds: i64) {
    let numbered = format!(
        "RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20),
         r (i, id, account) AS (SELECT i, printf('{set}-%08d', i), printf('{set}-%08d-%022d', i, 0) FROM n)"
    );
    let at = format!("unixepoch() + {seconds}");
    let rows = include_str!("../support/rows.sql")
        .replace("{r}", &numbered)
        .replace("{begun}", &at)
        .replace("{end}", &at);
    connection.execute_batch(&rows).unwrap();
}

#[test]
fn codes_are_made_anew_and_nothing_else_goes_but_those_that_were_over_for_a_day() {
    let (connection, later) = before("0024");
    fill(&connection, "late", 60);
    fill(&connection, "gone", -2 * 24 * 3600);
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'codes'";
    let mut statement = connection.prepare(tables).unwrap();
    let tables = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let tables: Vec<String> = tables.map(Result::unwrap).collect();
    drop(statement);
    let counts = || tables.iter().map(|table| count(&connection, table)).collect::<Vec<_>>();
    let kept = counts();
    assert!(tables.len() > 20 && kept.iter().sum::<i64>() > 1000, "{kept:?}");
    let codes = "SELECT group_concat(hash || client_id || scopes || account || session || expires_at || answers || details)
       FROM (SELECT * FROM codes WHERE hash LIKE 'code-late%' ORDER BY hash)";
    let read = || connection.query_row(codes, [], |row| row.get::<_, String>(0)).unwrap();
    let before = read();
    apply_all(&connection, &later);
    assert_eq!((counts(), count(&connection, "codes")), (kept, 20));
    assert_eq!(read(), before);
    connection.execute_batch("DELETE FROM accounts WHERE oid LIKE 'late-%'").unwrap();
    assert_eq!((count(&connection, "codes"), count(&connection, "sessions")), (0, 20));
}
